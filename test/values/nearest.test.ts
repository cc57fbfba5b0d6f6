// Suggestions for misspelt names.

import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/values/nearest.ts';

const names = ['concat', 'contains', 'coalesce', 'copyIndex', 'format', 'if', 'resourceId', 'uniqueString'];

describe('the nearest name', () => {
  it.each([
    ['conact', 'concat', 'two neighbours swapped'],
    ['contain', 'contains', 'a letter missing'],
    ['formatt', 'format', 'a letter too many'],
    ['farmat', 'format', 'a wrong letter'],
    ['RESOURCEID', 'resourceId', 'another case'],
    ['uniquestrng', 'uniqueString', 'both'],
    ['fi', 'if', 'a short name swapped'],
  ])('to %s is %s: %s', (written, expected) => {
    expect(nearest(written, names)).toBe(expected);
  });

  it.each(['xyz', '', 'reference', 'zzzzzzzzzzzz'])('to %j is none', (written) => {
    expect(nearest(written, names)).toBeUndefined();
  });

  it('is the first of those equally near, and the closest of all', () => {
    expect(nearest('ab', ['ax', 'ay'])).toBe('ax');
    expect(nearest('abcdef', ['abcxyf', 'abcdex'])).toBe('abcdex');
    expect(nearest('a', [])).toBeUndefined();
  });
});
