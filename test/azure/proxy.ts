// A proxy on the loopback interface, behind which the double of Azure answers as https://management.azure.com.

import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';

/** A running proxy. */
export interface ProxyDouble {
  readonly address: string;
  /** The hosts that connections were wanted to, with their ports. */
  readonly wanted: readonly string[];
  /** What clients said of who they are. */
  readonly credentials: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
}

/** Starts a proxy to a double. It leads nowhere else, whatever host is wanted; `refuse` is the status it answers instead. */
export async function startProxy(azure: string, refuse?: number): Promise<ProxyDouble> {
  const wanted: string[] = [];
  const credentials: (string | undefined)[] = [];
  const open = new Set<Duplex>();
  const through = (from: Duplex, port: number): void => {
    const to = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  };
  const inside = createTlsServer({ key, cert: certificate }, (socket) => through(socket, Number(new URL(azure).port)));
  await listening(inside);
  const proxy = createServer();
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket: Duplex) => {
    wanted.push(url);
    credentials.push(headers['proxy-authorization']);
    socket.write(`HTTP/1.1 ${refuse ?? 200} ${refuse === undefined ? 'Connected' : 'Refused'}\r\n\r\n`);
    if (refuse === undefined) through(socket, portOf(inside));
    else socket.end();
  });
  for (const server of [inside, proxy]) server.on('connection', (socket: Duplex) => open.add(socket));
  await listening(proxy);
  return {
    address: `http://127.0.0.1:${portOf(proxy)}`,
    wanted,
    credentials,
    close: async () => {
      for (const socket of open) socket.destroy();
      await Promise.all([inside, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listening(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Signed by itself, for management.azure.com, from 2020 to 2120: of no use anywhere but here. */
export const certificate: string = `-----BEGIN CERTIFICATE-----
MIIBdTCCARqgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1wcmF0aXF1
ZSB0ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1wcmF0aXF1ZSB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu0ZP
+HUYyugA2g0YCqcXSxD+gcmskyvNrISMmkpvNNfRXKj3EGiWVbmMwewhvt9ZBqwI
u/8L2RgtlEGT3T08daNTMFEwHwYDVR0RBBgwFoIUbWFuYWdlbWVudC5henVyZS5j
b20wDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUuR5XGGhDTPu26425DTSU5Mqz
UQUwCgYIKoZIzj0EAwIDSQAwRgIhAOeauDZY9PF30a+GN+3aIH674y1Djhkv3/1N
7nlvOae9AiEAoQSeKofschgGihc32UKg9K9XOmvAehYtXZReOGqMsKs=
-----END CERTIFICATE-----`;

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+hSF2Y+DRnQ5OLPH
CBcA0d0lS8UuwYOg3LcMStk2VdGhRANCAAS7Rk/4dRjK6ADaDRgKpxdLEP6ByayT
K82shIyaSm8019FcqPcQaJZVuYzB7CG+31kGrAi7/wvZGC2UQZPdPTx1
-----END PRIVATE KEY-----`;
