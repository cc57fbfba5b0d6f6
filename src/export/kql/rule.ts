// A rule as a predicate over rows of the graph.

import type { Count } from '../../model/condition.ts';
import { everyItem } from '../../model/condition.ts';
import type { Rule } from '../../model/rule.ts';
import { allOf, anyOf, type Formula, never } from '../formula.ts';
import { type Language, type Sides, sidesOf, unsayable } from '../sides.ts';
import { tableOf } from './graph.ts';
import { kqlTest } from './tests.ts';

/** What rows say of a rule. */
export interface RuleFormulas {
  /** The row certainly violates the rule. */
  readonly violates: Formula<string>;
  /** The row certainly keeps the rule, or the rule certainly does not apply to it. */
  readonly settles: Formula<string>;
  /** The rule certainly does not apply to the row. */
  readonly skips: Formula<string>;
  /** Why no query says so exactly; empty where one does. */
  readonly because: readonly string[];
}

/** Says a rule about rows. */
export function formulasOf(rule: Rule): RuleFormulas {
  const foreign = rule.applies.types.filter((type) => tableOf(type) === undefined);
  if (rule.applies.only === 'template') return refused('it judges what templates declare and Azure does not show');
  if (rule.applies.types.includes('*')) return refused('it is about every resource');
  if (foreign.length > 0) return refused(`Resource Graph does not have ${foreign.join(' and ')}`);
  const language: Language<string> = { test: (test) => kqlTest(test, rule), count: kqlCount, related: () => related };
  const applicable = rule.applies.when.map(({ condition }) => sidesOf(condition, language));
  const idle = rule.applies.when.filter((_, i) => isNever(applicable[i]));
  if (idle[0] !== undefined) return refused(`with these settings it applies to nothing: ${idle[0].otherwise}`);
  const required = sidesOf(rule.require, language);
  const skips = anyOf(applicable.map(({ fails }) => fails));
  return {
    violates: allOf([...applicable.map(({ holds }) => holds), required.fails]),
    settles: anyOf([skips, required.holds]),
    skips,
    because: [...new Set([...applicable, required].flatMap(({ because }) => because))],
  };
}

function isNever(sides: Sides<string> | undefined): boolean {
  return sides?.because.length === 0 && sides.holds.kind === 'constant' && !sides.holds.value;
}

function refused(because: string): RuleFormulas {
  return { violates: never, settles: never, skips: never, because: [because] };
}

const related = unsayable('it looks at other resources');

function kqlCount({ subject }: Count): Sides<string> {
  return unsayable(`it counts the items of '${subject.path.text.replace(everyItem, '')}'`);
}
