// Values that are written out and cannot be of the type that is written in front of them.

import type { Document } from '../values/document.ts';
import { decorator } from './decorators.ts';
import type { Problems } from './problems.ts';
import type { BicepSymbol } from './symbols.ts';
import type { Declaration, Expression, Node, ParameterDeclaration, TypeExpression } from './syntax/nodes.ts';
import { literalText } from './walk.ts';

type Uses = ReadonlyMap<Node, BicepSymbol>;

/** Checks the default of a parameter, and the values of outputs and typed variables. */
export function checkValue(declaration: Declaration, uses: Uses, document: Document, problems: Problems): void {
  const [type, value] = typeAndValue(declaration);
  if (type === undefined || value === undefined) return;
  const expected = expectation(type, uses, 0);
  const written = kindOf(value);
  if (expected === undefined || written === undefined) return;
  if (!expected.kinds.has(written))
    problems.report(`The type is ${[...expected.kinds].join(' or ')}, but this is ${written}`, document, value);
  else checkText(value, expected.texts, document, problems);
  if (declaration.kind === 'parameter') checkAllowed(declaration, value, document, problems);
}

function typeAndValue(declaration: Declaration): readonly [TypeExpression | undefined, Expression | undefined] {
  switch (declaration.kind) {
    case 'parameter':
      return [declaration.type, declaration.defaultValue];
    case 'output':
    case 'variable':
      return [declaration.type, declaration.value];
    default:
      return [undefined, undefined];
  }
}

/** What the type takes: kinds of values, and which texts. */
interface Expectation {
  readonly kinds: ReadonlySet<string>;
  /** Undefined when any text will do. */
  readonly texts: readonly string[] | undefined;
}

const anyText = { kinds: new Set(['string']), texts: undefined };

/** Types that stand for types are followed at most this far. */
const maxDepth = 20;

/** Undefined for types that are not known from what is written. */
function expectation(type: TypeExpression, uses: Uses, depth: number): Expectation | undefined {
  if (depth > maxDepth) return undefined;
  switch (type.kind) {
    case 'typeName': {
      const symbol = uses.get(type);
      if (symbol?.kind === 'type') return expectation(symbol.declaration.type, uses, depth + 1);
      if (symbol !== undefined) return undefined;
      if (type.name === 'string') return anyText;
      return /^(int|bool|object|array)$/.test(type.name) ? { kinds: new Set([type.name]), texts: [] } : undefined;
    }
    case 'typeParenthesised':
      return expectation(type.value, uses, depth + 1);
    case 'typeNullable': {
      const base = expectation(type.base, uses, depth + 1);
      return base && { ...base, kinds: new Set([...base.kinds, 'null']) };
    }
    case 'typeArray':
    case 'typeTuple':
      return { kinds: new Set(['array']), texts: [] };
    case 'typeObject':
      return { kinds: new Set(['object']), texts: [] };
    case 'typeLiteral': {
      const kind = kindOf(type.value);
      const text = literalText(type.value);
      return kind === undefined ? undefined : { kinds: new Set([kind]), texts: text === undefined ? [] : [text] };
    }
    case 'typeUnion':
      return union(type.members.map((member) => expectation(member, uses, depth + 1)));
    default:
      return undefined;
  }
}

function union(members: readonly (Expectation | undefined)[]): Expectation | undefined {
  const known = members.filter((member) => member !== undefined);
  if (known.length < members.length) return undefined;
  const anything = known.some(({ texts }) => texts === undefined);
  return {
    kinds: new Set(known.flatMap(({ kinds }) => [...kinds])),
    texts: anything ? undefined : known.flatMap(({ texts }) => texts ?? []),
  };
}

/** The kind of a value that is written out; undefined when it is computed. */
function kindOf(value: Expression): string | undefined {
  switch (value.kind) {
    case 'string':
      return 'string';
    case 'integer':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'object':
    case 'array':
    case 'null':
      return value.kind;
    case 'parenthesised':
      return kindOf(value.value);
    case 'unary':
      return value.operand.kind === 'integer' && value.operator === '-' ? 'int' : undefined;
    default:
      return undefined;
  }
}

function checkText(
  value: Expression,
  texts: readonly string[] | undefined,
  document: Document,
  problems: Problems,
): void {
  const text = literalText(value);
  if (text === undefined || texts === undefined || texts.includes(text)) return;
  problems.report(`'${text}' is not one of ${texts.map((one) => `'${one}'`).join(', ')}`, document, value);
}

/** A default must be one of the allowed values. */
function checkAllowed(
  declaration: ParameterDeclaration,
  value: Expression,
  document: Document,
  problems: Problems,
): void {
  const [allowed] = decorator(declaration, 'allowed') ?? [];
  if (allowed?.kind !== 'array') return;
  const texts = allowed.items.map((item) => (item.kind === 'spread' ? undefined : literalText(item)));
  if (texts.every((text) => text !== undefined)) checkText(value, texts, document, problems);
}
