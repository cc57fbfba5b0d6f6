// What a test compares with, as far as it does not depend on a resource.

import type { Operand } from '../model/condition.ts';
import { knownString } from '../values/compare.ts';
import { known, type Plain } from '../values/value.ts';
import { dateOf, type Expected } from './operators.ts';

/** What the rule itself writes down. */
export function writtenIn(operand: Extract<Operand, { kind: 'literal' | 'pattern' }>): Expected {
  return operand.kind === 'literal' ? { kind: 'value', value: known(operand.value) } : operand;
}

/** The same, and dates beside the time of the run, in milliseconds since 1970. */
export function expectedOf(operand: Exclude<Operand, { kind: 'field' }>, now: number): Expected {
  return operand.kind === 'now' ? { kind: 'date', time: now + operand.days * dayLength } : writtenIn(operand);
}

/** A date that is compared with another one, moved by days; what is no known date stays what it is. */
export function movedBy(value: Plain | undefined, days: number | undefined): Expected {
  const text = value === undefined || days === undefined ? undefined : knownString(value);
  const time = text === undefined ? undefined : dateOf(text);
  return days === undefined || time === undefined
    ? { kind: 'value', value }
    : { kind: 'date', time: time + days * dayLength };
}

/** Milliseconds of a day. */
const dayLength = 86_400_000;
