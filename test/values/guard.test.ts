// Guards: conjunction and disjunction against every assignment of a few terms.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Atom,
  always,
  conjoin,
  disjoin,
  type Guard,
  guardKey,
  holds,
  termIs,
  termIsNot,
} from '../../src/values/guard.ts';
import type { Json } from '../../src/values/json.ts';

const terms = ['p', 'q'];
const values: readonly Json[] = [true, false, null, 'a'];

/** Every assignment of a value to each term. */
const assignments = values.flatMap((p) => values.map((q): Readonly<Record<string, Json>> => ({ p, q })));

const atom = fc.record({
  values: fc.subarray([...values], { minLength: 1 }),
  negated: fc.boolean(),
});
const guards: fc.Arbitrary<Guard> = fc
  .tuple(fc.subarray([...terms]), atom, atom)
  .map(([chosen, first, second]): Guard => chosen.map((term, i): Atom => ({ term, ...(i === 0 ? first : second) })));

const truth = (guard: Guard, assignment: Readonly<Record<string, Json>>): boolean =>
  holds(guard, (term) => assignment[term]);

describe('a guard', () => {
  it('holds when each of its statements does', () => {
    const guard = conjoin(termIs('p', 'a', true), termIsNot('q', null)) ?? always;
    expect(assignments.filter((assignment) => truth(guard, assignment))).toEqual(
      assignments.filter(({ p, q }) => (p === 'a' || p === true) && q !== null),
    );
  });

  it('does not hold for a term that has no value, not even negated', () => {
    expect(holds(termIs('p', 'a'), () => undefined)).toBe(false);
    expect(holds(termIsNot('p', 'a'), () => undefined)).toBe(false);
    expect(holds(always, () => undefined)).toBe(true);
  });

  it('compares values deeply, exactly, and by type', () => {
    expect(holds(termIs('p', { a: [1] }), () => ({ a: [1] }))).toBe(true);
    expect(holds(termIs('p', 'Basic'), () => 'basic')).toBe(false);
    expect(holds(termIs('p', 1), () => '1')).toBe(false);
  });
});

describe('the conjunction of two guards', () => {
  it('holds exactly when both do, and there is none only when they never do', () => {
    fc.assert(
      fc.property(guards, guards, (a, b) => {
        const both = conjoin(a, b);
        for (const assignment of assignments) {
          const expected = truth(a, assignment) && truth(b, assignment);
          expect(both !== undefined && truth(both, assignment)).toBe(expected);
        }
      }),
      { numRuns: 600, seed: 20260101 },
    );
  });

  it('has one statement for each term, sorted', () => {
    const both = conjoin(conjoin(termIs('q', 1, 2, 3), termIs('a', true)) ?? always, termIsNot('q', 2));
    expect(both?.map(({ term }) => term)).toEqual(['a', 'q']);
    expect(guardKey(both ?? always)).toBe(guardKey(conjoin(termIs('a', true), termIs('q', 3, 1)) ?? always));
  });
});

describe('the disjunction of two guards', () => {
  it('holds exactly when either does, where there is one', () => {
    fc.assert(
      fc.property(guards, guards, (a, b) => {
        const either = disjoin(a, b);
        if (either === undefined) return;
        for (const assignment of assignments)
          expect(truth(either, assignment)).toBe(truth(a, assignment) || truth(b, assignment));
      }),
      { numRuns: 2000, seed: 20260101 },
    );
  });

  it.each<readonly [Guard, Guard, Guard]>([
    [termIs('p', 1), termIs('p', 2), termIs('p', 1, 2)],
    [termIs('p', 1), termIsNot('p', 1), always],
    [termIsNot('p', 1, 2), termIs('p', 1), termIsNot('p', 2)],
    [termIsNot('p', 1, 2), termIsNot('p', 2, 3), termIsNot('p', 2)],
  ])('of %j and %j is %j', (a, b, expected) => {
    expect(guardKey(disjoin(a, b) ?? termIs('none'))).toBe(guardKey(expected));
  });

  it('does not exist where no conjunction can say it', () => {
    expect(disjoin(termIs('p', 1), termIs('q', 1))).toBeUndefined();
    const a = conjoin(termIs('p', 1), termIs('q', 1)) ?? always;
    const b = conjoin(termIs('p', 2), termIs('q', 2)) ?? always;
    expect(disjoin(a, b)).toBeUndefined();
  });
});
