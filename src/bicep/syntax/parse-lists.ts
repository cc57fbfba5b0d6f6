// Items between brackets: separated by line breaks or commas, and read on when one of them, or a bracket, is missing.

import { skipItem } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { type TokenKind, tokenKind } from './tokens.ts';

/** How one sort of list is written. */
export interface ListShape {
  readonly open: string;
  readonly close: string;
  readonly closeKind: TokenKind;
  /** `lines`: a line break or a comma separates items. `commas`: a comma does, and line breaks are free around it. */
  readonly separator: 'lines' | 'commas';
  /** True for lists that take a comma behind the last item. */
  readonly trailingComma: boolean;
  /** True when the items are not properties: then `name:` on a line of its own belongs to an outer list. */
  readonly isOfValues: boolean;
  /** True when what looks like the beginning of a declaration begins an item: then parsing the item reads it. */
  readonly declares?: (reader: TokenReader) => boolean;
  /** True when the next token can begin an item, that is, when only a separator is missing. */
  readonly beginsItem: (reader: TokenReader) => boolean;
}

/** A list that is being read. */
interface OpenList {
  readonly shape: ListShape;
  readonly start: number;
  /** True until a line break has been read. */
  isOnOneLine: boolean;
  /** True once it has been said that commas do not go with line breaks. */
  saidComma: boolean;
}

/** Reads a list whose opening bracket is next. Items that are undefined are left out. */
export function parseList<Item>(
  reader: TokenReader,
  shape: ListShape,
  parseItem: (reader: TokenReader) => Item | undefined,
): readonly Item[] {
  const list = { shape, start: reader.start, isOnOneLine: true, saidComma: false };
  const items: Item[] = [];
  reader.advance();
  reader.isLost = false;
  reader.startAwaiting(shape.closeKind);
  if (reader.kind === tokenKind.newline) endLine(reader, list, false);
  while (reader.kind !== shape.closeKind && !isCut(reader, list)) {
    const item = parseItem(reader);
    if (item !== undefined) items.push(item);
    if (reader.kind !== shape.closeKind) separate(reader, list);
  }
  reader.stopAwaiting(shape.closeKind);
  close(reader, list);
  return items;
}

function close(reader: TokenReader, list: OpenList): void {
  const { shape, start } = list;
  if (reader.kind !== shape.closeKind) {
    const message = `Expected '${shape.close}' for the '${shape.open}' in line ${reader.lineOf(start)}`;
    if (!closesByMistake(reader, list)) {
      reader.failBehind(message);
      return;
    }
    reader.fail(message);
  }
  reader.advance();
  reader.isLost = false;
}

/** True when the wrong bracket is next: nothing waits for it, and the line ends with it, or the declaration does. */
function closesByMistake(reader: TokenReader, { isOnOneLine }: OpenList): boolean {
  if (!isClosing(reader.kind) || reader.closesAwaited()) return false;
  if (!isOnOneLine && !reader.atLineStart()) return false;
  const next = reader.peek();
  return next === tokenKind.newline || next === tokenKind.endOfFile;
}

function isClosing(kind: TokenKind): boolean {
  return kind === tokenKind.closeBrace || kind === tokenKind.closeBracket || kind === tokenKind.closeParen;
}

/** True when the list has no closing bracket: what is next belongs to an outer one, or to the next declaration. */
function isCut(reader: TokenReader, list: OpenList): boolean {
  const { kind } = reader;
  if (kind === tokenKind.newline || kind === tokenKind.endOfFile || reader.closesAwaited()) return true;
  if (closesByMistake(reader, list)) return true;
  return reader.atDeclaration() && !(list.shape.declares?.(reader) && reader.isClosedLater());
}

/** From the end of an item to the beginning of the next one. */
function separate(reader: TokenReader, list: OpenList): void {
  if (reader.isLost) skipItem(reader);
  if (reader.kind === tokenKind.newline) endLine(reader, list, true);
  else if (reader.kind === tokenKind.comma) readComma(reader, list);
  else if (!endsHere(reader, list)) missSeparator(reader, list);
}

function endsHere(reader: TokenReader, list: OpenList): boolean {
  if (reader.kind === tokenKind.endOfFile || reader.closesAwaited()) return true;
  return reader.atDeclaration() || closesByMistake(reader, list);
}

/** An item may follow without a separator; anything else is skipped up to one. */
function missSeparator(reader: TokenReader, list: OpenList): void {
  const { shape } = list;
  const takesLines = shape.separator === 'lines';
  if (shape.beginsItem(reader)) {
    const separator = takesLines ? "a new line or ','" : "','";
    reader.report(`Expected ${separator} before the next item`, reader.previousEnd, reader.previousEnd);
  } else {
    reader.fail(`Expected ${takesLines ? "a new line, ','" : "','"} or '${shape.close}'`);
    separate(reader, list);
  }
}

/** Reads a line break, if it is inside of the list. If not, it is left, and the list ends there. */
function endLine(reader: TokenReader, list: OpenList, isBehindItem: boolean): void {
  const { shape } = list;
  if (list.isOnOneLine && reader.endsInUnclosedString) return;
  if (shape.isOfValues && reader.isAwaiting(tokenKind.closeBrace) && reader.nextLineBeginsProperty()) return;
  const lineEnd = reader.previousEnd;
  reader.skipLines();
  if (reader.kind === tokenKind.newline) return;
  list.isOnOneLine = false;
  if (isBehindItem && reader.kind !== shape.closeKind && !isCut(reader, list)) beginLine(reader, list, lineEnd);
  reader.isLost = false;
}

/** The first item of a line behind another item. */
function beginLine(reader: TokenReader, { shape }: OpenList, lineEnd: number): void {
  if (reader.kind === tokenKind.comma) {
    reader.report("Bicep takes no line break before ','", lineEnd, lineEnd);
    reader.advance();
  } else if (shape.separator === 'commas') reader.report("Expected ','", lineEnd, lineEnd);
}

function readComma(reader: TokenReader, list: OpenList): void {
  const { shape } = list;
  reader.isLost = false;
  reader.advance();
  const end = reader.previousEnd;
  const breaksLine = reader.kind === tokenKind.newline;
  if (breaksLine) endLine(reader, list, false);
  if (shape.separator === 'commas') {
    const isLast = reader.kind === shape.closeKind && !shape.trailingComma;
    if (isLast) reader.report(`Bicep takes no ',' before '${shape.close}'`, end - 1, end);
  } else if (breaksLine && !list.saidComma) {
    list.saidComma = true;
    reader.report("A line break separates items; there is no need for ','", end - 1, end);
  }
}
