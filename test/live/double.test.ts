// The double of Azure: its answers look as Azure publishes them, and an audit asks it for nothing but what it must.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../src/live/transport.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { registryListShapes, rowShapes } from '../azure/published-registries.ts';
import {
  failureShapes,
  graphShape,
  otherShapes,
  type PublishedShape,
  registryShapes,
} from '../azure/published-shapes.ts';
import { type AzureDouble, startAzure } from '../azure/server.ts';
import { differences, type Shape } from '../azure/shape.ts';
import { showcase } from '../azure/showcase.ts';
import { tenantId } from '../azure/tenant.ts';
import { ruleFiles } from '../support/rules.ts';
import { audit, errors } from './auditing.ts';

const { rules } = ruleFiles;
const tenant = showcase();
const published = [...registryListShapes, ...otherShapes, graphShape];
const arm = 'https://management.azure.com';
const host = 'contoso0x0.azurecr.io';

interface Answered {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A way to the double that keeps what it answers. */
function recording({ network }: AzureDouble, answers: Answered[]): Network {
  return {
    ...network,
    fetch: async (address, init) => {
      const { status, headers, body, text } = await asked(network, address, init);
      answers.push({ url: new URL(address), status, headers, body });
      return new Response(text, { status, headers });
    },
  };
}

async function asked(
  network: Network,
  address: string,
  init: RequestInit,
): Promise<Omit<Answered, 'url'> & { readonly text: string }> {
  const response = await network.fetch(address, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as Json, text };
}

function shapeOf({ url }: Answered, shapes: readonly PublishedShape[]): PublishedShape | undefined {
  return shapes.find(({ paths }) => paths.test(url.pathname));
}

/** Items of a list, or rows of a table. */
function itemsOf({ body }: Answered): readonly JsonObject[] {
  const items = isJsonObject(body) ? (get(body, 'value') ?? get(body, 'data')) : undefined;
  return isJsonArray(items) ? items.filter(isJsonObject) : [];
}

describe('what the double answers an audit by all rules', () => {
  const answers: Answered[] = [];
  let azure: AzureDouble;
  let problems: readonly string[];

  beforeAll(async () => {
    azure = await startAzure(tenant, { missing: /customerlockbox/ });
    const { report } = await audit(tenant, {
      rules,
      settings: { network: recording(azure, answers), requestMilliseconds: 20_000 },
    });
    problems = errors(report);
  });
  afterAll(() => azure.close());

  it('is read to the end', () => {
    expect(problems).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  });

  it('has the members that Azure publishes, with their types, in every list', () => {
    const fine = answers.filter(({ status }) => status === 200);
    expect(fine.filter((answer) => shapeOf(answer, published) === undefined).map(({ url }) => url.pathname)).toEqual(
      [],
    );
    const wrong = fine.flatMap((answer) => {
      const { body = 'null' } = shapeOf(answer, published) ?? {};
      return differences(answer.body, body, answer.url.pathname);
    });
    expect(wrong).toEqual([]);
  });

  it('has items of each list, and is asked in the version that is published', () => {
    const about = ({ paths }: PublishedShape): readonly Answered[] =>
      answers.filter(({ url }) => paths.test(url.pathname));
    const empty = published.filter((shape) => about(shape).every((answer) => itemsOf(answer).length === 0));
    expect(empty.map(({ source }) => source)).toEqual([]);
    const others = published.filter((shape) =>
      about(shape).some(({ url }) => url.searchParams.get('api-version') !== shape.apiVersion),
    );
    expect(others.map(({ source }) => source)).toEqual([]);
  });

  it('has the properties of the newest stable version in rows of Resource Graph', () => {
    const rows = answers.filter(({ url }) => graphShape.paths.test(url.pathname)).flatMap(itemsOf);
    const typed = rows.filter(({ type }) => Object.hasOwn(rowShapes, String(type)));
    expect(new Set(typed.map(({ type }) => type))).toEqual(new Set(Object.keys(rowShapes)));
    const wrong = typed.flatMap(({ type, properties = null }) =>
      differences(properties, rowShapes[String(type)]?.properties ?? 'null', String(type)),
    );
    expect(wrong).toEqual([]);
  });

  it('counts rows and says what is left of the quota', () => {
    const queries = answers.filter(({ url }) => graphShape.paths.test(url.pathname));
    for (const { body, headers } of queries) {
      expect(body).toMatchObject({ count: itemsOf({ body } as Answered).length, resultTruncated: 'false' });
      expect(headers.get('x-ms-user-quota-remaining')).toMatch(/^\d+$/);
      expect(headers.get('x-ms-user-quota-resets-after')).toMatch(/^\d{2}:\d{2}:\d{2}$/);
    }
  });

  it('is nothing of the data plane: no login server is asked', () => {
    expect(new Set(answers.map(({ url }) => url.origin))).toEqual(new Set([arm]));
    expect(new Set(azure.requests.map((request) => request.host))).toEqual(new Set(['management.azure.com']));
  });
});

describe('failures of the double', () => {
  const bearer = { authorization: 'Bearer token' };
  const graph = `${arm}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`;
  const query = { method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body: '{"query":"?"}' };
  const failures: readonly (readonly [string, number, Shape, string, RequestInit])[] = [
    ['no token', 401, failureShapes.manager, `${arm}/subscriptions?api-version=2022-12-01`, {}],
    ['no version', 400, failureShapes.manager, `${arm}/subscriptions`, { headers: bearer }],
    ['no such resource', 404, failureShapes.manager, `${arm}/nowhere?api-version=1`, { headers: bearer }],
    ['a query that is none', 400, failureShapes.graph, graph, query],
    ['no token of the registry', 401, failureShapes.registry, `https://${host}/acr/v1/_catalog`, { headers: bearer }],
  ];
  for (const [what, status, shape, address, init] of failures) {
    it(`look as published: ${what}`, async () => {
      const azure = await startAzure(tenant);
      const answer = await asked(azure.network, address, init);
      await azure.close();
      expect(answer.status).toBe(status);
      expect(differences(answer.body, shape)).toEqual([]);
      expect(answer.headers.get('www-authenticate')?.startsWith('Bearer ') ?? false).toBe(status === 401);
    });
  }

  it('look as published when it throttles', async () => {
    const azure = await startAzure(tenant, { storm: 1 });
    const { status, headers, body } = await asked(azure.network, graph, query);
    await azure.close();
    expect(status).toBe(429);
    expect(differences(body, failureShapes.graph)).toEqual([]);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(headers.get('x-ms-user-quota-remaining')).toBe('0');
  });
});

describe('a login server of the double', () => {
  let azure: AzureDouble;
  const answers: Answered[] = [];
  beforeAll(async () => {
    azure = await startAzure(tenant);
  });
  afterAll(() => azure.close());

  async function ask(path: string, token?: string, form?: Readonly<Record<string, string>>): Promise<Answered> {
    const address = `https://${host}${path}`;
    const found = await asked(azure.network, address, {
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams({ service: host, ...form }) }),
    });
    const answer = { ...found, url: new URL(address) };
    if (answer.status === 200) answers.push(answer);
    return answer;
  }

