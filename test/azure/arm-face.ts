// The resource manager as the double plays it: lists and items of a tenant, page by page, within the budget of a subscription.

import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { type Answer, refusal } from './answer.ts';
import type { Faults } from './faults.ts';
import { withoutPreviews } from './graph-face.ts';
import type { Tenant } from './tenant.ts';

/** Items of a page: few, so that every list has several. */
const pageSize = 2;

/** Reads of a subscription that Azure grants at once, and how many it adds each second. */
const budget = { burst: 250, perSecond: 25 };

/** Answers a GET. */
export type ArmFace = (url: URL, now: number) => Answer;

/** Opens the face of a tenant. `host` is where links to further pages lead. */
export function armFace(tenant: Tenant, faults: Faults, host: string): ArmFace {
  const index = indexTenant(tenant);
  const take = budgets();
  return (url, now) => {
    const path = decodeURIComponent(url.pathname).toLowerCase();
    const wait = take(path.split('/')[2] ?? '', now);
    if (wait > 0)
      return refusal(429, 'SubscriptionRequestsThrottled', 'Too many requests.', { 'retry-after': String(wait) });
    if (url.searchParams.get('api-version') === null)
      return refusal(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required.');
    if (faults.missing?.test(path)) return refusal(404, 'InvalidResourceType', 'The resource type could not be found.');
    if (faults.forbidden?.test(path))
      return refusal(403, 'AuthorizationFailed', `The client 'auditor' does not have authorization to read '${path}'.`);
    if (faults.redirect?.test(path))
      return { status: 302, body: null, headers: { location: `${elsewhere(faults)}/v2/` } };
    if (path === '/subscriptions') return list(subscriptionItems(tenant), url, faults, host);
    const item = index.items.get(path);
    if (item !== undefined) return { status: 200, body: shown(item, url) };
    const items = listAt(path, index);
    if (items === undefined) return refusal(404, 'ResourceNotFound', 'The resource was not found.');
    return list(
      items.filter((one) => isWanted(one, url)).map((one) => shown(one, url)),
      url,
      faults,
      host,
    );
  };
}

interface Index {
  readonly items: ReadonlyMap<string, JsonObject>;
  readonly lists: ReadonlyMap<string, readonly JsonObject[]>;
}

/** Items by id, and by the list they stand in. */
function indexTenant({ resources }: Tenant): Index {
  const items = new Map(resources.map((resource) => [String(resource.id).toLowerCase(), resource]));
  const lists = new Map<string, JsonObject[]>();
  const add = (path: string, resource: JsonObject): void => {
    const list = lists.get(path);
    if (list === undefined) lists.set(path, [resource]);
    else list.push(resource);
  };
  for (const [id, resource] of items) {
    // The list of usages has a name of its own.
    const own = id.slice(0, id.lastIndexOf('/')).replace(/\/usages$/, '/listusages');
    add(own, resource);
    const subscription = id.split('/').slice(0, 3).join('/');
    const type = own.slice(own.lastIndexOf('/providers/'));
    if (own !== `${subscription}${type}`) add(`${subscription}${type}`, resource);
  }
  return { items, lists };
}

/** A list is empty where what it belongs to exists. */
function listAt(path: string, { items, lists }: Index): readonly JsonObject[] | undefined {
  const found = lists.get(path);
  if (found !== undefined) return found;
  const extended = path.slice(0, Math.max(0, path.lastIndexOf('/providers/')));
  const parent = path.slice(0, path.lastIndexOf('/'));
  return items.has(parent) || items.has(extended) ? [] : undefined;
}

/** Runs are asked for by the name of their task. */
function isWanted({ properties }: JsonObject, { searchParams }: URL): boolean {
  const task = /^TaskName eq '(.*)'$/.exec(searchParams.get('$filter') ?? '')?.[1];
  return task === undefined || (isJsonObject(properties) && properties.task === task);
}

/** What only previews show is not there for stable versions; usages are shown without the id of a resource. */
function shown(resource: JsonObject, url: URL): JsonObject {
  if (/\/listUsages$/i.test(url.pathname) && isJsonObject(resource.properties))
    return { name: resource.name ?? null, ...resource.properties };
  return url.searchParams.get('api-version')?.endsWith('-preview') === true ? resource : withoutPreviews(resource);
}

function list(items: readonly JsonObject[], url: URL, faults: Faults, host: string): Answer {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  const size = Number(url.searchParams.get('$top') ?? (url.pathname === '/subscriptions' ? 500 : pageSize));
  const next = new URL(url.href.replace(url.origin, faults.foreignLink?.test(url.pathname) ? elsewhere(faults) : host));
  next.searchParams.set('$skiptoken', String(start + size));
  const more = start + size < items.length || faults.foreignLink?.test(url.pathname) === true;
  return { status: 200, body: { value: items.slice(start, start + size), ...(more ? { nextLink: next.href } : {}) } };
}

function elsewhere({ foreignHost = 'example.com' }: Faults): string {
  return `https://${foreignHost}`;
}

function subscriptionItems({ id, subscriptions }: Tenant): readonly JsonObject[] {
  return subscriptions.map((subscriptionId) => {
    return {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId: id,
      displayName: 'Contoso',
      state: 'Enabled',
      subscriptionPolicies: {
        locationPlacementId: 'Public_2014-09-01',
        quotaId: 'EnterpriseAgreement_2014-09-01',
        spendingLimit: 'Off',
      },
      authorizationSource: 'RoleBased',
      managedByTenants: [],
    };
  });
}

/** Seconds to wait, for each subscription. */
function budgets(): (subscription: string, now: number) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  return (subscription, now) => {
    const before = buckets.get(subscription) ?? { left: budget.burst, at: now };
    const left = Math.min(budget.burst, before.left + ((now - before.at) / 1000) * budget.perSecond);
    buckets.set(subscription, { left: left < 1 ? left : left - 1, at: now });
    return left < 1 ? 1 : 0;
  };
}
