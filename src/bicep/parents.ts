// Which resource is the child of which: by nesting, or by `parent:`.

import type { Document } from '../values/document.ts';
import type { Problems } from './problems.ts';
import type { BicepSymbol, ParentLink, ResourceSymbol } from './symbols.ts';
import type { Expression, Node } from './syntax/nodes.ts';
import { memberOf } from './walk.ts';

type Uses = ReadonlyMap<Node, BicepSymbol>;

/** The parents of resources (ResourceAncestorVisitor). A circle of parents is reported and broken. */
export function linkParents(
  resources: readonly ResourceSymbol[],
  uses: Uses,
  document: Document,
  problems: Problems,
): ReadonlyMap<ResourceSymbol, ParentLink> {
  const parents = new Map<ResourceSymbol, ParentLink>();
  for (const resource of resources) {
    const link = parentOf(resource, uses, document, problems);
    if (link !== undefined) parents.set(resource, link);
  }
  for (const resource of resources) {
    if (!leadsBack(resource, parents)) continue;
    problems.report(`'${resource.name}' is its own parent`, document, resource.declaration.name);
    parents.delete(resource);
  }
  return parents;
}

function parentOf(
  resource: ResourceSymbol,
  uses: Uses,
  document: Document,
  problems: Problems,
): ParentLink | undefined {
  if (resource.container !== undefined) return { resource: resource.container, index: undefined, nested: true };
  const written = memberOf(resource.body, 'parent');
  if (written === undefined) return undefined;
  const indexed = written.kind === 'indexAccess' ? written : undefined;
  const parent = resourceNamed(indexed?.target ?? written, uses, 0);
  if (parent !== undefined) return { resource: parent, index: indexed?.index, nested: false };
  problems.report('A parent is a resource of this file', document, written);
  return undefined;
}

/** The resource an expression names, also through variables. */
function resourceNamed(node: Expression, uses: Uses, depth: number): ResourceSymbol | undefined {
  const symbol = uses.get(node);
  if (symbol?.kind === 'resource') return symbol;
  if (symbol?.kind !== 'variable' || depth > maxVariables) return undefined;
  return resourceNamed(symbol.declaration.value, uses, depth + 1);
}

/** Variables that stand for variables are followed at most this far. */
const maxVariables = 32;

function leadsBack(resource: ResourceSymbol, parents: ReadonlyMap<ResourceSymbol, ParentLink>): boolean {
  const seen = new Set<ResourceSymbol>();
  for (let at = parents.get(resource)?.resource; at !== undefined && !seen.has(at); at = parents.get(at)?.resource) {
    if (at === resource) return true;
    seen.add(at);
  }
  return false;
}
