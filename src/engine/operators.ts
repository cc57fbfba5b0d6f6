// The operators of conditions: a value that may not be known against something expected.

import type { Subject, TestOperator } from '../model/condition.ts';
import { mayBe, memberOf, membersOf, toJson, typeOf } from '../values/access.ts';
import { containsItem, equal } from '../values/compare.ts';
import { isJsonArray, type Json } from '../values/json.ts';
import { matches } from '../values/pattern.ts';
import { compileLike, type Pattern } from '../values/pattern-syntax.ts';
import { all, type Truth } from '../values/truth.ts';
import { known, type Plain } from '../values/value.ts';
import { satisfiesVersion } from './versions.ts';

/** What a test expects once its operand has been read. */
export type Expected =
  | { readonly kind: 'value'; readonly value: Plain | undefined }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'date'; readonly time: number };

/** Operators that look at a value; whether a version has a field is another matter. */
export type ValueOperator = Exclude<TestOperator, 'inVersion'>;

/** Whether the value passes. An absent value equals nothing, is in nothing and contains nothing. */
export function applyOperator(
  operator: ValueOperator,
  actual: Plain | undefined,
  expected: Expected,
  isLocation: boolean,
): Truth {
  if (operator === 'exists') return (actual !== undefined) === (expectedJson(expected) !== false);
  if (actual === undefined) return operator === 'equals' && expectedJson(expected) === null;
  switch (operator) {
    case 'equals':
      return equals(actual, plainOf(expected), isLocation);
    case 'in':
      return isIn(actual, listOf(expected), isLocation);
    case 'contains':
      return contains(actual, plainOf(expected));
    case 'containsKey':
      return containsKey(actual, expectedJson(expected));
    case 'like': {
      const pattern = compileLike(String(expectedJson(expected)));
      return pattern.kind === 'pattern' ? matches(pattern, actual) : 'unknown';
    }
    case 'match':
    case 'pattern':
      return expected.kind === 'pattern' ? matches(expected.pattern, actual) : 'unknown';
    case 'less':
    case 'lessOrEquals':
    case 'greater':
    case 'greaterOrEquals':
      return compareOrder(operator, actual, expected);
    case 'apiVersion':
      return apiVersion(actual, String(expectedJson(expected)));
  }
}

function plainOf(expected: Expected): Plain {
  return expected.kind === 'value' && expected.value !== undefined ? expected.value : known(null);
}

function expectedJson(expected: Expected): Json | undefined {
  return expected.kind === 'value' && expected.value !== undefined ? toJson(expected.value) : undefined;
}

function listOf(expected: Expected): readonly Json[] {
  const json = expectedJson(expected);
  return isJsonArray(json) ? json : [];
}

function isIn(actual: Plain, list: readonly Json[], isLocation: boolean): Truth {
  let truth: Truth = false;
  for (const item of list) {
    const one = equals(actual, known(item), isLocation);
    if (one === true) return true;
    if (one === 'unknown') truth = one;
  }
  return truth;
}

/** Strings are compared without case; `"true"` and `"5"` count as what they say where a boolean or a number is expected. */
function equals(actual: Plain, expected: Plain, isLocation: boolean): Truth {
  const wanted = toJson(expected);
  const json = toJson(actual);
  if (isLocation && typeof json === 'string' && typeof wanted === 'string')
    return normalLocation(json) === normalLocation(wanted);
  if (json !== undefined && wanted !== undefined) return equal(known(coerce(json, wanted)), expected, 'ignore');
  const truth = equal(actual, expected, 'ignore');
  return truth === false && maySayTheSame(actual, expected, isLocation) ? 'unknown' : truth;
}

/** A text that is not known may turn out to say the boolean, the number, or the location with spaces. */
function maySayTheSame(actual: Plain, expected: Plain, isLocation: boolean): boolean {
  if (typeOf(actual) !== 'string') return false;
  const type = typeOf(expected);
  return type === 'bool' || type === 'int' || (type === 'string' && isLocation);
}