  /** A token for what the server asks for. */
  async function tokenFor(path: string): Promise<string> {
    const challenge = (await ask(path)).headers.get('www-authenticate') ?? '';
    const scope = /scope="([^"]*)"/.exec(challenge)?.[1] ?? 'registry:catalog:*';
    const exchange = { grant_type: 'access_token', tenant: tenantId, access_token: 'token' };
    const refresh = await ask('/oauth2/exchange', undefined, exchange);
    const { refresh_token: held } = refresh.body as { readonly refresh_token: string };
    const access = await ask('/oauth2/token', undefined, { grant_type: 'refresh_token', scope, refresh_token: held });
    return (access.body as { readonly access_token: string }).access_token;
  }

  it('says where tokens are to be had, and takes none of Azure itself', async () => {
    const door = await ask('/v2/', 'token');
    expect(door.status).toBe(401);
    expect(door.headers.get('www-authenticate')).toBe(`Bearer realm="https://${host}/oauth2/token",service="${host}"`);
    const manifests = await ask('/acr/v1/team/web/_manifests');
    expect(manifests.headers.get('www-authenticate')).toContain('scope="repository:team/web:metadata_read"');
    expect(
      (await ask('/oauth2/token', undefined, { grant_type: 'refresh_token', refresh_token: 'token' })).status,
    ).toBe(401);
  });

  it('lists for a token of its own, page by page', async () => {
    const token = await tokenFor('/acr/v1/_catalog?n=2');
    const first = await ask('/acr/v1/_catalog?n=2', token);
    expect(first.body).toEqual({ repositories: ['team/web', 'tools'] });
    expect(first.headers.get('link')).toBe('</acr/v1/_catalog?last=tools&n=2>; rel="next"');
    const second = await ask('/acr/v1/_catalog?last=tools&n=2', token);
    expect(second.body).toEqual({ repositories: ['web'] });
    expect(second.headers.get('link')).toBeNull();
    expect((await ask('/acr/v1/web/_manifests', token)).status).toBe(401);
    expect((await ask('/acr/v1/web/_manifests', await tokenFor('/acr/v1/web/_manifests'))).status).toBe(200);
    expect((await ask('/v2/', token)).status).toBe(200);
  });

  it('answers as published', async () => {
    await ask('/acr/v1/web/_manifests', await tokenFor('/acr/v1/web/_manifests'));
    await ask('/acr/v1/_catalog', await tokenFor('/acr/v1/_catalog'));
    const shaped = answers.filter((answer) => shapeOf(answer, registryShapes) !== undefined);
    const shapes = new Set(shaped.map((answer) => shapeOf(answer, registryShapes)));
    expect(shapes).toEqual(new Set(registryShapes));
    const wrong = shaped.flatMap((answer) =>
      differences(answer.body, shapeOf(answer, registryShapes)?.body ?? 'null', answer.url.pathname),
    );
    expect(wrong).toEqual([]);
  });

  it('is a host of which nothing is asked, whatever leads there', async () => {
    const tokens = /contoso0x0\/tokens$/;
    for (const leads of [{ foreignLink: tokens }, { redirect: tokens }]) {
      const { report, requests } = await audit(tenant, { faults: { ...leads, foreignHost: host } });
      expect(errors(report)).toEqual([expect.stringMatching(/^registries\/tokens of .* could not be read: Azure/)]);
      expect(requests.filter((request) => request.host === host)).toEqual([]);
    }
  });
});
