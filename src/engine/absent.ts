// What rules know of fields that are absent.

import type { FieldSubject } from '../model/condition.ts';
import type { AbsentFact } from '../model/rule.ts';
import { known, type Plain, unknown } from '../values/value.ts';
import type { World } from './judgement.ts';

/** What is known of the field where it is absent; facts are about the rule's own resource types. */
export function absentFact(
  of: FieldSubject['of'],
  text: string,
  { rule, subject, current }: World,
): AbsentFact | undefined {
  if (of === 'item' || (of === 'this' && current !== subject && current.type !== subject.type)) return undefined;
  return rule.absent.find((fact) => fact.field.text === text);
}

/** The value Azure takes for nothing, where it takes one. */
export function takenFor({ field, value, unknown: because }: AbsentFact): Plain | undefined {
  if (value !== undefined) return known(value);
  return because === undefined
    ? undefined
    : unknown([{ kind: 'elsewhere', what: because }], `absent(${field.text})[*]`);
}
