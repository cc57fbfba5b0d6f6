// Sets of characters: every operation against membership, character by character.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyChar,
  type CharSet,
  charSet,
  chars,
  complement,
  foldCase,
  hasAllChars,
  hasChar,
  intersectChars,
  partition,
  unionChars,
} from '../../src/values/char-set.ts';

const edge = fc.oneof(fc.integer({ min: 40, max: 130 }), fc.constantFrom(0, 1, 0xfffe, 0xffff));
const ranges = fc.array(
  fc.tuple(edge, edge).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { maxLength: 4 },
);
const sets = ranges.map(charSet);
const samples = [...Array.from({ length: 100 }, (_, i) => 38 + i), 0, 1, 2, 500, 0xfffd, 0xfffe, 0xffff];

function expectMembers(set: CharSet, member: (code: number) => boolean): void {
  for (const code of samples) expect(hasChar(set, code), `character ${code}`).toBe(member(code));
}

/** Sorted, and no two ranges touch. */
function expectCanonical(set: CharSet): void {
  for (const [i, [low, high]] of set.entries()) {
    expect(low).toBeLessThanOrEqual(high);
    const before = set[i - 1];
    if (before !== undefined) expect(low).toBeGreaterThan(before[1] + 1);
  }
}

describe('a set of characters', () => {
  it('has exactly the characters of its ranges', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const set = charSet(list);
        expectCanonical(set);
        expectMembers(set, (code) => list.some(([low, high]) => code >= low && code <= high));
      }),
      { seed: 20260101 },
    );
  });

  it('joins, meets and turns around as sets do', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [both, either, not] = [intersectChars(a, b), unionChars(a, b), complement(a)];
        for (const set of [both, either, not]) expectCanonical(set);
        expectMembers(both, (code) => hasChar(a, code) && hasChar(b, code));
        expectMembers(either, (code) => hasChar(a, code) || hasChar(b, code));
        expectMembers(not, (code) => !hasChar(a, code));
      }),
      { seed: 20260101 },
    );
  });

  it('folds the case of ASCII letters, and of nothing else', () => {
    fc.assert(
      fc.property(sets, (set) => {
        expectMembers(foldCase(set), (code) => {
          const letter = String.fromCharCode(code);
          const other = /[a-z]/.test(letter) ? code - 32 : /[A-Z]/.test(letter) ? code + 32 : code;
          return hasChar(set, code) || hasChar(set, other);
        });
      }),
      { seed: 20260101 },
    );
  });

  it('is cut so that within one part all characters are in the same sets', () => {
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 3 }), (list) => {
        const parts = partition(list);
        expect(parts[0]?.[0]).toBe(0);
        expect(parts.at(-1)?.[1]).toBe(0xffff);
        for (const code of samples) {
          const [low = -1] = parts.find(([from, to]) => code >= from && code <= to) ?? [];
          for (const set of list) expect(hasChar(set, low)).toBe(hasChar(set, code));
        }
      }),
      { seed: 20260101 },
    );
  });

  it.each([
    ['a-z2-7', 'acr5', true],
    ['a-z2-7', 'acr9', false],
    ['^/', 'a b', true],
    ['^/', 'a/b', false],
    ['0-9a-fA-F-', 'dead-BEEF', true],
    ['', '', true],
    ['', 'a', false],
  ])('described as %j: are all characters of %j in it? %j', (description, text, expected) => {
    expect(hasAllChars(chars(description), text)).toBe(expected);
  });

  it('of every character has every character', () => {
    expect(complement(anyChar)).toEqual([]);
    expect(complement([])).toEqual(anyChar);
  });
});
