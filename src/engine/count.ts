// Counts items of arrays and related resources, between two bounds where not everything is known.

import type { Count } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { Evidence } from '../model/verdict.ts';
import { type Because, joinReasons } from '../values/because.ts';
import type { Guard } from '../values/guard.ts';
import type { Origin } from '../values/origin.ts';
import { negate, type Truth } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import type { Judgement } from './judgement.ts';

/** How many there are, between two bounds, and what was seen while counting. */
export interface Tally {
  least: number;
  most: number;
  readonly matched: Evidence[];
  readonly unsure: Evidence[];
  because: readonly Because[];
  split: readonly Guard[] | undefined;
}

/** Nothing counted yet. */
export function newTally(): Tally {
  return { least: 0, most: 0, matched: [], unsure: [], because: [], split: undefined };
}

/** Evidence of an item or a resource that counts just by being there. */
export function seen(what: string, resource: Resource, actual: Value, origin: Origin | undefined): Evidence {
  const subject = { kind: 'seen', what, resource } as const;
  return { subject, truth: true, actual, assumed: undefined, origin, because: [], inVersion: true };
}

/** Adds one item, or (`any`) any number of items like it. */
export function addTo(tally: Tally, judgement: Judgement, any: boolean, because: readonly Because[]): void {
  if (judgement.truth === false) return;
  tally.most += any ? Number.POSITIVE_INFINITY : 1;
  if (judgement.truth === true && !any) {
    tally.least++;
    tally.matched.push(...judgement.evidence);
    return;
  }
  tally.unsure.push(...judgement.evidence);
  tally.because = joinReasons(tally.because, because, ...judgement.evidence.map((evidence) => evidence.because));
  tally.split ??= judgement.split;
}

type Counting = Pick<Count, 'operator' | 'expected'>;

/** The answer a tally gives. */
export function settleCount(tally: Tally, counting: Counting, what: string, origin: Origin | undefined): Judgement {
  const truth = compareCount(tally.least, tally.most, counting);
  const because = truth === 'unknown' ? tally.because : [];
  const wanted = `${describeOperator(counting.operator)}${counting.expected}`;
  const summary: Evidence = {
    subject: { kind: 'count', what, least: tally.least, most: tally.most, wanted },
    truth,
    actual: undefined,
    assumed: undefined,
    origin,
    because,
    inVersion: true,
  };
  const seen = truth === 'unknown' ? tally.unsure : tally.matched;
  return { truth, evidence: [...seen, summary], split: truth === 'unknown' ? tally.split : undefined };
}

/** Whether a number between two bounds is the wanted one. */
export function compareCount(least: number, most: number, { operator, expected }: Counting): Truth {
  switch (operator) {
    case 'equals':
    case 'notEquals': {
      const same: Truth =
        least === expected && most === expected ? true : expected < least || expected > most ? false : 'unknown';
      return operator === 'equals' ? same : negate(same);
    }
    default: {
      const holds = (value: number): boolean =>
        ({
          less: value < expected,
          lessOrEquals: value <= expected,
          greater: value > expected,
          greaterOrEquals: value >= expected,
        })[operator];
      return holds(least) === holds(most) ? holds(least) : 'unknown';
    }
  }
}

function describeOperator(operator: Count['operator']): string {
  return {
    equals: '',
    notEquals: 'not ',
    less: 'fewer than ',
    lessOrEquals: 'at most ',
    greater: 'more than ',
    greaterOrEquals: 'at least ',
  }[operator];
}
