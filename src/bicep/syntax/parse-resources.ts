// Declarations with a body: resources, modules and tests. Resources may hold resources.

import type {
  Decorator,
  Expression,
  ModuleDeclaration,
  Property,
  ResourceDeclaration,
  Spread,
  StringLiteral,
  TestDeclaration,
} from './nodes.ts';
import {
  isForLoop,
  objectShape,
  type Parser,
  parseForLoop,
  parseIfCondition,
  parseMember,
  parseObject,
} from './parse-collections.ts';
import { parseDecorators } from './parse-decorators.ts';
import { parseExpression } from './parse-expressions.ts';
import type { ListShape } from './parse-lists.ts';
import { expectAnchor, parseDeclaredName } from './parse-names.ts';
import { isString, missingString, parseString } from './parse-strings.ts';
import { acceptLineBreak } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads `resource name 'Type@version' [existing] = body`; the keyword is next. */
export function parseResource(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ResourceDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a resource');
  const type = parseText(reader, "Expected the type of the resource, 'Type@version', as a string");
  const existing = reader.isWord('existing');
  if (existing) reader.advance();
  const value = parseBody(reader, parseResourceObject);
  return { kind: 'resource', decorators, name, type, existing, value, start, end: reader.previousEnd };
}

/** Reads `module name 'path' = body`; the keyword is next. */
export function parseModule(reader: TokenReader, decorators: readonly Decorator[], start: number): ModuleDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a module');
  const path = parseText(reader, 'Expected the path of the module as a string');
  const value = parseBody(reader, parsePlainObject);
  return { kind: 'module', decorators, name, path, value, start, end: reader.previousEnd };
}

/** Reads `test name 'path' = {…}`; the keyword is next. */
export function parseTest(reader: TokenReader, decorators: readonly Decorator[], start: number): TestDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a test');
  const path = parseText(reader, 'Expected the path of the file to test as a string');
  const value = expectBody(reader) ? parseBraced(reader) : reader.missing();
  return { kind: 'test', decorators, name, path, value, start, end: reader.previousEnd };
}

/** Reads a string that a declaration cannot do without. */
export function parseText(reader: TokenReader, message: string): StringLiteral {
  if (isString(reader)) {
    reader.isLost = false;
    return parseString(reader, parseExpression);
  }
  reader.fail(message);
  return missingString(reader);
}

/** Reads `= {…}`, `= if (…) {…}` or `= [for …: …]`. */
function parseBody(reader: TokenReader, parseBraces: Parser<Expression>): Expression {
  if (!expectBody(reader)) return reader.missing();
  if (!isForLoop(reader)) return parseObjectOrCondition(reader, parseBraces, "'{', 'if' or '[for'");
  return parseForLoop(reader, parseExpression, () => parseObjectOrCondition(reader, parseBraces, "'{' or 'if'"));
}

/** Reads the `=` in front of a body. What begins like a body is taken for one without it, too. */
function expectBody(reader: TokenReader): boolean {
  const isAssigned = expectAnchor(reader, tokenKind.assign, () => "Expected '='");
  if (!isAssigned) return reader.kind === tokenKind.openBrace || reader.isWord('if') || isForLoop(reader);
  if (reader.nextLineBeginsWith('if')) reader.skipLines();
  else acceptLineBreak(reader, '=');
  return true;
}

function parseBraced(reader: TokenReader): Expression {
  if (reader.kind === tokenKind.openBrace) return parsePlainObject(reader);
  reader.fail("Expected '{'");
  return reader.missing();
}

function parseObjectOrCondition(reader: TokenReader, parseBraces: Parser<Expression>, expected: string): Expression {
  if (!reader.enter()) return reader.missing();
  const value = parseEntered(reader, parseBraces, expected);
  reader.leave();
  return value;
}

function parseEntered(reader: TokenReader, parseBraces: Parser<Expression>, expected: string): Expression {
  if (reader.kind === tokenKind.openBrace) return parseBraces(reader);
  if (reader.isWord('if')) return parseIfCondition(reader, parseExpression, parseBraces);
  reader.fail(`Expected ${expected}`);
  return reader.missing();
}

function parsePlainObject(reader: TokenReader): Expression {
  return parseObject(reader, parsePlainMember);
}

/** Reads an object that holds no resources. */
export function parsePlainMember(reader: TokenReader): Property | Spread | undefined {
  return parseMember(reader, parseExpression);
}

const resourceShape: ListShape = {
  ...objectShape,
  declares: (reader) => reader.kind === tokenKind.at || isNested(reader),
  beginsItem: (reader) => objectShape.beginsItem(reader) || reader.kind === tokenKind.at || isNested(reader),
};

function parseResourceObject(reader: TokenReader): Expression {
  return parseObject(reader, parseResourceMember, resourceShape);
}

function parseResourceMember(reader: TokenReader): Property | Spread | ResourceDeclaration | undefined {
  const { start } = reader;
  const decorators = parseDecorators(reader);
  if (isNested(reader)) return parseResource(reader, decorators, start);
  if (decorators.length === 0) return parsePlainMember(reader);
  reader.failBehind("Expected 'resource' after the decorator");
  return undefined;
}

/** `resource` is a property like any other, unless a name follows it. */
function isNested(reader: TokenReader): boolean {
  return reader.isWord('resource') && reader.peek() === tokenKind.identifier;
}
