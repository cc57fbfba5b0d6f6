// Going through the parts of an expression or a type.

import type { Expression, ObjectLiteral, Property, PropertyKey, TypeExpression } from './syntax/nodes.ts';

/** What an expression stands in: another expression, or a property of an object. */
export type Around = Expression | Property | undefined;

/** Visits an expression and everything inside it, nested resources left out. A visit that returns false goes no deeper. */
export function walk(expression: Expression, visit: (node: Expression, around: Around) => unknown): void {
  walkIn(expression, undefined, visit);
}

function walkIn(node: Expression, around: Around, visit: (node: Expression, around: Around) => unknown): void {
  if (visit(node, around) === false) return;
  if (node.kind === 'object') {
    for (const member of node.members) {
      if (member.kind === 'resource') continue;
      if (member.kind === 'property' && member.key.kind === 'string') walkIn(member.key, member, visit);
      walkIn(member.value, member.kind === 'property' ? member : node, visit);
    }
    return;
  }
  for (const part of partsOf(node)) walkIn(part, node, visit);
}

const none: readonly Expression[] = [];

/** The expressions directly inside an expression that is no object. */
export function partsOf(node: Exclude<Expression, ObjectLiteral>): readonly Expression[] {
  switch (node.kind) {
    case 'string':
      return node.holes;
    case 'array':
      return node.items.map((item) => (item.kind === 'spread' ? item.value : item));
    case 'for':
      return [node.items, node.body];
    case 'if':
      return [node.condition, node.body];
    case 'call':
      return node.args;
    case 'methodCall':
      return [node.target, ...node.args];
    case 'propertyAccess':
    case 'resourceAccess':
    case 'nonNull':
      return [node.target];
    case 'indexAccess':
      return [node.target, node.index];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'ternary':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'parenthesised':
      return [node.value];
    case 'lambda':
      return [node.body];
    default:
      return none;
  }
}

/** Visits a type and everything inside it. */
export function walkType(type: TypeExpression, visit: (node: TypeExpression) => unknown): void {
  if (visit(type) === false) return;
  for (const part of typePartsOf(type)) walkType(part, visit);
}

/** The types directly inside a type. */
export function typePartsOf(type: TypeExpression): readonly TypeExpression[] {
  switch (type.kind) {
    case 'typeCall':
      return type.target === undefined ? type.args : [type.target, ...type.args];
    case 'typeMember':
    case 'typeItems':
    case 'typeAdditionalProperties':
      return [type.target];
    case 'typeIndex':
      return [type.target, type.index];
    case 'typeUnary':
      return [type.operand];
    case 'typeObject':
      return [...type.properties, ...(type.additional === undefined ? [] : [type.additional])].map(
        (member) => member.type,
      );
    case 'typeTuple':
      return type.items.map((item) => item.type);
    case 'typeArray':
      return [type.item];
    case 'typeNullable':
    case 'typeNonNullable':
      return [type.base];
    case 'typeUnion':
      return type.members;
    case 'typeParenthesised':
      return [type.value];
    default:
      return [];
  }
}

/** The value of a member of an object literal by name; undefined when it has none. */
export function memberOf(object: ObjectLiteral | undefined, name: string): Expression | undefined {
  return propertyOf(object, name)?.value;
}

/** A property of an object literal by name. */
export function propertyOf(object: ObjectLiteral | undefined, name: string): Property | undefined {
  return object?.members.find(
    (member): member is Property => member.kind === 'property' && keyText(member.key) === name,
  );
}

/** A property name that is written out; undefined for one with holes. */
export function keyText(key: PropertyKey): string | undefined {
  if (key.kind === 'name') return key.text;
  return key.holes.length === 0 ? key.texts[0] : undefined;
}

/** The text of a string without holes. */
export function literalText(node: Expression | undefined): string | undefined {
  return node?.kind === 'string' && node.holes.length === 0 ? node.texts[0] : undefined;
}

/** The object inside the loop and the condition of a resource or module, and what stands around it. */
export function unwrapBody(value: Expression): {
  readonly loop: (Expression & { readonly kind: 'for' }) | undefined;
  readonly condition: Expression | undefined;
  readonly body: ObjectLiteral | undefined;
} {
  const loop = value.kind === 'for' ? value : undefined;
  const inLoop = loop?.body ?? value;
  const condition = inLoop.kind === 'if' ? inLoop.condition : undefined;
  const body = inLoop.kind === 'if' ? inLoop.body : inLoop;
  return { loop, condition, body: body.kind === 'object' ? body : undefined };
}
