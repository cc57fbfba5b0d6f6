// A double of Azure: one server on the loopback interface that behaves like Azure on a bad day, and says what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Network } from '../../src/live/transport.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { type Answer, refusal } from './answer.ts';
import { armFace } from './arm-face.ts';
import type { Faults } from './faults.ts';
import { graphFace } from './graph-face.ts';
import { registryFace } from './registry-face.ts';
import type { Tenant } from './tenant.ts';

/** A request as it was answered. */
export interface LoggedRequest {
  /** The resource manager, or the login server of a registry. */
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Characters of the answer. */
  readonly length: number;
  /** Rows of the answer, where it is one of Resource Graph. */
  readonly rows: number;
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

/** Addresses of registries, and where they are on the one server. */
const loginServer = /^https:\/\/([\w-]+\.azurecr\.io)(?=\/)/;
const registries = '/login-servers/';

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
      const url = askedUrl(request.url ?? '/');
      const found = answer(request, url, body, requests.length + 1);
      const text = JSON.stringify(found.body);
      const path = `${url.pathname}${url.search}`;
      requests.push({
        host: url.host,
        method: request.method ?? '',
        path,
        status: found.status,
        length: text.length,
        rows: rowsOf(found),
      });
      send(response, { ...found, text }, request, faults, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    requests,
    address,
    network: {
      fetch: (url, init) => fetch(url.replace(arm, address).replace(loginServer, `${address}${registries}$1`), init),
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

/** The address as the one who asked had it. */
function askedUrl(path: string): URL {
  if (!path.startsWith(registries)) return new URL(path, arm);
  return new URL(`https://${path.slice(registries.length)}`);
}

type Answering = (request: IncomingMessage, url: URL, body: string, serial: number) => Answer;

function answering(tenant: Tenant, faults: Faults, now: () => number): Answering {
  const graph = graphFace(tenant, faults);
  const manager = armFace(tenant, faults, arm);
  const registry = registryFace(tenant);
  return ({ method = '', headers }, url, body, serial) => {
    if (url.origin !== arm) return registry({ method, url, authorization: headers.authorization, body });
    const isExpired = faults.tokenUses !== undefined && serial > faults.tokenUses;
    if (!/^Bearer \S+$/.test(headers.authorization ?? '') || isExpired)
      return refusal(
        401,
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than current UTC time.',
        { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/", error="invalid_token"' },
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

function rowsOf({ body }: Answer): number {
  return isJsonObject(body) && isJsonArray(body.data) ? body.data.length : 0;
}

function send(
  response: ServerResponse,
  answer: Answer & { readonly text: string },
  request: IncomingMessage,
  faults: Faults,
  serial: number,
): void {
  if (faults.dropEvery !== undefined && serial % faults.dropEvery === 0) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  const { text } = answer;
  const stalls = faults.stallEvery !== undefined && serial % faults.stallEvery === 0;
  // A body that stalls is begun, and never ends.
  if (stalls) response.write(text.slice(0, Math.floor(text.length / 2)));
  else response.end(text);
}
