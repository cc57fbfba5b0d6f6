// Types as templates declare them (TemplateWriter.TypePropertiesForTypeExpression).

import type { JsonObject } from '../../values/json.ts';
import { type Json, setKey } from '../../values/json.ts';
import type { ObjectType, TupleType, TypeExpression } from '../syntax/nodes.ts';
import { keyText } from '../walk.ts';
import { inOrder, literalType, literalValues } from './literal-types.ts';
import { type Lowering, place, report } from './lowering.ts';
import { derivedType } from './resource-derived-types.ts';
import { declaredType } from './type-modifiers.ts';
import { lowerTypeReference } from './type-references.ts';
import { lowerUnion } from './type-unions.ts';
import type { Members } from './values.ts';

/** Lowers a type. Nothing at all is the type that takes anything. */
export function lowerType(lowering: Lowering, node: TypeExpression, discriminator?: string): JsonObject {
  switch (node.kind) {
    case 'typeParenthesised':
      return lowering.type(node.value, discriminator);
    case 'typeNullable':
      return { ...lowering.type(node.base, discriminator), nullable: true };
    case 'typeNonNullable':
      return { ...lowering.type(node.base, discriminator), nullable: false };
    case 'typeUnion':
      return lowerUnion(lowering, node, discriminator);
    case 'typeLiteral':
    case 'typeUnary':
      return literalType(node) ?? {};
    case 'typeArray':
      return lowerArrayType(lowering, node.item);
    case 'typeObject':
      return lowerObjectType(lowering, node);
    case 'typeTuple':
      return lowerTuple(lowering, node);
    case 'typeCall':
      return derivedType(lowering, node);
    case 'typeResource':
      return { type: 'string', metadata: { resourceType: node.type?.texts[0] ?? '' } };
    case 'typeMissing':
      return {};
    default:
      return lowerTypeReference(lowering, node);
  }
}

/** An array of literals lists them; of anything else it describes its items. */
function lowerArrayType(lowering: Lowering, item: TypeExpression): JsonObject {
  const inner = withoutParentheses(item);
  const json = lowering.type(inner);
  const isLiteral = ['typeLiteral', 'typeUnary', 'typeUnion', 'typeObject', 'typeTuple'].includes(inner.kind);
  const values = isLiteral ? literalValues(lowering, json) : undefined;
  return values === undefined ? { type: 'array', items: json } : { type: 'array', allowedValues: inOrder(values) };
}

function withoutParentheses(node: TypeExpression): TypeExpression {
  return node.kind === 'typeParenthesised' ? withoutParentheses(node.value) : node;
}

function lowerObjectType(lowering: Lowering, node: ObjectType): JsonObject {
  const properties: Members = {};
  for (const property of node.properties) {
    const name = keyText(property.key);
    if (name === undefined) report(lowering, property.key, 'The name of a property in a type must be written out');
    else {
      setKey(properties, name, declaredType(lowering, property));
      place(lowering, properties, name, property, property.key);
    }
  }
  const type: Members = { type: 'object', properties };
  if (node.additional !== undefined) setKey(type, 'additionalProperties', declaredType(lowering, node.additional));
  return type;
}

function lowerTuple(lowering: Lowering, { items }: TupleType): JsonObject {
  const prefixItems: Json[] = items.map((item) => declaredType(lowering, item));
  for (const [i, item] of items.entries()) place(lowering, prefixItems, i, item);
  return { type: 'array', prefixItems, items: false };
}
