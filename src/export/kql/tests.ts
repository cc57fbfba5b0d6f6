// Tests of rules as predicates of KQL. None of them is ever null: KQL would drop such rows, whatever the rule says of them.

import type { Expected } from '../../engine/operators.ts';
import type { Operand, Test } from '../../model/condition.ts';
import type { Rule } from '../../model/rule.ts';
import { always, atom, never } from '../formula.ts';
import { expectedOf, truthOfNothing, truthOfValue } from '../nothing.ts';
import { besideNothing, type Presence, type Sides, settled, swapped, unsayable } from '../sides.ts';
import { type Column, columnOf } from './columns.ts';
import { predicateOf } from './predicates.ts';

/** Says a test about rows of a rule's types. */
export function kqlTest(test: Test, rule: Rule): Sides<string> {
  const expected = expectedOf(test.expected);
  if (expected.kind === 'no') return unsayable(expected.because);
  const { subject } = test;
  const sides =
    subject.kind === 'value' ? settled(truthOfValue(test, subject.value, expected)) : fieldTest(test, expected, rule);
  return test.negated ? swapped(sides) : sides;
}

function fieldTest(test: Test, expected: Expected, rule: Rule): Sides<string> {
  const { operator, subject } = test;
  if (subject.kind !== 'field' || subject.of === 'item') return unsayable('it reads an item of an array');
  // Rows declare no API version, and then every field counts as known to it.
  if (operator === 'inVersion') return settled(true);
  const column = columnOf(subject.path, rule.applies.types);
  if (column.kind === 'no') return unsayable(column.because);
  const fact = rule.absent.find(({ field }) => field.text === subject.path.text);
  if (fact?.stable === null)
    return unsayable(`only preview API versions have '${subject.path.text}', so rows of the graph do not`);
  if (operator === 'exists') return existence(column, test.expected);
  const ofAbsent = truthOfNothing(test, expected, fact);
  if (isNull(test)) return besideNothing(neverNull, presenceOf(column), ofAbsent);
  const predicate = predicateOf(test, column);
  if ('because' in predicate) return unsayable(predicate.because);
  const { yes, no, ofNothing } = predicate;
  return besideNothing({ yes: atom(yes), no: atom(no), ofNothing }, presenceOf(column), ofAbsent);
}

function presenceOf({ present, absent }: Column): Presence<string> {
  return { present: atom(present), absent: atom(absent) };
}

/** A value that is there does not equal null. */
const neverNull = { yes: never, no: always, ofNothing: false } as const;

function isNull({ operator, expected }: Test): boolean {
  return operator === 'equals' && expected.kind === 'literal' && expected.value === null;
}

function existence(column: Column, expected: Operand): Sides<string> {
  const sides = { holds: atom(column.present), fails: atom(column.absent), because: [] };
  return expected.kind === 'literal' && expected.value === true ? sides : swapped(sides);
}
