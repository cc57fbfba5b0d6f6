// JSON values as canonical text: two values are equal exactly when their keys are.

import { isJsonArray, type Json } from './json.ts';

/** Canonical text of a JSON value; the order of object keys does not matter. */
export function jsonKey(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (isJsonArray(value)) return `[${value.map(jsonKey).join(',')}]`;
  const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonKey(member)}`);
  return `{${entries.sort().join(',')}}`;
}

/** Deep equality as the template function `equals` has it: by type, by case, without regard to key order. */
export function jsonEquals(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return jsonKey(a) === jsonKey(b);
}

/** A JSON value as compact text, the way Azure's `string()` writes it: bigints as plain digits. */
export function jsonText(value: Json): string {
  if (typeof value === 'bigint') return String(value);
  if (isJsonArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`)
    .join(',')}}`;
}

/** A JSON value as text for people, indented by two spaces. */
export function jsonLines(value: Json, indent = ''): string {
  if (typeof value !== 'object' || value === null) return jsonText(value);
  const inner = `${indent}  `;
  const isList = isJsonArray(value);
  const members = isList
    ? value.map((item) => jsonLines(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonLines(item, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  return members.length === 0
    ? `${open}${close}`
    : `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
}
