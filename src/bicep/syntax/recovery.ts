// How to go on after text that cannot be read: what to skip, and where to begin again.

import type { TokenReader } from './token-reader.ts';
import { bracketDepth, tokenKind } from './tokens.ts';

/** Skips the rest of an item: to the separator behind it, the end of an open list, or the next declaration. */
export function skipItem(reader: TokenReader): void {
  if (reader.atDeclaration()) return;
  let depth = 0;
  while (reader.kind !== tokenKind.endOfFile) {
    if (depth === 0 && (endsItem(reader) || reader.closesAwaited())) return;
    const isLineBreak = reader.kind === tokenKind.newline;
    if (isLineBreak && reader.holes > 0) return;
    depth = Math.max(0, depth + (bracketDepth[reader.kind] ?? 0));
    reader.advance();
    if (isLineBreak && reader.atDeclaration()) return;
  }
}

function endsItem(reader: TokenReader): boolean {
  return reader.kind === tokenKind.newline || reader.kind === tokenKind.comma;
}

/** Skips the rest of a line, with the brackets that open in it. */
export function skipLine(reader: TokenReader): void {
  for (;;) {
    skipItem(reader);
    if (reader.kind === tokenKind.newline || reader.kind === tokenKind.endOfFile || reader.atDeclaration()) return;
    reader.advance();
  }
}

/** Skips what should have been a declaration: to the next line in column 1 that could be one. */
export function skipDeclaration(reader: TokenReader): void {
  let depth = 0;
  while (reader.kind !== tokenKind.endOfFile) {
    const isLineBreak = reader.kind === tokenKind.newline;
    depth = Math.max(0, depth + (bracketDepth[reader.kind] ?? 0));
    reader.advance();
    if (!isLineBreak) continue;
    if (reader.atDeclaration()) return;
    if (depth === 0 && reader.kind === tokenKind.identifier && reader.atLineStart()) return;
  }
}

/**
 * Bicep wants values on the line of what they belong to. A value that stands on the next line is read all the same,
 * unless that line is a property or a declaration of its own.
 */
export function acceptLineBreak(reader: TokenReader, after: string): void {
  if (reader.kind !== tokenKind.newline) return;
  const next = reader.kindOnNextLine();
  if (next === undefined || !beginsValue[next]) return;
  if (reader.nextLineBeginsProperty() || reader.nextLineBeginsKeyword()) return;
  reader.report(`Bicep takes no line break after '${after}'`, reader.previousEnd, reader.previousEnd);
  reader.advance();
}

/** Tokens that may begin an expression. */
export const beginsValue: readonly boolean[] = Array.from({ length: bracketDepth.length }, (_, kind) =>
  [
    tokenKind.identifier,
    tokenKind.true,
    tokenKind.false,
    tokenKind.null,
    tokenKind.integer,
    tokenKind.string,
    tokenKind.stringStart,
    tokenKind.openBrace,
    tokenKind.openBracket,
    tokenKind.openParen,
    tokenKind.bang,
    tokenKind.minus,
  ].some((one) => one === kind),
);
