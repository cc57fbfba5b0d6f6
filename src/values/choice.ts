// Choices: making them, applying a function to each option, giving up when there are too many.

import { reasonsOf } from './access.ts';
import { type Because, joinReasons } from './because.ts';
import { type Atom, conjoin, disjoin, type Guard, termIs, termIsNot } from './guard.ts';
import type { Json } from './json.ts';
import { jsonEquals } from './json-key.ts';
import { join } from './lattice.ts';
import type { Origin } from './origin.ts';
import { standsForMany } from './terms.ts';
import {
  type Choice,
  known,
  type Option,
  type Plain,
  type Unknown,
  type Value,
  withOrigin,
  withSecret,
} from './value.ts';

/** A choice with more options than this is joined into one value. */
export const maxOptions = 32;

/** A choice between options that cover everything; plain when they are all the same. */
export function choiceOf(
  candidates: readonly Candidate[],
  because: readonly Because[],
  about: ChoiceAbout = {},
): Value {
  const choice = possibleChoice(candidates, because, about);
  if (choice === undefined) throw new RangeError('A choice needs an option');
  return choice;
}

interface ChoiceAbout {
  readonly origin?: Origin | undefined;
  readonly secret?: boolean;
}

/** A choice between the options whose guards do not contradict those inside them; undefined when none is left. */
export function possibleChoice(
  candidates: readonly Candidate[],
  because: readonly Because[],
  about: ChoiceAbout = {},
): Value | undefined {
  const options = mergeOptions(flatten(candidates));
  const [first] = options;
  if (first === undefined) return undefined;
  const placed = (value: Value): Value => (about.origin === undefined ? value : withOrigin(value, about.origin));
  if (options.length === 1) return placed(first.value);
  const secret = (about.secret ?? false) || options.some((option) => option.value.secret);
  if (options.length > maxOptions) return withSecret(placed(join(options.map((option) => option.value))), secret);
  const reasons = joinReasons(because, ...options.map((option) => reasonsOf(option.value)));
  return { kind: 'choice', options, because: reasons, origin: about.origin, secret };
}

/** An option whose value may itself be a choice. */
export interface Candidate {
  readonly guard: Guard;
  readonly value: Value;
}

/** The values a term may take, as a choice: one option a value. */
export function choiceAmong(
  term: string,
  values: readonly Json[],
  because: readonly Because[],
  origin: Origin | undefined,
  secret = false,
): Value {
  return choiceOf(
    values.map((json) => ({ guard: termIs(term, json), value: known(json, origin, secret) })),
    because,
    { origin, secret },
  );
}

/** Whether an unknown equals a JSON scalar, as a choice of true and false; undefined where a guard would promise too much. */
export function choiceOfEquality(value: Unknown, json: Json): Value | undefined {
  const scalar = json === null || typeof json !== 'object';
  if (!scalar || standsForMany(value.term)) return undefined;
  return choiceOf(
    [
      { guard: termIs(value.term, json), value: known(true) },
      { guard: termIsNot(value.term, json), value: known(false) },
    ],
    value.because,
  );
}

/** A boolean unknown as a choice of its two values; undefined where a guard would promise too much. */
export function choiceOfTruth(value: Unknown): Value | undefined {
  if (standsForMany(value.term)) return undefined;
  const { term, origin, because } = value;
  return choiceOf(
    [
      { guard: termIs(term, true), value: known(true, origin) },
      { guard: termIs(term, false), value: known(false, origin) },
    ],
    because,
    { origin, secret: value.secret },
  );
}

/** How many combinations of options are tried before the choices are joined instead. */
const maxCombinations = 64;

/**
 * Applies a function of plain values to every combination of options that can be true together. The function gives
 * undefined for a combination that cannot be deployed; undefined comes back when none can.
 */
