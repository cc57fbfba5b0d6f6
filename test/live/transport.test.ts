// The transport: one host, two kinds of request, and patience where Azure asks for it.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readCloud } from '../../src/live/clouds.ts';
import { Lane, readRetryAfter, readTimeSpan } from '../../src/live/pacing.ts';
import { openTransport, type Transport } from '../../src/live/transport.ts';

interface Exchange {
  readonly transport: Transport;
  readonly asked: { readonly url: string; readonly init: RequestInit }[];
  readonly slept: number[];
}

type Answering = (init: RequestInit) => Response | Promise<Response>;

/** A transport whose requests get these answers, one after the other; the last one again and again. */
function exchange(...answers: readonly Answering[]): Exchange {
  return exchangeUntil(undefined, ...answers);
}

/** One that a signal ends. */
function exchangeUntil(signal: AbortSignal | undefined, ...answers: readonly Answering[]): Exchange {
  const asked: Exchange['asked'] = [];
  const slept: number[] = [];
  let now = 0;
  const transport = openTransport({
    cloud: readCloud('AzureUSGovernment'),
    token: async (refused) => (refused ? 'second' : 'first'),
    deadline: 600_000,
    requestMilliseconds: 1000,
    userAgent: 'pratique/1',
    ...(signal === undefined ? {} : { signal }),
    network: {
      now: () => now,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        now += milliseconds;
      },
      fetch: async (url, init) => {
        asked.push({ url, init });
        const answer = answers[Math.min(asked.length, answers.length) - 1];
        if (answer === undefined) throw new Error('no answer');
        return answer(init);
      },
    },
  });
  return { transport, asked, slept };
}

const fine = (): Response => Response.json({ value: [] });
const status =
  (code: number, headers: Record<string, string> = {}): (() => Response) =>
  () =>
    Response.json({ error: { code: 'Said', message: 'Something. More.' } }, { status: code, headers });

describe('the transport', () => {
  it('goes to the one host of the cloud, and follows no redirect', async () => {
    const { transport, asked } = exchange(fine);
    await transport.get('/subscriptions?api-version=1');
    await transport.follow('https://management.usgovcloudapi.net/next');
    expect(asked.map(({ url }) => url)).toEqual([
      'https://management.usgovcloudapi.net/subscriptions?api-version=1',
      'https://management.usgovcloudapi.net/next',
    ]);
    expect(
      asked.every(({ init }) => init.redirect === 'manual' && init.method === 'GET' && init.body === undefined),
    ).toBe(true);
  });

  const elsewhere = [
    'https://management.azure.com/next',
    'http://management.usgovcloudapi.net/next',
    'https://management.usgovcloudapi.net.example.com/next',
    'https://management.usgovcloudapi.net:8443/next',
    'https://someone@management.usgovcloudapi.net/next',
    '//example.com/next',
    'next',
  ];
  for (const link of elsewhere) {
    it(`sends no token to ${link}`, async () => {
      const { transport, asked } = exchange(fine);
      expect(await transport.follow(link)).toMatchObject({ kind: 'failed', failure: { reason: 'refused' } });
      expect(asked).toEqual([]);
    });
  }

  it('waits as long as Azure asks when it is throttled', async () => {
    const { transport, asked, slept } = exchange(
      status(429, { 'retry-after': '7' }),
      status(429, { 'retry-after': '2' }),
      fine,
    );
    expect(await transport.get('/a')).toMatchObject({ kind: 'ok' });
    expect(asked).toHaveLength(3);
    expect(slept).toEqual([7000, 2000]);
  });

  it('rests before the quota of Resource Graph is overdrawn', async () => {
    const used = (): Response =>
      Response.json({}, { headers: { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:04' } });
    const { transport, slept } = exchange(used, fine);
    await transport.graph('{}');
    expect(slept).toEqual([]);
    await transport.graph('{}');
    expect(slept).toEqual([4000]);
  });

  it('gives up on errors of the server after some tries, and at the deadline', async () => {
    const failing = exchange(status(503));
    expect(await failing.transport.get('/a')).toMatchObject({
      failure: { because: 'Azure answered 503 Said: Something' },
    });
    expect(failing.asked).toHaveLength(6);
    const throttled = exchange(status(429, { 'retry-after': '100' }));
    expect(await throttled.transport.get('/a')).toMatchObject({ failure: { reason: 'deadline' } });
    expect(throttled.asked).toHaveLength(6);
  });

  it('asks for a new token once', async () => {
    const { transport, asked } = exchange(status(401), fine);
    expect(await transport.get('/a')).toMatchObject({ kind: 'ok' });
    expect(asked.map(({ init }) => new Headers(init.headers).get('authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
    await expect(exchange(status(401)).transport.get('/a')).rejects.toThrow('Azure refuses the token: Something');
  });

  it('asks nothing once it is ended, and waits for nothing', async () => {
    const ending = new AbortController();
    const end = (): Response => {
      ending.abort(new Error('Enough'));
      return status(503)();
    };
    const { transport, asked, slept } = exchangeUntil(ending.signal, end);
    await expect(transport.get('/a')).rejects.toThrow('Enough');
    await expect(transport.get('/b')).rejects.toThrow('Enough');
    expect(asked).toHaveLength(1);
    expect(slept).toHaveLength(1);
  });

  it('leaves a request that is never answered, whatever is cleaned up meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const cleanUp = runInNewContext('gc') as () => void;
    const never = ({ signal }: RequestInit): Promise<Response> =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        setTimeout(cleanUp);
      });
    const { transport, asked } = exchangeUntil(new AbortController().signal, never, fine);
    expect(await transport.get('/a')).toMatchObject({ kind: 'ok' });
    expect(asked).toHaveLength(2);
  });

  it('leaves a request that runs when it is ended', async () => {
    const ending = new AbortController();
    const until = async ({ signal }: RequestInit): Promise<Response> => {
      const ended = new Promise<Response>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('The request was left')));
      });
      ending.abort(new Error('Enough'));
      return await ended;
    };
    const { transport } = exchangeUntil(ending.signal, until);
    await expect(transport.get('/a')).rejects.toThrow('Enough');
  });
});

describe('pacing', () => {
  it('reads what Azure says about time', () => {
    expect(readTimeSpan('00:01:05')).toBe(65_000);
    expect(readTimeSpan('soon')).toBeUndefined();
    expect(readRetryAfter('3', 0)).toBe(3000);
    expect(readRetryAfter('Thu, 01 Jan 1970 00:00:09 GMT', 4000)).toBe(5000);
    expect(readRetryAfter(null, 0)).toBeUndefined();
  });

  it('lets no more through than the budget of each subscription', async () => {
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    };
    const lane = new Lane(clock, 1, { burst: 3, perSecond: 2 });
    const left: string[] = [];
    for (const key of ['a', 'a', 'a', 'b', 'a', 'a']) await lane.run(key, async () => void left.push(`${key} ${now}`));
    expect(left).toEqual(['a 0', 'a 0', 'a 0', 'b 0', 'a 500', 'a 1000']);
  });
});
