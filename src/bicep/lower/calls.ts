// Calls: functions of the template language under their own name, and those that only Bicep has.

import { functionNamed, functionNames } from '../../templates/functions.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Call, Expression, MethodCall } from '../syntax/nodes.ts';
import { type Arm, call, text, unresolved } from './arm.ts';
import { isBuiltin } from './effective.ts';
import type { Environment } from './environment.ts';
import { functionName, importedMember } from './imported-values.ts';
import { jsonExpression } from './json-constants.ts';
import { fail, type ImportedName, type Lowering } from './lowering.ts';
import { symbolicName, symbolicReference } from './names.ts';
import { isOutsideFunction, lowerOutside } from './outside-functions.ts';
import { type ResourceReference, resourceOf } from './references.ts';
import { resourceProperty } from './resource-access.ts';
import { isScopeKind } from './scopes.ts';

/** `name(…)` */
export function lowerCall(lowering: Lowering, node: Call, environment: Environment): Arm {
  const symbol = lowering.bound.uses.get(node);
  if (symbol?.kind === 'function') return callDefined(lowering, lowering.naming.own(symbol.name), node, environment);
  if (symbol?.kind === 'imported') {
    return callImported(lowering, lowering.naming.imported(symbol), node, environment);
  }
  return lowerBuiltin(lowering, node, environment);
}

/** `target.name(…)`: of a namespace, an import, or a resource. */
export function lowerMethodCall(lowering: Lowering, node: MethodCall, environment: Environment): Arm {
  if (isBuiltin(lowering, node)) return lowerBuiltin(lowering, node, environment);
  const target = lowering.bound.uses.get(node.target);
  if (target?.kind === 'namespace') return lowerThis(lowering, node);
  if (target?.kind === 'wildcard') {
    return callImported(lowering, importedMember(lowering, target, node.name), node, environment);
  }
  if (target?.kind === 'extension') return call(node.name.text, ...lowerAll(lowering, node.args, environment));
  const resource = resourceOf(lowering, node.target, environment);
  if (resource !== undefined) return lowerResourceCall(lowering, node, resource, environment);
  return fail(lowering, node, `'${node.name.text}' is not called on a resource`);
}

/** What could not be imported was reported. */
function callImported(
  lowering: Lowering,
  imported: ImportedName | undefined,
  node: Call | MethodCall,
  environment: Environment,
): Arm {
  if (imported === undefined) return unresolved(`The function '${node.name.text}' could not be imported`);
  if (imported.kind === 'function') return callDefined(lowering, imported.name, node, environment);
  return fail(lowering, node.name, `'${node.name.text}' is a ${imported.kind}, not a function`);
}

function callDefined(lowering: Lowering, name: string, node: Call | MethodCall, environment: Environment): Arm {
  return call(functionName(name), ...lowerAll(lowering, node.args, environment));
}

function lowerAll(lowering: Lowering, nodes: readonly Expression[], environment: Environment): readonly Arm[] {
  return nodes.map((node) => lowering.expression(node, environment));
}

function lowerBuiltin(lowering: Lowering, node: Call | MethodCall, environment: Environment): Arm {
  const { name, args } = node;
  const loaded = lowering.loads.get(node);
  if (loaded !== undefined) {
    if (loaded.kind === 'failed') return fail(lowering, loaded.at, loaded.message);
    return loaded.variable === undefined
      ? jsonExpression(loaded.value)
      : call('variables', text(lowering.naming.loaded(loaded.variable)));
  }
  if (lowering.bound.source.language === 'bicepparam' && isOutsideFunction(name.text))
    return lowerOutside(lowering, node, environment);
  const [only] = args;
  if (name.text === 'any' && only !== undefined && args.length === 1) return lowering.expression(only, environment);
  if (name.text === 'nameof') return nameOf(lowering, node);
  // The scope of something else is no value: it has no properties that could be read (AzNamespaceType).
  if (isScopeKind(name.text) && args.length > 0) return call('createObject');
  if (functionNamed(name.text) === undefined && name.text !== 'list') return unknownFunction(lowering, node);
  return call(name.text, ...lowerAll(lowering, args, environment));
}

function unknownFunction(lowering: Lowering, { name }: Call | MethodCall): Arm {
  return fail(lowering, name, `There is no function '${name.text}'${didYouMean(name.text, functionNames())}`);
}

/** The name of what the argument names. */
function nameOf(lowering: Lowering, node: Call | MethodCall): Arm {
  let argument = node.args[0];
  while (argument?.kind === 'nonNull' || argument?.kind === 'parenthesised')
    argument = argument.kind === 'nonNull' ? argument.target : argument.value;
  switch (argument?.kind) {
    case 'variable':
      return text(argument.name);
    case 'propertyAccess':
    case 'resourceAccess':
      return text(argument.name.text);
    case 'indexAccess':
      if (argument.index.kind === 'string' && argument.index.holes.length === 0)
        return text(argument.index.texts[0] ?? '');
      return nameOf(lowering, { ...node, args: [argument.target] });
    default:
      return fail(lowering, node, 'nameof() takes the name of a declaration or a property');
  }
}

/** `this.exists()`, `this.existingResource()` (ThisNamespaceType). */
function lowerThis(lowering: Lowering, node: MethodCall): Arm {
  const target = call('target', text('full'));
  if (node.name.text === 'existingResource') return target;
  if (node.name.text === 'exists') return call('not', call('empty', target));
  return fail(lowering, node.name, `'this' has no function '${node.name.text}'`);
}

/** `resource.listKeys()` and the like. */
function lowerResourceCall(
  lowering: Lowering,
  node: MethodCall,
  resource: ResourceReference,
  environment: Environment,
): Arm {
  const { symbol, index } = resource;
  const name = node.name.text;
  const args = lowerAll(lowering, node.args, environment);
  const reference = symbolicReference(symbolicName(symbol), index);
  if (symbol.extension !== undefined)
    return call('invokeResourceMethod', reference, text(name), call('createArray', ...args));
  if (/^list/i.test(name)) {
    const target = lowering.template.symbolic ? reference : resourceProperty(lowering, resource, 'id', false);
    return call(name, target, ...(args.length === 0 ? [text(symbol.apiVersion ?? '')] : args));
  }
  if (name === 'getSecret')
    return fail(lowering, node, 'getSecret() may only be the value of a secure module parameter');
  return fail(lowering, node.name, `A resource has no function '${name}'`);
}
