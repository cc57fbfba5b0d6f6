// Resource Graph: every row of a query over many subscriptions, or a failure. Nothing in between.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { GraphQuery } from './graph-query.ts';
import type { GraphRequest } from './resource-graph-client.ts';
import { type Failure, failed, type Reply, type Transport } from './transport.ts';

/** Subscriptions of one request; Azure advises fewer than 300 at a time, and takes 1000. */
export const subscriptionsPerRequest = 300;

/** Azure gives no more rows at once. */
const maxPageRows = 1000;

/** Rows expected in a partition, so that chance does not fill one beyond a page. */
const partitionRows = 500;

/** Where a query looks. */
export type GraphScope =
  | { readonly subscriptions: readonly string[] }
  | { readonly managementGroups: readonly string[] };

/** All rows, or why they are not all. */
export type GraphResult =
  | { readonly kind: 'rows'; readonly rows: readonly JsonObject[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Reads all rows: page by page, and where pages do not fit together, in partitions that need no pages. */
export async function readGraph(transport: Transport, query: GraphQuery, scope: GraphScope): Promise<GraphResult> {
  const paged = await readPages(transport, query, scope, maxPageRows);
  if (paged.kind !== 'torn') return paged;
  let last = paged.because;
  for (let parts = partsFor(paged.total); parts <= partsFor(paged.total) * 8; parts *= 2) {
    const found = await readPartitions(transport, query, scope, parts);
    if (found.kind !== 'torn') return found;
    last = found.because;
  }
  return failed('inconsistent', 'Inconsistent', `the pages of Resource Graph do not fit together: ${last}`);
}

function partsFor(total: number): number {
  return Math.max(2, Math.ceil(total / partitionRows));
}

/** Rows that cannot be trusted: something is missing, or is there twice. */
interface Torn {
  readonly kind: 'torn';
  readonly total: number;
  readonly because: string;
}

/** Reads page after page, smaller ones where a page would be too large for an answer. */
async function readPages(
  transport: Transport,
  query: GraphQuery,
  scope: GraphScope,
  top: number,
): Promise<GraphResult | Torn> {
  const rows: JsonObject[] = [];
  let total: number | undefined;
  let token: string | undefined;
  do {
    const reply = await ask(transport, { ...query, scope, top, token });
    if (reply.kind === 'failed') {
      if (isTooLarge(reply) && top > 1)
        return await readPages(transport, query, scope, Math.max(1, Math.floor(top / 4)));
      return reply;
    }
    const page = readPage(reply.body, reply.headers);
    if (page.kind === 'failed') return page;
    if (page.count !== page.rows.length) return torn(page.total, 'a page has fewer rows than it says');
    if (page.total !== (total ?? page.total)) return torn(page.total, 'rows came or went between two pages');
    total = page.total;
    rows.push(...page.rows);
    if (rows.length > total) return torn(total, 'there are more rows than Azure counts');
    token = page.token;
  } while (token !== undefined);
  return whole(rows, total);
}

/** Reads each partition in one answer. */
async function readPartitions(
  transport: Transport,
  query: GraphQuery,
  scope: GraphScope,
  parts: number,
): Promise<GraphResult | Torn> {
  const rows: JsonObject[] = [];
  for (let part = 0; part < parts; part++) {
    const text = query.partition(parts, part);
    const reply = await ask(transport, { ...query, text, scope, top: maxPageRows, token: undefined });
    if (reply.kind === 'failed') {
      if (isTooLarge(reply)) return torn(rows.length, 'a partition is too large');
      return reply;
    }
    const page = readPage(reply.body, reply.headers);
    if (page.kind === 'failed') return page;
    if (page.token !== undefined || page.rows.length !== page.total)
      return torn(page.total * parts, 'a partition is larger than a page');
    rows.push(...page.rows);
  }
  return whole(rows, rows.length);
}

/** Asks once. The client is loaded here: offline commands need none. */
async function ask(transport: Transport, request: GraphRequest): Promise<Reply> {
  const { askGraph } = await import('./resource-graph-client.ts');
  return await askGraph(transport, request);
}

interface Page {
  readonly kind: 'page';
  readonly rows: readonly JsonObject[];
  readonly total: number;
  readonly count: number;
  readonly token: string | undefined;
}

function readPage(body: JsonObject, headers: Headers): Page | Extract<Reply, { kind: 'failed' }> {
  const data = get(body, 'data');
  const total = get(body, 'totalRecords');
  const count = get(body, 'count');
  const token = get(body, '$skipToken');
  if (!isJsonArray(data) || typeof total !== 'number' || typeof count !== 'number')
    return failed('inconsistent', 'Malformed', 'Resource Graph answered with something that is no table');
  if (headers.get('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true')
    return failed('inconsistent', 'PartialScope', 'Resource Graph looked at a part of the subscriptions only');
  const rows = data.filter(isJsonObject);
  const isMarked = typeof token === 'string' && token !== '';
  // `resultTruncated` is a text; without a token there is no way to the rest.
  if (!isMarked && isTrue(get(body, 'resultTruncated')) && rows.length < total)
    return { kind: 'page', rows, total, count: -1, token: undefined };
  return { kind: 'page', rows, total, count, token: isMarked ? token : undefined };
}

function isTrue(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

function isTooLarge({ failure }: Extract<Reply, { kind: 'failed' }>): boolean {
  return failure.code.toLowerCase() === 'responsepayloadtoolarge';
}

function whole(rows: readonly JsonObject[], total: number): GraphResult | Torn {
  const ids = new Set(rows.map((row) => String(get(row, 'id')).toLowerCase()));
  if (ids.size !== rows.length) return torn(total, 'a row came twice');
  if (rows.length !== total) return torn(total, `Azure counts ${total} rows and gave ${rows.length}`);
  return { kind: 'rows', rows };
}

function torn(total: number, because: string): Torn {
  return { kind: 'torn', total, because };
}
