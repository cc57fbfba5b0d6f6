// How large a value is once it is written out: parts that are shared count wherever they appear.

import { isJsonArray, isJsonObject, type Json } from './json.ts';
import type { Value } from './value.ts';

/** What a scalar counts, and the brackets of a container. */
export const scalarSize: number = 4;

/** An unknown stands for a text of some length, and carries its name and its reasons. */
export const unknownSize: number = 64;

/** About as many characters as the value has as JSON; alternatives count together. */
export function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'known':
      return jsonSize(value.json);
    case 'unknown':
      return unknownSize;
    case 'string':
      return value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : unknownSize), 0);
    case 'object':
    case 'array':
      return value.size;
    case 'choice':
      return value.options.reduce((sum, option) => sum + sizeOf(option.value), 0);
  }
}

function jsonSize(json: Json): number {
  if (typeof json === 'string') return json.length;
  if (typeof json !== 'object' || json === null) return scalarSize;
  const known = sizes.get(json);
  if (known !== undefined) return known;
  const size = containerSize(json);
  sizes.set(json, size);
  return size;
}

function containerSize(container: Exclude<Json, string | number | bigint | boolean | null>): number {
  let size = scalarSize;
  if (isJsonArray(container)) for (const item of container) size += jsonSize(item);
  else if (isJsonObject(container)) for (const key in container) size += key.length + jsonSize(container[key] ?? null);
  return size;
}

/** Functions share parts of what they are given, many times over: walking them all again would not end. */
const sizes = new WeakMap<object, number>();
