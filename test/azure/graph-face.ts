// Resource Graph as the double plays it: the queries of an audit over the rows of a tenant, with the limits that Azure has.

import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { runKql } from '../export/kql-evaluator.ts';
import { analyzeKql } from '../support/kusto.ts';
import { type Answer, graphRefusal, mixedCase } from './answer.ts';
import type { Faults } from './faults.ts';
import type { Tenant } from './tenant.ts';

/** Requests of one caller in one window. */
const quota = 15;
const windowMilliseconds = 5000;
const maxAnswerBytes = 16 * 1024 * 1024;

/** Answers a body that was posted. */
export type GraphFace = (body: Json, now: number) => Answer;

/** Types with a place on earth are in `resources`; these are elsewhere, and all others nowhere. */
const tables: Readonly<Record<string, RegExp>> = {
  resourcecontainers: /^microsoft\.resources\//,
  authorizationresources: /^microsoft\.authorization\/(roleassignments|roledefinitions)$/,
  policyresources: /^microsoft\.authorization\/policy/,
  securityresources: /^microsoft\.security\/(assessments|pricings)/,
  dnsresources: /^microsoft\.network\/privatednszones\/a$/,
  resources:
    /^microsoft\.(containerregistry\/registries(\/(replications|webhooks|tasks|agentpools))?|managedidentity\/userassignedidentities|[a-z]+\/(?!registries)[a-z]+)$/,
};

/** What is no row of `resources`, whatever it looks like. */
const nowhere = /^microsoft\.(insights\/diagnosticsettings|authorization\/|security\/|resources\/)/;

/** Opens the face of a tenant. */
export function graphFace(tenant: Tenant, faults: Faults): GraphFace {
  const quotaOf = quotaCounter(faults);
  const held: Held = { rows: rowsByTable(tenant), found: new Map() };
  let asked = 0;
  return (body, now) => {
    const { answer, headers } = quotaOf(now);
    if (answer !== undefined) return answer;
    asked++;
    const found = isJsonObject(body)
      ? query(body, held, faults, asked)
      : graphRefusal(400, 'BadRequest', 'InvalidBody');
    return { ...found, headers: { ...headers, ...found.headers } };
  };
}

/** Counts requests in windows, and says how many are left. */
function quotaCounter({ storm = 0 }: Faults): (now: number) => { answer?: Answer; headers: Record<string, string> } {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  let stormy = storm;
  return (now) => {
    if (now - start >= windowMilliseconds) {
      start = now;
      used = 0;
    }
    const seconds = String(Math.max(1, Math.ceil((start + windowMilliseconds - now) / 1000)));
    const resets = `00:00:${seconds.padStart(2, '0')}`;
    const isStorm = stormy > 0 && stormy-- > 0;
    if (isStorm || used >= quota) {
      const headers = {
        'retry-after': seconds,
        'x-ms-user-quota-remaining': '0',
        'x-ms-user-quota-resets-after': resets,
      };
      return { answer: graphRefusal(429, 'RateLimiting', 'RateLimiting', headers), headers };
    }
    used++;
    return {
      headers: { 'x-ms-user-quota-remaining': String(quota - used), 'x-ms-user-quota-resets-after': resets },
    };
  };
}

type Rows = ReadonlyMap<string, readonly JsonObject[]>;

interface Held {
  readonly rows: Rows;
  /** What queries gave, by their text and scope: every page is a part of it. */
  readonly found: Map<string, readonly JsonObject[]>;
}

function rowsByTable({ resources }: Tenant): Rows {
  const rows = new Map<string, JsonObject[]>(Object.keys(tables).map((table) => [table, []]));
  for (const [i, resource] of resources.entries()) {
    const type = String(resource.type).toLowerCase();
    const table = Object.keys(tables).find(
      (name) => tables[name]?.test(type) && (name !== 'resources' || !nowhere.test(type)),
    );
    if (table !== undefined) rows.get(table)?.push(rowOf(resource, type, i));
  }
  return rows;
}

/** A row: the type in lower case, empty columns as null, and nothing that only previews show. */
function rowOf(resource: JsonObject, type: string, i: number): JsonObject {
  const empty = {
    kind: '',
    location: '',
    sku: null,
    identity: null,
    tags: null,
    zones: null,
    managedBy: '',
    plan: null,
    extendedLocation: null,
  };
  return { ...empty, ...withoutPreviews(resource), id: mixedCase(String(resource.id), i), type };
}

/** The resource as the newest stable version shows it. */
export function withoutPreviews(resource: JsonObject): JsonObject {
  const { properties } = resource;
  if (!isJsonObject(properties) || !isJsonObject(properties.policies)) return resource;
  const { softDeletePolicy, ...policies } = properties.policies;
  return softDeletePolicy === undefined ? resource : { ...resource, properties: { ...properties, policies } };
}

interface Asked {
  readonly table: string;
  /** Whether it asks for a part of the rows, by the hash of their ids. */
  readonly isPart: boolean;
  readonly isOrdered: boolean;
  /** What it makes of rows. */
  readonly run: (rows: readonly JsonObject[]) => readonly JsonObject[];
}

/** Queries that were read, by their text; undefined where they are wrong. */
const queries = new Map<string, Asked | undefined>();

