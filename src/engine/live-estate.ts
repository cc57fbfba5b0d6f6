// Live resources as an estate: what Azure answered, known in full, and complete for the types that were read.

import type { Estate, Resource } from '../model/resource.ts';
import { printedDocument } from '../values/document.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { writtenAt } from '../values/origin.ts';
import { pathOf } from '../values/path.ts';
import { known, must, objectOf, type Value } from '../values/value.ts';

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

function liveResource(json: JsonObject): readonly Resource[] {
  const id = get(json, 'id');
  const place = typeof id === 'string' ? readId(id) : undefined;
  if (typeof id !== 'string' || place === undefined) return [];
  const document = printedDocument(id, json);
  const origin = writtenAt(document, undefined, 'property');
  const entries = Object.entries(json).map(
    ([key, value]) => [key, must(known(value, writtenAt(document, pathOf(key), 'property')))] as const,
  );
  const apiVersion = get(json, 'apiVersion');
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
    body: objectOf(new Map(entries), { origin }),
    origin,
    calls: [],
    key: id.toLowerCase(),
  };
  return [resource];
}

interface IdPlace {
  readonly type: string;
  readonly name: string;
  /** The id of the resource it is a child of. */
  readonly parent: string | undefined;
  /** What comes before the last `/providers/`: the resource it extends, or the group or subscription it is in. */
  readonly scope: string;
}

/** Reads `<scope>/providers/<namespace>/<type>/<name>[/<type>/<name>]…`, and the ids of subscriptions and resource groups. */
function readId(id: string): IdPlace | undefined {
  const [, subscription, group] = /^(\/subscriptions\/[^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(id) ?? [];
  if (subscription !== undefined && group !== undefined)
    return { type: 'Microsoft.Resources/resourceGroups', name: group, parent: undefined, scope: subscription };
  if (subscription !== undefined) {
    const name = subscription.slice('/subscriptions/'.length);
    return { type: 'Microsoft.Resources/subscriptions', name, parent: undefined, scope: '/' };
  }
  const at = id.toLowerCase().lastIndexOf('/providers/');
  const [namespace, ...segments] = at < 0 ? [] : id.slice(at + '/providers/'.length).split('/');
  if (namespace === undefined || segments.length < 2 || segments.length % 2 !== 0) return undefined;
  const types = segments.filter((_, i) => i % 2 === 0);
  const names = segments.filter((_, i) => i % 2 === 1);
  return {
    type: [namespace, ...types].join('/'),
    name: names.join('/'),
    parent: names.length === 1 ? undefined : id.split('/').slice(0, -2).join('/'),
    scope: at === 0 ? '/' : id.slice(0, at),
  };
}
