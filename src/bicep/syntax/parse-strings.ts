// Strings: texts and holes in turn.

import { char } from './characters.ts';
import { unescapeText } from './escapes.ts';
import type { Expression, StringLiteral } from './nodes.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** How a string begins: with `'`, or with `'''` behind some `$`. */
interface Quotes {
  readonly multiline: boolean;
  readonly dollars: number;
}

/** Reads the string that is next. What a hole may hold is the caller's to know. */
export function parseString(reader: TokenReader, parseHole: (reader: TokenReader) => Expression): StringLiteral {
  const { start } = reader;
  const quotes = quotesAt(reader);
  const texts = [pieceText(reader, quotes)];
  const holes: Expression[] = [];
  if (reader.kind === tokenKind.string) reader.advance();
  else parseHoles(reader, quotes, parseHole, texts, holes);
  return { kind: 'string', texts, holes, multiline: quotes.multiline, start, end: reader.previousEnd };
}

/** An empty string where one should be. */
export function missingString(reader: TokenReader): StringLiteral {
  const { previousEnd } = reader;
  return { kind: 'string', texts: [''], holes: [], multiline: false, start: previousEnd, end: previousEnd };
}

/** True when a string is next. */
export function isString(reader: TokenReader): boolean {
  return reader.kind === tokenKind.string || reader.kind === tokenKind.stringStart;
}

function parseHoles(
  reader: TokenReader,
  quotes: Quotes,
  parseHole: (reader: TokenReader) => Expression,
  texts: string[],
  holes: Expression[],
): void {
  const { takesLiterals } = reader;
  if (!quotes.multiline) reader.holes++;
  reader.startAwaiting(tokenKind.stringEnd);
  do {
    reader.advance();
    reader.isLost = false;
    reader.takesLiterals = false;
    holes.push(parseHole(reader));
    texts.push(isPiece(reader) || endHole(reader) ? pieceText(reader, quotes) : '');
  } while (reader.kind === tokenKind.stringMiddle);
  reader.stopAwaiting(tokenKind.stringEnd);
  if (!quotes.multiline) reader.holes--;
  reader.takesLiterals = takesLiterals;
  if (reader.accept(tokenKind.stringEnd)) reader.isLost = false;
}

/** Skips what is too much in a hole; true when the string goes on behind it. */
function endHole(reader: TokenReader): boolean {
  reader.fail("Expected '}'");
  let depth = 0;
  while (reader.kind !== tokenKind.newline && reader.kind !== tokenKind.endOfFile && !reader.atDeclaration()) {
    if (depth === 0 && isPiece(reader)) return true;
    if (reader.kind === tokenKind.stringStart) depth++;
    else if (reader.kind === tokenKind.stringEnd) depth--;
    reader.advance();
  }
  return false;
}

function isPiece(reader: TokenReader): boolean {
  return reader.kind === tokenKind.stringMiddle || reader.kind === tokenKind.stringEnd;
}

function quotesAt({ text, start, end }: TokenReader): Quotes {
  let at = start;
  while (text.charCodeAt(at) === char.dollar) at++;
  return { multiline: end - at >= 3 && text.startsWith("'''", at), dollars: at - start };
}

/** The text of the piece that is next, without quotes and marks of holes. */
function pieceText(reader: TokenReader, { multiline, dollars }: Quotes): string {
  const { text, kind } = reader;
  const isFirst = kind === tokenKind.string || kind === tokenKind.stringStart;
  const isLast = kind === tokenKind.string || kind === tokenKind.stringEnd;
  const opening = isFirst ? (multiline ? dollars + 3 : 1) : 1;
  const closing = reader.isUnclosed ? 0 : isLast ? (multiline ? 3 : 1) : multiline ? dollars + 1 : 2;
  const start = reader.start + opening;
  const end = reader.end - closing;
  if (multiline) return text.slice(isFirst ? skipLineBreak(text, start, end) : start, end);
  const raw = text.slice(start, end);
  return raw.includes('\\') ? unescapeText(raw) : raw;
}

/** A line break directly behind the quotes is not part of the text. */
function skipLineBreak(text: string, start: number, end: number): number {
  let at = start;
  if (at < end && text.charCodeAt(at) === char.carriageReturn) at++;
  if (at < end && text.charCodeAt(at) === char.lineFeed) at++;
  return at;
}
