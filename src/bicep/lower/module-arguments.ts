// What a module is given for one parameter: a value, a secret of a key vault, or a choice between them
// (ExpressionEmitter.ConvertModuleParameter, ConvertModuleExtensionConfig).

import { type Json, setKey } from '../../values/json.ts';
import type { Expression, MethodCall, Property } from '../syntax/nodes.ts';
import { type Arm, call, text } from './arm.ts';
import { effective } from './effective.ts';
import { type Environment, inRound } from './environment.ts';
import { type Lowering, place } from './lowering.ts';
import { printString } from './print-arm.ts';
import { type ResourceReference, resourceOf } from './references.ts';
import { resourceProperty } from './resource-access.ts';
import { inputExpression, type LocatedLoop, loopOf, type Members, put, putCount } from './values.ts';

/** What stands around a secret: parameters and configurations of extensions call it differently. */
export type SecretKey = 'reference' | 'keyVaultReference';

/** The object that gives one value to a module. */
export function lowerArgument(
  lowering: Lowering,
  { value, key }: Property,
  environment: Environment,
  secretKey: SecretKey,
): Json {
  const loop = loopOf(lowering, value, environment);
  if (loop !== undefined) return { copy: [argumentLoop(lowering, loop)] };
  const at = effective(lowering, value, environment);
  if (at.node.kind === 'ternary') return printString(choice(lowering, value, environment, secretKey));
  if (isExtensionConfig(lowering, at.node)) return printString(lowering.expression(at.node, at.environment));
  const object: Members = {};
  const secret = secretOf(lowering, at.node, at.environment);
  if (secret === undefined) put(lowering, object, 'value', value, environment, key);
  else {
    setKey(object, secretKey, secretReference(lowering, secret, at.environment));
    place(lowering, object, secretKey, value, key);
  }
  return object;
}

/** The rounds of such a loop are counted under the name `value`, which is where the array stands. */
function argumentLoop(lowering: Lowering, loop: LocatedLoop): Json {
  const { node, environment } = loop;
  const object: Members = { name: 'value' };
  putCount(lowering, object, loop);
  const symbols = lowering.bound.loops.get(node);
  const index = call('copyIndex', text('value'));
  const round = symbols === undefined ? environment : inRound(symbols, index, environment);
  setKey(object, 'input', inputExpression(lowering, effective(lowering, node.body, round)));
  place(lowering, object, 'input', node.body);
  return object;
}

/** A choice is made between whole arguments, because one of them may be a secret. */
function choice(lowering: Lowering, node: Expression, environment: Environment, secretKey: SecretKey): Arm {
  const at = effective(lowering, node, environment);
  if (at.node.kind === 'ternary') {
    const { condition, whenTrue, whenFalse } = at.node;
    return call(
      'if',
      lowering.expression(condition, at.environment),
      choice(lowering, whenTrue, at.environment, secretKey),
      choice(lowering, whenFalse, at.environment, secretKey),
    );
  }
  if (isExtensionConfig(lowering, at.node)) return lowering.expression(at.node, at.environment);
  const secret = secretOf(lowering, at.node, at.environment);
  if (secret === undefined) return call('createObject', text('value'), lowering.expression(node, environment));
  const { vault, args } = secret;
  const members = args.flatMap((arg, i) => [text(secretKeys[i] ?? ''), lowering.expression(arg, at.environment)]);
  const keyVault = call('createObject', text('id'), resourceProperty(lowering, vault, 'id', false));
  return call('createObject', text(secretKey), call('createObject', text('keyVault'), keyVault, ...members));
}

/** `extension.config.name`: what is handed on has its form already. */
function isExtensionConfig(lowering: Lowering, node: Expression): boolean {
  const config = node.kind === 'propertyAccess' ? node.target : undefined;
  return (
    config?.kind === 'propertyAccess' &&
    config.name.text === 'config' &&
    lowering.bound.uses.get(config.target)?.kind === 'extension'
  );
}

interface Secret {
  readonly vault: ResourceReference;
  readonly args: readonly Expression[];
}

/** `vault.getSecret(name[, version])` */
function secretOf(lowering: Lowering, node: Expression, environment: Environment): Secret | undefined {
  if (!isGetSecret(node)) return undefined;
  const vault = resourceOf(lowering, node.target, environment);
  return vault && { vault, args: node.args.slice(0, secretKeys.length) };
}

function isGetSecret(node: Expression): node is MethodCall {
  return node.kind === 'methodCall' && node.name.text === 'getSecret' && node.args.length > 0;
}

const secretKeys = ['secretName', 'secretVersion'];

function secretReference(lowering: Lowering, { vault, args }: Secret, environment: Environment): Json {
  const reference: Members = { keyVault: { id: printString(resourceProperty(lowering, vault, 'id', false)) } };
  for (const [i, arg] of args.entries()) put(lowering, reference, secretKeys[i] ?? '', arg, environment);
  return reference;
}
