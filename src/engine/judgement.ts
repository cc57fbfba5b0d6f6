// What judging a condition gives, and how answers combine.

import type { Condition } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Evidence } from '../model/verdict.ts';
import { reasonsOf } from '../values/access.ts';
import type { Guard } from '../values/guard.ts';
import { negate, type Truth } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import type { EstateIndex } from './relations.ts';

/** What a condition is judged in. */
export interface World {
  readonly rule: Rule;
  readonly index: EstateIndex;
  /** The resource the rule is about. */
  readonly subject: Resource;
  /** The resource the condition is about: the subject, or one related to it. */
  readonly current: Resource;
  /** The item being counted. */
  readonly item: Value | undefined;
  /** What is assumed about terms. */
  readonly guard: Guard;
  /** The time of the scan, in milliseconds since 1970. */
  readonly now: number;
  /** Fields that the declared API version does not have count as absent. */
  readonly ignoreUnversioned: boolean;
}

/** The answer. */
export interface Judgement {
  readonly truth: Truth;
  /** The tests that decided. */
  readonly evidence: readonly Evidence[];
  /** Where the answer is unknown because values are alternatives: guards that exclude each other and cover everything assumed. */
  readonly split: readonly Guard[] | undefined;
}

/** Judges a condition; passed along where conditions hold conditions. */
export type Judge = (condition: Condition, world: World) => Judgement;

/** The opposite answer. */
export function invert({ truth, evidence, split }: Judgement): Judgement {
  return { truth: negate(truth), evidence, split };
}

/** Answers that lead to one truth together. */
export function merge(truth: Truth, judgements: readonly Judgement[]): Judgement {
  return {
    truth,
    evidence: judgements.flatMap((judgement) => judgement.evidence),
    split: truth === 'unknown' ? judgements.find((judgement) => judgement.split !== undefined)?.split : undefined,
  };
}

/** One or the other is the case. */
export function either(a: Judgement, b: Judgement): Judgement {
  if (a.truth === b.truth) return a.truth === 'unknown' ? a : { ...a, evidence: [...a.evidence, ...b.evidence] };
  const unsure = a.evidence.map(
    (evidence): Evidence => ({
      ...evidence,
      truth: 'unknown',
      because:
        evidence.because.length > 0
          ? evidence.because
          : evidence.actual === undefined
            ? []
            : reasonsOf(evidence.actual),
    }),
  );
  return { truth: 'unknown', evidence: unsure, split: undefined };
}

/** One of several guarded alternatives is the case: the answer where they agree, otherwise a split. */
export function alternatives(judgements: readonly Judgement[], guards: readonly Guard[]): Judgement {
  const [first] = judgements;
  if (first === undefined) return { truth: 'unknown', evidence: [], split: undefined };
  if (judgements.length === 1) return first;
  const sameTruth = judgements.every((judgement) => judgement.truth === first.truth);
  if (sameTruth && first.truth !== 'unknown')
    return { truth: first.truth, evidence: judgements.flatMap((judgement) => judgement.evidence), split: undefined };
  return { truth: 'unknown', evidence: judgements.flatMap((judgement) => judgement.evidence), split: guards };
}
