// Queries of Azure Resource Graph as text. What they may be made of: see docs/exports.md.

import { allOf, type Formula } from '../formula.ts';
import type { GraphTable } from './graph.ts';
import { quoted } from './literals.ts';
import type { RuleFormulas } from './rule.ts';

/** A rule, and what rows say of it. */
export interface RuleOfRows extends Omit<RuleFormulas, 'because'> {
  readonly rule: string;
}

/** `strcat` takes no more arguments than this. */
const maxArguments = 64;

/** Asks for the resources of a type that violate one of the rules, and which rules they are. */
export function violationsQuery(table: GraphTable, type: string, rules: readonly RuleOfRows[]): string {
  return [
    ...rowsOf(table, type),
    `| extend violations = ${namesWhere(rules, 'violates')}`,
    '| where isnotempty(violations)',
    '| order by id asc',
    '| project id, name, resourceGroup, subscriptionId, violations',
    '',
  ].join('\n');
}

/** True of rows about which no rule has anything to say: each passes, or does not apply. */
export function settledText(rules: readonly RuleOfRows[]): string {
  return formulaText(allOf(rules.map(({ settles }) => settles)));
}

/** The rules that do not apply to a row, as a text; undefined where all of them apply to every row. */
export function skippedText(rules: readonly RuleOfRows[]): string | undefined {
  const some = rules.filter(({ skips }) => skips.kind !== 'constant' || skips.value);
  return some.length === 0 ? undefined : namesWhere(some, 'skips');
}

/** The names of the rules of whose formula a row is true, each followed by `;`. */
function namesWhere(rules: readonly RuleOfRows[], which: 'violates' | 'skips'): string {
  return concatenated(rules.map((one) => `iff(${formulaText(one[which])}, ${quoted(`${one.rule};`)}, '')`));
}

function rowsOf(table: GraphTable, type: string): readonly string[] {
  return [table, `| where type =~ ${quoted(type.toLowerCase())}`];
}

function concatenated(texts: readonly string[]): string {
  if (texts.length <= maxArguments) return `strcat(\n    ${[...texts, ...padding(texts)].join(',\n    ')})`;
  const groups = Array.from({ length: Math.ceil(texts.length / maxArguments) }, (_, i) =>
    concatenated(texts.slice(i * maxArguments, (i + 1) * maxArguments)),
  );
  return concatenated(groups);
}

/** Two arguments are the least that every description of `strcat` allows. */
function padding(texts: readonly string[]): readonly string[] {
  return texts.length === 1 ? ["''"] : [];
}

/** A formula in KQL; in parentheses where it stands inside another one. */
export function formulaText(formula: Formula<string>, isInside = false): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'atom':
      return formula.atom;
    default: {
      const text = formula.of.map((part) => formulaText(part, true)).join(formula.kind === 'all' ? ' and ' : ' or ');
      return isInside ? `(${text})` : text;
    }
  }
}