function query(body: JsonObject, held: Held, faults: Faults, asked: number): Answer {
  const text = String(body.query);
  const read = queries.get(text) ?? readQuery(text);
  queries.set(text, read);
  const options = isJsonObject(body.options) ? body.options : {};
  const top = options.$top ?? 1000;
  if (read === undefined || faults.wrongQuery?.test(text)) return graphRefusal(400, 'BadRequest', 'InvalidQuery');
  if (options.resultFormat !== 'objectArray') return graphRefusal(400, 'BadRequest', 'InvalidResultFormat');
  if (typeof top !== 'number' || top < 1 || top > 1000) return graphRefusal(400, 'BadRequest', 'InvalidTop');
  if (faults.failingQuery?.test(text)) return graphRefusal(500, 'InternalServerError', 'InternalServerError');
  const table = faults.withoutTables?.includes(read.table) ? undefined : held.rows.get(read.table);
  if (table === undefined) return graphRefusal(400, 'BadRequest', 'DisallowedLogicalTableName');
  const isSeen = scopeOf(body);
  if (isSeen === undefined) return graphRefusal(400, 'BadRequest', 'InvalidScope');
  const scope = JSON.stringify([body.subscriptions, body.managementGroups]);
  const found = held.found.get(`${text}\n${scope}`) ?? read.run(table.filter(isSeen));
  held.found.set(`${text}\n${scope}`, found);
  const sorted = read.isOrdered && !(faults.torn === true && !read.isPart) ? sortedById(found) : shuffled(found, asked);
  return page(sorted, faults, { text, scope, top, token: options.$skipToken });
}

/** Reads a query; undefined where it is wrong. All rows of some types are found quickly, everything else is evaluated. */
function readQuery(text: string): Asked | undefined {
  const table = /^\w+/.exec(text)?.[0];
  const isOrdered = / \| order by id asc$/.test(text);
  const isPart = text.includes('hash(');
  const run = wholeRows(text) ?? evaluated(text);
  return table === undefined || run === undefined ? undefined : { table, isPart, isOrdered, run };
}

/** All rows of some types, or a part of them. */
function wholeRows(text: string): Asked['run'] | undefined {
  const [, list, parts, part, columns] =
    /^\w+ \| where type in~ \(([^()]+)\)(?: \| where hash\(tolower\(id\)\) % (\d+) == (\d+))? \| project ([\w, ]+?)(?: \| order by id asc)?$/.exec(
      text,
    ) ?? [];
  if (list === undefined || columns === undefined) return undefined;
  const types = new Set([...list.matchAll(/'([^']+)'/g)].map(([, type]) => String(type)));
  const names = columns.split(', ');
  return (rows) =>
    rows
      .filter(
        (row) => types.has(String(row.type)) && (parts === undefined || hashOf(row) % Number(parts) === Number(part)),
      )
      .map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}

/** What the query means, if Microsoft's parser takes it; the evaluator has nothing of the code that made it. */
function evaluated(text: string): Asked['run'] | undefined {
  // All tables have the columns that are asked for.
  return analyzeKql(text.replace(/^\w+/, 'resources')).problems.length > 0 ? undefined : runKql(text);
}

function scopeOf({ subscriptions, managementGroups }: JsonObject): ((row: JsonObject) => boolean) | undefined {
  if (isJsonArray(subscriptions) && managementGroups === undefined && subscriptions.length <= 1000) {
    const wanted = new Set(subscriptions.map((id) => String(id).toLowerCase()));
    return ({ id }) =>
      wanted.has(String(id).split('/')[2]?.toLowerCase() ?? '') || !String(id).startsWith('/subscriptions/');
  }
  return isJsonArray(managementGroups) && subscriptions === undefined
    ? () => managementGroups.includes('contoso')
    : undefined;
}

interface PageRequest {
  readonly text: string;
  readonly scope: string;
  readonly top: number;
  readonly token: Json | undefined;
}

function page(rows: readonly JsonObject[], faults: Faults, asked: PageRequest): Answer {
  const { text, scope, top, token } = asked;
  const key = createHash('sha256').update(`${text}\n${scope}`).digest('hex').slice(0, 16);
  const [bound, from] = typeof token === 'string' ? Buffer.from(token, 'base64').toString().split(':') : [key, '0'];
  if (bound !== key) return graphRefusal(400, 'BadRequest', 'InvalidSkipToken');
  const start = Number(from);
  const data = rows.slice(start, start + top);
  const end = start + data.length;
  const size = JSON.stringify(data).length;
  if (size > (faults.maxAnswerBytes ?? maxAnswerBytes))
    return graphRefusal(413, 'BadRequest', 'ResponsePayloadTooLarge');
  return {
    status: 200,
    body: {
      totalRecords: rows.length,
      count: data.length,
      resultTruncated: 'false',
      ...(end < rows.length ? { $skipToken: Buffer.from(`${key}:${end}`).toString('base64') } : {}),
      data,
      facets: [],
    },
    headers: faults.partialScope === true ? { 'x-ms-tenant-subscription-limit-hit': 'true' } : {},
  };
}

function sortedById(rows: readonly JsonObject[]): readonly JsonObject[] {
  return [...rows].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}

/** Another order for every request: what is not sorted comes as it likes. */
function shuffled(rows: readonly JsonObject[], seed: number): readonly JsonObject[] {
  const rank = (row: JsonObject): number => (hashOf(row) * (2 * seed + 1)) % 1_000_003;
  return [...rows].sort((a, b) => rank(a) - rank(b) || hashOf(a) - hashOf(b));
}

const hashes = new WeakMap<JsonObject, number>();

function hashOf(row: JsonObject): number {
  const found = hashes.get(row) ?? createHash('md5').update(String(row.id).toLowerCase()).digest().readUInt32LE(0);
  hashes.set(row, found);
  return found;
}
