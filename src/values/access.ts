// Reading members and items of a value, whether it is known in full, in part or not at all.

import { type Because, joinReasons } from './because.ts';
import { findKey, isJsonArray, isJsonObject, type Json, setKey } from './json.ts';
import { memberOrigin } from './origin.ts';
import { anyItemTerm, memberTerm } from './terms.ts';
import {
  type Element,
  type Entry,
  type Known,
  known,
  must,
  type Open,
  type Plain,
  type Unknown,
  unknown,
  type Value,
  type ValueType,
  withOrigin,
  withSecret,
} from './value.ts';

/** The value as JSON when it is known in full. */
export function toJson(value: Value): Json | undefined {
  switch (value.kind) {
    case 'known':
      return value.json;
    case 'object': {
      if (!value.concrete) return undefined;
      const object: Record<string, Json> = {};
      for (const [key, entry] of value.entries) setKey(object, key, toJson(entry.value) ?? null);
      return object;
    }
    case 'array':
      return value.concrete
        ? value.elements.map((element) => (element.kind === 'spread' ? null : (toJson(element) ?? null)))
        : undefined;
    default:
      return undefined;
  }
}

/** Its type where that is certain. */
export function typeOf(value: Plain): ValueType | undefined {
  switch (value.kind) {
    case 'known':
      return jsonType(value.json);
    case 'unknown':
      return value.type;
    default:
      return value.kind;
  }
}

/** The type of a JSON value in the template language. */
export function jsonType(json: Json): ValueType {
  switch (typeof json) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(json) ? 'int' : 'float';
    default:
      return json === null ? 'null' : isJsonArray(json) ? 'array' : 'object';
  }
}

/** What can be said of an object's members. */
export interface Members {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly open: Open | undefined;
}

/** The members of a value; undefined when it certainly is not an object. */
export function membersOf(value: Plain): Members | undefined {
  if (value.kind === 'object') return value;
  if (value.kind === 'unknown')
    return mayBe(value, 'object')
      ? { entries: new Map(), open: { because: value.because, term: value.term } }
      : undefined;
  if (value.kind !== 'known' || !isJsonObject(value.json)) return undefined;
  const entries = new Map<string, Entry>();
  for (const key of Object.keys(value.json)) entries.set(key, must(memberOfKnown(value, key, value.json[key] ?? null)));
  return { entries, open: undefined };
}

/** One member, found as Azure finds it; undefined when it certainly is absent or the value is not an object. */
export function memberOf(value: Plain, key: string): Entry | undefined {
  if (value.kind === 'known') {
    if (!isJsonObject(value.json)) return undefined;
    const found = findKey(value.json, key);
    return found === undefined ? undefined : must(memberOfKnown(value, found, value.json[found] ?? null));
  }
  if (value.kind === 'unknown') {
    if (!mayBe(value, 'object')) return undefined;
    return { value: unknownMember(value, value, key), presence: 'may' };
  }
  if (value.kind !== 'object') return undefined;
  const found = entryNamed(value.entries, key);
  if (found !== undefined) return { value: adopt(value, found.value), presence: found.presence };
  return value.open === undefined ? undefined : { value: unknownMember(value, value.open, key), presence: 'may' };
}

/** The entry of a key: the exact one, otherwise one that differs only by case. */
export function entryNamed(entries: ReadonlyMap<string, Entry>, key: string): Entry | undefined {
  const name = keyNamed(entries, key);
  return name === undefined ? undefined : entries.get(name);
}

/** The key under which {@link entryNamed} finds its entry. */
export function keyNamed(entries: ReadonlyMap<string, unknown>, key: string): string | undefined {
  if (entries.has(key)) return key;
  const lower = key.toLowerCase();
  for (const candidate of entries.keys())
    if (candidate.length === key.length && candidate.toLowerCase() === lower) return candidate;
  return undefined;
}

/** The items of a value, spreads included; undefined when it certainly is not an array. */
export function elementsOf(value: Plain): readonly Element[] | undefined {
  switch (value.kind) {
    case 'array':
      return value.elements.map((element) => (element.kind === 'spread' ? element : adopt(value, element)));
    case 'unknown': {
      if (!mayBe(value, 'array')) return undefined;
      const item = unknown(value.because, anyItemTerm(value.term), { origin: value.origin, secret: value.secret });
      return [{ kind: 'spread', item, because: value.because }];
    }
    case 'known':
      return isJsonArray(value.json)
        ? value.json.map((json, i) => known(json, memberOrigin(value.origin, i), value.secret))
        : undefined;
    default:
      return undefined;
  }
}

/** False only when the value certainly is of another type. */
export function mayBe(value: Plain, type: ValueType): boolean {
  const actual = typeOf(value);
  return actual === undefined || actual === type;
}

/** Why the value is not known in full; empty when it is. */
export function reasonsOf(value: Value): readonly Because[] {
  switch (value.kind) {
    case 'known':
      return [];
    case 'unknown':
    case 'choice':
      return value.because;
    case 'string':
      return joinReasons(...value.parts.map((part) => (typeof part === 'string' ? [] : part.because)));
    case 'object':
      if (value.concrete) return [];
      return joinReasons(
        value.open?.because ?? [],
        ...[...value.entries.values()].map((entry) => reasonsOf(entry.value)),
      );
    case 'array':
      if (value.concrete) return [];
      return joinReasons(
        ...value.elements.map((element) => (element.kind === 'spread' ? element.because : reasonsOf(element))),
      );
  }
}

/** True when the value, or anything inside it, must not be shown. */
export function holdsSecret(value: Value): boolean {
  if (value.secret) return true;
  switch (value.kind) {
    case 'string':
      return value.parts.some((part) => typeof part !== 'string' && part.secret);
    case 'object':
      return [...value.entries.values()].some((entry) => holdsSecret(entry.value));
    case 'array':
      return value.elements.some((element) => holdsSecret(element.kind === 'spread' ? element.item : element));
    case 'choice':
      return value.options.some((option) => holdsSecret(option.value));
    default:
      return false;
  }
}

function memberOfKnown(owner: Known, key: string, json: Json): Known {
  return known(json, memberOrigin(owner.origin, key), owner.secret);
}

function unknownMember(owner: Plain, whole: Open, key: string): Unknown {
  return unknown(whole.because, memberTerm(whole.term, key), {
    origin: memberOrigin(owner.origin, key),
    secret: owner.secret,
  });
}

/**
 * A member seen through its owner: when an expression at one place took the owner from elsewhere,
 * the member is read at that place and came from where it was written.
 */
export function adopt<V extends Value>(owner: Value, member: V): V {
  const { origin } = owner;
  const secret = withSecret(member, owner.secret);
  if (origin === undefined || origin.written) return secret;
  return withOrigin(secret, { ...origin, from: member.origin === undefined ? origin.from : [member.origin] });
}
