// Whether what a condition says of a related resource depends on the resource that the rule is about.

import type { Condition, Operand, Subject } from '../model/condition.ts';

/** True when a field of the rule's subject stands anywhere in the condition. */
export function looksAtSubject(condition: Condition): boolean {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.some(looksAtSubject);
    case 'not':
      return looksAtSubject(condition.condition);
    case 'test':
      return isOfSubject(condition.subject) || isSubjectField(condition.expected);
    case 'count':
      return isOfSubject(condition.subject) || looksInside(condition.where);
    case 'related':
      return looksInside(condition.where);
  }
}

function looksInside(where: Condition | undefined): boolean {
  return where !== undefined && looksAtSubject(where);
}

function isOfSubject(subject: Subject): boolean {
  return subject.kind === 'field' && subject.of === 'subject';
}

function isSubjectField(operand: Operand): boolean {
  return operand.kind === 'field' && isOfSubject(operand.subject);
}
