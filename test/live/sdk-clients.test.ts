// The clients of the Azure SDK: they word requests, the transport alone sends, and what Azure answers comes through whole.

import { createContainerRegistryManagement } from '@azure/arm-containerregistry/api';
import { generateCredentials, listCredentials, $delete as remove } from '@azure/arm-containerregistry/api/registries';
import { createResourceGraph, resourcesHistory } from '@azure/arm-resourcegraph/api';
import { describe, expect, it } from 'vitest';
import { type ListResult, readRegistryList } from '../../src/live/arm-list.ts';
import { readCloud } from '../../src/live/clouds.ts';
import { askGraph } from '../../src/live/resource-graph-client.ts';
import { askThrough, type Connection, noToken } from '../../src/live/sdk-requests.ts';
import { openTransport, type Transport } from '../../src/live/transport.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string;
  readonly body: unknown;
}

/** A transport that gives these answers, one after the other; the last one again and again. */
function answering(...answers: readonly unknown[]): {
  readonly transport: Transport;
  readonly asked: readonly Asked[];
} {
  const asked: Asked[] = [];
  const transport = openTransport({
    cloud: readCloud('AzureChinaCloud'),
    token: async () => 'token',
    deadline: 600_000,
    requestMilliseconds: 1000,
    userAgent: 'pratique/1',
    network: {
      now: () => 0,
      sleep: async () => {},
      fetch: async (url, { method, body }) => {
        asked.push({ method, url, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body });
        const answer = answers[Math.min(asked.length, answers.length) - 1];
        return answer instanceof Response ? answer.clone() : Response.json(answer);
      },
    },
  });
  return { transport, asked };
}

const arm = 'https://management.chinacloudapi.cn';
const registry =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/Größe (1)/providers/Microsoft.ContainerRegistry/registries/contoso';
const encoded = registry.replace('Größe (1)', 'Gr%C3%B6%C3%9Fe%20%281%29');

function readTokens(transport: Transport): Promise<ListResult> {
  return readRegistryList(transport, { operation: 'tokens', of: registry, apiVersion: '2025-11-01' });
}

describe('a query of Resource Graph', () => {
  it('is worded by its client', async () => {
    const { transport, asked } = answering({ data: [] });
    const first = { text: 'resources', scope: { subscriptions: ['a', 'b'] }, scopeFilter: undefined, top: 7 };
    await askGraph(transport, { ...first, token: undefined });
    await askGraph(transport, {
      text: 'authorizationresources',
      scope: { managementGroups: ['m'] },
      scopeFilter: 'AtScopeAboveAndBelow',
      top: 1000,
      token: 'next',
    });
    const url = `${arm}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`;
    expect(asked).toEqual([
      {
        method: 'POST',
        url,
        body: { subscriptions: ['a', 'b'], query: 'resources', options: { $top: 7, resultFormat: 'objectArray' } },
      },
      {
        method: 'POST',
        url,
        body: {
          managementGroups: ['m'],
          query: 'authorizationresources',
          options: {
            $top: 1000,
            $skipToken: 'next',
            resultFormat: 'objectArray',
            authorizationScopeFilter: 'AtScopeAboveAndBelow',
          },
        },
      },
    ]);
  });

  it('gives what Azure answered, member for member', async () => {
    const body = { totalRecords: 1, count: 1, data: [{ id: 'x', unheardOf: { a: [1] } }], facets: [], another: true };
    const { transport } = answering(body);
    const request = { text: 'q', scope: { subscriptions: ['a'] }, scopeFilter: undefined, top: 1, token: undefined };
    expect(await askGraph(transport, request)).toMatchObject({ kind: 'ok', body });
  });
});

