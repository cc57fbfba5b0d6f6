// Our reading of a Bicep file against the official compiler's: the resources both evaluate to, compared.

import { nameLabel } from '../engine/labels.ts';
import { noArguments, templateEstate } from '../engine/template-estate.ts';
import type { Resource } from '../model/resource.ts';
import { elementsOf, membersOf, toJson } from '../values/access.ts';
import { identityOf } from '../values/compare.ts';
import type { Document } from '../values/document.ts';
import { jsonEquals } from '../values/json-key.ts';
import type { Origin } from '../values/origin.ts';
import type { Plain, Value } from '../values/value.ts';

/** A difference, at the place where ours stands, or where the file begins. */
export interface Difference {
  readonly message: string;
  readonly origin: Origin | undefined;
}

/** Where the two readings differ; empty when they agree in everything that is known. */
export function differences(ours: Document, official: Document): readonly Difference[] {
  const theirs = new Map(resourcesOf(official));
  const found: Difference[] = [];
  for (const [key, resource] of resourcesOf(ours)) {
    const other = theirs.get(key);
    theirs.delete(key);
    if (other === undefined) found.push(difference(resource, 'the official compiler has no such resource'));
    else {
      const path = firstDifference(resource.body, other.body, '');
      if (path !== undefined) found.push(difference(resource, `'${path}' is not what the official compiler has`));
    }
  }
  for (const other of theirs.values())
    found.push({ message: `${label(other)}: only the official compiler has this resource`, origin: undefined });
  return found;
}

function difference(resource: Resource, what: string): Difference {
  return { message: `${label(resource)}: ${what}`, origin: resource.origin };
}

function label({ type, name }: Resource): string {
  return `${type} '${nameLabel(name)}'`;
}

/** By type, name and occurrence. Nested deployments are compared by what they deploy. */
function resourcesOf(document: Document): readonly (readonly [string, Resource])[] {
  const { estate } = templateEstate({
    name: document.name,
    document,
    supplied: noArguments,
    assume: 'defaults',
    facts: {},
    loadLinked: () => undefined,
  });
  const counts = new Map<string, number>();
  return estate.resources
    .filter(({ type, existing }) => !existing && type.toLowerCase() !== 'microsoft.resources/deployments')
    .map((resource) => {
      const base = `${resource.type.toLowerCase()} ${identityOf(resource.name) ?? ''}`;
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      return [`${base} ${count}`, resource] as const;
    });
}

/** What says how a template is written, not what it deploys. */
const ignored: ReadonlySet<string> = new Set(['dependson', 'metadata', 'condition', 'copy', 'scope']);

/** The path of the first value that is known to one and differs; undefined when there is none. */
function firstDifference(a: Value, b: Value, path: string): string | undefined {
  if (a.kind === 'choice' || b.kind === 'choice') return a.kind === b.kind ? undefined : path;
  const [left, right] = [toJson(a), toJson(b)];
  if (left !== undefined && right !== undefined) return jsonEquals(left, right) ? undefined : deeper(a, b, path);
  const unknown = (value: Plain): boolean => value.kind === 'unknown' || value.kind === 'string';
  if (unknown(a) || unknown(b)) return a.kind === b.kind ? undefined : path;
  return deeper(a, b, path);
}

function deeper(a: Plain, b: Plain, path: string): string | undefined {
  const [items, others] = [elementsOf(a), elementsOf(b)];
  if (items !== undefined && others !== undefined) {
    if (items.length !== others.length) return path;
    return firstOf(items, (item, i) => {
      const other = others[i];
      if (other === undefined || item.kind === 'spread' || other.kind === 'spread') return undefined;
      return firstDifference(item, other, `${path}[${i}]`);
    });
  }
  const [members, theirs] = [membersOf(a)?.entries, membersOf(b)?.entries];
  if (members === undefined || theirs === undefined) return path;
  const keys = [...new Set([...members.keys(), ...theirs.keys()])].filter(
    (key) => path !== '' || !ignored.has(key.toLowerCase()),
  );
  return firstOf(keys, (key) => {
    const [member, other] = [members.get(key), theirs.get(key)];
    const inner = path === '' ? key : `${path}.${key}`;
    return member === undefined || other === undefined ? inner : firstDifference(member.value, other.value, inner);
  });
}

function firstOf<T>(items: readonly T[], find: (item: T, i: number) => string | undefined): string | undefined {
  for (const [i, item] of items.entries()) {
    const found = find(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
