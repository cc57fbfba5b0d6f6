// Limits of unknowns: joined and met as sets of values are.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charSet } from '../../src/values/char-set.ts';
import type { Json } from '../../src/values/json.ts';
import { joinLimits, type Limits, lengthOf, meetLimits, withinLimits } from '../../src/values/limits.ts';

const samples: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1,
  2,
  3,
  2n ** 60n,
  '',
  'a',
  'ab',
  'B1',
  'abc',
  [],
  [1],
  [1, 2, 3],
  {},
  { a: 1 },
];

const small = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
const limits: fc.Arbitrary<Limits | undefined> = fc.option(
  fc.record({
    allowed: fc.option(fc.subarray([...samples]), { nil: undefined }),
    min: small,
    max: small,
    minLength: small,
    maxLength: small,
    alphabet: fc.option(fc.constantFrom(charSet([[97, 98]]), charSet([[65, 90]]), []), { nil: undefined }),
  }),
  { nil: undefined, freq: 8 },
);

describe('limits', () => {
  it('joined hold for whatever keeps to either', () => {
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        const joined = joinLimits(a, b);
        for (const value of samples)
          if (withinLimits(value, a) || withinLimits(value, b)) expect(withinLimits(value, joined)).toBe(true);
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });

  it('met hold exactly for what keeps to both', () => {
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        const met = meetLimits(a, b);
        for (const value of samples)
          expect(withinLimits(value, met)).toBe(withinLimits(value, a) && withinLimits(value, b));
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });

  it('joined stay as tight as both are', () => {
    expect(joinLimits({ allowed: ['a'] }, { allowed: ['b', 'a'] })?.allowed).toEqual(['a', 'b']);
    expect(joinLimits({ min: 1, maxLength: 3 }, { min: 2, maxLength: 5 })).toMatchObject({ min: 1, maxLength: 5 });
    expect(joinLimits({ min: 1 }, undefined)).toBeUndefined();
  });

  it.each<readonly [Json, Limits, boolean]>([
    [2, { min: 2, max: 2 }, true],
    [3, { max: 2 }, false],
    ['abc', { minLength: 3, maxLength: 3 }, true],
    ['', { minLength: 1 }, false],
    [[1, 2], { maxLength: 1 }, false],
    [{ a: 1 }, { minLength: 1 }, true],
    [{ a: [1] }, { allowed: [{ a: [1] }] }, true],
    ['Basic', { allowed: ['basic'] }, false],
    ['a/b', { alphabet: charSet([[97, 98]]) }, false],
    [null, { minLength: 1, min: 1 }, true],
  ])('does %j keep to %j? %j', (value, keep, expected) => {
    expect(withinLimits(value, keep)).toBe(expected);
  });

  it('measure strings, arrays and objects, and nothing else', () => {
    expect(samples.map(lengthOf).filter((length) => length !== undefined)).toEqual([0, 1, 2, 2, 3, 0, 1, 3, 0, 1]);
  });
});
