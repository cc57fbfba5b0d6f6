// A real browser for tests: headless Chromium over its debugging pipe, without a package in between.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The program, from the environment or under its usual names; undefined where there is none. */
export function findChromium(): string | undefined {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'];
  return names.find((name) => name !== undefined && name !== '' && spawnSync(name, ['--version']).status === 0);
}

/** Answers and events are whatever the browser says. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes, and each test knows the few it reads
type Answer = any;

/** A page that tests drive and look at. */
export interface Page {
  /** What the browser complained about since the page was opened: exceptions, violations of its policy, console errors. */
  readonly complaints: string[];
  /** Addresses that were asked for. */
  readonly requests: string[];
  readonly send: (method: string, parameters?: object) => Promise<Answer>;
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression in the page, promises awaited. */
  readonly evaluate: (expression: string) => Promise<Answer>;
  /** Presses keys one after the other: names of keys, or characters. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
}

export interface Browser {
  readonly page: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Starts the browser with a profile of its own. */
export function launch(program: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'pratique-chromium-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
  const child = spawn(program, [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const connection = connect(child);
  return {
    page: () => newPage(connection),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await connection.send('Browser.close').catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Connection {
  readonly send: (method: string, parameters?: object, session?: string) => Promise<Answer>;
  readonly onEvent: (listener: (method: string, parameters: Answer, session: string | undefined) => void) => void;
}

function connect(child: ChildProcess): Connection {
  const output = child.stdio[3] as Writable;
  const input = child.stdio[4] as Readable;
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const listeners: Parameters<Connection['onEvent']>[0][] = [];
  let last = 0;
  let rest = '';
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    const messages = `${rest}${chunk}`.split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) take(JSON.parse(text));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser is gone'));
  });
  const take = (message: Answer): void => {
    const request = waiting.get(message.id);
    waiting.delete(message.id);
    if (request === undefined)
      for (const listener of listeners) listener(message.method, message.params, message.sessionId);
    else if (message.error === undefined) request.resolve(message.result);
    else request.reject(new Error(message.error.message));
  };
  return {
    send: (method, parameters = {}, session) =>
      new Promise((resolve, reject) => {
        last++;
        waiting.set(last, { resolve, reject });
        const sessionId = session === undefined ? {} : { sessionId: session };
        output.write(`${JSON.stringify({ id: last, method, params: parameters, ...sessionId })}\0`);
      }),
    onEvent: (listener) => listeners.push(listener),
  };
}

async function newPage({ send: sendAny, onEvent }: Connection): Promise<Page> {
  const { targetId } = await sendAny('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await sendAny('Target.attachToTarget', { targetId, flatten: true });
  const send: Page['send'] = (method, parameters) => sendAny(method, parameters, sessionId);
  const complaints: string[] = [];
  const requests: string[] = [];
  let loaded = (): void => {};
  onEvent((method, parameters, session) => {
    if (session !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Network.requestWillBeSent') requests.push(parameters.request.url);
    if (method === 'Log.entryAdded') complaints.push(parameters.entry.text);
    if (method === 'Runtime.exceptionThrown')
      complaints.push(parameters.exceptionDetails.exception?.description ?? 'exception');
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  const evaluate: Page['evaluate'] = async (expression) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return {
    complaints,
    requests,
    send,
    evaluate,
    open: async (url) => {
      const ready = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await send('Page.navigate', { url });
      await ready;
    },
    press: async (...keys) => {
      for (const key of keys) await pressKey(send, key);
    },
    type: async (text) => {
      await send('Input.insertText', { text });
    },
  };
}

const keyCodes: Readonly<Record<string, number>> = {
  Enter: 13,
  Tab: 9,
  ArrowDown: 40,
  ArrowUp: 38,
  Escape: 27,
  '/': 191,
  ' ': 32,
};

async function pressKey(send: Page['send'], key: string): Promise<void> {
  const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
  const common = { key, windowsVirtualKeyCode: keyCodes[key] ?? 0, ...(text === undefined ? {} : { text }) };
  await send('Input.dispatchKeyEvent', { type: 'keyDown', ...common });
  await send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}
