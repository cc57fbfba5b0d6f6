// Which resources of an estate stand in a relation to one of them. Indexed: a look-up does not search.

import { everyItem, type FieldPath, type Relation } from '../model/condition.ts';
import type { Estate, Resource } from '../model/resource.ts';
import { elementsOf, memberOf } from '../values/access.ts';
import { hasChar } from '../values/char-set.ts';
import { mapChoices } from '../values/choice.ts';
import { equal, identityOf, knownString } from '../values/compare.ts';
import { all, type Truth } from '../values/truth.ts';
import { isConcrete, type Plain, stringOf, type Unknown, type Value } from '../values/value.ts';
import { principalsOf } from './principals.ts';
import { isView, viewed } from './views/views.ts';

/** A resource that stands in the relation, or may. */
export interface Related {
  readonly resource: Resource;
  readonly truth: Exclude<Truth, false>;
}

/** An estate, ready for look-ups. */
export interface EstateIndex {
  readonly estate: Estate;
  /** Resources of these types (lower case) in the relation to the given one. */
  related(to: Resource, relation: Relation, types: readonly string[]): readonly Related[];
}

/** Ids by their last segment where that is written out; the few others are compared with everything. */
interface KeyIndex {
  readonly byTail: ReadonlyMap<string, readonly Key[]>;
  readonly withoutTail: readonly Key[];
}

interface Key {
  readonly resource: Resource;
  readonly value: Value;
  readonly identity: string | undefined;
  readonly concrete: boolean;
}

/** Indexes an estate. Each kind of look-up is indexed when it is first made. */
export function indexEstate(estate: Estate): EstateIndex {
  const byType = groupBy(estate.resources, (resource) => resource.type.toLowerCase());
  const indexes = new Map<string, KeyIndex>();
  const keyIndex = (type: string, name: string, keysOf: (resource: Resource) => readonly Value[]): KeyIndex => {
    const id = `${type}\n${name}`;
    const found = indexes.get(id) ?? indexKeys(byType.get(type) ?? [], keysOf);
    indexes.set(id, found);
    return found;
  };
  const look = (
    types: readonly string[],
    name: string,
    keysOf: (resource: Resource) => readonly Value[],
    wanted: Value,
  ): readonly Related[] => types.flatMap((type) => lookUp(keyIndex(type, name, keysOf), wanted));
  return {
    estate,
    related(to, relation, types) {
      switch (relation.kind) {
        case 'child':
          return look(
            types,
            'parent',
            (resource) => (resource.parentId === undefined ? [] : [resource.parentId]),
            to.id,
          );
        case 'extension':
          return look(types, 'scope', (resource) => [resource.scopeId], to.id);
        case 'atOrAbove':
          return unique(
            scopesOf(to.id).flatMap((scope) => look(types, 'scope', (resource) => [resource.scopeId], scope)),
          );
        case 'parent':
          return to.parentId === undefined ? [] : look(types, 'id', (resource) => [resource.id], to.parentId);
        case 'references':
          return unique(
            valuesAt(to.body, relation.field).flatMap((value) => look(types, 'id', (resource) => [resource.id], value)),
          );
        case 'referencedBy':
          return look(
            types,
            `field ${relation.field.text}`,
            (resource) => valuesAt(resource.body, relation.field),
            to.id,
          );
        case 'principal':
          return unique(
            principalsOf(to, relation.identity).flatMap((principal) =>
              look(
                types,
                `field ${relation.field.text}`,
                (resource) => valuesAt(resource.body, relation.field),
                principal,
              ),
            ),
          );
        case 'covers':
          return look(types, 'covered', (resource) => scopesOf(resource.id), to.scopeId);
        case 'any':
          return types.flatMap((type) => byType.get(type) ?? []).map((resource) => ({ resource, truth: true }));
      }
    },
  };
}

function indexKeys(resources: readonly Resource[], keysOf: (resource: Resource) => readonly Value[]): KeyIndex {
  const keys = resources.flatMap((resource) =>
    keysOf(resource).map(
      (value): Key => ({ resource, value, identity: identityOf(value), concrete: isConcrete(value) }),
    ),
  );
  const tailed = groupBy(keys, (key) => tailOf(key.value) ?? '');
  return { byTail: tailed, withoutTail: tailed.get('') ?? [] };
}

