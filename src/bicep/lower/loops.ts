// What the resources and modules of a template have in common: their loop, their condition, their description.

import { setKey } from '../../values/json.ts';
import { type Decorated, decorator } from '../decorators.ts';
import type { LoopSymbols, ModuleSymbol, ResourceSymbol } from '../symbols.ts';
import type { Expression, ForLoop, Node } from '../syntax/nodes.ts';
import { call } from './arm.ts';
import { type Environment, inRound } from './environment.ts';
import { type Lowering, place, report } from './lowering.ts';
import { type Members, put, putCount } from './values.ts';

/** What local names mean inside a resource or module where it is deployed: its round is that of its copy. */
export function deployedEnvironment(lowering: Lowering, symbol: ResourceSymbol | ModuleSymbol): Environment {
  const container = symbol.kind === 'resource' ? symbol.container : undefined;
  const around = container && deployedEnvironment(lowering, container);
  const loop: LoopSymbols | undefined = symbol.loop && lowering.bound.loops.get(symbol.loop);
  return loop === undefined ? around : inRound(loop, call('copyIndex'), around);
}

/** `copy` of a resource or module. */
export function putCopy(
  lowering: Lowering,
  object: Members,
  loop: ForLoop,
  name: string,
  decorated: Decorated & Node,
  environment: Environment,
): void {
  const copy: Members = { name };
  setKey(object, 'copy', copy);
  place(lowering, object, 'copy', loop);
  putCount(lowering, copy, { node: loop, environment });
  const [size] = decorator(decorated, 'batchSize') ?? [];
  if (size === undefined) return;
  copy.mode = 'serial';
  put(lowering, copy, 'batchSize', size, undefined);
  if (typeof copy.batchSize !== 'number' || copy.batchSize < 1)
    report(lowering, size, 'The size of a batch is a whole number from 1, written out');
}

/** The expression as a place, or another one where there is none. */
export function placeOr(node: Expression | undefined, otherwise: Node): Node {
  return node ?? otherwise;
}
