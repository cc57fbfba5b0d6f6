// Related resources that many subjects have in common. With `by: any` everything in an estate is beside everything else.
//
// What is certainly no answer is not looked at for every subject anew: what says nothing of the subject is judged once, and
// values that must be equal are indexed.

import type { Condition, Related } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { Judge, Judgement, World } from './judgement.ts';
import type { Related as RelatedResource } from './key-index.ts';
import { looksAtSubject } from './looks-at-subject.ts';
import { type Narrow, narrowing } from './narrowing.ts';
import { oncePerCondition } from './per-condition.ts';

/** A resource that may count. */
export interface Sifted {
  readonly related: RelatedResource;
  /** What the condition says of it, where that is the same for all subjects. */
  readonly holds: Judgement | undefined;
}

/** The resources beside the current one, in their order, but for those of which the condition is certainly false. */
export function besideThat(condition: Related, world: World, judge: Judge): Iterable<Sifted> {
  // Under an assumption other things are certain; only templates have them, and those are small.
  const { where } = condition;
  if (where === undefined || world.guard.length > 0) return unsifted(allBeside(condition, world));
  const { sifted, narrow } = siftFor(condition, world, () => sift(condition, where, world, judge));
  const found = narrow?.(world);
  return found === undefined ? sifted : at(sifted, found);
}

function allBeside({ relation, types }: Related, { index, current, guard }: World): readonly RelatedResource[] {
  return index.related(current, relation, types, guard);
}

function* unsifted(all: readonly RelatedResource[]): Iterable<Sifted> {
  for (const related of all) yield { related, holds: undefined };
}

function* at(sifted: readonly Sifted[], positions: readonly number[]): Iterable<Sifted> {
  for (const position of positions) {
    const one = sifted[position];
    if (one !== undefined) yield one;
  }
}

/**
 * These resources, which many subjects have in common. Where the condition does not look at the subject each is judged once,
 * and left out where it is certainly false.
 */
export function* judgedOnce(
  found: readonly RelatedResource[],
  condition: Related,
  world: World,
  judge: Judge,
): Iterable<Sifted> {
  const { where } = condition;
  if (where === undefined || world.guard.length > 0 || looksAtSubject(where)) return yield* unsifted(found);
  const judgements = judgementsFor(condition, world, () => new Map());
  for (const related of found) {
    const current = related.resource;
    const holds = judgements.get(current) ?? judge(where, { ...world, current, item: undefined });
    judgements.set(current, holds);
    if (holds.truth !== false) yield { related, holds };
  }
}

const judgementsFor = oncePerCondition<Map<Resource, Judgement>>();

/** What is known of a condition for all subjects. */
interface Sift {
  readonly sifted: readonly Sifted[];
  /** Which of them may hold for a subject; undefined where nothing but judging them tells. */
  readonly narrow: Narrow | undefined;
}

const siftFor = oncePerCondition<Sift>();

function sift(condition: Related, where: Condition, world: World, judge: Judge): Sift {
  const judged = (part: Condition, { resource }: RelatedResource): Judgement =>
    judge(part, { ...world, current: resource, item: undefined });
  const all = allBeside(condition, world);
  if (!looksAtSubject(where)) {
    const sifted = all.map((related) => ({ related, holds: judged(where, related) }));
    return { sifted: sifted.filter(({ holds }) => holds.truth !== false), narrow: undefined };
  }
  const parts = partsOf(where);
  const general = parts.filter((part) => !looksAtSubject(part));
  const left = all.filter((related) => general.every((part) => judged(part, related).truth !== false));
  const about = { kind: 'allOf', conditions: parts.filter(looksAtSubject) } as const;
  const narrow = narrowing(about, {
    rule: world.rule,
    resources: left.map(({ resource }) => resource),
    mayHold: (part, resource) => judge(part, { ...world, current: resource, item: undefined }).truth !== false,
  });
  return { sifted: left.map((related) => ({ related, holds: undefined })), narrow };
}

/** All of them must hold. */
function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'allOf' ? condition.conditions.flatMap(partsOf) : [condition];
}
