// Types: names, literals, objects, tuples, unions, and what may stand behind them.

import type {
  Decorator,
  ObjectType,
  ObjectTypeAdditional,
  ObjectTypeProperty,
  TupleTypeItem,
  TypeExpression,
} from './nodes.ts';
import { expectColon, objectShape, parseKey } from './parse-collections.ts';
import { parseDecorators } from './parse-decorators.ts';
import { parseExpression, parseInteger } from './parse-expressions.ts';
import { type ListShape, parseList } from './parse-lists.ts';
import { insteadOf, parseName } from './parse-names.ts';
import { isString, parseString } from './parse-strings.ts';
import { acceptLineBreak, beginsValue } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { type TokenKind, tokenKind } from './tokens.ts';

/**
 * Reads the type of a parameter, variable or output, where `resource 'Type@version'` is one too. Outputs may leave
 * the string out.
 */
export function parseDeclaredType(reader: TokenReader, isOutput = false): TypeExpression {
  if (!reader.isWord('resource') || reader.peek() === tokenKind.less) return parseType(reader);
  const { start } = reader;
  reader.advance();
  const type = isString(reader) ? parseString(reader, parseExpression) : undefined;
  if (type === undefined && !isOutput) reader.fail('Expected the type of the resource as a string');
  return { kind: 'typeResource', type, start, end: reader.previousEnd };
}

/** Reads a type. Where there is none, the result is missing and nothing is read. */
export function parseType(reader: TokenReader): TypeExpression {
  if (reader.isCutOff() || !reader.enter()) return missingType(reader);
  const { chain } = reader;
  reader.chain = 0;
  const type = parseUnion(reader);
  reader.chain = Math.max(chain, reader.chain);
  reader.leave();
  return type;
}

/** A type that is not there, at the end of what has been read. */
export function missingType(reader: TokenReader): TypeExpression {
  return { kind: 'typeMissing', start: reader.previousEnd, end: reader.previousEnd };
}

function parseUnion(reader: TokenReader): TypeExpression {
  const isLed = acceptPipe(reader);
  const start = isLed ? reader.previousEnd - 1 : reader.start;
  const first = parseMember(reader);
  if (!isLed && (reader.isLost || !isPipeNext(reader))) return first;
  const members = [first];
  while (!reader.isLost && acceptPipe(reader)) {
    acceptLineBreak(reader, '|');
    const { chain } = reader;
    reader.chain = 0;
    members.push(parseMember(reader));
    reader.chain = Math.max(chain, reader.chain);
  }
  return { kind: 'typeUnion', members, start, end: reader.previousEnd };
}

function isPipeNext(reader: TokenReader): boolean {
  return reader.kind === tokenKind.pipe || reader.kindOnNextLine() === tokenKind.pipe;
}

function acceptPipe(reader: TokenReader): boolean {
  if (!isPipeNext(reader)) return false;
  reader.skipLines();
  return reader.accept(tokenKind.pipe);
}

/** Reads one member of a union, with `?` and `!` behind it. */
function parseMember(reader: TokenReader): TypeExpression {
  const { start } = reader;
  let base = parseUnary(reader);
  while (!reader.isLost) {
    const kind = typeMarks[reader.kind];
    if (kind === undefined || !reader.link()) break;
    reader.advance();
    base = { kind, base, start, end: reader.previousEnd };
  }
  return base;
}

const typeMarks: Readonly<Partial<Record<TokenKind, 'typeNullable' | 'typeNonNullable'>>> = {
  [tokenKind.question]: 'typeNullable',
  [tokenKind.bang]: 'typeNonNullable',
};

function parseUnary(reader: TokenReader): TypeExpression {
  const { kind, start } = reader;
  if (kind !== tokenKind.bang && kind !== tokenKind.minus) return parsePostfix(reader);
  reader.advance();
  const operator = kind === tokenKind.bang ? '!' : '-';
  const operand = parsePostfix(reader);
  return { kind: 'typeUnary', operator, operand, start, end: reader.previousEnd };
}

// ── Accesses ───────────────────────────────────────────────────────────────────────────────────────────────────────

function parsePostfix(reader: TokenReader): TypeExpression {
  const { start } = reader;
  let target = parsePrimary(reader);
  while (!reader.isLost && (reader.kind === tokenKind.openBracket || reader.kind === tokenKind.dot) && reader.link()) {
    target = reader.kind === tokenKind.dot ? parseTypeMember(reader, target, start) : parseIndex(reader, target, start);
  }
  return target;
}

function parseTypeMember(reader: TokenReader, target: TypeExpression, start: number): TypeExpression {
  reader.advance();
  if (reader.accept(tokenKind.asterisk)) {
    return { kind: 'typeAdditionalProperties', target, start, end: reader.previousEnd };
  }
  const name = parseName(reader, "the name of a property or '*'");
  if (reader.kind !== tokenKind.less) return { kind: 'typeMember', target, name, start, end: reader.previousEnd };
  const args = parseList(reader, typeArgumentsShape, parseType);
  return { kind: 'typeCall', target, name, args, start, end: reader.previousEnd };
}

/** Reads `[]`, `[*]` or `[0]`. */
function parseIndex(reader: TokenReader, target: TypeExpression, start: number): TypeExpression {
  reader.advance();
  if (reader.accept(tokenKind.closeBracket)) return { kind: 'typeArray', item: target, start, end: reader.previousEnd };
  const isItems = reader.accept(tokenKind.asterisk);
  const index = isItems ? undefined : parseType(reader);
  if (reader.kind !== tokenKind.closeBracket) {
    reader.fail("Expected ']'");
    reader.skipTo(tokenKind.closeBracket);
  }
  if (reader.accept(tokenKind.closeBracket)) reader.isLost = false;
  const end = reader.previousEnd;
  return index === undefined
    ? { kind: 'typeItems', target, start, end }
    : { kind: 'typeIndex', target, index, start, end };
}