export function mapChoices(
  values: readonly Value[],
  apply: (plain: readonly Plain[]) => Value | undefined,
): Value | undefined {
  if (values.every((value) => value.kind !== 'choice')) return apply(values as readonly Plain[]);
  const secret = values.some((value) => value.kind === 'choice' && value.secret);
  const combinations = combine(values);
  if (combinations === undefined) {
    const joined = apply(values.map((value) => (value.kind === 'choice' ? joinedPlain(value) : value)));
    return joined && withSecret(joined, secret);
  }
  const because = joinReasons(...values.map((value) => (value.kind === 'choice' ? value.because : [])));
  const candidates = combinations.flatMap(({ guard, plain }) => {
    const value = apply(plain);
    return value === undefined ? [] : [{ guard, value }];
  });
  return possibleChoice(candidates, because, { secret });
}

/** The options of a value: itself, always, when it is not a choice. */
export function optionsOf(value: Value): readonly Option[] {
  return value.kind === 'choice' ? value.options : [{ guard: [], value }];
}

/** One value for all options of a choice, with the correlation given up. */
export function joinedPlain(choice: Choice): Plain {
  return withOrigin(join(choice.options.map((option) => option.value)), choice.origin);
}

interface Combination {
  readonly guard: Guard;
  readonly plain: readonly Plain[];
}

function combine(values: readonly Value[]): readonly Combination[] | undefined {
  let combinations: Combination[] = [{ guard: [], plain: [] }];
  for (const value of values) {
    const next: Combination[] = [];
    for (const { guard, plain } of combinations) {
      for (const option of optionsOf(value)) {
        const both = conjoin(guard, option.guard);
        if (both !== undefined) next.push({ guard: both, plain: [...plain, option.value] });
      }
    }
    if (next.length > maxCombinations) return undefined;
    combinations = next;
  }
  return combinations;
}

function flatten(candidates: readonly Candidate[]): Option[] {
  const options: Option[] = [];
  for (const { guard, value } of candidates) {
    for (const option of optionsOf(value)) {
      const both = conjoin(guard, option.guard);
      if (both !== undefined) options.push({ guard: both, value: option.value });
    }
  }
  return options;
}

/** Options with the same scalar become one where one guard can say so. */
function mergeOptions(options: readonly Option[]): readonly Option[] {
  const scalars = options.every(
    ({ value }) => value.kind === 'known' && (value.json === null || typeof value.json !== 'object'),
  );
  if (!scalars) return sameUnknown(options) ? options.slice(0, 1) : options;
  const merged: Option[] = [];
  for (const option of options) {
    const at = merged.findIndex(
      (other) => sameScalar(other, option) && disjoin(other.guard, option.guard) !== undefined,
    );
    const other = merged[at];
    const guard = other && disjoin(other.guard, option.guard);
    if (other === undefined || guard === undefined) merged.push(option);
    else merged[at] = { guard, value: other.value };
  }
  const [first] = merged;
  return first !== undefined && merged.every((option) => sameScalar(first, option)) ? [first] : withoutTruisms(merged);
}

/** That a boolean is true or false says nothing, unless it may be null too and another option answers for that. */
function withoutTruisms(options: readonly Option[]): readonly Option[] {
  return options.map((option) =>
    option.guard.filter(isTruism).reduce((slim, truism): Option => {
      const guard = slim.guard.filter((atom) => atom !== truism);
      const free = options.every((other) => other === option || conjoin(other.guard, guard) === undefined);
      return free ? { guard, value: slim.value } : slim;
    }, option),
  );
}

function isTruism({ values, negated }: Atom): boolean {
  return !negated && values.length === 2 && values.includes(true) && values.includes(false);
}

function sameScalar(a: Option, b: Option): boolean {
  return (
    a.value.kind === 'known' &&
    b.value.kind === 'known' &&
    a.value.secret === b.value.secret &&
    jsonEquals(a.value.json, b.value.json)
  );
}

function sameUnknown(options: readonly Option[]): boolean {
  const [first] = options;
  if (first?.value.kind !== 'unknown') return false;
  const { term } = first.value;
  return options.every(({ value }) => value.kind === 'unknown' && value.term === term);
}
