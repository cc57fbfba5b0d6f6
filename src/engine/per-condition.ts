// What is found out about a condition once for an estate, and holds for all subjects of a type.

import type { Related } from '../model/condition.ts';
import type { Rule } from '../model/rule.ts';
import type { World } from './judgement.ts';
import type { EstateIndex } from './relations.ts';

/** What was found out, and in which circumstances; what does not look at the subject depends on nothing else. */
interface Found<T> {
  readonly rule: Rule;
  /** Which fields have a meaning where they are absent depends on the type. */
  readonly subjectType: string;
  readonly ignoreUnversioned: boolean;
  readonly now: number;
  readonly value: T;
}

/** Finds something out when it is first asked for, under no assumption about terms. */
export function oncePerCondition<T>(): (condition: Related, world: World, find: () => T) => T {
  const byIndex = new WeakMap<EstateIndex, Map<Related, Found<T>[]>>();
  return (condition, { index, rule, subject, ignoreUnversioned, now }, find) => {
    const ofEstate = byIndex.get(index) ?? new Map<Related, Found<T>[]>();
    byIndex.set(index, ofEstate);
    const found = ofEstate.get(condition) ?? [];
    ofEstate.set(condition, found);
    const same = found.find(
      (one) =>
        one.rule === rule &&
        one.subjectType === subject.type &&
        one.ignoreUnversioned === ignoreUnversioned &&
        one.now === now,
    );
    if (same !== undefined) return same.value;
    const value = find();
    found.push({ rule, subjectType: subject.type, ignoreUnversioned, now, value });
    return value;
  };
}
