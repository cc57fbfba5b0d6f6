// The domain that templates are evaluated over: JSON that may be known in full, in part, or only by its reason.

import type { Because } from './because.ts';
import type { Guard } from './guard.ts';
import type { Json } from './json.ts';
import type { Limits } from './limits.ts';
import type { Origin } from './origin.ts';
import { scalarSize, sizeOf, unknownSize } from './size.ts';
import { shortTerm } from './terms.ts';

/** What a template may compute. Absent, null and unknown are three different things; absent is not a value. */
export type Value = Known | Unknown | PartialString | PartialObject | PartialArray | Choice;

/** Any value that is not a choice. */
export type Plain = Exclude<Value, Choice>;

/** The JSON types of the template language. */
export type ValueType = 'string' | 'int' | 'float' | 'bool' | 'object' | 'array' | 'null';

interface Shared {
  /** Where it was written; undefined for values that no text wrote. */
  readonly origin: Origin | undefined;
  /** True when it came from a secure parameter or a secret: it must not be shown. */
  readonly secret: boolean;
}

/** Known in full. */
export interface Known extends Shared {
  readonly kind: 'known';
  readonly json: Json;
}

/** Not known: at most its type, what limits it, why, and a name under which it equals itself. */
export interface Unknown extends Shared {
  readonly kind: 'unknown';
  /** Undefined when it may be of any type, null included. */
  readonly type: ValueType | undefined;
  readonly limits: Limits | undefined;
  readonly because: readonly Because[];
  /** Two unknowns with the same term have the same value in every deployment: `parameters('sku')`. */
  readonly term: string;
}

/** A string with holes: `acr${uniqueString(…)}`. Never two literals in a row; at least one hole. */
export interface PartialString extends Shared {
  readonly kind: 'string';
  readonly parts: readonly (string | Unknown)[];
}

/** An object some of whose members are not known. */
export interface PartialObject extends Shared {
  readonly kind: 'object';
  /** By key as written, in order. Look up with {@link member}, which knows how Azure compares keys. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Undefined when there are no other members; otherwise why there may be, and the name of the whole they belong to. */
  readonly open: Open | undefined;
  /** True when it is closed, and every member is there, fully known and in its place. */
  readonly concrete: boolean;
  /** See {@link sizeOf}. */
  readonly size: number;
}

export interface Entry {
  readonly value: Value;
  /** `may`: the member may be missing. */
  readonly presence: 'must' | 'may';
  /** True when it may stand elsewhere among the others: then it is not known how the object is written as text. */
  readonly moves?: true;
}

export interface Open {
  readonly because: readonly Because[];
  readonly term: string;
  /** All of them, where they are written under names that are not known in full. */
  readonly named?: readonly NamedMember[] | undefined;
}

/** A member under a name such as `[resourceId(…)]`. */
export interface NamedMember {
  readonly name: Value;
  readonly value: Value;
}

/** An array some of whose items are not known, or of which it is not known how many there are. */
export interface PartialArray extends Shared {
  readonly kind: 'array';
  readonly elements: readonly Element[];
  /** True when there is no spread and every item is fully known. */
  readonly concrete: boolean;
  /** See {@link sizeOf}. */
  readonly size: number;
}

export type Element = Value | Spread;

/** Any number of items, none included, each one as `item` describes. */
export interface Spread {
  readonly kind: 'spread';
  readonly item: Value;
  readonly because: readonly Because[];
}

/** One of several values, each under its guard. The guards exclude each other and together cover everything. */
export interface Choice extends Shared {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  /** What it depends on, for reports and for when it must be given up. */
  readonly because: readonly Because[];
}

export interface Option {
  readonly guard: Guard;
  readonly value: Plain;
}

/** A value known in full. */
export function known(json: Json, origin?: Origin, secret = false): Known {
  return { kind: 'known', json, origin, secret };
}

/** A value of which only the reason is known. */
export function unknown(because: readonly Because[], term: string, about: UnknownAbout = {}): Unknown {
  const { type, limits, origin, secret = false } = about;
  return { kind: 'unknown', type, limits, because, term: shortTerm(term), origin, secret };
}

export interface UnknownAbout {
  readonly type?: ValueType | undefined;
  readonly limits?: Limits | undefined;
  readonly origin?: Origin | undefined;
  readonly secret?: boolean;
}

/** A string from literals and holes; known when there are no holes. */
export function stringOf(parts: readonly (string | Unknown)[], origin?: Origin, secret = false): Known | PartialString {
  const merged: (string | Unknown)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  if (merged.length === 0) return known('', origin, secret);
  const [only] = merged;
  if (merged.length === 1 && typeof only === 'string') return known(only, origin, secret);
  return { kind: 'string', parts: merged, origin, secret };
}

/** An object from its members. */
export function objectOf(entries: ReadonlyMap<string, Entry>, about: ObjectAbout = {}): PartialObject {
  const { open, origin, secret = false } = about;
  let concrete = open === undefined;
  let size = open === undefined ? scalarSize : unknownSize;
  for (const [key, entry] of entries) {
    concrete = concrete && entry.presence === 'must' && entry.moves !== true && isConcrete(entry.value);
    size += key.length + sizeOf(entry.value);
  }
  return { kind: 'object', entries, open, concrete, size, origin, secret };
}

export interface ObjectAbout {
  readonly open?: Open | undefined;
  readonly origin?: Origin | undefined;
  readonly secret?: boolean;
}

/** A member that is there. */
export function must(value: Value): Entry {
  return { value, presence: 'must' };
}

/** An array from its items and spreads. */
export function arrayOf(elements: readonly Element[], origin?: Origin, secret = false): PartialArray {
  let concrete = true;
  let size = scalarSize;
  for (const element of elements) {
    concrete = concrete && element.kind !== 'spread' && isConcrete(element);
    size += sizeOf(element.kind === 'spread' ? element.item : element);
  }
  return { kind: 'array', elements, concrete, size, origin, secret };
}

/** True when the value is known in full. */
export function isConcrete(value: Value): boolean {
  switch (value.kind) {
    case 'known':
      return true;
    case 'object':
    case 'array':
      return value.concrete;
    default:
      return false;
  }
}

/** The same value, said to stand somewhere else. */
export function withOrigin<V extends Value>(value: V, origin: Origin | undefined): V {
  return value.origin === origin ? value : { ...value, origin };
}

/** The same value, secret or not as before, or made secret. */
export function withSecret<V extends Value>(value: V, secret: boolean): V {
  return !secret || value.secret ? value : { ...value, secret: true };
}
