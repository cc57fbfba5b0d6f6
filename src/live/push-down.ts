// Decides what Azure judges itself: the types that nothing but rules that queries say exactly is about. Loaded by those who ask for it.

import { pushDownAll } from '../export/push-down.ts';
import type { Rule } from '../model/rule.ts';
import { asksForPreviews, liveRules, type Needs, needsOf, wantedBy } from './needs.ts';
import { meaningOf, type PushedType } from './pushed-types.ts';
import { registryType } from './tasks.ts';
import { prerequisites, sourceOf } from './type-sources.ts';

/** What a set of rules needs where Azure judges what it can. */
export function pushedNeedsOf(rules: readonly Rule[]): Needs {
  const needs = needsOf(rules);
  const live = liveRules(rules);
  const { queries, local } = pushDownAll(live);
  const unsaid = new Map([
    ...live.filter(asksForPreviews).map(({ id }) => [id, 'rows lack what only preview versions show'] as const),
    ...local.map(({ rule, because }) => [rule.id, because] as const),
  ]);
  const whole = wholeTypes(needs, live, unsaid);
  const byId = new Map(live.map((rule) => [rule.id, rule]));
  const types = queries
    .map((query) => ({ ...query, type: query.type.toLowerCase() }))
    .filter(({ type, table }) => !whole.has(type) && isRowOf(type, table))
    .map(({ type, rules: ids, settled, skipped }): PushedType => {
      const asked = ids.flatMap((id) => byId.get(id) ?? []);
      const meanings = asked.map((rule) => ({ rule: rule.id, meaning: meaningOf(rule) }));
      return { type, rules: meanings, settled, skipped: skipped ?? null };
    });
  const pushed = new Set(types.map(({ type }) => type));
  const here = live.flatMap((rule) => {
    const type = typesOf(rule).find((one) => !pushed.has(one));
    if (type === undefined) return [];
    return [{ rule: rule.id, because: unsaid.get(rule.id) ?? whole.get(type) ?? aboveBecause(type) }];
  });
  return { ...needs, pushDown: { types, here: here.sort((a, b) => (a.rule < b.rule ? -1 : 1)) } };
}

/** Whether every resource of the type is a row of the table, in one subscription. */
function isRowOf(type: string, table: string): boolean {
  const source = sourceOf(type);
  return source.kind === 'graph' && source.table === table && source.where === undefined && source.fromAbove !== true;
}

/** Rows of management groups come with every batch of subscriptions. */
function aboveBecause(type: string): string {
  return `${nameOf(type)} may stand above subscriptions, and would be counted with each of them`;
}

/** Types of which every resource is needed here, lower case, each with the reason. */
function wholeTypes(
  { types, previews }: Needs,
  rules: readonly Rule[],
  unsaid: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const whole = new Map<string, string>();
  const need = (type: string, because: string): void => {
    const key = type.toLowerCase();
    if (!whole.has(key)) whole.set(key, `${nameOf(key)} are read whole ${because}`);
  };
  for (const rule of rules) {
    for (const { type } of wantedBy(rule)) need(type, `for '${rule.id}', which looks for them`);
    if (unsaid.has(rule.id))
      for (const type of rule.applies.types) need(type, `for '${rule.id}', which is judged here`);
  }
  for (const type of types) for (const other of prerequisites(type)) need(other, `to find ${nameOf(type)}`);
  if (previews) need(registryType, 'for what only preview versions of them show');
  return whole;
}

function typesOf({ applies }: Rule): readonly string[] {
  return applies.types.map((type) => type.toLowerCase());
}

function nameOf(type: string): string {
  return type.slice(type.indexOf('/') + 1);
}
