// Joining values, and whether a value covers a piece of JSON.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberOf, toJson } from '../../src/values/access.ts';
import { equal } from '../../src/values/compare.ts';
import type { Json } from '../../src/values/json.ts';
import { admits, join, termOf } from '../../src/values/lattice.ts';
import { standsForMany } from '../../src/values/terms.ts';
import { arrayOf, type Element, known, must, objectOf, stringOf, unknown, type Value } from '../../src/values/value.ts';
import { abstract, concrete, descriptions, worldsOf } from './domain.ts';

const because = [{ kind: 'parameter', name: 'p' }] as const;
const hole = unknown(because, 'hole', { type: 'string', limits: { minLength: 1, maxLength: 3 } });
const anything = unknown(because, 'anything');
const spread = (item: Value): Element => ({ kind: 'spread', item, because });

describe('a value', () => {
  it('admits what it is in every world', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const value = abstract(description);
        for (const world of worldsOf(description)) expect(admits(value, concrete(description, world))).toBe(true);
      }),
      { numRuns: 500, seed: 20260101 },
    );
  });

  it.each<readonly [what: string, Value, admitted: readonly Json[], refused: readonly Json[]]>([
    ['known', known({ a: [1] }), [{ a: [1] }], [{ a: [1, 2] }, null, 'x']],
    ['unknown', anything, [null, 1, 'x', [], {}], []],
    ['unknown of a type', unknown(because, 'i', { type: 'int' }), [1, 2n ** 60n], [1.5, '1', null]],
    ['unknown within limits', unknown(because, 'i', { type: 'int', limits: { min: 1, max: 2 } }), [1, 2], [0, 3]],
    ['a string with a hole', stringOf(['acr', hole]), ['acrx', 'acrxyz'], ['acr', 'acrwxyz', 'xacr', 3]],
    ['a hole between literals', stringOf(['a', hole, 'a']), ['axa', 'aaa', 'aaaaa'], ['aa', 'a', 'ab']],
    ['two holes', stringOf([hole, '-', hole]), ['a-b', '---', 'a--'], ['-b', 'a-', 'ab']],
    [
      'an object',
      objectOf(
        new Map([
          ['a', must(anything)],
          ['b', { value: known(1), presence: 'may' }],
        ]),
      ),
      [{ a: 0 }, { a: null, b: 1 }],
      [{}, { b: 1 }, { a: 0, b: 2 }, { a: 0, c: 0 }, []],
    ],
    [
      'an open object',
      objectOf(new Map([['a', must(known(1))]]), { open: { because, term: 'o' } }),
      [{ a: 1 }, { a: 1, c: 0 }],
      [{}, { a: 2 }],
    ],
    [
      'an array',
      arrayOf([known(1), anything]),
      [
        [1, 1],
        [1, null],
      ],
      [[1], [2, 1], [1, 2, 3]],
    ],
    [
      'a spread between items',
      arrayOf([known(0), spread(known(1)), known(2)]),
      [
        [0, 2],
        [0, 1, 1, 2],
      ],
      [
        [0, 1],
        [0, 3, 2],
      ],
    ],
    ['two spreads', arrayOf([spread(known(1)), spread(known(2))]), [[], [1, 2], [2, 2]], [[2, 1]]],
  ])('%s admits what it may be and refuses what it cannot', (_, value, admitted, refused) => {
    for (const json of admitted) expect([json, admits(value, json)]).toEqual([json, true]);
    for (const json of refused) expect([json, admits(value, json)]).toEqual([json, false]);
  });

  it('finds members the way Azure does', () => {
    const value = objectOf(new Map([['Name', must(known(1))]]));
    expect(admits(value, { name: 1 })).toBe(true);
    expect(admits(value, { name: 2 })).toBe(false);
  });
});

describe('the join of values', () => {
  it('admits whatever each of them is in any world', () => {
    fc.assert(
      fc.property(fc.array(descriptions, { minLength: 1, maxLength: 3 }), (list) => {
        const joined = join(list.map(abstract));
        for (const description of list)
          for (const world of worldsOf(description)) expect(admits(joined, concrete(description, world))).toBe(true);
      }),
      { numRuns: 700, seed: 20260101 },
    );
  });

  it('of values that are equal is that value', () => {
    expect(join([known('a'), known('a')])).toMatchObject({ kind: 'known', json: 'a' });
    expect(join([hole, hole])).toBe(hole);
  });

  it('keeps the type and the values when they are few', () => {
    const joined = join([known('a'), known('b')]);
    expect(joined).toMatchObject({ kind: 'unknown', type: 'string', limits: { allowed: ['a', 'b'] } });
    expect(join([known('a'), known(1)])).toMatchObject({ kind: 'unknown', type: undefined });
  });

  it('keeps the members both have, and those of one as members that may be there', () => {
    const joined = join([known({ a: 1, b: 1 }), known({ a: 1, c: 1 })]);
    expect(memberOf(joined, 'a')).toMatchObject({ presence: 'must', value: { json: 1 } });
    expect(memberOf(joined, 'b')).toMatchObject({ presence: 'may' });
    expect(memberOf(joined, 'd')).toBeUndefined();
  });

  it('of objects that are equal and written in another order is not known as text', () => {
    const [a, b] = [known({ x: 1, y: 2 }), known({ y: 2, x: 1 })];
    expect(toJson(join([a, a]))).toEqual({ x: 1, y: 2 });
    expect(toJson(join([a, b]))).toBeUndefined();
    expect(toJson(join([known({ x: 1 }), known({ X: 1 })]))).toBeUndefined();
    expect(equal(join([a, b]), a)).toBe(true);
  });

  it('does not take the rest of one object for the rest of the other', () => {
    const open = (term: string): Value => objectOf(new Map(), { open: { because, term } });
    const joined = join([open('p'), open('q')]);
    const fromP = memberOf(open('p') as never, 'x')?.value ?? known(null);
    const either = memberOf(joined, 'x')?.value ?? known(null);
    expect(equal(either, fromP)).toBe('unknown');
  });

  it('does not claim to equal itself where two rounds may differ', () => {
    const joined = join([known('a'), known('b')]);
    expect(equal(joined, joined)).toBe('unknown');
    expect(standsForMany(termOf(joined))).toBe(true);
  });

  it('is secret as soon as one of them is', () => {
    expect(join([known('a', undefined, true), known('b')]).secret).toBe(true);
    expect(join([known('a', undefined, true), known('a')]).secret).toBe(true);
  });
});

describe('the term of a value', () => {
  it.each<readonly [what: string, Value]>([
    ['an array with a spread', arrayOf([spread(known('a'))])],
    ['an object with a member that may be there', objectOf(new Map([['a', { value: known(1), presence: 'may' }]]))],
    ['something that holds such an array', objectOf(new Map([['a', must(arrayOf([spread(known('a'))]))]]))],
  ])('of %s says that it stands for many', (_, value) => {
    expect(standsForMany(termOf(value))).toBe(true);
  });

  it('tells values apart', () => {
    const values = [
      known('a'),
      known(1),
      known('1'),
      known(null),
      hole,
      anything,
      stringOf(['a', hole]),
      stringOf([hole, 'a']),
      arrayOf([hole]),
      objectOf(new Map([['a', must(hole)]])),
      objectOf(new Map([['a', must(hole)]]), { open: { because, term: 'o' } }),
    ];
    expect(new Set(values.map(termOf)).size).toBe(values.length);
  });
});
