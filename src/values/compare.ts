// Comparing values that may not be known: true, false, or unknown.

import { elementsOf, entryNamed, mayBe, membersOf, toJson, typeOf } from './access.ts';
import { guardKey } from './guard.ts';
import type { Json } from './json.ts';
import { jsonEquals, jsonKey } from './json-key.ts';
import { withinLimits } from './limits.ts';
import { standsForMany } from './terms.ts';
import { all, any, type Truth } from './truth.ts';
import { type Choice, isConcrete, type PartialString, type Plain, type Unknown, type Value } from './value.ts';

/** Whether strings are compared with regard to case. Templates do, policies do not. */
export type Casing = 'exact' | 'ignore';

/** Whether two values are equal, deeply and by type. */
export function equal(a: Value, b: Value, casing: Casing = 'exact'): Truth {
  if (a.kind === 'choice') return equalToChoice(a, b, casing);
  if (b.kind === 'choice') return equalToChoice(b, a, casing);
  const left = toJson(a);
  const right = toJson(b);
  if (left !== undefined && right !== undefined)
    return casing === 'exact' ? jsonEquals(left, right) : foldedKey(left) === foldedKey(right);
  if (a.kind === 'unknown') return equalToUnknown(a, b, casing);
  if (b.kind === 'unknown') return equalToUnknown(b, a, casing);
  if (typeOf(a) !== typeOf(b)) return false;
  if (a.kind === 'string' || b.kind === 'string') return equalStrings(a, b, casing);
  if (typeOf(a) === 'array') return equalArrays(a, b, casing);
  return equalObjects(a, b, casing);
}

/** Canonical text of a value: equal texts mean equal values. Undefined where no text can promise that. */
export function identityOf(value: Value, casing: Casing = 'ignore'): string | undefined {
  const fold = (text: string): string => (casing === 'ignore' ? text.toLowerCase() : text);
  switch (value.kind) {
    case 'known':
      return fold(jsonKey(value.json));
    case 'unknown':
      return standsForMany(value.term) ? undefined : `«${value.term}»`;
    case 'string': {
      if (value.parts.some((part) => typeof part !== 'string' && standsForMany(part.term))) return undefined;
      const text = value.parts.map((part) =>
        // A literal cannot hold the quotes around a hole.
        typeof part === 'string' ? fold(JSON.stringify(part).slice(1, -1)) : `"«${part.term}»"`,
      );
      return `"${text.join('')}"`;
    }
    case 'object':
    case 'array': {
      const json = toJson(value);
      return json === undefined ? undefined : fold(jsonKey(json));
    }
    case 'choice': {
      const options = value.options.map((option) => identityOf(option.value, casing));
      return options.includes(undefined)
        ? undefined
        : `(${value.options.map(({ guard }, i) => `${guardKey(guard)}→${options[i]}`).join(';')})`;
    }
  }
}

/** The order of two integers or two strings; undefined where it is not known or not settled by any source. */
export function compareJson(a: Json, b: Json): number | undefined {
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (a === b) return 0;
  return plainText.test(a) && plainText.test(b) ? cultureOrder(a, b) : undefined;
}

/**
 * Documentation shows one-letter comparisons only: lower case sorts before upper case, so the order is a culture's, not ordinal.
 * Letters and digits sort alike in every implementation of that order; anything else is left unknown.
 */
const plainText = /^[A-Za-z0-9]*$/;
let collator: Intl.Collator | undefined;

/** Made when first needed: it takes longer than everything else at start-up. */
function cultureOrder(a: string, b: string): number {
  collator ??= new Intl.Collator('en-US');
  return collator.compare(a, b);
}

function isNumeric(value: Json): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function equalToChoice(choice: Choice, other: Value, casing: Casing): Truth {
  let result: Truth | undefined;
  for (const option of choice.options) {
    const truth = equal(option.value, other, casing);
    if (truth === 'unknown' || (result !== undefined && result !== truth)) return 'unknown';
    result = truth;
  }
  return result ?? 'unknown';
}

function equalToUnknown(value: Unknown, other: Plain, casing: Casing): Truth {
  if (other.kind === 'unknown' && other.term === value.term) return standsForMany(value.term) ? 'unknown' : true;
  const type = typeOf(other);
  if (type !== undefined && !mayBe(value, type)) return false;
  const json = toJson(other);
  if (json === undefined || casing === 'ignore') return 'unknown';
  return withinLimits(json, value.limits) ? 'unknown' : false;
}

