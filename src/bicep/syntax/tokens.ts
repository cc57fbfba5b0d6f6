// The tokens of Bicep: their kinds, and the table in which the lexer leaves them.

import type { Pragma, SyntaxProblem } from './nodes.ts';

/** Kinds of tokens. The first ones mean nothing to the parser, up to and including {@link lastTrivia}. */
export const tokenKind = {
  space: 0,
  lineComment: 1,
  blockComment: 2,
  pragma: 3,
  unexpected: 4,
  newline: 5,
  endOfFile: 6,
  identifier: 7,
  true: 8,
  false: 9,
  null: 10,
  integer: 11,
  /** A string without holes. */
  string: 12,
  /** A string up to its first hole, between two holes, and behind the last. */
  stringStart: 13,
  stringMiddle: 14,
  stringEnd: 15,
  openBrace: 16,
  closeBrace: 17,
  openBracket: 18,
  closeBracket: 19,
  openParen: 20,
  closeParen: 21,
  at: 22,
  comma: 23,
  dot: 24,
  ellipsis: 25,
  question: 26,
  colon: 27,
  doubleColon: 28,
  assign: 29,
  arrow: 30,
  bang: 31,
  pipe: 32,
  caret: 33,
  less: 34,
  greater: 35,
  lessOrEqual: 36,
  greaterOrEqual: 37,
  equal: 38,
  notEqual: 39,
  equalIgnoringCase: 40,
  notEqualIgnoringCase: 41,
  plus: 42,
  minus: 43,
  asterisk: 44,
  slash: 45,
  percent: 46,
  and: 47,
  or: 48,
  coalesce: 49,
} as const;

export type TokenKind = (typeof tokenKind)[keyof typeof tokenKind];

export const tokenKindCount = 50;

/** Kinds up to this one are skipped by the parser. */
export const lastTrivia: TokenKind = tokenKind.unexpected;

/** 1 for tokens that open something, -1 for those that close it. */
export const bracketDepth: Int8Array = new Int8Array(tokenKindCount);
for (const kind of [tokenKind.openBrace, tokenKind.openBracket, tokenKind.openParen, tokenKind.stringStart]) {
  bracketDepth[kind] = 1;
}
for (const kind of [tokenKind.closeBrace, tokenKind.closeBracket, tokenKind.closeParen, tokenKind.stringEnd]) {
  bracketDepth[kind] = -1;
}

/**
 * A text cut into tokens without gaps: token `i` is `text.slice(starts[i], starts[i + 1])`. The last one is the end
 * of the file, which is empty. Columns instead of objects, because files have many more tokens than nodes.
 */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  /** Strings, and pieces of strings, that have no end: their text runs to the end of the token. */
  readonly unclosed: ReadonlySet<number>;
  readonly pragmas: readonly Pragma[];
  readonly problems: readonly SyntaxProblem[];
}

/** The text of one token. */
export function tokenText({ text, starts }: Tokens, index: number): string {
  return text.slice(starts[index], starts[index + 1]);
}
