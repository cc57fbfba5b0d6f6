// Rules that Azure Resource Graph can judge itself: which, by what queries, and why others are judged here.

import type { Rule } from '../model/rule.ts';
import { type GraphTable, tableOf } from './kql/graph.ts';
import { type RuleOfRows, settledText, skippedText, violationsQuery } from './kql/query.ts';
import { formulasOf } from './kql/rule.ts';

/** Resources of one type, and a query that returns those that violate one of the rules. */
export interface GraphQuery {
  readonly table: GraphTable;
  /** As rules write it. */
  readonly type: string;
  /** Ids of the rules, in order. */
  readonly rules: readonly string[];
  /** Returns `id`, `name`, `resourceGroup`, `subscriptionId`, and in `violations` the rules, each followed by `;`. */
  readonly text: string;
  /**
   * A predicate that is true of rows of this type that pass every rule or that it does not apply to. The others violate
   * one, or leave one open: those are judged again, for their evidence.
   */
  readonly settled: string;
  /** An expression for the rules that do not apply to a row, each followed by `;`; undefined where all apply to every row. */
  readonly skipped: string | undefined;
}

/** What can be said of a rule in queries. */
export type PushDown =
  | { readonly kind: 'query'; readonly rule: Rule; readonly queries: readonly GraphQuery[] }
  | NotPushed;

/** A rule whose verdicts no query gives exactly. */
export interface NotPushed {
  readonly kind: 'no';
  readonly rule: Rule;
  readonly because: string;
}

/** One query for each type the rule is about. They return what certainly violates it and nothing else. */
export function pushDown(rule: Rule): PushDown {
  const { queries, local } = pushDownAll([rule]);
  return local[0] ?? { kind: 'query', rule, queries };
}

/** Queries that judge several rules at once. */
export interface PushedDown {
  /** One for each resource type, by type. */
  readonly queries: readonly GraphQuery[];
  /** The rules that must be judged here. */
  readonly local: readonly NotPushed[];
}

/** As few queries as there are resource types, whatever the number of rules. */
export function pushDownAll(rules: readonly Rule[]): PushedDown {
  const byType = new Map<string, { readonly type: string; readonly ofRows: RuleOfRows[] }>();
  const local: NotPushed[] = [];
  for (const rule of [...rules].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { because, ...formulas } = formulasOf(rule);
    if (because.length > 0) local.push({ kind: 'no', rule, because: because.join('; ') });
    else for (const type of rule.applies.types) rulesOf(byType, type).push({ rule: rule.id, ...formulas });
  }
  const queries = [...byType.values()].flatMap(({ type, ofRows }) => graphQuery(type, ofRows));
  return { queries: queries.sort((a, b) => (a.type.toLowerCase() < b.type.toLowerCase() ? -1 : 1)), local };
}

function rulesOf(
  byType: Map<string, { readonly type: string; readonly ofRows: RuleOfRows[] }>,
  type: string,
): RuleOfRows[] {
  const key = type.toLowerCase();
  const found = byType.get(key) ?? { type, ofRows: [] };
  byType.set(key, found);
  return found.ofRows;
}

function graphQuery(type: string, ofRows: readonly RuleOfRows[]): readonly GraphQuery[] {
  const table = tableOf(type);
  if (table === undefined) return [];
  const rules = ofRows.map(({ rule }) => rule);
  const text = violationsQuery(table, type, ofRows);
  return [{ table, type, rules, text, settled: settledText(ofRows), skipped: skippedText(ofRows) }];
}