function lookUp(index: KeyIndex, wanted: Value): readonly Related[] {
  const identity = identityOf(wanted);
  const tail = tailOf(wanted);
  const candidates =
    tail === undefined ? [...index.byTail.values()].flat() : [...(index.byTail.get(tail) ?? []), ...index.withoutTail];
  const found: Related[] = [];
  for (const key of candidates) {
    const same = identity !== undefined && key.identity === identity;
    const truth = same || (key.concrete && isConcrete(wanted)) ? same : sameId(key.value, wanted);
    if (truth !== false) found.push({ resource: key.resource, truth });
  }
  return unique(found);
}

/** Ids are compared segment by segment where it is certain which segments they have. */
function sameId(a: Value, b: Value): Truth {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  if (left === undefined || right === undefined) return equal(a, b, 'ignore');
  if (left.length !== right.length) return false;
  return all(left.map((segment, i) => equal(segment, right[i] ?? segment, 'ignore')));
}

/** The texts between slashes; undefined where a hole may hold a slash. */
function segmentsOf(id: Value): readonly Value[] | undefined {
  const parts = id.kind === 'string' ? id.parts : [knownString(id)];
  const segments: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (typeof part !== 'string') {
      if (part.limits?.alphabet === undefined || hasChar(part.limits.alphabet, slash)) return undefined;
      segments.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...others] = part.split('/');
    segments.at(-1)?.push(first);
    for (const other of others) segments.push([other]);
  }
  return segments.map((pieces) => stringOf(pieces));
}

const slash = '/'.charCodeAt(0);

/** The last segment of an id in lower case; undefined where it is not written out. Equal ids have equal tails. */
function tailOf(id: Value): string | undefined {
  const text = id.kind === 'string' ? id.parts.at(-1) : knownString(id);
  if (typeof text !== 'string') return undefined;
  const slash = text.lastIndexOf('/');
  return slash < 0 || slash === text.length - 1 ? undefined : text.slice(slash + 1).toLowerCase();
}

/** The scope itself and every scope above it: registry, resource group, subscription. */
function scopesOf(id: Value): readonly Value[] {
  const scopes: Value[] = [id];
  const above = mapChoices([id], ([plain]) => parentScope(plain as Plain));
  if (above !== undefined) scopes.push(...scopesOf(above));
  return scopes;
}

/** `/subscriptions/s/resourceGroups/g/providers/T/n` is in `/subscriptions/s/resourceGroups/g`, that in `/subscriptions/s`. */
function parentScope(id: Plain): Value | undefined {
  const parts = id.kind === 'string' ? id.parts : [knownString(id) ?? ''];
  const cut = cutAtLast(parts, '/providers/') ?? cutAtLast(parts, '/resourceGroups/');
  if (cut === undefined || cut.length === 0) return undefined;
  return stringOf(cut, id.origin, id.secret);
}

type Parts = Extract<Plain, { kind: 'string' }>['parts'];

function cutAtLast(parts: Parts, marker: string): Parts | undefined {
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    const at = typeof part === 'string' ? part.toLowerCase().lastIndexOf(marker.toLowerCase()) : -1;
    if (typeof part !== 'string' || at < 0) continue;
    const kept = [...parts.slice(0, i), part.slice(0, at)].filter((piece) => piece !== '');
    return kept;
  }
  return undefined;
}

/** The values a path leads to, every item where it says so. */
export function valuesAt(value: Value, path: FieldPath): readonly Value[] {
  let values: readonly Value[] = [value];
  for (const segment of path.segments) {
    values = values.flatMap((current) => {
      if (current.kind === 'choice') return current.options.flatMap((option) => step(option.value, segment));
      return step(current, segment);
    });
  }
  return values;
}

function step(value: Plain, segment: FieldPath['segments'][number]): readonly Value[] {
  if (segment === everyItem)
    return (elementsOf(value) ?? []).map((element) => (element.kind === 'spread' ? element.item : element));
  if (typeof segment === 'number') {
    const element = elementsOf(value)?.[segment];
    return element === undefined || element.kind === 'spread' ? [] : [element];
  }
  const next = isView(segment) ? viewed(value, segment) : memberOf(value, segment)?.value;
  return next === undefined ? [] : next.kind === 'choice' ? next.options.map((option) => option.value) : [next];
}

function unique(found: readonly Related[]): readonly Related[] {
  const byResource = new Map<Resource, Related>();
  for (const related of found)
    if (byResource.get(related.resource)?.truth !== true) byResource.set(related.resource, related);
  return [...byResource.values()];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
