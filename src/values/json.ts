// JSON values: the type, and looking up keys the way Azure does.

/** A JSON value. Integers beyond 2^53 are bigints, so that no digit is lost. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Offsets into a text in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** True for a JSON object: not null, not an array. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON array. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An object's own property by exact name, so that `constructor` and `__proto__` are ordinary keys. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An object's property the way Azure finds it: the exact key, otherwise one that differs only by case. */
export function findKey(object: JsonObject, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  const lower = key.toLowerCase();
  for (const candidate in object) {
    if (candidate.length === key.length && candidate.toLowerCase() === lower) return candidate;
  }
  return undefined;
}

/** The value of {@link findKey}, or undefined. */
export function get(object: JsonObject, key: string): Json | undefined {
  const found = findKey(object, key);
  return found === undefined ? undefined : object[found];
}

/** Sets a key on an object under construction; plain assignment of `__proto__` would change its prototype. */
export function setKey(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
