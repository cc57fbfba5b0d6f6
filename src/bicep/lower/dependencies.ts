// What a resource or module refers to, and so has to wait for (ResourceDependencyVisitor).

import type { BicepSymbol, BoundFile, LocalSymbol, ModuleSymbol, ResourceSymbol, VariableSymbol } from '../symbols.ts';
import type { Expression, ForLoop, Node } from '../syntax/nodes.ts';
import { literalText, memberOf, unwrapBody, walk } from '../walk.ts';

/** What can depend on something, or be depended on. */
export type Dependent = ResourceSymbol | ModuleSymbol | VariableSymbol;

export interface Dependency {
  readonly on: Dependent;
  /** Which round of its loop. */
  readonly index: Expression | undefined;
  /** True when only what is written down of the resource is read: its id, its name. */
  readonly weak: boolean;
}

export type Dependencies = ReadonlyMap<Dependent, readonly Dependency[]>;

/** The dependencies of everything in a file. Variables that lead to no resource are left out. */
export function findDependencies(bound: BoundFile): Dependencies {
  const found = new Map<Dependent, Dependency[]>();
  for (const symbol of [...bound.resources, ...bound.modules, ...bound.variables])
    found.set(symbol, dependenciesOf(symbol, bound));
  dropConstants(found, bound);
  return found;
}

function dependenciesOf(symbol: Dependent, bound: BoundFile): Dependency[] {
  const dependencies: Dependency[] = [];
  const parent = symbol.kind === 'resource' ? bound.parents.get(symbol) : undefined;
  if (parent !== undefined) dependencies.push({ on: parent.resource, index: parent.index, weak: true });
  const around = new Map<Node, Node | undefined>();
  const weakParts = symbol.kind === 'resource' ? [memberOf(symbol.body, 'parent'), memberOf(symbol.body, 'scope')] : [];
  let weakUntil = -1;
  walk(symbol.declaration.value, (node, outer) => {
    around.set(node, outer);
    if (weakParts.includes(node)) weakUntil = node.end;
    if (node.kind !== 'variable' && node.kind !== 'resourceAccess') return true;
    const used = bound.uses.get(node);
    if (used?.kind === 'variable' || used?.kind === 'module' || used?.kind === 'resource') {
      const indexed = indexedBy(node, around.get(node), used);
      const index = indexed && isKnownOutside(indexed, symbol, bound) ? indexed : undefined;
      const weak =
        used.kind === 'resource' &&
        used.extension === undefined &&
        (node.end <= weakUntil || isWeak(node, used, around));
      dependencies.push({ on: used, index, weak });
    }
    return node.kind === 'variable';
  });
  return dependencies;
}

/** The loop of a declaration. */
export function loopOf(symbol: Dependent): ForLoop | undefined {
  return symbol.kind === 'variable' ? unwrapBody(symbol.declaration.value).loop : symbol.loop;
}

function indexedBy(node: Expression, outer: Node | undefined, used: Dependent): Expression | undefined {
  const access = outer as Expression | undefined;
  return loopOf(used) !== undefined && access?.kind === 'indexAccess' && access.target === node
    ? access.index
    : undefined;
}

/** An index inside another loop, or a lambda, means nothing outside of it: then all rounds are depended on. */
function isKnownOutside(index: Expression, symbol: Dependent, bound: BoundFile): boolean {
  const loop = loopOf(symbol);
  const own = loop && bound.loops.get(loop);
  let known = true;
  walk(index, (node) => {
    const local: BicepSymbol | undefined = bound.uses.get(node);
    if (local?.kind === 'local' && !isOf(local, own?.item, own?.index)) known = false;
  });
  return known;
}

function isOf(local: LocalSymbol, ...owned: readonly (LocalSymbol | undefined)[]): boolean {
  return owned.includes(local);
}

const writtenProperties = new Set(['id', 'name', 'type', 'apiVersion']);

/** True when a resource is only asked for what is written down, or for a function. */
function isWeak(node: Node, used: ResourceSymbol, around: ReadonlyMap<Node, Node | undefined>): boolean {
  const outer = around.get(node) as Expression | undefined;
  switch (outer?.kind) {
    case 'nonNull':
      return isWeak(outer, used, around);
    case 'propertyAccess':
      return writtenProperties.has(outer.name.text);
    case 'methodCall':
      return outer.target === node;
    case 'indexAccess': {
      if (outer.target !== node) return false;
      const key = literalText(outer.index);
      return key === undefined ? used.loop !== undefined && isWeak(outer, used, around) : writtenProperties.has(key);
    }
    default:
      return false;
  }
}

/** Takes out variables that depend on nothing, one after the other. */
function dropConstants(found: Map<Dependent, Dependency[]>, bound: BoundFile): void {
  const usedBy = new Map<Dependent, Set<Dependent>>();
  for (const [symbol, dependencies] of found)
    for (const { on } of dependencies)
      if (on.kind === 'variable') usedBy.set(on, (usedBy.get(on) ?? new Set()).add(symbol));
  const constant = new Set<Dependent>(bound.variables.filter((variable) => found.get(variable)?.length === 0));
  for (const variable of constant) {
    for (const user of usedBy.get(variable) ?? []) {
      const left = (found.get(user) ?? []).filter(({ on }) => on !== variable);
      found.set(user, left);
      if (left.length === 0 && user.kind === 'variable') constant.add(user);
    }
  }
}
