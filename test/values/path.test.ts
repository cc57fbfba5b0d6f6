// Paths: built from segments, taken apart, compared, written down.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childPath, formatPath, pathOf, pathSegments, samePath } from '../../src/values/path.ts';

const segments = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'a.b', "it's", ''), fc.nat(3)), { maxLength: 4 });

describe('a path', () => {
  it('gives back the segments it was made of', () => {
    fc.assert(
      fc.property(segments, (list) => {
        expect(pathSegments(pathOf(...list))).toEqual(list);
      }),
      { seed: 20260101 },
    );
    expect(pathOf()).toBeUndefined();
  });

  it('is the same as another exactly when the segments are', () => {
    fc.assert(
      fc.property(segments, segments, (a, b) => {
        const equal = a.length === b.length && a.every((segment, i) => segment === b[i]);
        expect(samePath(pathOf(...a), pathOf(...b))).toBe(equal);
        expect(samePath(pathOf(...a), pathOf(...a))).toBe(true);
      }),
      { seed: 20260101 },
    );
  });

  it('tells the index 0 from the key "0"', () => {
    expect(samePath(pathOf(0), pathOf('0'))).toBe(false);
    expect(formatPath(pathOf('a', 0))).not.toBe(formatPath(pathOf('a', '0')));
  });

  it.each([
    [pathOf(), ''],
    [pathOf('resources', 0, 'properties'), 'resources[0].properties'],
    [pathOf('a', 'b.c', 'd e'), "a['b.c']['d e']"],
    [pathOf("it's"), "['it\\'s']"],
    [pathOf('$schema', 'my-key'), '$schema.my-key'],
    [childPath(pathOf(1), 2), '[1][2]'],
  ])('is written as people read it', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
