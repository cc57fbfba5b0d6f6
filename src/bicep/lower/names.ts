// Names of resources and modules (ExpressionConverter.GetResourceNameSegments, GetFullyQualifiedResourceName).

import type { ModuleSymbol, ResourceSymbol } from '../symbols.ts';
import { memberOf } from '../walk.ts';
import { type Arm, access, call, format, number, text, unresolved } from './arm.ts';
import { fail, type Lowering } from './lowering.ts';
import { ancestorsOf, type ModuleReference, type ResourceReference } from './references.ts';

/** The name as it is written, without those of parents. */
export function ownName(lowering: Lowering, { symbol, environment }: ResourceReference): Arm {
  const name = memberOf(symbol.body, 'name');
  if (name !== undefined) return lowering.expression(name, environment);
  if (symbol.body === undefined) return unresolved(`The resource '${symbol.name}' could not be read`);
  return fail(lowering, symbol.declaration.name, `The resource '${symbol.name}' has no name`);
}

/** One name for each part of the type behind the provider. */
export function nameSegments(lowering: Lowering, reference: ResourceReference): readonly Arm[] {
  const ancestors = ancestorsOf(lowering, reference);
  const own = ownName(lowering, reference);
  const parts = reference.symbol.type.split('/').length - 1;
  const [root, ...others] = ancestors;
  if (root === undefined) return parts <= 1 ? [own] : splitName(own, parts);
  const rootName = ownName(lowering, root);
  const rootParts = parts - ancestors.length;
  return [
    ...(rootParts > 1 ? splitName(rootName, rootParts) : [rootName]),
    ...others.map((ancestor) => ownName(lowering, ancestor)),
    own,
  ];
}

/** A resource of a type with several parts may have all its names in one: `'parent/child'`. */
function splitName(name: Arm, parts: number): readonly Arm[] {
  return Array.from({ length: parts }, (_, i) => access(call('split', name, text('/')), number(i)));
}

/** The name a template gives the resource, with those of its ancestors in front. */
export function fullName(lowering: Lowering, reference: ResourceReference): Arm {
  if (!lowering.bound.parents.has(reference.symbol)) return ownName(lowering, reference);
  const segments = nameSegments(lowering, reference);
  return format([...segments.map((_, i) => (i === 0 ? '' : '/')), ''], segments);
}

/** The name under which a template lists the resource: `outer::inner` (ExpressionConverter.GetSymbolicName). */
export function symbolicName({ container, name }: ResourceSymbol): string {
  return container === undefined ? name : `${symbolicName(container)}::${name}`;
}

/** A reference by symbolic name: `'vm'`, `format('vm[{0}]', i)`. */
export function symbolicReference(name: string, index: Arm | undefined): Arm {
  return index === undefined ? text(name) : format([`${name}[`, ']'], [index]);
}

/** The name of a module's deployment, generated when none is written. */
export function moduleName(lowering: Lowering, { symbol, index, environment }: ModuleReference): Arm {
  const name = memberOf(symbol.body, 'name');
  return name === undefined ? generatedName(symbol, index) : lowering.expression(name, environment);
}

const maxDeploymentName = 64;
const uniqueStringLength = 13;
const longestIndex = '800'.length;

/** Source: ExpressionFactory.CreateGeneratedModuleName. */
function generatedName({ name, loop }: ModuleSymbol, index: Arm | undefined): Arm {
  const unique = call('uniqueString', text(name), access(call('deployment'), 'name'));
  const holes = loop === undefined ? [unique] : [index ?? call('copyIndex'), unique];
  const taken = (loop === undefined ? 0 : longestIndex) + uniqueStringLength + holes.length;
  return format([`${name.slice(0, maxDeploymentName - taken)}-`, ...holes.slice(1).map(() => '-'), ''], holes);
}
