// Searches further on in the tokens, which only texts that are out of order need.

import { bracketDepth, type TokenKind, type Tokens, tokenKind } from './tokens.ts';

/** For every token, 1 when the tokens from there on close more braces than they open, at some point. */
export function closedLater({ kinds, count }: Tokens): Uint8Array {
  const result = new Uint8Array(count);
  let lowest = 0;
  for (let index = count - 1; index >= 0; index--) {
    const isBrace = kinds[index] === tokenKind.openBrace || kinds[index] === tokenKind.closeBrace;
    if (isBrace) lowest = (bracketDepth[kinds[index] ?? 0] ?? 0) + Math.min(0, lowest);
    if (lowest < 0) result[index] = 1;
  }
  return result;
}

/** The next token of a kind in the same line and list. */
export function findInLine({ kinds }: Tokens, from: number, kind: TokenKind): number | undefined {
  let depth = 0;
  for (let index = from; ; index++) {
    const found = kinds[index] ?? tokenKind.endOfFile;
    if (depth === 0 && found === kind) return index;
    if (found === tokenKind.newline || found === tokenKind.endOfFile) return undefined;
    if (depth === 0 && found === tokenKind.comma) return undefined;
    depth += bracketDepth[found] ?? 0;
    if (depth < 0) return undefined;
  }
}
