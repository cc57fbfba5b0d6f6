// Expressions: operators by their precedence, accesses behind a value, calls, lambdas and literals.

import type { Expression, IntegerLiteral, Lambda, Name } from './nodes.ts';
import { type Operator, operators } from './operators.ts';
import {
  isForLoop,
  parseArray,
  parseForLoop,
  parseIfCondition,
  parseMember,
  parseObject,
} from './parse-collections.ts';
import { type ListShape, parseList } from './parse-lists.ts';
import { expectBeforeValue, insteadOf, parseName } from './parse-names.ts';
import { parseString } from './parse-strings.ts';
import { acceptLineBreak, beginsValue } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads an expression. Where there is none, the result is missing and nothing is read. */
export function parseExpression(reader: TokenReader): Expression {
  if (reader.isCutOff() || !reader.enter()) return reader.missing();
  const { chain } = reader;
  reader.chain = 0;
  const value = parseTernary(reader);
  reader.chain = Math.max(chain, reader.chain);
  reader.leave();
  return value;
}

// ── Operators ──────────────────────────────────────────────────────────────────────────────────────────────────────

function parseTernary(reader: TokenReader): Expression {
  const { start } = reader;
  const condition = parseBinary(reader, 0);
  if (reader.kindOnNextLine() === tokenKind.question) reader.skipLines();
  if (reader.isLost || !reader.accept(tokenKind.question)) return condition;
  acceptLineBreak(reader, '?');
  const whenTrue = parseExpression(reader);
  if (reader.kindOnNextLine() === tokenKind.colon) reader.skipLines();
  const hasColon = expectBeforeValue(reader, tokenKind.colon, ':', () => "Expected ':' and a second value for '?'");
  const whenFalse = hasColon ? parseExpression(reader) : reader.missing();
  return { kind: 'ternary', condition, whenTrue, whenFalse, start, end: reader.previousEnd };
}

function parseBinary(reader: TokenReader, above: number): Expression {
  const { start } = reader;
  let left = parseUnary(reader);
  for (;;) {
    acceptOperatorOnNextLine(reader);
    const operator = operators[reader.kind];
    if (operator === undefined || operator.precedence <= above || reader.isLost || !reader.link()) return left;
    reader.advance();
    acceptLineBreak(reader, operator.symbol);
    const right = parseRight(reader, operator);
    left = { kind: 'binary', operator: operator.symbol, left, right, start, end: reader.previousEnd };
  }
}

/** Nothing but the rest of an expression begins with an operator, `-` excepted. */
function acceptOperatorOnNextLine(reader: TokenReader): void {
  const kind = reader.kindOnNextLine();
  if (kind === undefined || kind === tokenKind.minus || operators[kind] === undefined) return;
  reader.report(`Bicep takes no line break before '${operators[kind].symbol}'`, reader.previousEnd, reader.previousEnd);
  reader.skipLines();
}

function parseRight(reader: TokenReader, { precedence }: Operator): Expression {
  if (!reader.enter()) return reader.missing();
  const { chain } = reader;
  reader.chain = 0;
  const value = parseBinary(reader, precedence);
  reader.chain = Math.max(chain, reader.chain);
  reader.leave();
  return value;
}

function parseRepeatedUnary(reader: TokenReader): Expression {
  if (!reader.enter()) return reader.missing();
  const value = parseUnary(reader, true);
  reader.leave();
  return value;
}

function parseUnary(reader: TokenReader, isReported = false): Expression {
  const { kind, start } = reader;
  if (kind !== tokenKind.bang && kind !== tokenKind.minus) return parsePostfix(reader);
  reader.advance();
  const operator = kind === tokenKind.bang ? '!' : '-';
  const isRepeated = reader.kind === tokenKind.bang || reader.kind === tokenKind.minus;
  if (isRepeated && !isReported) reader.report(`Bicep wants parentheses around what stands after '${operator}'`);
  const operand = isRepeated ? parseRepeatedUnary(reader) : parsePostfix(reader);
  return { kind: 'unary', operator, operand, start, end: reader.previousEnd };
}

// ── Accesses ───────────────────────────────────────────────────────────────────────────────────────────────────────

