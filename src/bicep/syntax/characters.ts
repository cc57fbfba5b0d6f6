// Characters as the lexer sees them: their codes, and what each may begin.

import { tokenKind } from './tokens.ts';

/** Codes of the characters that are looked at one by one. */
export const char = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  apostrophe: 39,
  asterisk: 42,
  slash: 47,
  openBrace: 123,
  closeBrace: 125,
  backslash: 92,
  minus: 45,
  byteOrderMark: 0xfeff,
} as const;

/** What a character may begin. */
export const charClass = { unexpected: 0, space: 1, newline: 2, word: 3, digit: 4, symbol: 5, special: 6 } as const;

/** {@link charClass} of the ASCII characters. */
export const classes: Uint8Array = new Uint8Array(128);
classes.fill(charClass.digit, 48, 58);
classes.fill(charClass.word, 65, 91);
classes.fill(charClass.word, 97, 123);
mark('_', charClass.word);
mark(' \t', charClass.space);
mark('\n\r', charClass.newline);
mark('.?:!<>=&|{}/$\'"#', charClass.special);

/** Token kinds of the symbols that are one character long and begin no longer one. */
export const symbolKinds: Uint8Array = new Uint8Array(128);
markSymbol('(', tokenKind.openParen);
markSymbol(')', tokenKind.closeParen);
markSymbol('[', tokenKind.openBracket);
markSymbol(']', tokenKind.closeBracket);
markSymbol('@', tokenKind.at);
markSymbol(',', tokenKind.comma);
markSymbol('+', tokenKind.plus);
markSymbol('-', tokenKind.minus);
markSymbol('*', tokenKind.asterisk);
markSymbol('%', tokenKind.percent);
markSymbol('^', tokenKind.caret);

function mark(characters: string, value: number): void {
  for (const character of characters) classes[character.charCodeAt(0)] = value;
}

function markSymbol(character: string, kind: number): void {
  mark(character, charClass.symbol);
  symbolKinds[character.charCodeAt(0)] = kind;
}

/** True for the characters of a name behind its first. */
export function continuesWord(code: number): boolean {
  if (!(code < 128)) return false;
  const found = classes[code];
  return found === charClass.word || found === charClass.digit;
}

/** True for a line feed and a carriage return. */
export function isLineEnd(code: number): boolean {
  return code === char.lineFeed || code === char.carriageReturn;
}
