// The only way to Azure: GET, and the one POST that reads Resource Graph, to the one host of the cloud.

import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { AzureCloud } from './clouds.ts';
import { LiveError } from './live-error.ts';
import { type Clock, Lane, readRetryAfter, readTimeSpan } from './pacing.ts';
import { withTimeLimit } from './time-limit.ts';

/** What the transport touches. */
export interface Network extends Clock {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Gives a bearer token for the resource manager; a fresh one when the last was refused. */
export type TokenSource = (refused: boolean) => Promise<string>;

/** Why something could not be read. */
export interface Failure {
  readonly reason: 'forbidden' | 'missing' | 'rejected' | 'unavailable' | 'deadline' | 'refused' | 'inconsistent';
  /** Azure's own code, such as `AuthorizationFailed`. */
  readonly code: string;
  /** A clause for people. */
  readonly because: string;
}

/** What came back. */
export type Reply =
  | { readonly kind: 'ok'; readonly body: JsonObject; readonly text: string; readonly headers: Headers }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Reading Azure. There is no way to ask it for anything else. */
export interface Transport {
  /** The origin of the resource manager: everything goes there. */
  readonly origin: string;
  /** A path below the resource manager, with its query. */
  readonly get: (path: string) => Promise<Reply>;
  /** The next page of a list; a link that leads to another host is refused. */
  readonly follow: (link: string) => Promise<Reply>;
  /** A query of Resource Graph, as JSON. */
  readonly graph: (body: string) => Promise<Reply>;
}

/** How a transport is made. */
export interface TransportSettings {
  readonly cloud: AzureCloud;
  readonly network: Network;
  readonly token: TokenSource;
  /** Milliseconds since 1970 after which nothing is asked any more. */
  readonly deadline: number;
  /** How long one request may take. */
  readonly requestMilliseconds: number;
  readonly userAgent: string;
  /** Ends everything: what is asked and what waits fails with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** The only address that is ever posted to. */
export const graphPath = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

/** Azure refills 25 reads a second for each subscription, up to 250; a little less keeps clear of it. */
const armBudget = { burst: 240, perSecond: 24 };
const armWidth = 8;

/** How often a request is tried that fails for no fault of its own; throttled ones wait until the deadline. */
const maxTries = 6;

/** Makes a transport. */
export function openTransport(settings: TransportSettings): Transport {
  const clock: Clock = { now: settings.network.now, sleep: (milliseconds) => rest(settings, milliseconds) };
  const graphLane = new Lane(clock, 1);
  const armLane = new Lane(clock, armWidth, armBudget);
  const read = (url: string): Promise<Reply> => {
    const key = /\/subscriptions\/([^/?]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
    return persist(settings, armLane, key, { url, method: 'GET' });
  };
  return {
    origin: settings.cloud.arm,
    get: (path) => read(`${settings.cloud.arm}${path}`),
    follow: async (link) => (staysAt(link, settings.cloud) ? await read(link) : refusedLink(link)),
    graph: (body) =>
      persist(settings, graphLane, '', { url: `${settings.cloud.arm}${graphPath}`, method: 'POST', body }),
  };
}

function staysAt(link: string, { arm }: AzureCloud): boolean {
  return URL.canParse(link) && new URL(link).origin === arm && new URL(link).username === '';
}

function refusedLink(link: string): Reply {
  const host = URL.canParse(link) ? new URL(link).host : 'no address';
  return failed('refused', 'ForeignLink', `Azure's answer continues at another host (${host}), which is not followed`);
}

interface Question {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body?: string;
}

/** One attempt: an answer to keep, or how long to wait before the next one. */
type Attempt =
  | { readonly kind: 'final'; readonly reply: Reply }
  | { readonly kind: 'unauthorized'; readonly message: string }
  | { readonly kind: 'again'; readonly reply: Reply; readonly wait: number | undefined; readonly throttled: boolean };

/** Asks until there is an answer, patience or time has run out. */
async function persist(settings: TransportSettings, lane: Lane, key: string, question: Question): Promise<Reply> {
  const { network, deadline } = settings;
  let refused = false;
  for (let tries = 1; ; tries++) {
    const attempt = await lane.run(key, async (): Promise<Attempt> => {
      settings.signal?.throwIfAborted();
      if (network.now() >= deadline) return { kind: 'final', reply: late() };
      const found = await ask(settings, question, refused);
      if (found.kind === 'again' && found.throttled) lane.pause(found.wait ?? backOff(tries));
      if (found.kind === 'final') lane.pause(quotaPause(found.reply));
      return found;
    });
    if (attempt.kind === 'final') return attempt.reply;
    if (attempt.kind === 'unauthorized') {
      if (refused) throw new LiveError(`Azure refuses the token: ${attempt.message}`);
      refused = true;
      continue;
    }
    refused = false;
    if (!attempt.throttled && tries >= maxTries) return attempt.reply;
    if (!attempt.throttled) await rest(settings, attempt.wait ?? backOff(tries));
  }
}

/** Waits, unless everything ends meanwhile. */
async function rest({ network, signal }: TransportSettings, milliseconds: number): Promise<void> {
  try {
    await network.sleep(milliseconds, signal);
  } finally {
    signal?.throwIfAborted();
  }
}

function backOff(tries: number): number {
  return Math.min(30_000, 500 * 2 ** tries);
}

/** How long to rest when the quota of Resource Graph is used up. */
function quotaPause(reply: Reply): number {
  if (reply.kind !== 'ok' || reply.headers.get('x-ms-user-quota-remaining') !== '0') return 0;
  return readTimeSpan(reply.headers.get('x-ms-user-quota-resets-after')) ?? 5000;
}

async function ask(settings: TransportSettings, question: Question, refused: boolean): Promise<Attempt> {
  const { network, requestMilliseconds, userAgent, token, signal } = settings;
  const authorization = `Bearer ${await token(refused)}`;
  const request: RequestInit = {
    method: question.method,
    headers: {
      authorization,
      accept: 'application/json',
      'user-agent': userAgent,
      ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(question.body === undefined ? {} : { body: question.body }),
    redirect: 'manual',
  };
  try {
    return await withTimeLimit(requestMilliseconds, signal, async (end) => {
      const response = await network.fetch(question.url, { ...request, signal: end });
      return judgeResponse(response, await response.text(), network.now());
    });
  } catch (error) {
    signal?.throwIfAborted();
    const text = `the connection to ${new URL(question.url).host} failed (${causeOf(error)})`;
    return { kind: 'again', reply: failed('unavailable', 'Connection', text), wait: undefined, throttled: false };
  }
}

function judgeResponse(response: Response, text: string, now: number): Attempt {
  const { status, headers } = response;
  const body = parsed(text);
  const { code, message } = errorOf(body);
  const said = `${status}${code === '' ? '' : ` ${code}`}${message === '' ? '' : `: ${message}`}`;
  if (status === 200) {
    if (isJsonObject(body)) return { kind: 'final', reply: { kind: 'ok', body, text, headers } };
    const reply = failed('unavailable', 'Malformed', 'Azure answered with something that is no JSON object');
    return { kind: 'again', reply, wait: undefined, throttled: false };
  }
  if (status === 401) return { kind: 'unauthorized', message: message === '' ? said : message };
  const wait = readRetryAfter(headers.get('retry-after'), now);
  if (status === 429) return { kind: 'again', reply: late(), wait, throttled: true };
  if (status >= 500 || status === 408)
    return { kind: 'again', reply: failed('unavailable', code, `Azure answered ${said}`), wait, throttled: false };
  if (status >= 300 && status < 400)
    return { kind: 'final', reply: failed('refused', 'Redirect', 'Azure redirects elsewhere, which is not followed') };
  const reason = status === 403 ? 'forbidden' : status === 404 ? 'missing' : 'rejected';
  return { kind: 'final', reply: failed(reason, code, `Azure answered ${said}`) };
}

function late(): Reply {
  return failed('deadline', 'Deadline', 'the time for the audit was over before Azure answered');
}

/** A reply that says why there is none. */
export function failed(reason: Failure['reason'], code: string, because: string): Reply & { readonly kind: 'failed' } {
  return { kind: 'failed', failure: { reason, code, because } };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The innermost code and the first message of `{ error: { code, message, details } }`. */
function errorOf(body: Json | undefined): { readonly code: string; readonly message: string } {
  const error = isJsonObject(body) ? get(body, 'error') : undefined;
  if (!isJsonObject(error)) return { code: '', message: '' };
  const details = get(error, 'details');
  const [detail] = Array.isArray(details) ? (details as readonly Json[]) : [];
  const inner = isJsonObject(detail) ? get(detail, 'code') : undefined;
  const code = typeof inner === 'string' ? inner : get(error, 'code');
  const message = get(error, 'message');
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? firstSentence(message) : '',
  };
}

function firstSentence(message: string): string {
  const [line = ''] = message.split(/\r?\n|(?<=\.)\s/);
  return line.replace(/\.$/, '').slice(0, 200);
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}
