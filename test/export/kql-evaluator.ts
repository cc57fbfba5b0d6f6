// A small evaluator of the KQL that is emitted, over the syntax tree of Microsoft's parser. It shares nothing with the
// code under test; its nulls are those of the documentation: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values

import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../src/values/json.ts';
import { type KqlNode, parseKql } from '../support/kusto.ts';

/** A row of a table. */
export type Row = JsonObject;

/** Values of KQL: dynamic ones are JSON; null stands for the nulls of all types. */
type Scope = Readonly<Record<string, Json>>;

/** Columns of type string: what a row does not have is an empty text there. */
const stringColumns: ReadonlySet<string> = new Set([
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
]);

const columnNames = [...stringColumns, 'sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation'];

/** Runs a query over the rows of its table. */
export function runKql(query: string): (rows: readonly Row[]) => readonly Row[] {
  const stages = stagesOf(statementOf(parseKql(query)));
  return (rows) => stages.reduce<readonly Row[]>((current, stage) => apply(stage, current), rows.map(wholeRow));
}

function wholeRow(row: Row): Row {
  return Object.fromEntries(columnNames.map((name) => [name, row[name] ?? (stringColumns.has(name) ? '' : null)]));
}

function statementOf(root: KqlNode): KqlNode {
  const [statement] = root.children;
  const [expression] = statement?.children ?? [];
  if (expression === undefined) throw new Error('The query is empty');
  return expression;
}

/** The operators behind the table, in order. */
function stagesOf(node: KqlNode): readonly KqlNode[] {
  if (node.kind !== 'PipeExpression') return [];
  const [input, operator] = node.children;
  return [...(input === undefined ? [] : stagesOf(input)), ...(operator === undefined ? [] : [operator])];
}

function apply(stage: KqlNode, rows: readonly Row[]): readonly Row[] {
  const [, ...parts] = stage.children;
  switch (stage.kind) {
    // What is null is not true.
    case 'FilterOperator':
      return rows.filter((row) => evaluate(only(parts), row) === true);
    case 'ExtendOperator': {
      const [name, , value] = only(parts).children;
      return rows.map((row) => ({ ...row, [nameText(name)]: evaluate(required(value), row) }));
    }
    case 'SummarizeOperator':
      return counted(parts, rows);
    case 'SortOperator': {
      const column = nameText(parts.find(({ kind }) => kind === 'OrderedExpression')?.children[0]);
      return [...rows].sort((a, b) => (String(a[column]) < String(b[column]) ? -1 : 1));
    }
    case 'ProjectOperator':
      return rows.map((row) => Object.fromEntries(parts.map((part) => [nameText(part), row[nameText(part)] ?? null])));
    default:
      throw new Error(`There is no ${stage.kind} here`);
  }
}

/** `summarize <name> = count() by <column>` and nothing else. */
function counted([aggregate, by]: readonly KqlNode[], rows: readonly Row[]): readonly Row[] {
  const [name, , call] = required(aggregate).children;
  if (nameText(call?.children[0]) !== 'count') throw new Error('Nothing but count() is aggregated here');
  const column = nameText(required(by).children[1]);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(text(row[column] ?? null), (counts.get(text(row[column] ?? null)) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ [column]: value, [nameText(name)]: count }));
}

function only(parts: readonly KqlNode[]): KqlNode {
  if (parts.length !== 1) throw new Error(`One part was expected, there are ${parts.length}`);
  return required(parts[0]);
}

function required(node: KqlNode | undefined): KqlNode {
  if (node === undefined) throw new Error('A part of the query is missing');
  return node;
}

/** A name, also in brackets. */
function nameText(node: KqlNode | undefined): string {
  if (node === undefined) return '';
  return node.children.length === 0
    ? String(node.value ?? node.text)
    : (node.children.map(nameText).find((text) => !'[]'.includes(text)) ?? '');
}

function evaluate(node: KqlNode, row: Scope): Json {
  const [left, second, third] = node.children;
  switch (node.kind) {
    case 'NameReference':
      return row[nameText(node)] ?? null;
    case 'ParenthesizedExpression':
      return evaluate(required(left), row);
    case 'PathExpression':
      return memberOf(evaluate(required(left), row), nameText(second));
    case 'ElementExpression':
      return memberOf(evaluate(required(left), row), evaluate(required(second?.children[0]), row));
    case 'FunctionCallExpression':
      return call(
        nameText(left),
        (second?.children ?? []).map((argument) => () => evaluate(argument, row)),
      );
    case 'AndExpression':
      return both(evaluate(required(left), row), evaluate(required(third), row));
    case 'OrExpression': {
      const joint = both(inverse(evaluate(required(left), row)), inverse(evaluate(required(third), row)));
      return inverse(joint);
    }
    case 'UnaryMinusExpression':
      return -Number(evaluate(required(second), row));
    default:
      return node.kind.endsWith('LiteralExpression')
        ? literal(required(left))
        : compare(node.kind, evaluate(required(left), row), operand(required(third), row));
  }
}

