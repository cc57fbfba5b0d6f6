// Accesses to members and items (ExpressionConverter.ConvertAccessExpression).

import type { Expression, IndexAccess, PropertyAccess } from '../syntax/nodes.ts';
import { type Arm, access, armTrue, call, text } from './arm.ts';
import { isBuiltin } from './effective.ts';
import type { Environment } from './environment.ts';
import { importedMember, importedValue } from './imported-values.ts';
import type { Lowering } from './lowering.ts';
import { moduleOutput, moduleProperty, referenceToModule } from './module-access.ts';
import { type ModuleReference, type ResourceReference, referenceOf } from './references.ts';
import { referenceTo, resourceProperty } from './resource-access.ts';
import { resourceParameterProperty } from './resource-parameters.ts';
import { lowerBaseAccess } from './variables.ts';

/** `target.name`, `target[index]`, and their safe forms. */
export function lowerAccess(lowering: Lowering, node: PropertyAccess | IndexAccess, environment: Environment): Arm {
  if (node.kind === 'indexAccess') {
    const one = referenceOf(lowering, node, environment);
    return one === undefined ? plainAccess(lowering, node, environment) : referenceToOne(lowering, one);
  }
  const output = moduleOutput(lowering, node, environment);
  if (output !== undefined) return output;
  const target = referenceOf(lowering, node.target, environment);
  if (isModule(target)) return moduleProperty(lowering, node, target);
  if (target !== undefined) return resourceProperty(lowering, target as ResourceReference, node.name.text, node.safe);
  const property = resourceParameterProperty(lowering.bound, node);
  if (property !== undefined) return property;
  const namespace = lowering.bound.uses.get(node.target);
  if (namespace?.kind === 'wildcard')
    return importedValue(lowering, node.name, importedMember(lowering, namespace, node.name));
  if (namespace?.kind === 'base') return lowerBaseAccess(lowering, node.name);
  return plainAccess(lowering, node, environment);
}

function referenceToOne(lowering: Lowering, reference: ResourceReference | ModuleReference): Arm {
  return isModule(reference)
    ? referenceToModule(lowering, reference)
    : referenceTo(lowering, reference as ResourceReference, true);
}

function isModule(reference: ResourceReference | ModuleReference | undefined): reference is ModuleReference {
  return reference?.symbol.kind === 'module';
}

/** A safe access gives null for what is not there, and what is accessed behind it in the same chain as well. */
function plainAccess(lowering: Lowering, node: PropertyAccess | IndexAccess, environment: Environment): Arm {
  const base = lowering.expression(node.target, environment);
  const fromEnd = node.kind === 'indexAccess' && node.fromEnd;
  const key = node.kind === 'indexAccess' ? lowering.expression(node.index, environment) : text(node.name.text);
  if (node.safe) return call(fromEnd ? 'tryIndexFromEnd' : 'tryGet', base, key);
  if (base.kind === 'call' && /^try(Get|IndexFromEnd)$/.test(base.name) && isAccess(lowering, node.target)) {
    const more = fromEnd ? call('createObject', text('value'), key, text('fromEnd'), armTrue) : key;
    return call(base.name, ...base.args, more);
  }
  return fromEnd ? call('indexFromEnd', base, key) : access(base, key);
}

/** Parentheses end a chain of accesses; `!` and any() do not (ExpressionBuilder.IsAccessExpressionSyntax). */
function isAccess(lowering: Lowering, node: Expression): boolean {
  switch (node.kind) {
    case 'propertyAccess':
    case 'indexAccess':
      return true;
    case 'nonNull':
      return isAccess(lowering, node.target);
    case 'call':
    case 'methodCall': {
      const [only] = node.args;
      return (
        node.name.text === 'any' &&
        only !== undefined &&
        node.args.length === 1 &&
        isBuiltin(lowering, node) &&
        isAccess(lowering, only)
      );
    }
    default:
      return false;
  }
}
