// Objects, arrays and loops. What a value is comes in as a function: values hold collections, and collections values.

import type {
  ArrayLiteral,
  Expression,
  ForLoop,
  IfCondition,
  Name,
  ObjectLiteral,
  Property,
  PropertyKey,
  ResourceDeclaration,
  Spread,
} from './nodes.ts';
import { type ListShape, parseList } from './parse-lists.ts';
import { expectBeforeValue, expectWord, isReserved, parseName } from './parse-names.ts';
import { isString, parseString } from './parse-strings.ts';
import { acceptLineBreak, beginsValue } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads one part of the grammar. */
export type Parser<Result> = (reader: TokenReader) => Result;

const arrayShape: ListShape = {
  open: '[',
  close: ']',
  closeKind: tokenKind.closeBracket,
  separator: 'lines',
  trailingComma: true,
  isOfValues: true,
  beginsItem: ({ kind }) => beginsValue[kind] === true || kind === tokenKind.ellipsis,
};

/** Objects, and everything else that has keys and colons between braces. */
export const objectShape: ListShape = {
  open: '{',
  close: '}',
  closeKind: tokenKind.closeBrace,
  separator: 'lines',
  trailingComma: true,
  isOfValues: false,
  beginsItem: (reader) =>
    reader.beginsProperty() || reader.kind === tokenKind.stringStart || reader.kind === tokenKind.ellipsis,
};

/** Reads `[…]`. */
export function parseArray(reader: TokenReader, parseValue: Parser<Expression>): ArrayLiteral {
  const { start } = reader;
  const items = parseList(reader, arrayShape, () =>
    reader.kind === tokenKind.ellipsis ? parseSpread(reader, parseValue) : parseValue(reader),
  );
  return { kind: 'array', items, start, end: reader.previousEnd };
}

/** Reads `{…}`. */
export function parseObject(
  reader: TokenReader,
  parseMember: Parser<Property | Spread | ResourceDeclaration | undefined>,
  shape: ListShape = objectShape,
): ObjectLiteral {
  const { start } = reader;
  const members = parseList(reader, shape, parseMember);
  return { kind: 'object', members, start, end: reader.previousEnd };
}

/** Reads `key: value` or `...value`. Without a key there is no member, but a problem. */
export function parseMember(reader: TokenReader, parseValue: Parser<Expression>): Property | Spread | undefined {
  if (reader.kind === tokenKind.ellipsis) return parseSpread(reader, parseValue);
  const { start } = reader;
  const key = parseKey(reader, parseValue);
  if (key === undefined) return undefined;
  const value = expectColon(reader, start) ? parseValue(reader) : reader.missing();
  return { kind: 'property', key, value, start, end: reader.previousEnd };
}

/** Reads the key of a property, or says that there should be one. */
export function parseKey(reader: TokenReader, parseHole: Parser<Expression>): PropertyKey | undefined {
  if (isString(reader)) return parseString(reader, parseHole);
  const { kind, start, end } = reader;
  if ((kind !== tokenKind.identifier && !isReserved(kind)) || reader.isCutOff()) {
    reader.fail("Expected the name of a property or '}'");
    return undefined;
  }
  const text = reader.word();
  if (kind !== tokenKind.identifier) reader.report(`The property name '${text}' needs quotes`);
  reader.advance();
  return { kind: 'name', text, start, end };
}

/** Reads the `:` behind the key that began at `start`; false when there is none, and so no value. */
export function expectColon(reader: TokenReader, start: number): boolean {
  if (reader.kind === tokenKind.assign) {
    reader.report("Expected ':' instead of '='");
    reader.advance();
    return true;
  }
  const key = (): string => reader.text.slice(start, reader.previousEnd);
  return expectBeforeValue(reader, tokenKind.colon, ':', () => `Expected ':' after the property name ${quoted(key())}`);
}

function quoted(key: string): string {
  return key.startsWith("'") ? key : `'${key}'`;
}

function parseSpread(reader: TokenReader, parseValue: Parser<Expression>): Spread {
  const { start } = reader;
  reader.advance();
  const value = parseValue(reader);
  return { kind: 'spread', value, start, end: reader.previousEnd };
}

