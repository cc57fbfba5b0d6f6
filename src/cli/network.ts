// The way out of this machine: Node's own fetch, or the proxy that the environment names.

import type { Network } from '../live/transport.ts';
import { UserError } from './io.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Opens the real network. */
export function openNetwork(env: Env): Network {
  let proxied: Network['fetch'] | undefined;
  return {
    fetch: async (url, init) => {
      const proxy = proxyFor(url, env);
      if (proxy === undefined) return await fetch(url, init);
      // Loaded by those who need it: Node's fetch knows no proxies.
      proxied ??= (await import('./proxied-fetch.ts')).fetchThrough(proxy);
      return await proxied(url, init);
    },
    now: Date.now,
    sleep: (milliseconds, signal) =>
      process.getBuiltinModule('node:timers/promises').setTimeout(milliseconds, undefined, { signal }),
  };
}

/** The proxy for an address, by the variables that the Azure SDK goes by when it signs in, and in the same order. */
export function proxyFor(url: string, env: Env): URL | undefined {
  const name = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'].find((one) => variable(one, env) !== undefined);
  if (name === undefined || isExcepted(new URL(url), variable('NO_PROXY', env) ?? '')) return undefined;
  const written = variable(name, env) ?? '';
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy === undefined || proxy.hostname === '') throw new UserError(`${name} is no address of a proxy`);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new UserError(`${name} names a proxy that is asked by ${proxy.protocol}//; only http:// and https:// are`);
  return proxy;
}

/** Both spellings are in use; an empty variable is none. */
function variable(name: string, env: Env): string | undefined {
  return [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '');
}

/** `NO_PROXY`: hosts with all that is below them, `*` for every one. */
function isExcepted({ hostname, port }: URL, written: string): boolean {
  return written
    .split(/[\s,]+/)
    .filter((pattern) => pattern !== '')
    .some((pattern) => {
      const [, host = '', ofPort] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
      const bare = host.replace(/^\*?\./, '');
      const isHost = host === '*' || hostname === bare || hostname.endsWith(`.${bare}`);
      return isHost && (ofPort === undefined || ofPort === (port === '' ? '443' : port));
    });
}