// ── Types that stand by themselves ─────────────────────────────────────────────────────────────────────────────────

function parsePrimary(reader: TokenReader): TypeExpression {
  const { kind, start } = reader;
  switch (kind) {
    case tokenKind.identifier:
      return parseNamed(reader);
    case tokenKind.openBrace:
      return parseObjectType(reader);
    case tokenKind.openBracket: {
      const items = parseList(reader, tupleShape, parseTupleItem);
      return { kind: 'typeTuple', items, start, end: reader.previousEnd };
    }
    case tokenKind.openParen:
      return parseParenthesis(reader);
    default: {
      const value = parseLiteral(reader);
      if (value !== undefined) return { kind: 'typeLiteral', value, start, end: reader.previousEnd };
      reader.fail(insteadOf(reader, 'a type'));
      return missingType(reader);
    }
  }
}

type Literal = Extract<TypeExpression, { kind: 'typeLiteral' }>['value'];

function parseLiteral(reader: TokenReader): Literal | undefined {
  const { kind, start, end } = reader;
  if (isString(reader)) return parseString(reader, parseExpression);
  if (kind === tokenKind.integer) return parseInteger(reader);
  if (kind === tokenKind.null) {
    reader.advance();
    return { kind: 'null', start, end };
  }
  if (kind !== tokenKind.true && kind !== tokenKind.false) return undefined;
  reader.advance();
  return { kind: 'boolean', value: kind === tokenKind.true, start, end };
}

const typeArgumentsShape: ListShape = {
  open: '<',
  close: '>',
  closeKind: tokenKind.greater,
  separator: 'commas',
  trailingComma: false,
  isOfValues: true,
  beginsItem: ({ kind }) => beginsValue[kind] === true,
};

function parseNamed(reader: TokenReader): TypeExpression {
  const { start, end } = reader;
  const text = reader.word();
  reader.advance();
  if (reader.kind !== tokenKind.less) return { kind: 'typeName', name: text, start, end };
  const args = parseList(reader, typeArgumentsShape, parseType);
  return {
    kind: 'typeCall',
    target: undefined,
    name: { kind: 'name', text, start, end },
    args,
    start,
    end: reader.previousEnd,
  };
}

const parenthesisShape: ListShape = {
  ...typeArgumentsShape,
  open: '(',
  close: ')',
  closeKind: tokenKind.closeParen,
};

function parseParenthesis(reader: TokenReader): TypeExpression {
  const { start } = reader;
  const types = parseList(reader, parenthesisShape, parseType);
  const end = reader.previousEnd;
  const [value] = types;
  if (value === undefined || types.length > 1) {
    reader.report('Expected one type between the parentheses', start, end);
    return { kind: 'typeParenthesised', value: missingType(reader), start, end };
  }
  return { kind: 'typeParenthesised', value, start, end };
}

// ── Objects and tuples ─────────────────────────────────────────────────────────────────────────────────────────────

const objectTypeShape: ListShape = {
  ...objectShape,
  declares: ({ kind }) => kind === tokenKind.at,
  beginsItem: (reader) =>
    objectShape.beginsItem(reader) || reader.kind === tokenKind.at || reader.kind === tokenKind.asterisk,
};

function parseObjectType(reader: TokenReader): ObjectType {
  const { start } = reader;
  const additional: ObjectTypeAdditional[] = [];
  const properties = parseList(reader, objectTypeShape, () => parseObjectTypeMember(reader, additional));
  return { kind: 'typeObject', properties, additional: additional[0], start, end: reader.previousEnd };
}

/** Reads `name: type`, or `*: type`, which goes to `additional`. */
function parseObjectTypeMember(
  reader: TokenReader,
  additional: ObjectTypeAdditional[],
): ObjectTypeProperty | undefined {
  const { start } = reader;
  const decorators = parseInnerDecorators(reader);
  const keyStart = reader.start;
  if (reader.accept(tokenKind.asterisk)) {
    const type = expectColon(reader, keyStart) ? parseType(reader) : missingType(reader);
    additional.push({ decorators, type, start, end: reader.previousEnd });
    return undefined;
  }
  const key = parseKey(reader, parseExpression);
  if (key === undefined) return undefined;
  const type = expectColon(reader, keyStart) ? parseType(reader) : missingType(reader);
  return { decorators, key, type, start, end: reader.previousEnd };
}

/** Decorators of something inside of a type. A declaration behind them is no part of that type. */
function parseInnerDecorators(reader: TokenReader): readonly Decorator[] {
  const decorators = parseDecorators(reader);
  if (decorators.length > 0 && reader.atDeclaration()) reader.failBehind('Expected a property after the decorator');
  return decorators;
}

const tupleShape: ListShape = {
  open: '[',
  close: ']',
  closeKind: tokenKind.closeBracket,
  separator: 'lines',
  trailingComma: true,
  isOfValues: true,
  declares: ({ kind }) => kind === tokenKind.at,
  beginsItem: ({ kind }) => beginsValue[kind] === true || kind === tokenKind.at || kind === tokenKind.pipe,
};

function parseTupleItem(reader: TokenReader): TupleTypeItem {
  const { start } = reader;
  const decorators = parseInnerDecorators(reader);
  const type = parseType(reader);
  return { decorators, type, ...reader.placeFrom(start) };
}
