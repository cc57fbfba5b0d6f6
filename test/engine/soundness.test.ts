// Verdicts on random templates, held against what callers deploy: loops, conditions, nested deployments, all functions.
//
// pass: nobody deploys what the rule refuses. fail: everybody does. fails-when: everybody who passes the witness does.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenPromises, judge, trials, witnessResults } from './trials.ts';

describe('a verdict on a random template', () => {
  it('is kept when somebody deploys it', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(trials, (trial) => {
        const judged = judge(trial, trial.caller.known, trial.caller.assume);
        expect(brokenPromises(trial, judged)).toEqual([]);
        for (const { verdict } of judged) seen.set(verdict.kind, (seen.get(verdict.kind) ?? 0) + 1);
      }),
      { numRuns: 150, seed: 20260211 },
    );
    for (const kind of ['pass', 'fail', 'fails-when', 'unknown']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(10);
  });

  it('that fails with a witness fails for everybody who passes it', () => {
    let confirmed = 0;
    fc.assert(
      fc.property(trials, (trial) => {
        const results = witnessResults(trial, judge(trial, trial.caller.known, trial.caller.assume));
        expect(results.filter((result) => result !== 'confirmed')).toEqual([]);
        confirmed += results.length;
      }),
      { numRuns: 150, seed: 20260213 },
    );
    expect(confirmed).toBeGreaterThan(5);
  });
});
