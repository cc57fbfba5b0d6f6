// Conditions in negation normal form: when a condition certainly holds, and when it certainly does not.
//
// Both are needed: where something is not known a condition is neither, and a query must not report that as a violation.

import type { Condition, Count, Related, Test } from '../model/condition.ts';
import type { Truth } from '../values/truth.ts';
import { allOf, always, anyOf, type Formula, never } from './formula.ts';

/** The two sides of a condition. */
export interface Sides<Atom> {
  readonly holds: Formula<Atom>;
  readonly fails: Formula<Atom>;
  /** Why the language cannot say it exactly; empty where it can. */
  readonly because: readonly string[];
}

/** What a language makes of the conditions that are not just joined others. */
export interface Language<Atom> {
  readonly test: (test: Test) => Sides<Atom>;
  readonly count: (count: Count) => Sides<Atom>;
  readonly related: (related: Related) => Sides<Atom>;
}

/** A condition that the language cannot say. */
export function unsayable(because: string): Sides<never> {
  return { holds: never, fails: never, because: [because] };
}

/** What the negation of a condition is. */
export function swapped<Atom>({ holds, fails, because }: Sides<Atom>): Sides<Atom> {
  return { holds: fails, fails: holds, because };
}

/** Says a condition in a language. */
export function sidesOf<Atom>(condition: Condition, language: Language<Atom>): Sides<Atom> {
  switch (condition.kind) {
    case 'allOf':
      return joined(
        condition.conditions.map((part) => sidesOf(part, language)),
        'holds',
        'fails',
      );
    case 'anyOf':
      return joined(
        condition.conditions.map((part) => sidesOf(part, language)),
        'fails',
        'holds',
      );
    case 'not':
      return swapped(sidesOf(condition.condition, language));
    case 'test':
      return language.test(condition);
    case 'count':
      return language.count(condition);
    case 'related':
      return language.related(condition);
  }
}

type Side = 'holds' | 'fails';

/** The whole is on one side where all parts are, and on the other where one part is. A part that always decides does so alone. */
function joined<Atom>(parts: readonly Sides<Atom>[], together: Side, apart: Side): Sides<Atom> {
  const deciding = parts.find((part) => part.because.length === 0 && isAlways(part[apart]));
  if (deciding !== undefined) return deciding;
  const sides = {
    [together]: allOf(parts.map((part) => part[together])),
    [apart]: anyOf(parts.map((part) => part[apart])),
  } as Readonly<Record<Side, Formula<Atom>>>;
  return { ...sides, because: [...new Set(parts.flatMap(({ because }) => because))] };
}

function isAlways(formula: Formula<unknown>): boolean {
  return formula.kind === 'constant' && formula.value;
}

/** What a language says of a value, its opposite, and what it says of nothing: undefined where it must not be asked. */
export interface Predicate<Atom> {
  readonly yes: Formula<Atom>;
  readonly no: Formula<Atom>;
  readonly ofNothing: boolean | undefined;
}

/** Whether there is a value. */
export interface Presence<Atom> {
  readonly present: Formula<Atom>;
  readonly absent: Formula<Atom>;
}

/** Joins what is said of a value with what the rule says where there is none. */
export function besideNothing<Atom>(
  { yes, no, ofNothing }: Predicate<Atom>,
  presence: Presence<Atom>,
  absent: Truth,
): Sides<Atom> {
  return {
    holds: oneSide(yes, ofNothing, absent === true, presence),
    fails: oneSide(no, ofNothing === undefined ? undefined : !ofNothing, absent === false, presence),
    because: [],
  };
}

function oneSide<Atom>(
  formula: Formula<Atom>,
  says: boolean | undefined,
  should: boolean,
  { present, absent }: Presence<Atom>,
): Formula<Atom> {
  if (says === should) return formula;
  return should ? anyOf([absent, formula]) : allOf([present, formula]);
}

/** What is known whatever the resource is. */
export function settled(truth: Truth): Sides<never> {
  return { holds: truth === true ? always : never, fails: truth === false ? always : never, because: [] };
}
