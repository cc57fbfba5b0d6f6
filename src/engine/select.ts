// Which rules to run: selectors are ids, ids in other tools, tags, sets, categories.

import { type Rule, type Severity, severities } from '../model/rule.ts';
import { didYouMean, nearest } from '../values/nearest.ts';

/** What somebody asked for. */
export interface Selection {
  /** Sets to run; the default set when nothing is selected. */
  readonly sets: readonly string[];
  /** Only what one of these selects; everything of the default set when empty. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** The least severity. */
  readonly severity: Severity | undefined;
}

/** The set that runs when nobody selects anything. */
export const defaultSet = 'baseline';

export type SelectionResult =
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  | { readonly kind: 'mistake'; readonly message: string };

/** The selected rules, in the order given. A selector that selects nothing is a mistake: silence would look like success. */
export function selectRules(rules: readonly Rule[], { sets, only, skip, severity }: Selection): SelectionResult {
  const missing = sets.find((name) => !rules.some((rule) => rule.sets.includes(name.toLowerCase())));
  if (missing !== undefined) return { kind: 'mistake', message: missingSet(missing, rules) };
  for (const [flag, selectors] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    const idle = selectors.find((selector) => !rules.some((rule) => selects(selector, rule)));
    if (idle !== undefined) return { kind: 'mistake', message: idleSelector(flag, idle, rules) };
  }
  const asked = sets.length === 0 && only.length === 0 ? [defaultSet] : sets.map((name) => name.toLowerCase());
  const wanted = rules.filter(
    (rule) => asked.some((name) => rule.sets.includes(name)) || only.some((selector) => selects(selector, rule)),
  );
  const selected = wanted.filter(
    (rule) => !skip.some((selector) => selects(selector, rule)) && isAtLeast(rule.severity, severity),
  );
  if (selected.length === 0)
    return {
      kind: 'mistake',
      message: 'No rule is left: what was selected was skipped again, or is below the severity asked for',
    };
  return { kind: 'rules', rules: selected };
}

/** Whether a severity is the bound or above it. */
export function isAtLeast(severity: Severity, bound: Severity | undefined): boolean {
  return bound === undefined || severities.indexOf(severity) <= severities.indexOf(bound);
}

/** A rule by its id or by its id in another tool, without regard to case. */
export function ruleNamed(rules: readonly Rule[], name: string): Rule | undefined {
  const lower = name.toLowerCase();
  return (
    rules.find((rule) => rule.id.toLowerCase() === lower) ??
    rules.find((rule) => aliasesOf(rule).some((alias) => alias.toLowerCase() === lower))
  );
}

/** Every id of the rule in other tools. */
export function aliasesOf(rule: Rule): readonly string[] {
  return Object.values(rule.aliases).flat();
}

/** Names a selector may be, for suggestions. */
export function selectableNames(rules: readonly Rule[]): readonly string[] {
  return [
    ...new Set(rules.flatMap((rule) => [rule.id, rule.category, ...rule.tags, ...rule.sets, ...aliasesOf(rule)])),
  ];
}

function selects(selector: string, rule: Rule): boolean {
  const wanted = selector.toLowerCase();
  const names = [rule.id, rule.category, ...rule.tags, ...rule.sets, ...aliasesOf(rule)];
  return (
    names.some((name) => name.toLowerCase() === wanted) || (wanted.includes('*') && matchesWildcard(rule.id, wanted))
  );
}

function matchesWildcard(id: string, wildcard: string): boolean {
  const parts = wildcard.split('*');
  let rest = id.toLowerCase();
  for (const [i, part] of parts.entries()) {
    const at =
      i === parts.length - 1 && part !== ''
        ? rest.endsWith(part)
          ? rest.length - part.length
          : -1
        : rest.indexOf(part);
    if (at < 0 || (i === 0 && at > 0)) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

function missingSet(name: string, rules: readonly Rule[]): string {
  const names = [...new Set(rules.flatMap((rule) => rule.sets))].sort();
  const suggestion = nearest(name, names);
  return `There is no set '${name}'; ${suggestion === undefined ? `sets are ${names.join(', ')}` : `did you mean '${suggestion}'?`}`;
}

function idleSelector(flag: string, selector: string, rules: readonly Rule[]): string {
  return `${flag} ${selector} selects no rule${didYouMean(selector, selectableNames(rules))}`;
}
