// Live resources as an estate: what Azure answered, known in full, and complete for the types that were read.

import type { Estate, Resource } from '../model/resource.ts';
import { type Document, printedDocument } from '../values/document.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { writtenAt } from '../values/origin.ts';
import { pathOf } from '../values/path.ts';
import { known, must, objectOf, type PartialObject, type Value } from '../values/value.ts';

/** Makes an estate of resources as ARM describes them: `{ id, type, name, location, properties, … }`. Others are left out. */
export function liveEstate(
  name: string,
  resources: readonly Json[],
  isComplete: (type: string) => boolean = () => true,
): Estate {
  return {
    kind: 'live',
    name,
    resources: resources.filter(isJsonObject).flatMap(liveResource),
    isComplete,
    withParameters: undefined,
    freeParameters: [],
  };
}

/** A copy that is judged, or (`existing`) not. Its body is still made only when somebody looks; a spread would make it. */
export function withExisting(resource: Resource, existing: boolean): Resource {
  const own = Object.getOwnPropertyDescriptors(resource);
  return Object.defineProperties({}, { ...own, existing: { value: existing, enumerable: true } }) as Resource;
}

function liveResource(json: JsonObject): readonly Resource[] {
  const id = get(json, 'id');
  const place = typeof id === 'string' ? readId(id) : undefined;
  if (typeof id !== 'string' || place === undefined) return [];
  const document = printedDocument(id, json);
  const origin = writtenAt(document, undefined, 'property');
  const apiVersion = get(json, 'apiVersion');
  let body: PartialObject | undefined;
  const resource: Resource = {
    type: place.type,
    name: known(place.name),
    id: known(id),
    parentId: place.parent === undefined ? undefined : known(place.parent),
    scopeId: known(place.scope),
    apiVersion: known(apiVersion ?? null) satisfies Value,
    condition: known(true),
    existing: false,
    copies: 'one',
    // Most resources are found by their ids, and nobody looks into them.
    get body() {
      body ??= bodyOf(document, json);
      return body;
    },
    origin,
    calls: [],
    key: id.toLowerCase(),
  };
  return [resource];
}

function bodyOf(document: Document, json: JsonObject): PartialObject {
  const entries = Object.entries(json).map(
    ([key, value]) => [key, must(known(value, writtenAt(document, pathOf(key), 'property')))] as const,
  );
  return objectOf(new Map(entries), { origin: writtenAt(document, undefined, 'property') });
}

interface IdPlace {
  readonly type: string;
  readonly name: string;
  /** The id of the resource it is a child of. */
  readonly parent: string | undefined;
  /** What comes before the last `/providers/`: the resource it extends, or the group or subscription it is in. */
  readonly scope: string;
}

/** The type of the resource that an id names; undefined where it names none. */
export function typeInId(id: string): string | undefined {
  const at = lastProvider(id);
  return at < 0 ? readScopeId(id)?.type : typeIn(segmentsAfter(id, at));
}

/** Whether an id names a resource of this type, both in lower case: what {@link typeInId} says, asked of every row. */
export function hasTypeInId(id: string, type: string): boolean {
  const start = id.lastIndexOf(providers);
  if (start < 0) return false;
  let at = start + providers.length;
  for (let i = 0; i < type.length; i++, at++) {
    const code = type.charCodeAt(i);
    if (id.charCodeAt(at) !== code) return false;
    // The first slash is behind the namespace; behind every other part of the type is a name.
    if (code !== slash || type.indexOf('/') === i) continue;
    at = id.indexOf('/', at + 1);
    if (at < 0) return false;
  }
  const last = id.indexOf('/', at + 1);
  return id.charCodeAt(at) === slash && last < 0 && type.includes('/') && at + 1 <= id.length;
}

const providers = '/providers/';
const slash = 0x2f;

/** Reads `<scope>/providers/<namespace>/<type>/<name>[/<type>/<name>]…`, and the ids of subscriptions and resource groups. */
function readId(id: string): IdPlace | undefined {
  const at = lastProvider(id);
  return at < 0 ? readScopeId(id) : readResourceId(id, at);
}

function lastProvider(id: string): number {
  return id.toLowerCase().lastIndexOf(providers);
}

/** A namespace, and types and names in turns. */
function segmentsAfter(id: string, at: number): readonly string[] {
  return id.slice(at + providers.length).split('/');
}

function typeIn(segments: readonly string[]): string | undefined {
  if (segments.length < 3 || segments.length % 2 === 0) return undefined;
  let type = segments[0] ?? '';
  for (let i = 1; i < segments.length; i += 2) type += `/${segments[i]}`;
  return type;
}

function readScopeId(id: string): IdPlace | undefined {
  const [, subscription, group] = /^(\/subscriptions\/[^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(id) ?? [];
  if (subscription !== undefined && group !== undefined)
    return { type: 'Microsoft.Resources/resourceGroups', name: group, parent: undefined, scope: subscription };
  if (subscription !== undefined) {
    const name = subscription.slice('/subscriptions/'.length);
    return { type: 'Microsoft.Resources/subscriptions', name, parent: undefined, scope: '/' };
  }
  return undefined;
}

/** `at`: where the last `/providers/` is. */
function readResourceId(id: string, at: number): IdPlace | undefined {
  const segments = segmentsAfter(id, at);
  const type = typeIn(segments);
  if (type === undefined) return undefined;
  const names = segments.filter((_, i) => i > 0 && i % 2 === 0);
  return {
    type,
    name: names.join('/'),
    parent: names.length === 1 ? undefined : id.split('/').slice(0, -2).join('/'),
    scope: at === 0 ? '/' : id.slice(0, at),
  };
}
