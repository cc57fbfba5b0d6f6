// Lists of the resource manager, read to their end.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../values/json.ts';
import type { RegistryList } from './container-registry-client.ts';
import { type Failure, failed, type Reply, type Transport } from './transport.ts';

/** All items of a list, or why they are not all. */
export type ListResult =
  | { readonly kind: 'items'; readonly items: readonly JsonObject[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Asks for the first page, or for the one that a link leads to. */
type AskPage = (link: string | undefined) => Promise<Reply>;

/** A list never has more pages: a link that leads in a circle must end. */
const maxPages = 10_000;

/** Reads the list at an address. */
export async function readList(transport: Transport, path: string): Promise<ListResult> {
  return await readPages((link) => (link === undefined ? transport.get(path) : transport.follow(link)));
}

/** Reads a list that the client of Container Registry has. The client is loaded here: offline commands need none. */
export async function readRegistryList(transport: Transport, list: RegistryList): Promise<ListResult> {
  const { askRegistryList } = await import('./container-registry-client.ts');
  return await readPages((link) => askRegistryList(transport, list, link));
}

async function readPages(ask: AskPage): Promise<ListResult> {
  const items: JsonObject[] = [];
  const followed = new Set<string>();
  let reply = await ask(undefined);
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
    reply = await ask(link);
  }
}