function parsePostfix(reader: TokenReader): Expression {
  const { start } = reader;
  let target = parsePrimary(reader);
  while (!reader.isLost) {
    const next = parseAccess(reader, target, start);
    if (next === undefined) break;
    target = next;
  }
  return target;
}

function parseAccess(reader: TokenReader, target: Expression, start: number): Expression | undefined {
  switch (reader.kind) {
    case tokenKind.dot:
      return reader.link() ? parseProperty(reader, target, start) : undefined;
    case tokenKind.openBracket:
      return reader.link() ? parseIndex(reader, target, start) : undefined;
    case tokenKind.doubleColon: {
      if (!reader.link()) return undefined;
      reader.advance();
      const name = parseName(reader, 'the name of a nested resource');
      return { kind: 'resourceAccess', target, name, start, end: reader.previousEnd };
    }
    case tokenKind.bang:
      if (!reader.link()) return undefined;
      reader.advance();
      return { kind: 'nonNull', target, start, end: reader.previousEnd };
    case tokenKind.newline:
      return acceptDotOnNextLine(reader) ? parseAccess(reader, target, start) : undefined;
    default:
      return undefined;
  }
}

function acceptDotOnNextLine(reader: TokenReader): boolean {
  const kind = reader.kindOnNextLine();
  if (kind !== tokenKind.dot && kind !== tokenKind.doubleColon) return false;
  const symbol = kind === tokenKind.dot ? '.' : '::';
  reader.report(`Bicep takes no line break before '${symbol}'`, reader.previousEnd, reader.previousEnd);
  reader.skipLines();
  return true;
}

function parseProperty(reader: TokenReader, target: Expression, start: number): Expression {
  reader.advance();
  const mark = reader.start;
  const safe = reader.accept(tokenKind.question);
  const name = parseName(reader, 'the name of a property or function');
  if (reader.kind !== tokenKind.openParen || reader.isLost) {
    return { kind: 'propertyAccess', target, name, safe, start, end: reader.previousEnd };
  }
  if (safe) reader.report("Functions cannot be called with '.?'", mark, mark + 1);
  const args = parseArguments(reader);
  return { kind: 'methodCall', target, name, args, start, end: reader.previousEnd };
}

function parseIndex(reader: TokenReader, target: Expression, start: number): Expression {
  reader.advance();
  reader.startAwaiting(tokenKind.closeBracket);
  const safe = reader.accept(tokenKind.question);
  const fromEnd = reader.accept(tokenKind.caret);
  acceptLineBreak(reader, '[');
  const index = parseExpression(reader);
  closeBracket(reader);
  reader.stopAwaiting(tokenKind.closeBracket);
  if (reader.accept(tokenKind.closeBracket)) reader.isLost = false;
  return { kind: 'indexAccess', target, index, safe, fromEnd, start, end: reader.previousEnd };
}

/** Moves to the `]` that is due, wherever it is. */
function closeBracket(reader: TokenReader): void {
  if (reader.kind === tokenKind.closeBracket) return;
  if (reader.kindOnNextLine() === tokenKind.closeBracket) {
    reader.report("Bicep takes no line break before ']'", reader.previousEnd, reader.previousEnd);
    reader.skipLines();
  } else {
    reader.fail("Expected ']'");
    reader.skipTo(tokenKind.closeBracket);
  }
}

// ── Values ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function parsePrimary(reader: TokenReader): Expression {
  const { kind, start, end } = reader;
  switch (kind) {
    case tokenKind.string:
    case tokenKind.stringStart:
      return parseString(reader, parseExpression);
    case tokenKind.identifier:
      return parseNamed(reader);
    case tokenKind.integer:
      return parseInteger(reader);
    case tokenKind.true:
    case tokenKind.false:
      reader.advance();
      return { kind: 'boolean', value: kind === tokenKind.true, start, end };
    case tokenKind.null:
      reader.advance();
      return { kind: 'null', start, end };
    case tokenKind.openBrace:
    case tokenKind.openBracket:
      return parseLiteral(reader);
    case tokenKind.openParen:
      return parseParenthesis(reader);
    default:
      reader.fail(insteadOf(reader, 'a value'));
      return reader.missing();
  }
}

