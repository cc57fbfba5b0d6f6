// Tests of rules as functions of rows: what a value, or its absence, makes of them is found out beforehand.

import type { FieldSubject, Operand, Test } from '../../model/condition.ts';
import type { AbsentFact, Rule } from '../../model/rule.ts';
import type { Json } from '../../values/json.ts';
import { negate, type Truth } from '../../values/truth.ts';
import { known, type Plain } from '../../values/value.ts';
import { takenFor } from '../absent.ts';
import { expectedOf, movedBy } from '../expected.ts';
import { applyOperator, type Expected, isLocation, type ValueOperator } from '../operators.ts';
import { versionHasField } from '../versions.ts';
import { type Fields, type Leaf, splitAtItems, Unsaid, walk } from './fields.ts';
import { type Predicate, predicateOf } from './predicates.ts';
import type { Asked } from './row.ts';

/** What a condition says of what it is asked about: as the engine, or `unknown` where the engine may know more. */
export type Ask = (asked: Asked) => Truth;

/** What conditions of a rule are compiled in. */
export interface Compiling {
  readonly rule: Rule;
  readonly fields: Fields;
  /** The time of the run, in milliseconds since 1970. */
  readonly now: number;
}

/** Compiles a test. */
export function compileTest(test: Test, compiling: Compiling): Ask {
  const { expected, subject, operator } = test;
  if (expected.kind === 'field') return comparingFields(test, expected, compiling);
  if (operator === 'inVersion')
    return subject.kind === 'field' ? versionTest(test, subject, compiling) : () => !test.negated;
  const settle = settler(test, expectedOf(expected, compiling.now), compiling);
  if (subject.kind === 'value') {
    const truth = settle.of(subject.value === null ? undefined : subject.value);
    return () => truth;
  }
  return reading(subject, compiling, settle);
}

/** What a test says of a value or of nothing, its negation included. */
interface Settler {
  readonly of: Leaf;
  /** Whether the API version of a row lacks the field. */
  readonly lacks: (version: string | undefined) => boolean;
}

function settler({ operator, subject, negated }: Test, expected: Expected, { rule }: Compiling): Settler {
  const fact = subject.kind === 'field' ? factOf(subject, rule) : undefined;
  const isPlace = isLocation(subject);
  const predicate = predicateOf(operator as ValueOperator, expected, isPlace);
  const taken = fact === undefined || operator === 'exists' ? undefined : takenFor(fact);
  const ofNothing = negatedIf(negated, applyOperator(operator as ValueOperator, taken, expected, isPlace));
  const says: Predicate = negated ? (actual) => negate(predicate(actual)) : predicate;
  const ofUnsaid = ({ value }: Unsaid): Truth =>
    value.kind === 'choice' || value.kind === 'unknown'
      ? 'unknown'
      : negatedIf(negated, applyOperator(operator as ValueOperator, value, expected, isPlace));
  const of: Leaf = (seen) => (seen === undefined ? ofNothing : seen instanceof Unsaid ? ofUnsaid(seen) : says(seen));
  return { of, lacks: lacking(fact) };
}

/** What a rule knows of a field of its own types. */
export function factOf({ of, path }: FieldSubject, rule: Rule): AbsentFact | undefined {
  return of === 'item' ? undefined : rule.absent.find(({ field }) => field.text === path.text);
}

/** Whether API versions lack a field; rows follow each other with the same ones. */
export function lacking(fact: AbsentFact | undefined): (version: string | undefined) => boolean {
  if (fact === undefined) return () => false;
  let last: string | undefined;
  let lacks = false;
  return (version) => {
    if (version === undefined) return false;
    if (version !== last) lacks = versionHasField(version, fact) === false;
    last = version;
    return lacks;
  };
}

/** Reads a field and settles what is there. */
function reading(subject: FieldSubject, { fields }: Compiling, { of, lacks }: Settler): Ask {
  const { segments } = subject.path;
  if (subject.of === 'item') return ({ item }) => walk(item, segments, of);
  const [before, rest] = splitAtItems(segments);
  const field = fields.at(before);
  return ({ row, ignoreUnversioned }) =>
    ignoreUnversioned && lacks(row.version) ? of(undefined) : walk(field(row), rest, of);
}

/** Where the field is declared, the API version must have it. */
function versionTest({ negated }: Test, subject: FieldSubject, { rule, fields }: Compiling): Ask {
  const lacks = lacking(factOf(subject, rule));
  const [before, rest] = splitAtItems(subject.path.segments);
  const field = subject.of === 'item' ? undefined : fields.at(before);
  return ({ row, item, ignoreUnversioned }) => {
    const isLacking = lacks(row.version);
    if (ignoreUnversioned && isLacking) return !negated;
    const root = field === undefined ? item : field(row);
    const segments = field === undefined ? subject.path.segments : rest;
    return walk(root, segments, (seen) =>
      seen instanceof Unsaid ? 'unknown' : negatedIf(negated, seen === undefined || !isLacking),
    );
  };
}

/** Compares one field with another one: what is expected is read anew for each row. */
function comparingFields(test: Test, operand: Extract<Operand, { kind: 'field' }>, compiling: Compiling): Ask {
  const { segments } = operand.subject.path;
  const [before, rest] = splitAtItems(segments);
  const field = operand.subject.of === 'item' ? undefined : compiling.fields.at(before);
  return (asked) => {
    const root = field === undefined ? asked.item : field(asked.row);
    return walk(root, field === undefined ? segments : rest, (seen) =>
      seen instanceof Unsaid ? 'unknown' : against(test, movedBy(knownOf(seen), operand.plusDays), compiling)(asked),
    );
  };
}

function against(test: Test, expected: Expected, compiling: Compiling): Ask {
  const settle = settler(test, expected, compiling);
  const { subject } = test;
  if (subject.kind === 'value') return () => settle.of(subject.value === null ? undefined : subject.value);
  return reading(subject, compiling, settle);
}

function knownOf(json: Json | undefined): Plain | undefined {
  return json === undefined ? undefined : known(json);
}

function negatedIf(negated: boolean, truth: Truth): Truth {
  return negated ? negate(truth) : truth;
}
