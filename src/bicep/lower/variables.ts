// Names used as values.

import type { LocalSymbol } from '../symbols.ts';
import type { ResourceAccess, Variable } from '../syntax/nodes.ts';
import { type Arm, access, call, text, unresolved } from './arm.ts';
import { type Environment, localValue } from './environment.ts';
import { importedValue } from './imported-values.ts';
import { fail, type Lowering } from './lowering.ts';
import { referenceToModule } from './module-access.ts';
import { refer } from './references.ts';
import { referenceTo } from './resource-access.ts';

/** What a name stands for (ExpressionBuilder.ConvertVariableAccess). */
export function lowerVariable(lowering: Lowering, node: Variable, environment: Environment): Arm {
  const symbol = lowering.bound.uses.get(node);
  switch (symbol?.kind) {
    case undefined:
      return unresolved(`The name '${node.name}' is not declared`);
    case 'parameter':
      return call('parameters', text(symbol.name));
    case 'variable':
      if (lowering.template.inlined.has(symbol)) return lowering.expression(symbol.declaration.value, undefined);
      return call('variables', text(lowering.naming.own(symbol.name)));
    case 'local':
      return lowerLocal(lowering, node, symbol, environment);
    case 'resource':
      return referenceTo(lowering, refer(lowering, symbol, undefined, environment), true);
    case 'module':
      return referenceToModule(lowering, refer(lowering, symbol, undefined, environment));
    case 'imported':
      return importedValue(lowering, node, lowering.naming.imported(symbol));
    case 'extension':
      return call('extensions', text(symbol.name));
    default:
      return fail(lowering, node, `'${node.name}' is not a value`);
  }
}

function lowerLocal(lowering: Lowering, node: Variable, symbol: LocalSymbol, environment: Environment): Arm {
  const value = localValue(environment, symbol);
  if (value === undefined)
    return fail(lowering, node, `'${symbol.name}' has no value here: which round of its loop is meant is not said`);
  if (value.kind === 'arm') return value.arm;
  return access(lowering.expression(value.items, value.environment), value.index);
}

/** `outer::inner` */
export function lowerResourceAccess(lowering: Lowering, node: ResourceAccess, environment: Environment): Arm {
  const symbol = lowering.bound.uses.get(node);
  if (symbol?.kind !== 'resource') return unresolved(`There is no nested resource '${node.name.text}'`);
  return referenceTo(lowering, refer(lowering, symbol, undefined, environment), true);
}
