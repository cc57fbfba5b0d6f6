// The data plane of a registry as the double plays it: a login server that gives nothing without a token of its own.

import { createHash } from 'node:crypto';
import { get, isJsonObject, type Json } from '../../src/values/json.ts';
import type { Answer } from './answer.ts';
import type { Tenant } from './tenant.ts';

/** A request to a login server. */
export interface RegistryRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Answers a request. */
export type RegistryFace = (request: RegistryRequest) => Answer;

/** Images that every registry has. */
const repositories: readonly string[] = ['team/web', 'tools', 'web'];

const catalogScope = 'registry:catalog:*';

/** Opens the face of a tenant: each of its registries has a login server. */
export function registryFace({ resources }: Tenant): RegistryFace {
  const hosts = new Set(
    resources.flatMap(({ properties }) => (isJsonObject(properties) ? [String(get(properties, 'loginServer'))] : [])),
  );
  return (request) => {
    const { method, url } = request;
    if (!hosts.has(url.host)) return registryRefusal(404, 'NAME_UNKNOWN', 'registry not known');
    if (method === 'POST') return exchange(url, new URLSearchParams(request.body));
    return method === 'GET' ? read(request) : registryRefusal(405, 'UNSUPPORTED', 'the operation is unsupported');
  };
}

function registryRefusal(status: number, code: string, message: string, detail: Json = null): Answer {
  return { status, body: { errors: [{ code, message, detail }] } };
}

/** A token for Azure buys one for the registry, and that one buys others, each for a scope. */
function exchange({ host, pathname }: URL, form: URLSearchParams): Answer {
  const denied = registryRefusal(401, 'UNAUTHORIZED', 'authentication required');
  if (form.get('service') !== host) return denied;
  if (pathname === '/oauth2/exchange' && form.get('grant_type') === 'access_token')
    return form.get('access_token') ? { status: 200, body: { refresh_token: tokenFor(host, 'refresh') } } : denied;
  if (pathname === '/oauth2/token' && form.get('grant_type') === 'refresh_token')
    return form.get('refresh_token') === tokenFor(host, 'refresh')
      ? { status: 200, body: { access_token: tokenFor(host, String(form.get('scope'))) } }
      : denied;
  return registryRefusal(404, 'NOT_FOUND', 'no such operation');
}

function tokenFor(host: string, scope: string): string {
  return createHash('sha256').update(`${host} ${scope}`).digest('hex');
}

function read({ url, authorization }: RegistryRequest): Answer {
  const { host, pathname } = url;
  const repository = /^\/acr\/v1\/(.+)\/_manifests$/.exec(pathname)?.[1];
  const isCatalog = pathname === '/acr/v1/_catalog';
  const scope = isCatalog ? catalogScope : repository && `repository:${repository}:metadata_read`;
  // The front door asks for some token of this registry; here it is the one for the catalog.
  if (authorization !== `Bearer ${tokenFor(host, scope ?? catalogScope)}`) return challenge(host, scope);
  if (pathname === '/v2/') return { status: 200, body: {} };
  if (isCatalog) return page(url, 'repositories', repositories, {});
  if (repository !== undefined && repositories.includes(repository))
    return page(url, 'manifests', manifestsOf(repository), { registry: host, imageName: repository });
  return registryRefusal(404, 'NAME_UNKNOWN', 'repository name not known to registry');
}

/** Says where a token is to be had, and for what. */
function challenge(host: string, scope: string | undefined): Answer {
  const [kind = '', name = '', action = ''] = scope?.split(':') ?? [];
  const detail = scope === undefined ? null : [{ Type: kind, Name: name, Action: action }];
  const wanted = scope === undefined ? '' : `,scope="${scope}"`;
  const header = `Bearer realm="https://${host}/oauth2/token",service="${host}"${wanted}`;
  return {
    ...registryRefusal(401, 'UNAUTHORIZED', 'authentication required', detail),
    headers: { 'www-authenticate': header },
  };
}

/** So many items after the last one, and a header that leads to the next page. */
function page(
  { pathname, searchParams }: URL,
  name: string,
  all: readonly Json[],
  envelope: Readonly<Record<string, Json>>,
): Answer {
  const size = Number(searchParams.get('n') ?? 100);
  const last = searchParams.get('last');
  const start = last === null ? 0 : all.findIndex((item) => keyOf(item) === last) + 1;
  const items = all.slice(start, start + size);
  const end = items.at(-1);
  const next = `${pathname}?last=${encodeURIComponent(keyOf(end ?? ''))}&n=${size}`;
  const isMore = start + size < all.length;
  return {
    status: 200,
    body: { ...envelope, [name]: items },
    headers: isMore ? { link: `<${next}>; rel="next"` } : {},
  };
}

function keyOf(item: Json): string {
  return isJsonObject(item) ? String(item.digest) : String(item);
}

function manifestsOf(repository: string): readonly Json[] {
  return ['1.0', '1.1'].map((tag) => ({
    digest: `sha256:${createHash('sha256').update(`${repository}:${tag}`).digest('hex')}`,
    imageSize: 2_401_606,
    createdTime: '2025-09-06T06:17:20.9983915Z',
    lastUpdateTime: '2025-09-06T06:17:20.9983915Z',
    architecture: 'amd64',
    os: 'linux',
    tags: [tag],
    changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
  }));
}
