// Counting different values instead of resources: which of the related resources stand for a value of their own.

import type { Resource } from '../model/resource.ts';
import { joinReasons } from '../values/because.ts';
import type { Truth } from '../values/truth.ts';
import { isConcrete, type Value } from '../values/value.ts';
import type { Judgement } from './judgement.ts';

/** A related resource that was judged, with what it has in the field whose values are counted. */
export interface Candidate {
  readonly resource: Resource;
  readonly judgement: Judgement;
  /** Undefined where it has no such value, or where alternatives remain: it counts for itself then. */
  readonly value: Value | undefined;
}

/** Whether two values are the same one. */
export type Same = (a: Value, b: Value) => Truth;

/** One candidate for each value. Whether there is one more is unknown where its value may be one that is counted already. */
export function distinctOnes(candidates: readonly Candidate[], same: Same): readonly Candidate[] {
  const counted: Value[] = [];
  return [...candidates].sort(surestFirst).flatMap((candidate) => {
    const { value, judgement, resource } = candidate;
    if (value === undefined) return [candidate];
    const truths = counted.map((other) => same(other, value));
    if (truths.includes(true)) return [];
    if (truths.includes('unknown')) return [{ ...candidate, judgement: perhaps(judgement) }];
    if (judgement.truth === true && resource.copies === 'one') counted.push(value);
    return [candidate];
  });
}

/** What counts for certain goes first, known values before others: what is not known may be among them. */
function surestFirst(a: Candidate, b: Candidate): number {
  return doubt(a) - doubt(b);
}

function doubt({ value, judgement }: Candidate): number {
  return (judgement.truth === true ? 0 : 2) + (value !== undefined && isConcrete(value) ? 0 : 1);
}

function perhaps({ truth, evidence, split }: Judgement): Judgement {
  const what = 'whether it is yet another one is not known';
  return {
    truth: truth === false ? false : 'unknown',
    evidence: evidence.map((one) => ({
      ...one,
      truth: 'unknown',
      because: joinReasons(one.because, [{ kind: 'elsewhere', what }]),
    })),
    split,
  };
}
