// Comparing values: whatever is said for certain is so in every world.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareJson, containsItem, equal, identityOf, lengthRange } from '../../src/values/compare.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonEquals, jsonKey, jsonText } from '../../src/values/json-key.ts';
import {
  arrayOf,
  known,
  must,
  objectOf,
  type PartialString,
  stringOf,
  unknown,
  type Value,
} from '../../src/values/value.ts';
import { abstract, concrete, type Description, descriptions, worldsOf } from './domain.ts';

const because = [{ kind: 'parameter', name: 'p' }] as const;
const hole = (term: string, least?: number, most?: number): Value =>
  unknown(because, term, { type: 'string', limits: { minLength: least, maxLength: most } });
const p = hole('p');
const q = hole('q');

/** In how many of the worlds something is true. */
function truths(worlds: readonly unknown[], isTrue: (i: number) => boolean): 'always' | 'never' | 'sometimes' {
  const count = worlds.filter((_, i) => isTrue(i)).length;
  return count === worlds.length ? 'always' : count === 0 ? 'never' : 'sometimes';
}

describe('equality', () => {
  it('said for certain is so in every world', () => {
    let [certain, uncertain] = [0, 0];
    fc.assert(
      fc.property(descriptions, descriptions, fc.constantFrom('exact' as const, 'ignore' as const), (a, b, casing) => {
        const fold = (json: Json): string => (casing === 'exact' ? jsonKey(json) : jsonKey(json).toLowerCase());
        const worlds = worldsOf(a, b);
        const found = truths(worlds, (i) => {
          const world = worlds[i] ?? new Map();
          return fold(concrete(a, world)) === fold(concrete(b, world));
        });
        const truth = equal(abstract(a), abstract(b), casing);
        if (truth === 'unknown') uncertain++;
        else certain++;
        if (truth === true) expect(found).toBe('always');
        if (truth === false) expect(found).toBe('never');
        expect(equal(abstract(b), abstract(a), casing)).toBe(truth);
      }),
      { numRuns: 2000, seed: 20260101 },
    );
    // Neither answer is a way out.
    expect(certain).toBeGreaterThan(200);
    expect(uncertain).toBeGreaterThan(50);
  });

  it('of a value with itself is never denied, and certain when it has a name', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const value = abstract(description);
        expect(equal(value, value)).not.toBe(false);
        if (value.kind !== 'choice' && identityOf(value, 'exact') !== undefined) expect(equal(value, value)).toBe(true);
      }),
      { seed: 20260101 },
    );
  });

  it.each<readonly [what: string, Value, Value, true | false | 'unknown']>([
    ['the same unknown', p, p, true],
    ['two unknowns', p, q, 'unknown'],
    ['an unknown that stands for many and itself', hole('p[*]'), hole('p[*]'), 'unknown'],
    ['a string and a number', p, known(1), false],
    ['too long a text', hole('p', 0, 3), known('abcd'), false],
    ['a text that fits', hole('p', 0, 3), known('abc'), 'unknown'],
    ['another beginning', stringOf(['acr', p as never]), stringOf(['x', q as never]), false],
    ['another end', stringOf([p as never, '-a']), stringOf([q as never, '-b']), false],
    ['the same format', stringOf(['a', p as never]), stringOf(['a', p as never]), true],
    ['a beginning of the other', stringOf(['a', p as never]), stringOf(['ab', p as never]), 'unknown'],
    ['arrays of other lengths', arrayOf([p]), arrayOf([p, q]), false],
    ['arrays that differ in one item', arrayOf([p, known(1)]), arrayOf([q, known(2)]), false],
    ['objects with other members', objectOf(new Map([['a', must(p)]])), known({ b: 1 }), false],
    [
      'members whose keys differ by case',
      objectOf(new Map([['a', must(p)]])),
      objectOf(new Map([['A', must(p)]])),
      true,
    ],
    ['an integer and the same number', known(1), known(1.0), true],
    ['null and absent text', known(null), known(''), false],
  ])('of %s', (_, a, b, expected) => {
    expect(equal(a, b)).toBe(expected);
    expect(equal(b, a)).toBe(expected);
  });

  it('regards case unless told not to', () => {
    expect(equal(known('Basic'), known('basic'))).toBe(false);
    expect(equal(known({ a: ['Basic'] }), known({ a: ['basic'] }), 'ignore')).toBe(true);
    expect(equal(stringOf(['ACR', p as never]), stringOf(['acr', p as never]), 'ignore')).toBe(true);
    expect(equal(stringOf(['ACR', p as never]), stringOf(['acr', p as never]))).toBe(false);
  });
});

