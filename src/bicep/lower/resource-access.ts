// Properties of resources: what is known before deployment, and reference() for the rest.

import type { ResourceSymbol } from '../symbols.ts';
import { type Arm, access, armNull, call, text } from './arm.ts';
import type { Lowering } from './lowering.ts';
import { ownName, symbolicName, symbolicReference } from './names.ts';
import { parentOf, type ResourceReference } from './references.ts';
import { resourceId } from './scopes.ts';

/** `reference(…)` of a resource, with all it has or with its properties only (ExpressionConverter.GetReferenceExpression). */
export function referenceTo(lowering: Lowering, reference: ResourceReference, full: boolean): Arm {
  const { symbol, index } = reference;
  const { symbolic } = lowering.template;
  const isCollection = symbol.loop !== undefined && index === undefined;
  const target =
    symbolic || isCollection ? symbolicReference(symbolicName(symbol), index) : resourceId(lowering, reference);
  const function_ = isCollection ? 'references' : 'reference';
  if (symbol.extension !== undefined) return call(function_, target);
  if (isCollection) return full ? call(function_, target, text('full')) : call(function_, target);
  const apiVersion = text(symbol.apiVersion ?? '');
  if (full) return call(function_, target, apiVersion, text('full'));
  return symbolic ? call(function_, target) : call(function_, target, apiVersion);
}

/** `resource.name` (ExpressionConverter.ConvertResourcePropertyAccess). */
export function resourceProperty(lowering: Lowering, reference: ResourceReference, name: string, safe: boolean): Arm {
  const { symbol } = reference;
  if (symbol.extension !== undefined) {
    const target = referenceTo(lowering, reference, false);
    return safe ? call('tryGet', target, text(name)) : access(target, name);
  }
  if (lowering.template.resourceInfo && !lowering.template.inlined.has(symbol)) {
    const info = resourceInfo(lowering, reference, name, safe);
    if (info !== undefined) return info;
  }
  switch (name) {
    case 'id':
      return guard(lowering, reference, safe, resourceId(lowering, reference));
    case 'name':
      return guard(lowering, reference, safe, ownName(lowering, reference));
    case 'type':
      return text(symbol.type);
    case 'apiVersion':
      return text(symbol.apiVersion ?? '');
    case 'properties':
      if (!safe) return referenceTo(lowering, reference, false);
  }
  const whole = guard(lowering, reference, safe, referenceTo(lowering, reference, true));
  return safe ? call('tryGet', whole, text(name)) : access(whole, name);
}

/** A safe access to a resource under a condition asks the condition first; otherwise there may be nothing to refer to. */
function guard(lowering: Lowering, reference: ResourceReference, safe: boolean, value: Arm): Arm {
  const condition = safe ? resourceCondition(lowering, reference) : undefined;
  return condition === undefined ? value : call('if', condition, value, armNull);
}

/** The condition of a resource and of those it is nested in, the outermost first. */
export function resourceCondition(lowering: Lowering, reference: ResourceReference): Arm | undefined {
  const conditions: Arm[] = [];
  let at: ResourceReference | undefined = reference;
  while (at !== undefined) {
    const { condition, container }: ResourceSymbol = at.symbol;
    if (condition !== undefined) conditions.unshift(lowering.expression(condition, at.environment));
    at = container === undefined ? undefined : parentOf(lowering, at);
  }
  return conditions.length === 0 ? undefined : conditions.reduce((all, condition) => call('and', all, condition));
}

/** Experimental: what a resource is asked by its symbolic name. */
function resourceInfo(lowering: Lowering, reference: ResourceReference, name: string, safe: boolean): Arm | undefined {
  if (!['id', 'name', 'type', 'apiVersion'].includes(name)) return undefined;
  const info = call('resourceInfo', symbolicReference(symbolicName(reference.symbol), reference.index));
  if (name === 'name' && lowering.bound.parents.has(reference.symbol)) {
    const last = call('last', call('split', access(info, 'name'), text('/')));
    return guard(lowering, reference, safe, last);
  }
  const guarded = guard(lowering, reference, safe, info);
  return safe ? call('tryGet', guarded, text(name)) : access(guarded, name);
}
