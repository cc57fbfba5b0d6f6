// Expressions as values of a template: objects and arrays stay what they are, everything else becomes `[…]`.

import { type Json, type Span, setKey } from '../../values/json.ts';
import type { ArrayLiteral, Expression, ForLoop, ObjectLiteral, Property } from '../syntax/nodes.ts';
import { keyText } from '../walk.ts';
import { asCall, call, text } from './arm.ts';
import { effective, isBuiltin, type Located } from './effective.ts';
import { type Environment, inRound } from './environment.ts';
import { escapeKey, jsonValue } from './json-constants.ts';
import { deeper, type Lowering, place, report } from './lowering.ts';
import { negated } from './operators.ts';
import { escapeText, printString, printValue } from './print-arm.ts';
import { isScopeKind } from './scopes.ts';

/** A JSON object under construction. */
export type Members = Record<string, Json>;

/** Lowers an expression to a value (ExpressionEmitter.EmitExpression). */
export function lowerValue(lowering: Lowering, node: Expression, environment: Environment): Json {
  const at = effective(lowering, node, environment);
  const literal = literalValue(at.node);
  if (literal !== undefined) return literal;
  if (!isStructure(at.node)) return lowerComputed(lowering, at);
  const structure = at.node;
  const lowered = deeper(lowering, node, () =>
    structure.kind === 'object'
      ? { json: lowerObjectValue(lowering, structure, at.environment) }
      : { json: lowerArrayValue(lowering, structure, at.environment) },
  );
  return 'json' in lowered ? lowered.json : printValue(lowered);
}

function literalValue(node: Expression): Json | undefined {
  switch (node.kind) {
    case 'boolean':
    case 'integer':
      return node.value;
    case 'null':
      return null;
    case 'unary':
      return node.operator === '-' && node.operand.kind === 'integer' ? negated(node.operand.value) : undefined;
    default:
      return undefined;
  }
}

/** An object or array that is written out; a spread in it makes it an expression. */
function isStructure(node: Expression): node is ObjectLiteral | ArrayLiteral {
  if (node.kind === 'object') return !hasSpread(node.members);
  return node.kind === 'array' && !hasSpread(node.items);
}

function lowerComputed(lowering: Lowering, { node, environment }: Located): Json {
  if (node.kind === 'call' || node.kind === 'methodCall') {
    const loaded = lowering.loads.get(node);
    if (loaded?.kind === 'loaded' && loaded.variable === undefined) return jsonValue(loaded.value);
    if (isScopeKind(node.name.text) && node.args.length > 0 && isBuiltin(lowering, node)) return {};
  }
  return printValue(lowering.expression(node, environment));
}

function hasSpread(members: readonly { readonly kind: string }[]): boolean {
  return members.some((member) => member.kind === 'spread');
}

function lowerArrayValue(lowering: Lowering, { items }: ArrayLiteral, environment: Environment): Json {
  const array: Json[] = [];
  for (const [i, item] of (items as readonly Expression[]).entries()) {
    array.push(lowering.value(item, environment));
    placeValue(lowering, array, i, item);
  }
  return array;
}

function lowerObjectValue(lowering: Lowering, node: ObjectLiteral, environment: Environment): Json {
  const object: Members = {};
  putProperties(
    lowering,
    object,
    node.members.filter((member) => member.kind === 'property'),
    environment,
  );
  return object;
}

/** Sets the properties of an object literal; those whose value is a loop first (ExpressionEmitter.EmitObjectProperties). */
export function putProperties(
  lowering: Lowering,
  object: Members,
  properties: readonly Property[],
  environment: Environment,
): void {
  const loops: Json[] = [];
  for (const property of properties) {
    const loop = loopOf(lowering, property.value, environment);
    const name = keyText(property.key);
    if (loop === undefined) continue;
    if (name === undefined) {
      report(lowering, property.key, 'A property whose value is a loop needs a name that is written out');
      continue;
    }
    place(lowering, loops, loops.length, loop.node, property.key);
    loops.push(propertyLoop(lowering, name, loop));
  }
  if (loops.length > 0) {
    setKey(object, 'copy', loops);
  }
  for (const property of properties) {
    if (loopOf(lowering, property.value, environment) !== undefined) continue;
    const key = lowerKey(lowering, property, environment);
    put(lowering, object, key, property.value, environment, property.key);
  }
}

/** A property name: as written, or an expression (with which `copy` is written too). */
function lowerKey(lowering: Lowering, { key }: Property, environment: Environment): string {
  return escapeKey(key.kind === 'name' ? key.text : printString(lowering.expression(key, environment)));
}

/** Lowers an expression into a member of an object, and records where it is written. */
export function put(
  lowering: Lowering,
  object: Members,
  key: string,
  node: Expression,
  environment: Environment,
  name: Span = node,
): void {
  setKey(object, key, lowering.value(node, environment));
  placeValue(lowering, object, key, node, name);
}

/** A loaded value is where the loaded file has it; any other where the expression stands. */
export function placeValue(
  lowering: Lowering,
  container: object,
  key: string | number,
  node: Expression,
  name: Span = node,
): void {
  const loaded = lowering.loads.get(node);
  if (loaded?.kind === 'loaded' && loaded.variable === undefined && loaded.document !== undefined)
    lowering.template.map.bringIn(container, key, loaded.document, loaded.path);
  else place(lowering, container, key, node, name);
}

/** A loop, and what stands around it. */
export interface LocatedLoop extends Located {
  readonly node: ForLoop;
}

/** The loop that an expression is, also in parentheses. */
export function loopOf(lowering: Lowering, node: Expression, environment: Environment): LocatedLoop | undefined {
  if (node.kind === 'for') return { node, environment };
  if (node.kind !== 'parenthesised') return undefined;
  const at = effective(lowering, node, environment);
  return at.node.kind === 'for' ? { node: at.node, environment: at.environment } : undefined;
}

/** The loop of a property or variable: `copyIndex('name')` counts its rounds. */
export function propertyLoop(lowering: Lowering, name: string, loop: LocatedLoop): Members {
  const object: Members = { name };
  place(lowering, object, 'name', loop.node);
  putCount(lowering, object, loop);
  putInput(lowering, object, loop, name);
  return object;
}

/** `count` of a copy: the length of what the loop goes through. */
export function putCount(lowering: Lowering, object: Members, { node, environment }: LocatedLoop): void {
  setKey(object, 'count', printValue(call('length', lowering.expression(node.items, environment))));
  place(lowering, object, 'count', node.items);
}

/**
 * `input` of a copy: an object or a text as it is, anything else as an expression, because templates take nothing
 * else there (ExpressionEmitter.EmitCopyObject). Without a name the loop is that of an output.
 */
export function putInput(
  lowering: Lowering,
  object: Members,
  { node, environment }: LocatedLoop,
  name: string | undefined,
): void {
  const symbols = lowering.bound.loops.get(node);
  const index = name === undefined ? call('copyIndex') : call('copyIndex', text(name));
  const round = symbols === undefined ? environment : inRound(symbols, index, environment);
  const body = effective(lowering, node.body, round);
  const isObject = body.node.kind === 'object' && !hasSpread(body.node.members);
  const input = isObject ? lowering.value(body.node, body.environment) : inputExpression(lowering, body);
  setKey(object, 'input', input);
  place(lowering, object, 'input', node.body);
}

/** A loop's body as a string: a text stands for itself, literals of other types are wrapped into calls. */
export function inputExpression(lowering: Lowering, { node, environment }: Located): string {
  const arm = lowering.expression(node, environment);
  return arm.kind === 'string' ? escapeText(arm.value) : printString(asCall(arm));
}
