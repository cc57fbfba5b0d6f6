// Declarations without a body: parameters, variables, types, functions, outputs and their like.

import type {
  AssertDeclaration,
  Declaration,
  Decorator,
  Expression,
  FunctionDeclaration,
  FunctionParameter,
  MetadataDeclaration,
  OutputDeclaration,
  ParameterAssignment,
  ParameterDeclaration,
  TargetScopeDeclaration,
  TypeDeclaration,
  VariableDeclaration,
} from './nodes.ts';
import { parseExpression } from './parse-expressions.ts';
import { type ListShape, parseList } from './parse-lists.ts';
import { expectBeforeValue, parseDeclaredName, parseName } from './parse-names.ts';
import { missingType, parseDeclaredType } from './parse-types.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads one sort of declaration, whose keyword is next. `start` is where its decorators begin. */
export type DeclarationParser = (
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
) => Declaration | undefined;

/** Reads `targetScope = value`. */
export function parseTargetScope(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): TargetScopeDeclaration {
  reader.advance();
  const value = parseAssigned(reader);
  return { kind: 'targetScope', decorators, value, start, end: reader.previousEnd };
}

/** Reads `metadata name = value`. */
export function parseMetadata(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): MetadataDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a metadata entry');
  const value = parseAssigned(reader);
  return { kind: 'metadata', decorators, name, value, start, end: reader.previousEnd };
}

/** Reads `assert name = condition`. */
export function parseAssert(reader: TokenReader, decorators: readonly Decorator[], start: number): AssertDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of an assertion');
  const value = parseAssigned(reader);
  return { kind: 'assert', decorators, name, value, start, end: reader.previousEnd };
}

/** Reads `param name type = default`. */
export function parseParameter(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ParameterDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a parameter');
  const type = parseDeclaredType(reader);
  const hasDefault =
    !isAtEnd(reader) && expectBeforeValue(reader, tokenKind.assign, '=', () => "Expected '=' or a new line");
  const defaultValue = hasDefault ? parseExpression(reader) : undefined;
  return { kind: 'parameter', decorators, name, type, defaultValue, start, end: reader.previousEnd };
}

/** Reads `param name = value`, as parameter files have it. */
export function parseParameterAssignment(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ParameterAssignment {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a parameter');
  const value = parseAssigned(reader);
  return { kind: 'assignment', decorators, name, value, start, end: reader.previousEnd };
}

/** Reads `var name [type] = value`. */
export function parseVariable(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): VariableDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a variable');
  const hasType = !isAtEnd(reader) && reader.kind !== tokenKind.assign;
  const type = hasType ? parseDeclaredType(reader) : undefined;
  const value = parseAssigned(reader);
  return { kind: 'variable', decorators, name, type, value, start, end: reader.previousEnd };
}

/** Reads `type name = …`. */
export function parseTypeDeclaration(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): TypeDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a type');
  const isAssigned = expectBeforeValue(reader, tokenKind.assign, '=', () => "Expected '='");
  const type = isAssigned ? parseDeclaredType(reader) : missingType(reader);
  return { kind: 'type', decorators, name, type, start, end: reader.previousEnd };
}

/** Reads `output name type = value`. */
export function parseOutput(reader: TokenReader, decorators: readonly Decorator[], start: number): OutputDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of an output');
  const type = parseDeclaredType(reader, true);
  const value = parseAssigned(reader);
  return { kind: 'output', decorators, name, type, value, start, end: reader.previousEnd };
}

/** Reads `func name(a type, …) type => body`. */
export function parseFunction(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): FunctionDeclaration {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of a function');
  const hasParameters = reader.kind === tokenKind.openParen;
  if (!hasParameters) reader.fail("Expected '(' and the parameters of the function");
  const parameters = hasParameters ? parseList(reader, parametersShape, parseFunctionParameter) : [];
  const returns = parseDeclaredType(reader);
  const body = parseFunctionBody(reader);
  return { kind: 'function', decorators, name, parameters, returns, body, start, end: reader.previousEnd };
}

const parametersShape: ListShape = {
  open: '(',
  close: ')',
  closeKind: tokenKind.closeParen,
  separator: 'commas',
  trailingComma: true,
  isOfValues: true,
  beginsItem: ({ kind }) => kind === tokenKind.identifier,
};

/** Reads `name type`. Without a name there is no parameter, but a problem. */
function parseFunctionParameter(reader: TokenReader): FunctionParameter | undefined {
  const name = parseName(reader, 'the name of a parameter');
  const type = parseDeclaredType(reader);
  return name.text === '' ? undefined : { name, type, start: name.start, end: reader.previousEnd };
}

/** Unlike other values, the body of a function may stand on the next line. */
function parseFunctionBody(reader: TokenReader): Expression {
  if (reader.kind !== tokenKind.arrow) {
    reader.fail("Expected '=>' and the body of the function");
    if (!reader.skipTo(tokenKind.arrow)) return reader.missing();
  }
  reader.advance();
  reader.isLost = false;
  reader.skipLinesInside();
  return parseExpression(reader);
}

function parseAssigned(reader: TokenReader): Expression {
  const isAssigned = expectBeforeValue(reader, tokenKind.assign, '=', () => "Expected '='");
  return isAssigned ? parseExpression(reader) : reader.missing();
}

function isAtEnd(reader: TokenReader): boolean {
  return reader.kind === tokenKind.newline || reader.kind === tokenKind.endOfFile;
}