function literal({ kind, value, text }: KqlNode): Json {
  if (kind === 'StringLiteralToken') return String(value);
  return kind === 'BooleanLiteralToken' ? text === 'true' : Number(text);
}

function operand(node: KqlNode, row: Scope): Json {
  return node.kind === 'ExpressionList' ? node.children.map((item) => evaluate(item, row)) : evaluate(node, row);
}

/** Names of members are compared exactly. */
function memberOf(value: Json, key: Json): Json {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return typeof key === 'number' ? ((value[key] as Json | undefined) ?? null) : null;
  return typeof key === 'string' && Object.hasOwn(value, key) ? ((value as JsonObject)[key] ?? null) : null;
}

function both(a: Json, b: Json): Json {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}

function inverse(value: Json): Json {
  return value === null ? null : value !== true;
}

type Lazy = () => Json;

function call(name: string, given: readonly Lazy[]): Json {
  const [first = () => null, second = () => null, third = () => null] = given;
  switch (name) {
    case 'tostring':
      return text(first());
    case 'isnull':
      return first() === null;
    case 'isnotnull':
      return first() !== null;
    case 'isempty':
      return text(first()) === '';
    case 'isnotempty':
      return text(first()) !== '';
    case 'gettype':
      return typeName(first());
    case 'toreal':
      return real(first());
    case 'coalesce':
      return given.map((argument) => argument()).find((value) => value !== null) ?? null;
    case 'not':
      return inverse(first());
    case 'iff':
      return first() === true ? second() : third();
    case 'case':
      return given.length < 2 ? first() : first() === true ? second() : call(name, given.slice(2));
    case 'tolower':
      return text(first()).toLowerCase();
    case 'hash':
      return createHash('md5').update(text(first())).digest().readUInt32LE(0);
    case 'strcat':
      return given.map((argument) => text(argument())).join('');
    default:
      throw new Error(`There is no ${name}() here`);
  }
}

/** `tostring`: nothing is an empty text. */
function text(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return typeof value === 'string' ? 'string' : Array.isArray(value) ? 'array' : 'dictionary';
}

/** `toreal`: null where a text says no number; it takes more texts than rules do. */
function real(value: Json): Json {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
}

function compare(kind: string, left: Json, right: Json): Json {
  const [a, b] = [text(left), text(right)];
  const list = Array.isArray(right) ? (right as readonly Json[]).map((item) => text(item).toLowerCase()) : [];
  switch (kind) {
    case 'EqualTildeExpression':
      return a.toLowerCase() === b.toLowerCase();
    case 'BangTildeExpression':
      return a.toLowerCase() !== b.toLowerCase();
    case 'InCsExpression':
      return list.includes(a.toLowerCase());
    case 'NotInCsExpression':
      return !list.includes(a.toLowerCase());
    case 'InExpression':
      return (right as readonly Json[]).includes(left);
    case 'StartsWithExpression':
      return a.toLowerCase().startsWith(b.toLowerCase());
    case 'ContainsExpression':
      return a.toLowerCase().includes(b.toLowerCase());
    case 'NotContainsExpression':
      return !a.toLowerCase().includes(b.toLowerCase());
    case 'MatchesRegexExpression':
      return regularExpression(b).test(a);
    case 'EqualExpression':
      return left === null ? false : left === right;
    case 'ModuloExpression':
      return Number(left) % Number(right);
    default:
      return order(kind, left, right);
  }
}

/** The order of anything and null is null. */
function order(kind: string, left: Json, right: Json): Json {
  if (left === null || right === null) return null;
  switch (kind) {
    case 'LessThanExpression':
      return left < right;
    case 'LessThanOrEqualExpression':
      return left <= right;
    case 'GreaterThanExpression':
      return left > right;
    case 'GreaterThanOrEqualExpression':
      return left >= right;
    default:
      throw new Error(`There is no ${kind} here`);
  }
}

/** The same expression for JavaScript, which writes flags and code points in another way. */
export function regularExpression(source: string): RegExp {
  const flags = /^\(\?([is]+)\)/.exec(source);
  const body = source.slice(flags?.[0].length ?? 0);
  return new RegExp(body.replaceAll('(?s:.)', '[\\s\\S]').replaceAll('\\x{00A0}', '\\u00a0'), flags?.[1] ?? '');
}
