// What an answer must look like: members by name, each with a type of JSON.

import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';

/**
 * A type of JSON, the one shape of all items of an array, or members by name. A name that ends in `?` may be absent; the
 * name `*` stands for every other. `dynamic` is a column of Resource Graph: an object, an array or null.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'dynamic'
  | readonly [Shape]
  | readonly []
  | { readonly [name: string]: Shape };

/** Where a value is not of a shape, each in a sentence. */
export function differences(value: Json, shape: Shape, path = 'the answer'): readonly string[] {
  if (typeof shape === 'string') return isOfType(value, shape) ? [] : [`${path} is ${typeOf(value)}, not ${shape}`];
  if (isShapeOfArray(shape)) {
    if (!isJsonArray(value)) return [`${path} is ${typeOf(value)}, not an array`];
    const [item] = shape;
    if (item === undefined) return value.length === 0 ? [] : [`${path} has items, and none was published`];
    return value.flatMap((one, i) => differences(one, item, `${path}[${i}]`));
  }
  if (!isJsonObject(value)) return [`${path} is ${typeOf(value)}, not an object`];
  const missing = Object.keys(shape).filter((name) => !/[?*]$/.test(name) && !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${path} lacks ${name}`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const found = shape[name] ?? shape[`${name}?`] ?? shape['*'];
      return found === undefined
        ? [`${path} has ${name}, which is not published`]
        : differences(member, found, `${path}.${name}`);
    }),
  ];
}

function isShapeOfArray(shape: Shape): shape is readonly [Shape] | readonly [] {
  return Array.isArray(shape);
}

function isOfType(value: Json, type: string): boolean {
  return type === 'dynamic' ? value === null || typeof value === 'object' : typeOf(value) === type;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return isJsonArray(value) ? 'array' : typeof value;
}