/** Reads an array, an object, or a loop. */
function parseLiteral(reader: TokenReader): Expression {
  const { takesLiterals } = reader;
  if (!takesLiterals) reader.report('Arrays and objects cannot stand inside of a string');
  reader.takesLiterals = true;
  const value = parseBracketed(reader);
  reader.takesLiterals = takesLiterals;
  return value;
}

function parseBracketed(reader: TokenReader): Expression {
  if (reader.kind === tokenKind.openBrace) return parseObject(reader, parseProperties);
  return isForLoop(reader) ? parseForLoop(reader, parseExpression, parseLoopBody) : parseArray(reader, parseExpression);
}

function parseLoopBody(reader: TokenReader): Expression {
  if (!reader.isWord('if') || reader.peek() !== tokenKind.openParen) return parseExpression(reader);
  reader.report('Only the loops of resources and modules can leave items out');
  return parseIfCondition(reader, parseExpression, parseExpression);
}

function parseProperties(reader: TokenReader): ReturnType<typeof parseMember> {
  return parseMember(reader, parseExpression);
}

const largestInteger = 2n ** 63n - 1n;
const minusCode = 45;

/** Reads digits. A `-` in front reaches one further down than integers reach up. */
export function parseInteger(reader: TokenReader): IntegerLiteral {
  const { start, end } = reader;
  const digits = reader.word();
  const value = Number(digits);
  const exact = Number.isSafeInteger(value) ? value : BigInt(digits);
  const isNegative = reader.text.charCodeAt(reader.previousEnd - 1) === minusCode;
  if (exact > (isNegative ? largestInteger + 1n : largestInteger)) reader.report('Integers have 64 bits at most');
  reader.advance();
  return { kind: 'integer', value: exact, start, end };
}

/** Reads a variable, a call, or a lambda of one parameter. */
function parseNamed(reader: TokenReader): Expression {
  const { start, end } = reader;
  const text = reader.word();
  reader.advance();
  if (reader.kind === tokenKind.openParen) {
    const args = parseArguments(reader);
    return { kind: 'call', name: { kind: 'name', text, start, end }, args, start, end: reader.previousEnd };
  }
  if (reader.kind === tokenKind.arrow) return parseLambda(reader, [{ kind: 'name', text, start, end }], start);
  return { kind: 'variable', name: text, start, end };
}

const argumentsShape: ListShape = {
  open: '(',
  close: ')',
  closeKind: tokenKind.closeParen,
  separator: 'commas',
  trailingComma: false,
  isOfValues: true,
  beginsItem: ({ kind }) => beginsValue[kind] === true,
};

/** Reads `(a, b)` of a call. */
export function parseArguments(reader: TokenReader): readonly Expression[] {
  return parseList(reader, argumentsShape, parseExpression);
}

const parenthesisShape: ListShape = { ...argumentsShape, trailingComma: true };

/** Reads `(value)`, or the lambda `(a, b) => body`. */
function parseParenthesis(reader: TokenReader): Expression {
  const { start } = reader;
  const values = parseList(reader, parenthesisShape, parseExpression);
  if (reader.kind === tokenKind.arrow) return parseLambda(reader, lambdaParameters(reader, values), start);
  const end = reader.previousEnd;
  const [value] = values;
  if (value === undefined || values.length > 1) {
    reader.report('Expected one value between the parentheses', start, end);
    return { kind: 'parenthesised', value: reader.missing(), start, end };
  }
  return { kind: 'parenthesised', value, start, end };
}

function lambdaParameters(reader: TokenReader, values: readonly Expression[]): readonly Name[] {
  return values.flatMap((value) => {
    const { start, end } = value;
    if (value.kind === 'variable') return [{ kind: 'name', text: value.name, start, end }];
    if (value.kind !== 'missing') reader.report('Expected the name of a parameter', start, end);
    return [];
  });
}

function parseLambda(reader: TokenReader, parameters: readonly Name[], start: number): Lambda {
  reader.advance();
  reader.skipLinesInside();
  const { takesLiterals } = reader;
  reader.takesLiterals = true;
  const body = parseExpression(reader);
  reader.takesLiterals = takesLiterals;
  return { kind: 'lambda', parameters, body, start, end: reader.previousEnd };
}
