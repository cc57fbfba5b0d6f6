// Which resource or module an expression names, and what the local names in its declaration mean seen from there.

import type { ModuleSymbol, ResourceSymbol } from '../symbols.ts';
import type { Expression } from '../syntax/nodes.ts';
import type { Arm } from './arm.ts';
import { effective } from './effective.ts';
import { type Environment, inRound } from './environment.ts';
import type { Lowering } from './lowering.ts';

/** A resource or module as it is referred to. */
export interface Reference<Symbol extends ResourceSymbol | ModuleSymbol> {
  readonly symbol: Symbol;
  /** Which one of a loop; undefined for all of them, and where there is no loop. */
  readonly index: Arm | undefined;
  /** What the local names in its declaration stand for. */
  readonly environment: Environment;
}

export type ResourceReference = Reference<ResourceSymbol>;
export type ModuleReference = Reference<ModuleSymbol>;

/** The resource or module that an expression names: `a`, `a::b`, `a[i]`. */
export function referenceOf(
  lowering: Lowering,
  node: Expression,
  environment: Environment,
): ResourceReference | ModuleReference | undefined {
  const at = effective(lowering, node, environment);
  const named = lowering.bound.uses.get(at.node);
  if (named?.kind === 'resource' || named?.kind === 'module')
    return refer(lowering, named, undefined, at.environment) as ResourceReference | ModuleReference;
  if (at.node.kind !== 'indexAccess') return undefined;
  const target = effective(lowering, at.node.target, at.environment);
  const collection = lowering.bound.uses.get(target.node);
  if ((collection?.kind !== 'resource' && collection?.kind !== 'module') || collection.loop === undefined)
    return undefined;
  const index = lowering.expression(at.node.index, at.environment);
  return refer(lowering, collection, index, at.environment) as ResourceReference | ModuleReference;
}

export function resourceOf(
  lowering: Lowering,
  node: Expression,
  environment: Environment,
): ResourceReference | undefined {
  const reference = referenceOf(lowering, node, environment);
  return isResource(reference) ? reference : undefined;
}

export function moduleOf(lowering: Lowering, node: Expression, environment: Environment): ModuleReference | undefined {
  const reference = referenceOf(lowering, node, environment);
  return reference === undefined || isResource(reference) ? undefined : reference;
}

function isResource(reference: ResourceReference | ModuleReference | undefined): reference is ResourceReference {
  return reference?.symbol.kind === 'resource';
}

/** A resource or module seen from an environment: with an index, the names of its loop mean that round. */
export function refer<Symbol extends ResourceSymbol | ModuleSymbol>(
  lowering: Lowering,
  symbol: Symbol,
  index: Arm | undefined,
  environment: Environment,
): Reference<Symbol> {
  const loop = symbol.loop && lowering.bound.loops.get(symbol.loop);
  if (loop === undefined || index === undefined) return { symbol, index: undefined, environment };
  return { symbol, index, environment: inRound(loop, index, undefined) };
}

/** The resource that a resource is a child of, seen from the child. */
export function parentOf(
  lowering: Lowering,
  { symbol, environment }: ResourceReference,
): ResourceReference | undefined {
  const link = lowering.bound.parents.get(symbol);
  if (link === undefined) return undefined;
  const index = link.index === undefined ? undefined : lowering.expression(link.index, environment);
  return refer(lowering, link.resource, index, environment);
}

/** Its ancestors, the outermost first. */
export function ancestorsOf(lowering: Lowering, reference: ResourceReference): readonly ResourceReference[] {
  const ancestors: ResourceReference[] = [];
  for (let at = parentOf(lowering, reference); at !== undefined; at = parentOf(lowering, at)) ancestors.unshift(at);
  return ancestors;
}
