// Which resources may hold a condition that compares them with the subject of a rule: found by the values in them.
//
// What is left out is certainly false. What is not known in full, or no text, is never left out.

import type { Condition } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import { comparisonIn, keysOf, wantedKeys } from './comparison.ts';
import type { World } from './judgement.ts';
import { looksAtSubject } from './looks-at-subject.ts';

/** Positions of the resources that may hold for the subject of a world, ascending; undefined where all may. */
export type Narrow = (world: World) => readonly number[] | undefined;

/** Resources of which some are to be found. */
export interface Haystack {
  readonly rule: Rule;
  readonly resources: readonly Resource[];
  /** Whether a condition that says nothing of the subject may hold. */
  readonly mayHold: (condition: Condition, resource: Resource) => boolean;
}

/** A way to find the resources that may hold; undefined where the condition offers none. */
export function narrowing(condition: Condition, haystack: Haystack): Narrow | undefined {
  if (!looksAtSubject(condition)) return always(condition, haystack);
  switch (condition.kind) {
    case 'allOf':
      return allOf(condition.conditions.flatMap((part) => narrowing(part, haystack) ?? []));
    case 'anyOf': {
      const narrows = condition.conditions.map((part) => narrowing(part, haystack));
      return narrows.every((narrow) => narrow !== undefined) ? anyOf(narrows) : undefined;
    }
    case 'test':
    case 'count':
      return byValue(condition, haystack);
    default:
      return undefined;
  }
}

/** What holds whatever the subject. */
function always(condition: Condition, { resources, mayHold }: Haystack): Narrow {
  let positions: readonly number[] | undefined;
  return () => {
    positions ??= resources.flatMap((resource, i) => (mayHold(condition, resource) ? [i] : []));
    return positions;
  };
}

/** All must hold. */
function allOf(narrows: readonly Narrow[]): Narrow | undefined {
  if (narrows.length < 2) return narrows[0];
  return (world) => {
    const found = narrows.map((narrow) => narrow(world)).filter((positions) => positions !== undefined);
    const [fewest, ...others] = found.sort((a, b) => a.length - b.length);
    return fewest?.filter((position) => others.every((positions) => isAmong(positions, position)));
  };
}

/** Whether a number is among ascending ones. */
function isAmong(ascending: readonly number[], wanted: number): boolean {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === wanted;
}

/** One must hold. */
function anyOf(narrows: readonly Narrow[]): Narrow {
  return (world) => {
    const found = narrows.map((narrow) => narrow(world));
    return found.every((positions) => positions !== undefined) ? union(found) : undefined;
  };
}

function union(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = lists.filter((positions) => positions.length > 0);
  if (others.length === 0) return first;
  return [...new Set([first, ...others].flat())].sort((a, b) => a - b);
}

/** By the values that must be equal to one of the subject, or stand in it. Indexed when first asked for. */
function byValue(condition: Condition, { resources, rule }: Haystack): Narrow | undefined {
  const comparison = comparisonIn(condition, rule);
  if (comparison === undefined) return undefined;
  let index: KeyedPositions | undefined;
  return (world) => {
    index ??= indexPositions(resources, (current) => keysOf(comparison, { ...world, current, item: undefined }));
    const { open, byKey, lengths } = index;
    // Where most are looked at in any case, looking for the others takes longer than looking at them.
    if (open.length > resources.length / 2) return undefined;
    const wanted = wantedKeys(comparison, lengths, world);
    return wanted && union([open, ...wanted.flatMap((key) => [byKey.get(key) ?? []])]);
  };
}

interface KeyedPositions {
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** How long keys are. */
  readonly lengths: ReadonlySet<number>;
  /** Where something is not known. */
  readonly open: readonly number[];
}

function indexPositions(
  resources: readonly Resource[],
  keysIn: (resource: Resource) => readonly string[] | undefined,
): KeyedPositions {
  const byKey = new Map<string, number[]>();
  const lengths = new Set<number>();
  const open: number[] = [];
  for (const [position, resource] of resources.entries()) {
    const keys = keysIn(resource);
    if (keys === undefined) open.push(position);
    for (const key of new Set(keys)) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [position]);
      else others.push(position);
      lengths.add(key.length);
    }
  }
  return { byKey, lengths, open };
}
