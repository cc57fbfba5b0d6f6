// The operators between two values, and how tight they bind.

import type { BinaryOperator } from './nodes.ts';
import { type TokenKind, tokenKind, tokenKindCount } from './tokens.ts';

/** An operator between two values. */
export interface Operator {
  readonly symbol: BinaryOperator;
  /** Binds tighter than those with a lower one. */
  readonly precedence: number;
}

/** Operators by the kind of their token. */
export const operators: readonly (Operator | undefined)[] = operatorTable([
  [tokenKind.coalesce, '??', 1],
  [tokenKind.or, '||', 2],
  [tokenKind.and, '&&', 3],
  [tokenKind.equal, '==', 4],
  [tokenKind.notEqual, '!=', 4],
  [tokenKind.equalIgnoringCase, '=~', 4],
  [tokenKind.notEqualIgnoringCase, '!~', 4],
  [tokenKind.less, '<', 5],
  [tokenKind.lessOrEqual, '<=', 5],
  [tokenKind.greater, '>', 5],
  [tokenKind.greaterOrEqual, '>=', 5],
  [tokenKind.plus, '+', 6],
  [tokenKind.minus, '-', 6],
  [tokenKind.asterisk, '*', 7],
  [tokenKind.slash, '/', 7],
  [tokenKind.percent, '%', 7],
]);

function operatorTable(
  rows: readonly (readonly [kind: TokenKind, symbol: BinaryOperator, precedence: number])[],
): (Operator | undefined)[] {
  const table = Array.from<Operator | undefined>({ length: tokenKindCount });
  for (const [kind, symbol, precedence] of rows) table[kind] = { symbol, precedence };
  return table;
}
