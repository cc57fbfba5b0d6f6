// What tests say without a resource: of values that rules write down, and of fields that are absent.

import { takenFor } from '../engine/absent.ts';
import { writtenIn } from '../engine/expected.ts';
import { applyOperator, type Expected, isLocation } from '../engine/operators.ts';
import type { Operand, Test } from '../model/condition.ts';
import type { AbsentFact } from '../model/rule.ts';
import type { Json } from '../values/json.ts';
import type { Truth } from '../values/truth.ts';
import { known } from '../values/value.ts';

/** What a test compares with, where that is known beforehand; otherwise why it is not. */
export function expectedOf(operand: Operand): Expected | { readonly kind: 'no'; readonly because: string } {
  switch (operand.kind) {
    case 'literal':
    case 'pattern':
      return writtenIn(operand);
    case 'now':
      return { kind: 'no', because: 'it compares a date with the time of the run' };
    case 'field':
      return { kind: 'no', because: 'it compares two fields with each other' };
  }
}

/** Whether a test, its negation aside, holds for a value that the rule itself writes down. */
export function truthOfValue({ operator }: Test, value: Json, expected: Expected): Truth {
  if (operator === 'inVersion') return true;
  return applyOperator(operator, value === null ? undefined : known(value), expected, false);
}

/** Whether a test, its negation aside, holds where the field is absent: of nothing, or of what Azure takes for nothing. */
export function truthOfNothing({ operator, subject }: Test, expected: Expected, fact: AbsentFact | undefined): Truth {
  if (operator === 'inVersion') return true;
  const taken = fact === undefined || operator === 'exists' ? undefined : takenFor(fact);
  return applyOperator(operator, taken, expected, isLocation(subject));
}
