// What a test says of a value that is known, as fast as the most frequent tests can be asked. The engine's operators say the same.

import type { TestOperator } from '../../model/condition.ts';
import { toJson } from '../../values/access.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import type { Truth } from '../../values/truth.ts';
import { known } from '../../values/value.ts';
import { applyOperator, type Expected, type ValueOperator } from '../operators.ts';

/** Whether a value passes, the negation of the test aside. */
export type Predicate = (actual: Json) => Truth;

/** The predicate of an operator and what it compares with. */
export function predicateOf(operator: ValueOperator, expected: Expected, isLocation: boolean): Predicate {
  const slow: Predicate = (actual) => applyOperator(operator, known(actual), expected, isLocation);
  const wanted = expected.kind === 'value' && expected.value !== undefined ? toJson(expected.value) : undefined;
  if (operator === 'exists') return () => wanted !== false;
  if (expected.kind === 'pattern' || operator === 'like' || isLocation) return remembered(slow);
  if (wanted === undefined) return slow;
  if (operator === 'equals') return equalTo(wanted, slow);
  if (operator === 'in') return inList(wanted, slow);
  return compared(operator, wanted, slow);
}

/** Patterns and places are slow to compare, and the same images, hosts and regions stand in many rows. */
function remembered(predicate: Predicate): Predicate {
  const answers = new Map<string, Truth>();
  return (actual) => {
    if (typeof actual !== 'string') return predicate(actual);
    const known = answers.get(actual);
    if (known !== undefined) return known;
    if (answers.size >= maxRemembered) answers.clear();
    const answer = predicate(actual);
    answers.set(actual, answer);
    return answer;
  };
}

const maxRemembered = 500;

function equalTo(wanted: Json, slow: Predicate): Predicate {
  if (typeof wanted === 'boolean') return (actual) => (typeof actual === 'boolean' ? actual === wanted : slow(actual));
  if (typeof wanted !== 'string' || !isPlain(wanted)) return slow;
  const lower = wanted.toLowerCase();
  return (actual) => typeof actual === 'string' && (actual === wanted || actual.toLowerCase() === lower);
}

function inList(wanted: Json, slow: Predicate): Predicate {
  if (!isJsonArray(wanted) || !wanted.every((item) => typeof item === 'string' && isPlain(item))) return slow;
  const texts = new Set(wanted.map((item) => String(item).toLowerCase()));
  return (actual) => typeof actual === 'string' && (texts.has(actual) || texts.has(actual.toLowerCase()));
}

/** Texts whose case is folded alike whatever stands around them. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function compared(operator: TestOperator, wanted: Json, slow: Predicate): Predicate {
  if (typeof wanted !== 'number') return slow;
  const fast = { less, lessOrEquals, greater, greaterOrEquals }[operator as string];
  if (fast === undefined) return slow;
  return (actual) => (typeof actual === 'number' ? fast(actual, wanted) : slow(actual));
}

const less = (a: number, b: number): boolean => a < b;
const lessOrEquals = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const greaterOrEquals = (a: number, b: number): boolean => a >= b;