function equalArrays(a: Plain, b: Plain, casing: Casing): Truth {
  const left = elementsOf(a) ?? [];
  const right = elementsOf(b) ?? [];
  const items: [Value, Value][] = [];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const l = left[i];
    const r = right[i];
    if (l?.kind === 'spread' || r?.kind === 'spread') return 'unknown';
    if (l === undefined || r === undefined) return false;
    items.push([l, r]);
  }
  return all(items.map(([l, r]) => equal(l, r, casing)));
}

function equalObjects(a: Plain, b: Plain, casing: Casing): Truth {
  const left = membersOf(a);
  const right = membersOf(b);
  if (left === undefined || right === undefined) return false;
  const truths: Truth[] = [];
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const [key, entry] of from.entries) {
      const other = entryNamed(to.entries, key);
      if (other === undefined) truths.push(entry.presence === 'must' && to.open === undefined ? false : 'unknown');
      else if (entry.presence === 'may' || other.presence === 'may') truths.push('unknown');
      else truths.push(equal(entry.value, other.value, casing));
    }
  }
  if (left.open !== undefined || right.open !== undefined) truths.push('unknown');
  return all(truths);
}

function equalStrings(a: Plain, b: Plain, casing: Casing): Truth {
  const identity = identityOf(a, casing);
  if (identity !== undefined && identity === identityOf(b, casing)) return true;
  const left = ends(a);
  const right = ends(b);
  const fold = (text: string): string => (casing === 'ignore' ? text.toLowerCase() : text);
  const prefix = Math.min(left.prefix.length, right.prefix.length);
  const suffix = Math.min(left.suffix.length, right.suffix.length);
  if (fold(left.prefix.slice(0, prefix)) !== fold(right.prefix.slice(0, prefix))) return false;
  if (suffix > 0 && fold(left.suffix.slice(-suffix)) !== fold(right.suffix.slice(-suffix))) return false;
  if (left.least > right.most || right.least > left.most) return false;
  return 'unknown';
}

/** The literal text a string certainly begins and ends with, and how long it is at least and at most. */
export function ends(value: Plain): { prefix: string; suffix: string; least: number; most: number } {
  if (value.kind === 'known' && typeof value.json === 'string') {
    return { prefix: value.json, suffix: value.json, least: value.json.length, most: value.json.length };
  }
  if (value.kind !== 'string') {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } =
      value.kind === 'unknown' ? (value.limits ?? {}) : {};
    return { prefix: '', suffix: '', least: minLength, most: maxLength };
  }
  const { parts } = value;
  const first = parts[0];
  const last = parts.at(-1);
  const { least, most } = lengthRange(value);
  return { prefix: typeof first === 'string' ? first : '', suffix: typeof last === 'string' ? last : '', least, most };
}

/** How long a string with holes is at least and at most. */
export function lengthRange(value: PartialString): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (const part of value.parts) {
    least += typeof part === 'string' ? part.length : (part.limits?.minLength ?? 0);
    most += typeof part === 'string' ? part.length : (part.limits?.maxLength ?? Number.POSITIVE_INFINITY);
  }
  return { least, most };
}

/** Whether an array has an item equal to the needle, or a string the needle inside, or an object the key. */
export function containsItem(items: Plain, needle: Value, casing: Casing = 'exact'): Truth {
  const elements = elementsOf(items);
  if (elements === undefined) return false;
  return any(
    elements.map((element) => {
      if (element.kind !== 'spread') return equal(element, needle, casing);
      return equal(element.item, needle, casing) === false ? false : 'unknown';
    }),
  );
}

/** Canonical text of JSON with every string in lower case: how policies compare. */
function foldedKey(json: Json): string {
  return jsonKey(json).toLowerCase();
}

/** Whether the value is known in full and equal to this JSON. */
export function isJson(value: Value, json: Json): boolean {
  return isConcrete(value) && jsonEquals(toJson(value) ?? null, json);
}

/** A known string, or undefined. */
export function knownString(value: Value | undefined): string | undefined {
  return value?.kind === 'known' && typeof value.json === 'string' ? value.json : undefined;
}

/** What a text is made of: literals and holes. Undefined for what is no text, or not known to be one. */
export function textParts(value: Value): PartialString['parts'] | undefined {
  if (value.kind === 'string') return value.parts;
  const text = knownString(value);
  return text === undefined ? undefined : [text];
}
