// Queries of Azure Resource Graph as text. What they may be made of: see docs/exports.md.

import type { Formula } from '../formula.ts';
import type { GraphTable } from './graph.ts';
import { quoted } from './literals.ts';

/** A rule and when a row violates it. */
export interface Violation {
  readonly rule: string;
  readonly formula: Formula<string>;
}

/** `strcat` takes no more arguments than this. */
const maxArguments = 64;

/** Asks for the resources of a type that violate one of the rules, and which rules they are. */
export function violationsQuery(table: GraphTable, type: string, violations: readonly Violation[]): string {
  const names = violations.map(({ rule, formula }) => `iff(${formulaText(formula)}, ${quoted(`${rule};`)}, '')`);
  return [
    ...rowsOf(table, type),
    `| extend violations = ${concatenated(names)}`,
    '| where isnotempty(violations)',
    '| order by id asc',
    '| project id, name, resourceGroup, subscriptionId, violations',
    '',
  ].join('\n');
}

/** Asks for the whole rows of the resources of a type that violate one of the rules. */
export function violatingRowsQuery(table: GraphTable, type: string, violations: readonly Violation[]): string {
  const conditions = violations.map(({ formula }) => formulaText(formula, true));
  return [...rowsOf(table, type), `| where ${conditions.join('\n    or ')}`, '| order by id asc', ''].join('\n');
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
