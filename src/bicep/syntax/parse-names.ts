// Names: of declarations, of members, and the words that stand between them.

import type { Name } from './nodes.ts';
import { acceptLineBreak } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { type TokenKind, tokenKind } from './tokens.ts';

/** Reads a name, or says that `what` was expected and gives an empty one. */
export function parseName(reader: TokenReader, what: string): Name {
  const { kind, start, end } = reader;
  if (kind !== tokenKind.identifier || reader.isCutOff()) {
    if (!isReserved(kind)) {
      reader.fail(`Expected ${what}`);
      return { kind: 'name', text: '', start: reader.previousEnd, end: reader.previousEnd };
    }
    reader.report(`Expected ${what}; '${reader.word()}' is a value`);
  }
  const text = reader.word();
  reader.advance();
  return { kind: 'name', text, start, end };
}

/** Reads the name of a declaration. If there is none, goes on where the rest of the declaration may begin. */
export function parseDeclaredName(reader: TokenReader, what: string): Name {
  const name = parseName(reader, what);
  if (name.text === '') while (!followsName(reader.kind)) reader.advance();
  return name;
}

function followsName(kind: TokenKind): boolean {
  switch (kind) {
    case tokenKind.newline:
    case tokenKind.endOfFile:
    case tokenKind.identifier:
    case tokenKind.string:
    case tokenKind.stringStart:
    case tokenKind.assign:
    case tokenKind.openParen:
    case tokenKind.openBrace:
    case tokenKind.openBracket:
      return true;
    default:
      return false;
  }
}

/** `true`, `false` and `null`, which Bicep takes for values wherever they stand. */
export function isReserved(kind: TokenKind): boolean {
  return kind === tokenKind.true || kind === tokenKind.false || kind === tokenKind.null;
}

/** Says that `what` was expected, and which symbol stands in its place. */
export function insteadOf(reader: TokenReader, what: string): string {
  switch (reader.kind) {
    case tokenKind.newline:
    case tokenKind.endOfFile:
      return `Expected ${what}`;
    case tokenKind.stringMiddle:
    case tokenKind.stringEnd:
      return `Expected ${what} instead of '}'`;
    default:
      return `Expected ${what} instead of '${reader.word()}'`;
  }
}

/** Reads a word that belongs to the grammar; its absence is reported, and reading goes on as if it were there. */
export function expectWord(reader: TokenReader, word: string): void {
  if (reader.isWord(word)) reader.advance();
  else reader.fail(`Expected '${word}'`);
}

/**
 * Reads a symbol behind which a value stands, `=` or `:` for instance. If it is not there, it is looked for further on
 * in the line. False when there is none: then there is no value either.
 */
export function expectAnchor(reader: TokenReader, kind: TokenKind, message: () => string): boolean {
  if (reader.kind !== kind) {
    reader.fail(message());
    if (!reader.skipTo(kind)) return false;
  }
  reader.advance();
  reader.isLost = false;
  return true;
}

/** The same, where the value may begin at once. */
export function expectBeforeValue(
  reader: TokenReader,
  kind: TokenKind,
  symbol: string,
  message: () => string,
): boolean {
  const isThere = expectAnchor(reader, kind, message);
  if (isThere) acceptLineBreak(reader, symbol);
  return isThere;
}
