// Tokens of Bicep as short text, so that tables of sources and tokens can be read.

import { lex } from '../../src/bicep/syntax/lexer.ts';
import { tokenKind, tokenText } from '../../src/bicep/syntax/tokens.ts';

const kindNames = new Map<number, string>(Object.entries(tokenKind).map(([name, kind]) => [kind, name]));

/** The tokens of a text in a row, each with its kind; blanks and the end of the file are left out. */
export function tokenTexts(source: string): string {
  const tokens = lex(source);
  return Array.from({ length: tokens.count }, (_, i) => ({ kind: tokens.kinds[i] ?? -1, text: tokenText(tokens, i) }))
    .filter(({ kind }) => kind !== tokenKind.space && kind !== tokenKind.endOfFile)
    .map(({ kind, text }) => `${kindNames.get(kind)} ${text}`)
    .join(' · ');
}
