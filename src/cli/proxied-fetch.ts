// Requests through a proxy. It sees the host that is asked, and nothing else: what is said is encrypted up to Azure.

import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Network } from '../live/transport.ts';

/** What a proxy says to the wish to be connected. */
interface Connected {
  readonly statusCode: number;
  readonly statusText: string;
}

/** A fetch that goes through a proxy; only for https, and no redirect is followed. */
export function fetchThrough(proxy: URL): Network['fetch'] {
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  return (url, { method = 'GET', headers, body, signal, redirect }) =>
    new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          agent,
          headers: { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'gzip' },
          ...(signal ? { signal } : {}),
        },
        (answer) => {
          if (redirect === 'manual' || !isRedirect(answer)) resolve(responseOf(answer));
          else sent.destroy(new Error('it redirects elsewhere'));
        },
      );
      // Otherwise the words of the proxy would be taken for those of Azure.
      sent.on('proxyConnect', ({ statusCode, statusText }: Connected) => {
        if (statusCode !== 200) sent.destroy(new Error(`the proxy ${proxy.host} answered ${statusCode} ${statusText}`));
      });
      sent.on('error', reject);
      sent.end(typeof body === 'string' ? body : undefined);
    });
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400;
}

/** Answers that never have a body. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, headers, statusMessage: statusText = '' } = answer;
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
  );
  if (withoutBody.has(status)) return new Response(null, { status, statusText, headers: texts });
  const body = bytesOf(answer);
  const plain = headers['content-encoding'] === 'gzip' ? body.pipeThrough(new DecompressionStream('gzip')) : body;
  return new Response(plain, { status, statusText, headers: texts });
}

function bytesOf(answer: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
  return process.getBuiltinModule('node:stream').Readable.toWeb(answer) as ReadableStream<Uint8Array<ArrayBuffer>>;
}
