// A double of Azure: one server on the loopback interface that behaves like Azure on a bad day, and says what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Network } from '../../src/live/transport.ts';
import type { Json } from '../../src/values/json.ts';
import { type Answer, refusal } from './answer.ts';
import { armFace } from './arm-face.ts';
import type { Faults } from './faults.ts';
import { graphFace } from './graph-face.ts';
import type { Tenant } from './tenant.ts';

/** A request as it was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A running double. */
export interface AzureDouble {
  /** The way to it: the addresses of Azure, and a clock that passes while nobody waits. */
  readonly network: Network;
  readonly requests: readonly LoggedRequest[];
  /** Where it listens. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const arm = 'https://management.azure.com';

/** Where its clock begins. */
const start = Date.UTC(2026, 0, 15);

/** Milliseconds that a request takes. */
const latency = 20;

/** Starts a double. Its clock passes only as requests and waiting make it, unless another one is given. */
export async function startAzure(tenant: Tenant, faults: Faults = {}, clock?: () => number): Promise<AzureDouble> {
  let now = start;
  const requests: LoggedRequest[] = [];
  const answer = answering(tenant, faults, clock ?? (() => now));
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      now += latency;
      const url = new URL(request.url ?? '/', arm);
      const found = answer(request, url, body, requests.length + 1);
      requests.push({ method: request.method ?? '', path: `${url.pathname}${url.search}`, status: found?.status ?? 0 });
      send(response, found, request, faults, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    requests,
    address,
    network: {
      fetch: (url, init) => fetch(url.replace(arm, address), init),
      now: () => now,
      sleep: async (milliseconds) => {
        const until = now + milliseconds;
        await new Promise((resolve) => setImmediate(resolve));
        now = Math.max(now, until);
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answering = (request: IncomingMessage, url: URL, body: string, serial: number) => Answer;

function answering(tenant: Tenant, faults: Faults, now: () => number): Answering {
  const graph = graphFace(tenant, faults);
  const manager = armFace(tenant, faults, arm);
  return ({ method, headers }, url, body, serial) => {
    const isExpired = faults.tokenUses !== undefined && serial > faults.tokenUses;
    if (!/^Bearer \S+$/.test(headers.authorization ?? '') || isExpired)
      return refusal(
        401,
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than current UTC time.',
      );
    if (faults.errorEvery !== undefined && serial % faults.errorEvery === 0)
      return refusal(503, 'ServiceUnavailable', 'The service is unavailable.', { 'retry-after': '1' });
    const isGraph = url.pathname === '/providers/Microsoft.ResourceGraph/resources';
    if (method === 'POST' && isGraph && headers['content-type'] === 'application/json')
      return graph(JSON.parse(body) as Json, now());
    return method === 'GET' ? manager(url, now()) : refusal(405, 'MethodNotAllowed', 'An audit only reads.');
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function send(
  response: ServerResponse,
  answer: Answer,
  request: IncomingMessage,
  faults: Faults,
  serial: number,
): void {
  if (faults.dropEvery !== undefined && serial % faults.dropEvery === 0) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  const text = JSON.stringify(answer.body);
  const stalls = faults.stallEvery !== undefined && serial % faults.stallEvery === 0;
  // A body that stalls is begun, and never ends.
  if (stalls) response.write(text.slice(0, Math.floor(text.length / 2)));
  else response.end(text);
}
