// Unions: lists of allowed values, or objects told apart by the value of one property.

import { isJsonObject, type Json, type JsonObject, own, setKey } from '../../values/json.ts';
import { jsonKey } from '../../values/json-key.ts';
import type { TypeExpression, UnionType } from '../syntax/nodes.ts';
import { keyText, literalText } from '../walk.ts';
import { inOrder, literalValues } from './literal-types.ts';
import { type Lowering, report } from './lowering.ts';
import { resolvedType } from './type-references.ts';
import type { Members } from './values.ts';

/** Lowers a union, tagged by a discriminator or made of literals. */
export function lowerUnion(lowering: Lowering, node: UnionType, discriminator: string | undefined): JsonObject {
  if (discriminator !== undefined) return lowerTaggedUnion(lowering, node, discriminator);
  const values = new Map<string, Json>();
  for (const member of node.members) {
    const literals = literalValues(lowering, lowering.type(member));
    if (literals === undefined) {
      if (member.kind !== 'typeMissing')
        report(lowering, member, 'Members of a union are literals, or objects told apart by @discriminator()');
      return {};
    }
    for (const value of literals) values.set(jsonKey(value), value);
  }
  const sorted = inOrder([...values.values()]);
  const allowedValues = sorted.filter((value) => value !== null);
  const types = new Set(allowedValues.map(typeName));
  const [type] = types;
  return {
    ...(types.size === 1 && type !== undefined ? { type } : {}),
    allowedValues,
    ...(allowedValues.length < sorted.length ? { nullable: true } : {}),
  };
}

function typeName(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'object') return isJsonObject(value) ? 'object' : 'array';
  return 'int';
}

function lowerTaggedUnion(lowering: Lowering, node: UnionType, discriminator: string): JsonObject {
  const mapping: Members = {};
  for (const member of node.members) addVariants(lowering, member, discriminator, mapping);
  return { type: 'object', discriminator: { propertyName: discriminator, mapping } };
}

/** The variants that a member of a tagged union brings: itself, or those of the tagged union it is. */
function addVariants(lowering: Lowering, node: TypeExpression, discriminator: string, mapping: Members): void {
  if (node.kind === 'typeParenthesised') {
    addVariants(lowering, node.value, discriminator, mapping);
    return;
  }
  if (node.kind === 'typeUnion') {
    for (const member of node.members) addVariants(lowering, member, discriminator, mapping);
    return;
  }
  const json = lowering.type(node);
  const type = resolvedType(lowering, json);
  const inner = own(type, 'discriminator');
  const variants = isJsonObject(inner) ? own(inner, 'mapping') : undefined;
  if (isJsonObject(variants)) {
    for (const [tag, variant] of Object.entries(variants)) setKey(mapping, tag, variant);
    return;
  }
  const tag = tagOf(lowering, type, discriminator) ?? writtenTag(lowering, node, discriminator);
  if (tag !== undefined) setKey(mapping, tag, json);
  else if (node.kind !== 'typeMissing')
    report(lowering, node, `This member of the union has no property '${discriminator}' with one text as its type`);
}

/** The tag of a type that is being lowered and contains the union itself: only what is written is known of it. */
function writtenTag(lowering: Lowering, node: TypeExpression, discriminator: string): string | undefined {
  const symbol = lowering.bound.uses.get(node);
  const type = symbol?.kind === 'type' ? symbol.declaration.type : undefined;
  const property =
    type?.kind === 'typeObject' ? type.properties.find(({ key }) => keyText(key) === discriminator) : undefined;
  return property?.type.kind === 'typeLiteral' ? literalText(property.type.value) : undefined;
}

function tagOf(lowering: Lowering, type: JsonObject, discriminator: string): string | undefined {
  const properties = own(type, 'properties');
  const property = isJsonObject(properties) ? own(properties, discriminator) : undefined;
  const [tag] = isJsonObject(property) ? (literalValues(lowering, property) ?? []) : [];
  return typeof tag === 'string' ? tag : undefined;
}
