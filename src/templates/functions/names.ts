// Functions that look names up in the template: parameters, variables, copy loops.

import { knownString } from '../../values/compare.ts';
import { originsOf } from '../../values/origin.ts';
import { known, type Plain, type Value } from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import type { Environment, Loop } from '../scope.ts';
import { describe, plainFunction, type TemplateFunction, unknownCall, wrongType } from './definition.ts';

export const nameFunctions: readonly TemplateFunction[] = [
  plainFunction('parameters', [1, 1], ([name], environment) =>
    lookUp('parameter', name as Plain, environment, environment.scope.parameter),
  ),
  plainFunction('variables', [1, 1], ([name], environment) =>
    lookUp('variable', name as Plain, environment, environment.scope.variable),
  ),
  plainFunction('copyIndex', [0, 2], copyIndex),
];

function lookUp(
  what: 'parameter' | 'variable',
  nameValue: Plain,
  environment: Environment,
  find: (name: string) => Value | undefined,
): Value {
  const name = knownString(nameValue);
  if (name === undefined) {
    if (nameValue.kind === 'known') throw wrongType(`${what}s`, 0, 'a string', describe(nameValue));
    return unknownCall(`${what}s`, [nameValue], undefined);
  }
  const value = find(name);
  if (value === undefined) throw new TemplateError(`The template has no ${what} '${name}'`);
  environment.sources.push(...originsOf([value.origin]));
  return value;
}

/** `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')`, `copyIndex('loop', offset)`. */
function copyIndex(args: readonly Plain[], { scope }: Environment): Value {
  const [first, second] = args;
  const name = knownString(first);
  const offset = name === undefined ? first : second;
  const loop = name === undefined ? nearestLoop(scope.loops) : loopNamed(scope.loops, name);
  if (loop === undefined)
    throw new TemplateError(
      name === undefined ? 'copyIndex() stands outside any copy loop' : `There is no copy loop '${name}' here`,
    );
  if (offset === undefined) return loop.index;
  if (offset.kind === 'known' && typeof offset.json !== 'number')
    throw wrongType('copyIndex', name === undefined ? 0 : 1, 'an integer', describe(offset));
  const { index } = loop;
  if (offset.kind === 'known' && index.kind === 'known') return known(Number(index.json) + Number(offset.json));
  return unknownCall('add', [index, offset], 'int');
}

/** Without a name, the resource loop counts, even inside a property loop; a property loop alone counts for itself. */
function nearestLoop(loops: Loop | undefined): Loop | undefined {
  for (let loop = loops; loop !== undefined; loop = loop.outer) if (loop.isResource) return loop;
  return loops;
}

function loopNamed(loops: Loop | undefined, name: string): Loop | undefined {
  const wanted = name.toLowerCase();
  for (let loop = loops; loop !== undefined; loop = loop.outer) if (loop.name.toLowerCase() === wanted) return loop;
  return undefined;
}