/** Whether a test is about the name of a place. */
export function isLocation(subject: Subject): boolean {
  return subject.kind === 'field' && subject.path.segments.at(-1) === 'location';
}

/** `East US 2` and `eastus2` are the same place. */
export function normalLocation(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

function coerce(actual: Json, wanted: Json): Json {
  if (typeof actual !== 'string') return actual;
  const text = actual.trim().toLowerCase();
  if (typeof wanted === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (typeof wanted === 'number' && /^-?\d{1,15}$/.test(text)) return Number(text);
  return actual;
}

function contains(actual: Plain, needle: Plain): Truth {
  if (typeOf(actual) === 'array') return containsItem(actual, needle, 'ignore');
  const text = toJson(needle);
  if (typeof text !== 'string') return typeOf(actual) === undefined ? 'unknown' : false;
  const lower = text.toLowerCase();
  if (actual.kind === 'known') return typeof actual.json === 'string' && actual.json.toLowerCase().includes(lower);
  if (actual.kind === 'string')
    return actual.parts.some((part) => typeof part === 'string' && part.toLowerCase().includes(lower))
      ? true
      : 'unknown';
  return actual.kind === 'unknown' && mayBe(actual, 'string') ? 'unknown' : false;
}

/** One key, or every one of a list. */
function containsKey(actual: Plain, keys: Json | undefined): Truth {
  if (isJsonArray(keys)) return all(keys.map((key) => containsKey(actual, key)));
  if (membersOf(actual) === undefined || typeof keys !== 'string') return false;
  const member = memberOf(actual, keys);
  return member === undefined ? false : member.presence === 'must' ? true : 'unknown';
}

type OrderOperator = 'less' | 'lessOrEquals' | 'greater' | 'greaterOrEquals';

/** Integers, and dates against a time. The length of an array or a string is what `count` is for. */
function compareOrder(operator: OrderOperator, actual: Plain, expected: Expected): Truth {
  const bound = expected.kind === 'date' ? expected.time : numberOf(expectedJson(expected));
  if (bound === undefined) return 'unknown';
  const [least, most] = expected.kind === 'date' ? dateRange(actual) : numberRange(actual);
  if (least === undefined || most === undefined) return false;
  const holds = (value: number): boolean =>
    ({ less: value < bound, lessOrEquals: value <= bound, greater: value > bound, greaterOrEquals: value >= bound })[
      operator
    ];
  const [low, high] = [holds(least), holds(most)];
  return low === high ? low : 'unknown';
}

function numberOf(json: Json | undefined): number | undefined {
  if (typeof json === 'number') return json;
  if (typeof json === 'bigint') return Number(json);
  return typeof json === 'string' && /^-?\d{1,15}$/.test(json.trim()) ? Number(json) : undefined;
}

/** What an integer lies between; undefined where the value is no integer and says none. Orders are monotone, so the ends decide. */
function numberRange(actual: Plain): readonly [number | undefined, number | undefined] {
  if (actual.kind === 'unknown' && (actual.type === undefined || actual.type === 'int')) {
    return [actual.limits?.min ?? Number.NEGATIVE_INFINITY, actual.limits?.max ?? Number.POSITIVE_INFINITY];
  }
  // A text that is not known may say a number.
  if (actual.kind !== 'known' && typeOf(actual) === 'string')
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const number = numberOf(toJson(actual));
  return [number, number];
}

/** Milliseconds since 1970 of an ISO date; undefined for any other text. */
export function dateOf(text: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function dateRange(actual: Plain): readonly [number | undefined, number | undefined] {
  if (actual.kind === 'known') {
    const time = typeof actual.json === 'string' ? dateOf(actual.json) : undefined;
    return [time, time];
  }
  return mayBe(actual, 'string') ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [undefined, undefined];
}

function apiVersion(actual: Plain, constraint: string): Truth {
  const json = toJson(actual);
  return typeof json === 'string' ? (satisfiesVersion(json, constraint) ?? 'unknown') : 'unknown';
}
