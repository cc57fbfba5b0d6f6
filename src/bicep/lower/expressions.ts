// Expressions of Bicep as expressions of templates.

import type { ArrayLiteral, Expression, ObjectLiteral, Property, Spread } from '../syntax/nodes.ts';
import { lowerAccess } from './access.ts';
import { type Arm, armNull, armTrue, call, format, integer, text, unresolved } from './arm.ts';
import { lowerCall, lowerMethodCall } from './calls.ts';
import { type Environment, inLambda } from './environment.ts';
import { deeper, fail, type Lowering } from './lowering.ts';
import { lowerBinary, lowerUnary } from './operators.ts';
import { lowerResourceAccess, lowerVariable } from './variables.ts';

/** Lowers an expression. What cannot be lowered is reported and becomes a call that the evaluator takes as unknown. */
export function lowerExpression(lowering: Lowering, node: Expression, environment: Environment): Arm {
  return deeper(lowering, node, () => lowerAny(lowering, node, environment));
}

function lowerAny(lowering: Lowering, node: Expression, environment: Environment): Arm {
  const lower = (part: Expression): Arm => lowering.expression(part, environment);
  switch (node.kind) {
    case 'string':
      lowering.template.budget.steps -= node.texts.join('').length / 100;
      return node.holes.length === 0 ? text(node.texts[0] ?? '') : format(node.texts, node.holes.map(lower));
    case 'integer':
      return integer(node.value);
    case 'boolean':
      return node.value ? armTrue : call('false');
    case 'null':
      return armNull;
    case 'parenthesised':
      return lower(node.value);
    case 'nonNull':
      return lower(node.target);
    case 'ternary':
      return call('if', lower(node.condition), lower(node.whenTrue), lower(node.whenFalse));
    case 'unary':
      return lowerUnary(node, lower);
    case 'binary':
      return lowerBinary(node, lower);
    case 'object':
      return lowerObject(lowering, node, environment);
    case 'array':
      return lowerArray(node, lower);
    default:
      return lowerReference(lowering, node, environment);
  }
}

function lowerReference(lowering: Lowering, node: Expression, environment: Environment): Arm {
  switch (node.kind) {
    case 'variable':
      return lowerVariable(lowering, node, environment);
    case 'resourceAccess':
      return lowerResourceAccess(lowering, node, environment);
    case 'propertyAccess':
    case 'indexAccess':
      return lowerAccess(lowering, node, environment);
    case 'call':
      return lowerCall(lowering, node, environment);
    case 'methodCall':
      return lowerMethodCall(lowering, node, environment);
    case 'lambda': {
      const variables = lowering.bound.lambdas.get(node) ?? [];
      const body = lowering.expression(node.body, inLambda(variables, environment));
      return call('lambda', ...variables.map((variable) => text(variable.name)), body);
    }
    case 'for':
      return fail(lowering, node, 'A loop may only be the value of a declaration or of a property');
    case 'if':
      return fail(lowering, node, 'if (…) may only stand in front of the object of a resource or a module');
    default:
      return unresolved('The expression could not be read');
  }
}

/** Items in a row, and what is spread between them. */
type Chunk<T> =
  | { readonly kind: 'items'; readonly items: T[] }
  | { readonly kind: 'spread'; readonly value: Expression };

/** Cuts a literal at its spreads; undefined when there are none (ExpressionBuilder.ConvertObject, ConvertArray). */
function chunksOf<T extends { readonly kind: string }>(
  members: readonly (T | Spread)[],
): readonly Chunk<T>[] | undefined {
  if (!members.some((member) => member.kind === 'spread')) return undefined;
  const chunks: Chunk<T>[] = [];
  for (const member of members) {
    const last = chunks.at(-1);
    if (member.kind === 'spread') chunks.push({ kind: 'spread', value: (member as Spread).value });
    else if (last?.kind === 'items') last.items.push(member as T);
    else chunks.push({ kind: 'items', items: [member as T] });
  }
  return chunks;
}

function lowerArray({ items }: ArrayLiteral, lower: (part: Expression) => Arm): Arm {
  const chunks = chunksOf<Expression>(items);
  if (chunks === undefined) return call('createArray', ...(items as readonly Expression[]).map(lower));
  const parts = chunks.map((chunk) =>
    chunk.kind === 'spread' ? lower(chunk.value) : call('createArray', ...chunk.items.map(lower)),
  );
  return call('flatten', call('createArray', ...parts));
}

function lowerObject(lowering: Lowering, { members }: ObjectLiteral, environment: Environment): Arm {
  const properties = members.filter((member) => member.kind !== 'resource');
  const chunks = chunksOf<Property>(properties);
  const create = (items: readonly Property[]): Arm =>
    call('createObject', ...items.flatMap((item) => lowerProperty(lowering, item, environment)));
  if (chunks === undefined) return create(properties as readonly Property[]);
  const parts = chunks.map((chunk) =>
    chunk.kind === 'spread' ? lowering.expression(chunk.value, environment) : create(chunk.items),
  );
  return call('shallowMerge', call('createArray', ...parts));
}

function lowerProperty(lowering: Lowering, { key, value }: Property, environment: Environment): readonly [Arm, Arm] {
  const name = key.kind === 'name' ? text(key.text) : lowering.expression(key, environment);
  return [name, lowering.expression(value, environment)];
}
