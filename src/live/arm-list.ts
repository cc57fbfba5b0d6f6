// Lists of the resource manager, read to their end.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../values/json.ts';
import { type Failure, failed, type Transport } from './transport.ts';

/** All items of a list, or why they are not all. */
export type ListResult =
  | { readonly kind: 'items'; readonly items: readonly JsonObject[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A list never has more pages: a link that leads in a circle must end. */
const maxPages = 10_000;

/** Reads a list page by page. */
export async function readList(transport: Transport, path: string): Promise<ListResult> {
  const items: JsonObject[] = [];
  const followed = new Set<string>();
  let reply = await transport.get(path);
  for (;;) {
    if (reply.kind === 'failed') return reply;
    const value = get(reply.body, 'value');
    if (!isJsonArray(value))
      return failed('inconsistent', 'Malformed', 'Azure answered with something that is no list');
    items.push(...value.filter(isJsonObject));
    const link = get(reply.body, 'nextLink');
    if (typeof link !== 'string' || link === '') return { kind: 'items', items };
    if (followed.has(link) || followed.size >= maxPages)
      return failed('inconsistent', 'Circle', 'the pages of a list lead in a circle');
    followed.add(link);
    reply = await transport.follow(link);
  }
}