describe('a list of Container Registry', () => {
  it('is asked for at the address that its client makes of an id', async () => {
    const { transport, asked } = answering({ value: [] });
    await readTokens(transport);
    await readRegistryList(transport, {
      operation: 'listUsages',
      of: registry.toUpperCase(),
      apiVersion: '2025-11-01',
    });
    await readRegistryList(transport, {
      operation: 'registries',
      of: '/subscriptions/a',
      apiVersion: '2026-01-01-preview',
    });
    expect(asked.map(({ method, url }) => `${method} ${url.replace(arm, '')}`)).toEqual([
      `GET ${encoded}/tokens?api-version=2025-11-01`,
      expect.stringMatching(/^GET \/subscriptions\/.*\/registries\/CONTOSO\/listUsages\?api-version=2025-11-01$/),
      'GET /subscriptions/a/providers/Microsoft.ContainerRegistry/registries?api-version=2026-01-01-preview',
    ]);
  });

  it('is read to its end, with everything that the models of the client do not know', async () => {
    const items = [1, 2, 3].map((n) => ({ name: `t${n}`, properties: { unheardOf: n }, unheardOf: n }));
    const { transport, asked } = answering(
      { value: items.slice(0, 2), nextLink: `${arm}/next?$skiptoken=a%2Fb%20c` },
      { value: items.slice(2) },
    );
    expect(await readTokens(transport)).toEqual({ kind: 'items', items });
    expect(asked[1]?.url).toBe(`${arm}/next?$skiptoken=a%2Fb%20c`);
  });

  it('is read although the models of the client expect other members', async () => {
    const pages = [
      { value: [null, { properties: { policies: 3 } }], nextLink: `${arm}/next` },
      { value: [{ sku: 1 }] },
    ];
    const { transport } = answering(...pages);
    const list = { operation: 'registries', of: '/subscriptions/a', apiVersion: '2025-11-01' } as const;
    expect(await readRegistryList(transport, list)).toEqual({
      kind: 'items',
      items: [{ properties: { policies: 3 } }, { sku: 1 }],
    });
  });

  for (const link of [
    'https://contoso.azurecr.io/v2/',
    'https://management.azure.com/next',
    '//example.com/a',
    'next',
  ]) {
    it(`is not followed to ${link}`, async () => {
      const { transport, asked } = answering({ value: [{ name: 't' }], nextLink: link });
      expect(await readTokens(transport)).toMatchObject({ kind: 'failed', failure: { reason: 'refused' } });
      expect(asked).toHaveLength(1);
    });
  }

  it('is tried again by the transport alone', async () => {
    const { transport, asked } = answering(Response.json({ error: { code: 'Busy' } }, { status: 503 }));
    expect(await readTokens(transport)).toMatchObject({
      failure: { reason: 'unavailable', because: 'Azure answered 503 Busy' },
    });
    expect(asked).toHaveLength(6);
  });

  it('needs an id of a registry', async () => {
    const { transport, asked } = answering({ value: [] });
    const list = { operation: 'tokens', of: `${registry}/../other`, apiVersion: '2025-11-01' } as const;
    expect(await readRegistryList(transport, list)).toMatchObject({ kind: 'failed' });
    expect(asked).toEqual([]);
  });
});

describe('the clients', () => {
  const control = (connection: Connection): ReturnType<typeof createContainerRegistryManagement> =>
    createContainerRegistryManagement(noToken, 'a', connection);
  const others: Readonly<Record<string, (connection: Connection) => Promise<unknown>>> = {
    'the passwords of a registry': (connection) => listCredentials(control(connection), 'g', 'contoso'),
    'new passwords': async (connection) => await generateCredentials(control(connection), 'g', 'contoso', {}),
    'an end to a registry': async (connection) => await remove(control(connection), 'g', 'contoso'),
    'another query by POST': (connection) => resourcesHistory(createResourceGraph(noToken, '', connection), {}),
  };
  for (const [what, operation] of Object.entries(others)) {
    it(`cannot ask for ${what}`, async () => {
      const { transport, asked } = answering({});
      expect(await askThrough(transport, operation)).toMatchObject({
        kind: 'failed',
        failure: { reason: 'refused', because: expect.stringMatching(/^an audit sends no (POST|DELETE) to \//) },
      });
      expect(asked).toEqual([]);
    });
  }

  it('add nothing to a request but the version of the API', async () => {
    const names: string[] = [];
    const { transport } = answering({});
    await askThrough(transport, async (connection) => {
      const { pipeline, path } = control(connection);
      createResourceGraph(noToken, '', connection);
      names.push(...pipeline.getOrderedPolicies().map(({ name }) => name));
      await path('/providers').get();
    });
    expect(names).toEqual(['ClientApiVersionPolicy']);
  });

  it('pass on what ends an audit', async () => {
    const { transport } = answering(Response.json({ error: { message: 'Expired.' } }, { status: 401 }));
    await expect(readTokens(transport)).rejects.toThrow('Azure refuses the token: Expired');
  });
});
