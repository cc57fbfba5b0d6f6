// Which variables have no place in a template, because they need what only a deployment knows (InlineDependencyVisitor).

import type { BicepSymbol, BoundFile, ResourceSymbol, VariableSymbol } from '../symbols.ts';
import type { Call, Expression, MethodCall, PropertyAccess } from '../syntax/nodes.ts';
import { keyText, memberOf, walk } from '../walk.ts';

/** Something that may be inlined: a variable, or an existing resource, which is then addressed by its id. */
export type Inlinable = VariableSymbol | ResourceSymbol;

/** What one declaration needs: something that is known at run time only, or other declarations. */
interface Needs {
  readonly atRuntime: boolean;
  readonly others: ReadonlySet<Inlinable>;
}

/** The variables and existing resources of a file that are inlined. What needs an inlined one is inlined too. */
export function inlinedSymbols(bound: BoundFile): ReadonlySet<Inlinable> {
  const inlined = new Set<Inlinable>();
  const neededBy = new Map<Inlinable, Inlinable[]>();
  const consider = (symbol: Inlinable, needs: Needs): void => {
    if (needs.atRuntime) inlined.add(symbol);
    for (const other of needs.others) neededBy.set(other, [...(neededBy.get(other) ?? []), symbol]);
  };
  for (const variable of bound.variables) consider(variable, needsOf([variable.declaration.value], bound));
  for (const resource of bound.resources)
    if (resource.existing && resource.extension === undefined) consider(resource, needsOfExisting(resource, bound));
  // A set is gone through while it grows.
  for (const symbol of inlined) for (const other of neededBy.get(symbol) ?? []) inlined.add(other);
  for (const symbol of [...inlined])
    if (symbol.kind === 'variable' && leadsBack(symbol, neededBy)) inlined.delete(symbol);
  return inlined;
}

/** A variable that needs itself cannot be put in place of its name; where it stands, its evaluation says so. */
function leadsBack(symbol: Inlinable, neededBy: ReadonlyMap<Inlinable, readonly Inlinable[]>): boolean {
  const below = new Set(neededBy.get(symbol));
  for (const one of below) for (const other of neededBy.get(one) ?? []) below.add(other);
  return below.has(symbol);
}

/** An existing resource needs what names it: its name, its existing ancestors, the resource it extends. */
function needsOfExisting(resource: ResourceSymbol, bound: BoundFile): Needs {
  const value = resource.declaration.value;
  const properties = value.kind === 'object' ? value.members.filter((member) => member.kind === 'property') : [];
  const own = properties.filter(({ key }) => !['dependsOn', 'parent', 'scope'].includes(keyText(key) ?? ''));
  const { atRuntime, others } = needsOf(
    own.map((property) => property.value),
    bound,
  );
  return { atRuntime, others: new Set([...others, ...existingAround(resource, bound)]) };
}

/** The existing ancestors down from the last one that is deployed, and the resource that the outermost one extends. */
function existingAround(resource: ResourceSymbol, bound: BoundFile): readonly ResourceSymbol[] {
  const around: ResourceSymbol[] = [];
  let root = resource;
  for (let at = bound.parents.get(resource); at !== undefined; at = bound.parents.get(root)) {
    root = at.resource;
    if (root.existing && (around.length === 0 || around.at(-1)?.existing)) around.push(root);
  }
  const scope = memberOf(root.body, 'scope');
  const extended = scope && bound.uses.get(scope.kind === 'indexAccess' ? scope.target : scope);
  const isScopeItself = /^microsoft\.(resources\/resourcegroups|management\/managementgroups)$/i;
  if (extended?.kind === 'resource' && extended.existing && !isScopeItself.test(extended.type)) around.push(extended);
  return around;
}

function needsOf(expressions: readonly Expression[], bound: BoundFile): Needs {
  const others = new Set<Inlinable>();
  let atRuntime = false;
  const need = (needed: Needed): void => {
    if (needed === 'runtime') atRuntime = true;
    else if (needed !== 'constant') others.add(needed);
  };
  const visit = (node: Expression): unknown => {
    switch (node.kind) {
      case 'call':
      case 'methodCall':
        if (needsRuntime(node, bound)) need('runtime');
        return node.name.text !== 'nameof';
      case 'propertyAccess': {
        const known = knownProperty(node, bound);
        if (known === undefined) return true;
        need(known);
        indexesOf(node.target, (index) => walk(index, visit));
        return false;
      }
      case 'variable':
      case 'resourceAccess':
        need(neededBySymbol(bound.uses.get(node)));
        return node.kind === 'variable';
      default:
        return true;
    }
  };
  for (const expression of expressions) walk(expression, visit);
  return { atRuntime, others };
}

/** What one name or property needs. */
type Needed = 'runtime' | 'constant' | Inlinable;

function neededBySymbol(symbol: BicepSymbol | undefined): Needed {
  switch (symbol?.kind) {
    case 'variable':
      return symbol;
    case 'resource':
    case 'module':
      return 'runtime';
    default:
      return 'constant';
  }
}

/** Functions that only a deployment can answer (FunctionFlags.RequiresInlining). */
function needsRuntime(node: Call | MethodCall, bound: BoundFile): boolean {
  if (node.kind === 'call' && bound.uses.has(node)) return false;
  return /^(reference|list[a-zA-Z]*|to(Logical|Physical)Zones?|exists|existingResource)$/.test(node.name.text);
}

/**
 * What reading a property of a resource or module needs. Its type and version are written down, its name and id as
 * well unless it is inlined itself; everything else is known at run time. Undefined for properties of anything else.
 */
function knownProperty(node: PropertyAccess, bound: BoundFile): Needed | undefined {
  const symbol = bound.uses.get(withoutIndex(node.target));
  const name = node.name.text;
  if (symbol?.kind === 'module') return name === 'name' ? 'constant' : 'runtime';
  if (symbol?.kind === 'parameter' && symbol.declaration.type.kind === 'typeResource')
    return /^(id|name|type|apiVersion)$/.test(name) ? 'constant' : 'runtime';
  if (symbol?.kind !== 'resource') return undefined;
  if (symbol.extension !== undefined) return 'runtime';
  if (name === 'id' || name === 'name') return symbol;
  return name === 'type' || name === 'apiVersion' ? 'constant' : 'runtime';
}

function withoutIndex(node: Expression): Expression {
  return node.kind === 'indexAccess' || node.kind === 'nonNull' ? withoutIndex(node.target) : node;
}

function indexesOf(node: Expression, visit: (index: Expression) => void): void {
  if (node.kind !== 'indexAccess' && node.kind !== 'nonNull') return;
  if (node.kind === 'indexAccess') visit(node.index);
  indexesOf(node.target, visit);
}