/** True when `[for` is next. */
export function isForLoop(reader: TokenReader): boolean {
  return reader.kind === tokenKind.openBracket && reader.peeksWord('for');
}

/** Reads `[for item in items: body]`. */
export function parseForLoop(
  reader: TokenReader,
  parseValue: Parser<Expression>,
  parseBody: Parser<Expression>,
): ForLoop {
  const { start } = reader;
  reader.advance();
  reader.isLost = false;
  reader.startAwaiting(tokenKind.closeBracket);
  reader.skipLinesInside();
  expectWord(reader, 'for');
  const { item, index } = parseLoopVariables(reader);
  expectWord(reader, 'in');
  acceptLineBreak(reader, 'in');
  const items = parseValue(reader);
  const hasColon = expectBeforeValue(reader, tokenKind.colon, ':', () => "Expected ':' and the body of the loop");
  const body = hasColon || reader.kind === tokenKind.openBrace ? parseBody(reader) : reader.missing();
  closeLoop(reader);
  return { kind: 'for', item, index, items, body, start, end: reader.previousEnd };
}

function closeLoop(reader: TokenReader): void {
  if (reader.kindOnNextLine() === tokenKind.closeBracket) reader.skipLines();
  if (reader.kind !== tokenKind.closeBracket) {
    reader.failBehind("Expected ']' after the body of the loop");
    reader.skipTo(tokenKind.closeBracket);
  }
  reader.stopAwaiting(tokenKind.closeBracket);
  if (reader.accept(tokenKind.closeBracket)) reader.isLost = false;
}

interface LoopVariables {
  readonly item: Name;
  readonly index: Name | undefined;
}

function parseLoopVariables(reader: TokenReader): LoopVariables {
  if (reader.kind !== tokenKind.openParen) {
    const item = parseName(reader, 'a name for the items of the loop');
    return { item, index: undefined };
  }
  const { start } = reader;
  const [item, index, ...others] = parseList(reader, loopVariablesShape, (each) => parseName(each, 'a name'));
  if (index === undefined || others.length > 0) {
    reader.report("Expected two names, '(item, index)'", start, reader.previousEnd);
    reader.isLost = true;
  }
  return { item: item ?? { kind: 'name', text: '', start: reader.previousEnd, end: reader.previousEnd }, index };
}

/** Reads `if (condition) {…}`. */
export function parseIfCondition(
  reader: TokenReader,
  parseValue: Parser<Expression>,
  parseBody: Parser<Expression>,
): IfCondition {
  const { start } = reader;
  reader.advance();
  const condition = parseCondition(reader, parseValue);
  acceptLineBreak(reader, ')');
  const hasBody = reader.kind === tokenKind.openBrace;
  if (!hasBody) reader.fail("Expected '{' after the condition");
  const body = hasBody ? parseBody(reader) : reader.missing();
  return { kind: 'if', condition, body, start, end: reader.previousEnd };
}

function parseCondition(reader: TokenReader, parseValue: Parser<Expression>): Expression {
  if (!reader.accept(tokenKind.openParen)) {
    reader.fail("Expected '(' and a condition after 'if'");
    reader.skipTo(tokenKind.openBrace);
    return reader.missing();
  }
  reader.isLost = false;
  reader.startAwaiting(tokenKind.closeParen);
  reader.skipLinesInside();
  const condition = parseValue(reader);
  if (reader.kindOnNextLine() === tokenKind.closeParen) reader.skipLines();
  if (reader.kind !== tokenKind.closeParen) {
    reader.fail("Expected ')' after the condition");
    reader.skipTo(tokenKind.closeParen);
  }
  reader.stopAwaiting(tokenKind.closeParen);
  if (reader.accept(tokenKind.closeParen)) reader.isLost = false;
  return condition;
}

const loopVariablesShape: ListShape = {
  open: '(',
  close: ')',
  closeKind: tokenKind.closeParen,
  separator: 'commas',
  trailingComma: true,
  isOfValues: true,
  beginsItem: ({ kind }) => kind === tokenKind.identifier,
};
