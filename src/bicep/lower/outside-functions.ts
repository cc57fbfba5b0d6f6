// Functions of parameter files that ask the machine or the pipeline they are used on. What they give is not known here:
// a verdict must not depend on whose machine it was made on.

import type { Call, MethodCall } from '../syntax/nodes.ts';
import { literalText } from '../walk.ts';
import { type Arm, call, format, text } from './arm.ts';
import type { Environment } from './environment.ts';
import { fail, type Lowering } from './lowering.ts';

const outside: ReadonlySet<string> = new Set([
  'readEnvironmentVariable',
  'readEnvVar',
  'readCliArg',
  'externalInput',
  'getSecret',
]);

/** True for the functions of this file. */
export function isOutsideFunction(name: string): boolean {
  return outside.has(name);
}

/** A default that is given, otherwise something unknown that is named after what is asked for. */
export function lowerOutside(lowering: Lowering, node: Call | MethodCall, environment: Environment): Arm {
  const { name, args } = node;
  const [asked, default_] = args;
  if (name.text === 'getSecret') return fail(lowering, node, 'getSecret() may only be the whole value of a parameter');
  if (asked === undefined) return fail(lowering, node, `${name.text}() takes the name of what is asked for`);
  if (name.text !== 'externalInput' && default_ !== undefined) return lowering.expression(default_, environment);
  return call('externalInputs', shownCall(lowering, node, environment));
}

/** The call as people write it; what is not a plain text in it is told by its value. */
function shownCall(lowering: Lowering, { name, args }: Call | MethodCall, environment: Environment): Arm {
  const holes: Arm[] = [];
  const texts = [`${name.text}(`];
  for (const [i, arg] of args.entries()) {
    const written = literalText(arg);
    const before = `${texts.pop() ?? ''}${i === 0 ? '' : ', '}`;
    if (written !== undefined) texts.push(`${before}'${written}'`);
    else {
      texts.push(before, '');
      holes.push(call('string', lowering.expression(arg, environment)));
    }
  }
  const last = `${texts.pop() ?? ''})`;
  return holes.length === 0 ? text(last) : format([...texts, last], holes);
}
