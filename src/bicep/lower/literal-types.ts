// Types that are made of literals: each stands for the values it allows.

import { isJsonArray, isJsonObject, type Json, type JsonObject, own, setKey } from '../../values/json.ts';
import type { LiteralType, NegativeType } from '../syntax/nodes.ts';
import type { Lowering } from './lowering.ts';
import { negated } from './operators.ts';
import { resolvedType } from './type-references.ts';
import type { Members } from './values.ts';

/** `'a'`, `1`, `-1`, `true`, `!true`, `null` as a type. */
export function literalType(node: LiteralType | NegativeType): JsonObject | undefined {
  const value = literalOf(node);
  if (value === undefined) return undefined;
  if (value === null) return { nullable: true, allowedValues: [null] };
  const type = typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'int';
  return { type, allowedValues: [value] };
}

function literalOf(node: LiteralType | NegativeType): Exclude<Json, object> | null | undefined {
  if (node.kind === 'typeUnary') {
    const operand =
      node.operand.kind === 'typeLiteral' || node.operand.kind === 'typeUnary' ? literalOf(node.operand) : undefined;
    if (node.operator === '!') return typeof operand === 'boolean' ? !operand : undefined;
    return typeof operand === 'number' || typeof operand === 'bigint' ? negated(operand) : undefined;
  }
  const { value } = node;
  if (value.kind === 'null') return null;
  if (value.kind === 'string') return value.holes.length === 0 ? value.texts[0] : undefined;
  return value.value;
}

/** Types inside types are followed at most this deep. */
const maxDepth = 32;

/** The values that a type made of literals allows; undefined for any other type. */
export function literalValues(lowering: Lowering, json: JsonObject, depth = 0): readonly Json[] | undefined {
  if (depth > maxDepth) return undefined;
  const type = resolvedType(lowering, json);
  const name = own(type, 'type');
  const allowed = own(type, 'allowedValues');
  if (isJsonArray(allowed) && (name !== 'array' || allowed.every(isJsonArray))) {
    const mayBeNull = own(type, 'nullable') === true && !allowed.includes(null);
    return mayBeNull ? [...allowed, null] : allowed;
  }
  if (own(type, 'nullable') === true) return undefined;
  if (name === 'object') return literalObject(lowering, type, depth);
  return name === 'array' ? literalTuple(lowering, type, depth) : undefined;
}

function literalObject(lowering: Lowering, type: JsonObject, depth: number): readonly Json[] | undefined {
  const properties = own(type, 'properties');
  if (!isJsonObject(properties) || isJsonObject(own(type, 'additionalProperties'))) return undefined;
  const object: Members = {};
  for (const [key, property] of Object.entries(properties)) {
    const value = onlyValue(lowering, property, depth);
    if (value === undefined) return undefined;
    setKey(object, key, value);
  }
  return [object];
}

function literalTuple(lowering: Lowering, type: JsonObject, depth: number): readonly Json[] | undefined {
  const prefix = own(type, 'prefixItems');
  if (!isJsonArray(prefix)) return undefined;
  const items = prefix.map((item) => onlyValue(lowering, item, depth));
  return items.every((item) => item !== undefined) ? [items] : undefined;
}

function onlyValue(lowering: Lowering, json: Json, depth: number): Json | undefined {
  const values = isJsonObject(json) ? literalValues(lowering, json, depth + 1) : undefined;
  return values?.length === 1 ? values[0] : undefined;
}

/** Values of a union in the order of the official compiler: by the names of their types (TypeHelper.TypeComparer). */
export function inOrder(values: readonly Json[]): readonly Json[] {
  const named = values.map((value) => ({ value, name: literalName(value) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ value }) => value);
}

function literalName(value: Json): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (isJsonArray(value)) return `[${value.map(literalName).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${key}: ${literalName(member)}`)
    .join(', ')} }`;
}
