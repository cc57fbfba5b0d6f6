// Names and outputs of modules.

import type { ModuleSymbol } from '../symbols.ts';
import type { Expression, PropertyAccess } from '../syntax/nodes.ts';
import { type Arm, access, armNull, call, text } from './arm.ts';
import { effective } from './effective.ts';
import type { Environment } from './environment.ts';
import { fail, type Lowering } from './lowering.ts';
import { moduleName, symbolicReference } from './names.ts';
import { type ModuleReference, moduleOf } from './references.ts';
import { moduleId } from './scopes.ts';

/** The API version of nested deployments that the official compiler writes (EmitConstants.NestedDeploymentResourceApiVersion). */
export const deploymentApiVersion = '2025-04-01';

/** `reference(…)` of a module's deployment; of a loop without an index, all of them. */
export function referenceToModule(lowering: Lowering, reference: ModuleReference): Arm {
  const { symbol, index } = reference;
  const isCollection = symbol.loop !== undefined && index === undefined;
  const function_ = isCollection ? 'references' : 'reference';
  if (lowering.template.symbolic || isCollection) return call(function_, symbolicReference(symbol.name, index));
  return call(function_, moduleId(lowering, reference), text(deploymentApiVersion));
}

/** `module.name`, `module.outputs` (ExpressionConverter.ConvertModulePropertyAccess). */
export function moduleProperty(
  lowering: Lowering,
  node: PropertyAccess,
  reference: ModuleReference,
  secure?: boolean,
): Arm {
  const guard = (value: Arm): Arm => guarded(lowering, reference, node.safe, value);
  switch (node.name.text) {
    case 'name':
      return guard(moduleName(lowering, reference));
    case 'outputs': {
      const secureOutputs = lowering.template.modules.get(reference.symbol)?.secureOutputs;
      if (secure ?? (secureOutputs !== undefined && secureOutputs.size > 0))
        return guard(secretOutputs(lowering, reference));
      const deployment = referenceToModule(lowering, reference);
      return node.safe ? call('tryGet', guard(deployment), text('outputs')) : access(deployment, 'outputs');
    }
    case '':
      return access(referenceToModule(lowering, reference), 'outputs');
    default:
      return fail(lowering, node.name, `A module has a name and outputs, but no '${node.name.text}'`);
  }
}

function secretOutputs(lowering: Lowering, reference: ModuleReference): Arm {
  const target = lowering.template.symbolic
    ? symbolicReference(reference.symbol.name, reference.index)
    : moduleId(lowering, reference);
  return call('listOutputsWithSecureValues', target, text(deploymentApiVersion));
}

function guarded(lowering: Lowering, { symbol, environment }: ModuleReference, safe: boolean, value: Arm): Arm {
  const { condition } = symbol;
  if (!safe || condition === undefined) return value;
  return call('if', lowering.expression(condition, environment), value, armNull);
}

/**
 * `module.outputs.name`: an output has its value one level deeper, a secure one has not. Undefined when the expression
 * is not an output of a module (ExpressionConverter.ConvertModuleOutputPropertyAccessExpression).
 */
export function moduleOutput(lowering: Lowering, node: PropertyAccess, environment: Environment): Arm | undefined {
  const outputs = node.target;
  if (outputs.kind !== 'propertyAccess' || outputs.name.text !== 'outputs') return undefined;
  const direct = moduleOf(lowering, outputs.target, environment);
  const named = direct === undefined ? modulesIn(lowering, outputs.target, environment) : [direct.symbol];
  if (named === undefined) return undefined;
  const secure = named.every(
    (symbol) => lowering.template.modules.get(symbol)?.secureOutputs.has(node.name.text) ?? false,
  );
  const base =
    direct === undefined
      ? lowering.expression(outputs, environment)
      : moduleProperty(lowering, outputs, direct, secure);
  const keys = direct !== undefined && secure ? [node.name.text] : [node.name.text, 'value'];
  return outputValue(base, keys, node.safe);
}

function outputValue(base: Arm, keys: readonly string[], safe: boolean): Arm {
  if (safe) return keys.reduce<Arm>((inner, key) => call('tryGet', inner, text(key)), base);
  if (base.kind === 'call' && /^try(Get|IndexFromEnd)$/.test(base.name))
    return call(base.name, ...base.args, ...keys.map(text));
  const last = base.kind === 'call' && base.name === 'if' ? base.args.at(-1) : undefined;
  if (last?.kind === 'call' && last.name === 'null') return call('tryGet', base, ...keys.map(text));
  return access(base, ...keys);
}

/** The modules one of which an expression stands for, as far as that is certain; a few forms are known. */
function modulesIn(
  lowering: Lowering,
  node: Expression,
  environment: Environment,
): readonly ModuleSymbol[] | undefined {
  const at = effective(lowering, node, environment);
  const inner = at.node;
  const symbol = lowering.bound.uses.get(inner);
  if (symbol?.kind === 'local')
    return symbol.items === undefined ? undefined : collectionIn(lowering, symbol.items, at.environment);
  switch (inner.kind) {
    case 'variable':
      return symbol?.kind === 'module' ? [symbol] : undefined;
    case 'ternary': {
      const [a, b] = [inner.whenTrue, inner.whenFalse].map((part) => modulesIn(lowering, part, at.environment));
      return a === undefined || b === undefined ? undefined : [...a, ...b];
    }
    case 'indexAccess':
      return collectionIn(lowering, inner.target, at.environment);
    case 'call':
      return ['first', 'last'].includes(inner.name.text) && inner.args[0] !== undefined
        ? collectionIn(lowering, inner.args[0], at.environment)
        : undefined;
    default:
      return undefined;
  }
}

const keepingItems = new Set(['filter', 'sort', 'take', 'skip', 'union', 'intersection', 'concat']);

/** The modules of a loop, also after some of them were picked. */
function collectionIn(
  lowering: Lowering,
  node: Expression,
  environment: Environment,
): readonly ModuleSymbol[] | undefined {
  const at = effective(lowering, node, environment);
  const symbol = lowering.bound.uses.get(at.node);
  if (symbol?.kind === 'module') return symbol.loop === undefined ? undefined : [symbol];
  const [first] = at.node.kind === 'call' && keepingItems.has(at.node.name.text) ? at.node.args : [];
  return first && collectionIn(lowering, first, at.environment);
}
