// What is known about an unknown: the values or sizes it keeps to.

import { anyChar, type CharSet, hasAllChars, intersectChars, unionChars } from './char-set.ts';
import { isJsonArray, isJsonObject, type Json } from './json.ts';
import { jsonKey } from './json-key.ts';

/** Every part that is given holds for the value. Lengths count characters of strings, items of arrays, members of objects. */
export interface Limits {
  readonly allowed?: readonly Json[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Every character of a string is one of these. */
  readonly alphabet?: CharSet | undefined;
}

/** True when the value keeps to the limits. */
export function withinLimits(value: Json, limits: Limits | undefined): boolean {
  if (limits === undefined) return true;
  const { allowed, min, max, minLength = 0, maxLength = Number.POSITIVE_INFINITY, alphabet } = limits;
  if (allowed !== undefined && !allowed.some((candidate) => jsonKey(candidate) === jsonKey(value))) return false;
  if (typeof value === 'number' || typeof value === 'bigint')
    return (min === undefined || value >= min) && (max === undefined || value <= max);
  const length = lengthOf(value);
  if (length !== undefined && (length < minLength || length > maxLength)) return false;
  return typeof value !== 'string' || alphabet === undefined || hasAllChars(alphabet, value);
}

/** Limits that hold for every value that either keeps to. */
export function joinLimits(a: Limits | undefined, b: Limits | undefined): Limits | undefined {
  if (a === undefined || b === undefined) return undefined;
  return {
    allowed: a.allowed && b.allowed ? unionOf(a.allowed, b.allowed) : undefined,
    min: a.min === undefined || b.min === undefined ? undefined : Math.min(a.min, b.min),
    max: a.max === undefined || b.max === undefined ? undefined : Math.max(a.max, b.max),
    minLength: Math.min(a.minLength ?? 0, b.minLength ?? 0),
    maxLength: a.maxLength === undefined || b.maxLength === undefined ? undefined : Math.max(a.maxLength, b.maxLength),
    alphabet: a.alphabet && b.alphabet ? unionChars(a.alphabet, b.alphabet) : undefined,
  };
}

/** Limits that hold for every value that keeps to both. */
export function meetLimits(a: Limits | undefined, b: Limits | undefined): Limits | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const inB = (value: Json): boolean => b.allowed?.some((other) => jsonKey(other) === jsonKey(value)) ?? true;
  return {
    allowed: a.allowed ? a.allowed.filter(inB) : b.allowed,
    min: greatest(a.min, b.min),
    max: least(a.max, b.max),
    minLength: greatest(a.minLength, b.minLength),
    maxLength: least(a.maxLength, b.maxLength),
    alphabet: intersectChars(a.alphabet ?? anyChar, b.alphabet ?? anyChar),
  };
}

/** The length that `length()` gives, for the types it takes. */
export function lengthOf(value: Json): number | undefined {
  if (typeof value === 'string' || isJsonArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

function greatest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function unionOf(a: readonly Json[], b: readonly Json[]): readonly Json[] {
  const keys = new Set(a.map(jsonKey));
  return [...a, ...b.filter((value) => !keys.has(jsonKey(value)))];
}
