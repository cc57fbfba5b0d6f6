// Names used as values.

import { didYouMean } from '../did-you-mean.ts';
import type { LocalSymbol } from '../symbols.ts';
import type { Name, ResourceAccess, Variable } from '../syntax/nodes.ts';
import { type Arm, access, call, sizeOf, text, unresolved } from './arm.ts';
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
    case 'assignment':
      return call('variables', text(lowering.naming.own(symbol.name)));
    case 'base':
      return wholeBase(lowering);
    default:
      return fail(lowering, node, `'${node.name}' is not a value`);
  }
}

/** `base` as a whole: an object with all the parameters that the file before this one gives. */
function wholeBase({ naming }: Lowering): Arm {
  const members = [...naming.base].flatMap(([name, variable]) => [text(name), call('variables', text(variable))]);
  return call('createObject', ...members);
}

/** `base.name` */
export function lowerBaseAccess(lowering: Lowering, name: Name): Arm {
  const variable = lowering.naming.base.get(name.text);
  if (variable !== undefined) return call('variables', text(variable));
  const names = [...lowering.naming.base.keys()];
  return fail(lowering, name, `The extended file gives no parameter '${name.text}'${didYouMean(name.text, names)}`);
}

function lowerLocal(lowering: Lowering, node: Variable, symbol: LocalSymbol, environment: Environment): Arm {
  const value = localValue(environment, symbol);
  if (value === undefined)
    return fail(lowering, node, `'${symbol.name}' has no value here: which round of its loop is meant is not said`);
  const arm =
    value.kind === 'arm' ? value.arm : access(lowering.expression(value.items, value.environment), value.index);
  // An index that is made of another index twice doubles with every parent; it is one tree, but it is printed in full.
  lowering.template.budget.steps -= sizeOf(arm);
  return arm;
}

/** `outer::inner` */
export function lowerResourceAccess(lowering: Lowering, node: ResourceAccess, environment: Environment): Arm {
  const symbol = lowering.bound.uses.get(node);
  if (symbol?.kind !== 'resource') return unresolved(`There is no nested resource '${node.name.text}'`);
  return referenceTo(lowering, refer(lowering, symbol, undefined, environment), true);
}