describe('identity', () => {
  it('when equal means equal values in every world', () => {
    const related = fc.oneof(
      fc.tuple(descriptions, descriptions),
      descriptions.map((description): [Description, Description] => [description, description]),
    );
    fc.assert(
      fc.property(related, fc.constantFrom('exact' as const, 'ignore' as const), ([a, b], casing) => {
        const identity = identityOf(abstract(a), casing);
        if (identity === undefined || identity !== identityOf(abstract(b), casing)) return;
        const fold = (json: Json): string => (casing === 'exact' ? jsonKey(json) : jsonKey(json).toLowerCase());
        for (const world of worldsOf(a, b)) expect(fold(concrete(a, world))).toBe(fold(concrete(b, world)));
      }),
      { numRuns: 1500, seed: 20260101 },
    );
  });

  it('is there for ids with holes and not for what stands for many', () => {
    expect(identityOf(stringOf(['/SUB/', p as never]))).toBe(identityOf(stringOf(['/sub/', p as never])));
    expect(identityOf(hole('p[*]'))).toBeUndefined();
    expect(identityOf(known('a«p»'))).not.toBe(identityOf(stringOf(['a', p as never])));
    expect(identityOf(stringOf(['x', hole('p[*]') as never]))).toBeUndefined();
  });
});

describe('membership in an array', () => {
  it('said for certain is so in every world', () => {
    const arrays = descriptions.filter(({ kind }) => kind === 'array');
    fc.assert(
      fc.property(arrays, descriptions, (array, needle) => {
        const items = abstract(array);
        if (items.kind === 'choice') return;
        const truth = containsItem(items, abstract(needle));
        for (const world of worldsOf(array, needle)) {
          const list = concrete(array, world) as readonly Json[];
          const isIn = list.some((item) => jsonEquals(item, concrete(needle, world)));
          if (truth !== 'unknown') expect(isIn).toBe(truth);
        }
      }),
      { numRuns: 500, seed: 20260101 },
    );
  });
});

describe('order', () => {
  it.each<readonly [Json, Json, number | undefined]>([
    [1, 2, -1],
    ['A', 'a', 1],
    ['a', 'b', -1],
    ['a', 'B', -1],
    ['10', '9', -1],
    ['same-text', 'same-text', 0],
    ['a-b', 'ab', undefined],
    ['é', 'e', undefined],
    [1, '1', undefined],
    [true, false, undefined],
    [null, null, undefined],
  ])('of %j and %j is %j', (a, b, expected) => {
    expect(compareJson(a, b)).toBe(expected);
  });

  it('counts large integers exactly', () => {
    expect(compareJson(2n ** 60n, 5)).toBe(1);
    expect(compareJson(2n ** 60n, 2n ** 60n + 1n)).toBe(-1);
    expect(compareJson(2n ** 60n, 2n ** 60n)).toBe(0);
  });
});

describe('the length of a string with holes', () => {
  it('lies between the least and the most of its parts', () => {
    expect(lengthRange(stringOf(['ab', hole('p', 1, 3) as never, 'c']) as PartialString)).toEqual({
      least: 4,
      most: 6,
    });
    expect(lengthRange(stringOf(['ab', p as never]) as PartialString)).toEqual({
      least: 2,
      most: Number.POSITIVE_INFINITY,
    });
  });
});

describe('canonical text', () => {
  it('is the same exactly for equal JSON, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const [left, right] = [a as Json, b as Json];
        const reversed = JSON.parse(JSON.stringify(a), (_, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as Json;
        expect(jsonEquals(left, reversed)).toBe(true);
        expect(jsonEquals(left, right)).toBe(jsonKey(left) === jsonKey(right));
        expect(JSON.parse(jsonText(left))).toEqual(JSON.parse(JSON.stringify(a)));
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });

  it('tells types apart', () => {
    const texts = ([1, '1', true, 'true', null, 'null', [], {}, [[]], ''] as const).map((json) => jsonKey(json));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
