// Symbols of more than one character, longest first.

import { type TokenKind, tokenKind } from './tokens.ts';

interface Spelled {
  readonly kind: TokenKind;
  readonly length: number;
}

/** What may begin with a character, the longest first. */
const byCharacter: readonly (readonly (readonly [spelling: string, symbol: Spelled])[])[] = table([
  ['...', tokenKind.ellipsis],
  ['.', tokenKind.dot],
  ['??', tokenKind.coalesce],
  ['?', tokenKind.question],
  ['::', tokenKind.doubleColon],
  [':', tokenKind.colon],
  ['!=', tokenKind.notEqual],
  ['!~', tokenKind.notEqualIgnoringCase],
  ['!', tokenKind.bang],
  ['<=', tokenKind.lessOrEqual],
  ['<', tokenKind.less],
  ['>=', tokenKind.greaterOrEqual],
  ['>', tokenKind.greater],
  ['==', tokenKind.equal],
  ['=~', tokenKind.equalIgnoringCase],
  ['=>', tokenKind.arrow],
  ['=', tokenKind.assign],
  ['&&', tokenKind.and],
  ['||', tokenKind.or],
  ['|', tokenKind.pipe],
]);

function table(symbols: readonly (readonly [string, TokenKind])[]): (readonly [string, Spelled])[][] {
  const rows: [string, Spelled][][] = Array.from({ length: 128 }, () => []);
  for (const [spelling, kind] of symbols) {
    rows[spelling.charCodeAt(0)]?.push([spelling, { kind, length: spelling.length }]);
  }
  return rows;
}

/** The symbol that begins at a place. A single `&` is none. */
export function compoundSymbol(text: string, at: number, code: number): Spelled | undefined {
  const row = byCharacter[code] ?? [];
  for (const [spelling, symbol] of row) {
    if (text.startsWith(spelling, at)) return symbol;
  }
  return undefined;
}
