// Names that were imported from another file, used as values and functions.

import type { Span } from '../../values/json.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { WildcardSymbol } from '../symbols.ts';
import type { Name } from '../syntax/nodes.ts';
import { type Arm, call, text, unresolved } from './arm.ts';
import { fail, type ImportedName, type Lowering, report } from './lowering.ts';

/** An imported variable; what could not be imported was reported at its import. */
export function importedValue(lowering: Lowering, at: Span, imported: ImportedName | undefined): Arm {
  if (imported === undefined) return unresolved('What is named here could not be imported');
  if (imported.kind === 'variable') return call('variables', text(imported.name));
  return fail(lowering, at, `A ${imported.kind} is not a value`);
}

/** `namespace.name` of a wildcard import; a name that the file does not export is reported. */
export function importedMember(lowering: Lowering, symbol: WildcardSymbol, name: Name): ImportedName | undefined {
  const member = lowering.naming.member(symbol, name.text);
  const names = member === undefined ? lowering.naming.members(symbol) : undefined;
  if (names !== undefined && name.text !== '')
    report(lowering, name, `The file exports nothing called '${name.text}'${didYouMean(name.text, names)}`);
  return member;
}

/** The namespace of functions that Bicep files define (EmitConstants.UserDefinedFunctionsNamespace). */
const functionNamespace = '__bicep';

/** The name by which a template calls a function that it defines: namespaces of imported ones are part of their names. */
export function functionName(name: string): string {
  return name.includes('.') ? name : `${functionNamespace}.${name}`;
}
