// What queries may be made of: the operators and limits that Resource Graph documents, and functions seen to work there.

import { type KqlNode, parseKql } from '../support/kusto.ts';

const operators: ReadonlySet<string> = new Set([
  'CountOperator',
  'DistinctOperator',
  'ExtendOperator',
  'FilterOperator',
  'JoinOperator',
  'MvExpandOperator',
  'ParseOperator',
  'ProjectAwayOperator',
  'ProjectOperator',
  'SortOperator',
  'SummarizeOperator',
  'TakeOperator',
  'TopOperator',
  'UnionOperator',
]);

const functions: ReadonlySet<string> = new Set([
  'array_length',
  'case',
  'coalesce',
  'count',
  'extract',
  'gettype',
  'iff',
  'isempty',
  'isnotempty',
  'isnotnull',
  'isnull',
  'not',
  'split',
  'strcat',
  'tobool',
  'tolower',
  'toreal',
  'tostring',
]);

const limits: Readonly<Record<string, number>> = { JoinOperator: 3, MvExpandOperator: 2, UnionOperator: 3 };

/** Where a query leaves the subset; empty where it does not. */
export function outsideSubset(query: string): readonly string[] {
  const nodes = everyNode(parseKql(query));
  const foreign = nodes.filter(({ kind }) => /Operator$/.test(kind) && !operators.has(kind)).map(({ kind }) => kind);
  const calls = nodes.filter(({ kind }) => kind === 'FunctionCallExpression').map((call) => nameOf(call));
  const unknown = calls.filter((name) => !functions.has(name)).map((name) => `${name}()`);
  const many = Object.entries(limits).filter(
    ([kind, most]) => nodes.filter((node) => node.kind === kind).length > most,
  );
  const unordered = nodes.some(({ kind }) => kind === 'SortOperator') ? [] : ['pages are not ordered'];
  return [...new Set([...foreign, ...unknown, ...many.map(([kind]) => `too many ${kind}`), ...unordered])];
}

/** The node and all below it. */
export function everyNode(node: KqlNode): readonly KqlNode[] {
  return [node, ...node.children.flatMap(everyNode)];
}

function nameOf({ children }: KqlNode): string {
  const [name] = children.flatMap(everyNode).filter(({ kind }) => /^IdentifierToken$|Keyword$/.test(kind));
  return String(name?.text);
}
