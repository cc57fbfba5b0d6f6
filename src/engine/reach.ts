// The values that a path leads to in a resource, each with the circumstances under which it does.

import { everyItem, type FieldPath, type FieldSegment } from '../model/condition.ts';
import { elementsOf, memberOf } from '../values/access.ts';
import { conjoin, type Guard } from '../values/guard.ts';
import type { Plain, Value } from '../values/value.ts';
import { isView, viewed } from './views/views.ts';

/** A value at the end of a path. */
export interface Reached {
  readonly value: Plain;
  /** The choices on the way to it, outermost first. */
  readonly ways: readonly Way[];
  /** False when it may not be there, whatever was chosen. */
  readonly sure: boolean;
}

/** An option that was taken, among all options of a choice: they exclude each other and cover everything. */
export interface Way {
  readonly taken: Guard;
  readonly all: readonly Guard[];
}

/** The values a path leads to, every item where it says so; the value itself for the empty path. */
export function reach(value: Value, path: FieldPath | undefined = undefined): readonly Reached[] {
  const segments = path?.segments ?? [];
  return segments.reduce<readonly Reached[]>(
    (found, segment) => found.flatMap((from) => step(from, segment)),
    opened(value, [], true),
  );
}

/** Whether choices may turn out the way they were taken: not at all under this guard, certainly, or by these guards. */
export function circumstances(
  ways: readonly Way[],
  guard: Guard,
): { readonly split: readonly Guard[] | undefined } | undefined {
  let split: readonly Guard[] | undefined;
  for (const { taken, all } of ways) {
    if (conjoin(guard, taken) === undefined) return undefined;
    const feasible = all.map((option) => conjoin(guard, option)).filter((both) => both !== undefined);
    if (feasible.length > 1) split ??= feasible;
  }
  return { split };
}

/** What is null is not there: Azure removes it. */
function opened(value: Value, ways: readonly Way[], sure: boolean): readonly Reached[] {
  if (value.kind !== 'choice') return isNull(value) ? [] : [{ value, ways, sure }];
  const all = value.options.map(({ guard }) => guard);
  return value.options
    .filter((option) => !isNull(option.value))
    .map((option) => ({ value: option.value, ways: [...ways, { taken: option.guard, all }], sure }));
}

function isNull(value: Plain): boolean {
  return value.kind === 'known' && value.json === null;
}

function step({ value, ways, sure }: Reached, segment: FieldSegment): readonly Reached[] {
  if (segment === everyItem || typeof segment === 'number') {
    const elements = elementsOf(value) ?? [];
    const asked = segment === everyItem ? elements : elements.slice(segment, segment + 1);
    return asked.flatMap((element) =>
      element.kind === 'spread' ? opened(element.item, ways, false) : opened(element, ways, sure),
    );
  }
  if (isView(segment)) {
    const seen = viewed(value, segment);
    return seen === undefined ? [] : opened(seen, ways, sure);
  }
  const member = memberOf(value, segment);
  return member === undefined ? [] : opened(member.value, ways, sure && member.presence === 'must');
}
