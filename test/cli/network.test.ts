// The way out: which proxy is asked for which address, and what is said when it does not let anybody through.

import { afterEach, describe, expect, it } from 'vitest';
import { openNetwork, proxyFor } from '../../src/cli/network.ts';
import { fetchThrough } from '../../src/cli/proxied-fetch.ts';
import { type ProxyDouble, startProxy } from '../azure/proxy.ts';
import { cli } from '../support/cli.ts';

const azure = 'https://management.azure.com/subscriptions';

describe('the proxy for an address', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
    ['is none where no variable names one', {}, undefined],
    ['is that of HTTPS_PROXY', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['may be written in small letters', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['may lack its scheme', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    ['may be that of ALL_PROXY', { ALL_PROXY: 'http://all:1', HTTP_PROXY: 'http://plain:1' }, 'http://all:1/'],
    ['may be that of HTTP_PROXY', { HTTP_PROXY: 'http://plain:1' }, 'http://plain:1/'],
    ['is none where a variable is empty', { HTTPS_PROXY: '' }, undefined],
    ['is none for a host of NO_PROXY', { HTTPS_PROXY: 'proxy', NO_PROXY: 'x, management.azure.com' }, undefined],
    ['is none below a domain of NO_PROXY', { HTTPS_PROXY: 'proxy', NO_PROXY: '.azure.com' }, undefined],
    ['is none for its port', { HTTPS_PROXY: 'proxy', no_proxy: '*.azure.com:443' }, undefined],
    ['is none for all', { HTTPS_PROXY: 'proxy', NO_PROXY: '*' }, undefined],
    ['is asked for other ports', { HTTPS_PROXY: 'proxy', NO_PROXY: 'azure.com:8443' }, 'http://proxy/'],
    ['is asked for hosts that end alike', { HTTPS_PROXY: 'proxy', NO_PROXY: 'ent.azure.com' }, 'http://proxy/'],
  ])('%s', (_, env, expected) => {
    expect(proxyFor(azure, env)?.href).toBe(expected);
  });

  it.each<readonly [string, string]>([
    ['socks5://proxy:1080', 'HTTPS_PROXY names a proxy that is asked by socks5://; only http:// and https:// are'],
    ['http://', 'HTTPS_PROXY is no address of a proxy'],
  ])('is refused before anything is asked: %s', async (written, sentence) => {
    const env = { HTTPS_PROXY: written, PRATIQUE_ARM_TOKEN: 'token' };
    const { code, stderr } = await cli(['audit', '--only', 'admin-user-disabled'], { env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: `pratique: ${sentence}\n` });
  });
});

describe('a proxy', () => {
  let proxy: ProxyDouble | undefined;

  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });

  it('that refuses is told from Azure', async () => {
    proxy = await startProxy('http://127.0.0.1:9', 407);
    const { fetch } = openNetwork({ HTTPS_PROXY: proxy.address });
    await expect(fetch(azure, { redirect: 'manual' })).rejects.toThrow(
      /^the proxy 127\.0\.0\.1:\d+ answered 407 Refused$/,
    );
  });

  it('is told who asks, where its address says so', async () => {
    proxy = await startProxy('http://127.0.0.1:9', 403);
    const address = new URL(proxy.address);
    address.username = 'auditor';
    address.password = 'pass';
    await expect(fetchThrough(address)(azure, {})).rejects.toThrow('answered 403');
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('auditor:pass').toString('base64')}`]);
    expect(proxy.wanted).toEqual(['management.azure.com:443']);
  });

  it('cannot pose as Azure: its certificate is not trusted', async () => {
    proxy = await startProxy('http://127.0.0.1:9');
    const { fetch } = openNetwork({ HTTPS_PROXY: proxy.address });
    await expect(fetch(azure, { redirect: 'manual' })).rejects.toThrow(/self-signed certificate/);
  });

  it('is left when nobody waits any more', async () => {
    proxy = await startProxy('http://127.0.0.1:9', 200);
    const stopping = new AbortController();
    const answer = fetchThrough(new URL(proxy.address))(azure, { signal: stopping.signal });
    stopping.abort();
    await expect(answer).rejects.toThrow(/aborted/);
  });
});
