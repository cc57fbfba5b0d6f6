// Values: how they are put together, their terms, their reasons, their truths.

import { describe, expect, it } from 'vitest';
import { type Because, joinReasons, reasonKey } from '../../src/values/because.ts';
import { findKey, get, own, setKey } from '../../src/values/json.ts';
import { anyItemTerm, standsForMany } from '../../src/values/terms.ts';
import { agree, all, any, negate, type Truth } from '../../src/values/truth.ts';
import { known, objectOf, stringOf, unknown } from '../../src/values/value.ts';

const parameter = (name: string): Because => ({ kind: 'parameter', name });
const p = unknown([parameter('p')], 'p', { type: 'string' });

describe('a string', () => {
  it('has no two literals in a row and no empty ones', () => {
    expect(stringOf(['a', '', 'b', p, '', 'c', 'd'])).toMatchObject({ kind: 'string', parts: ['ab', p, 'cd'] });
  });

  it('without holes is known', () => {
    expect(stringOf(['a', 'b'])).toMatchObject({ kind: 'known', json: 'ab' });
    expect(stringOf([])).toMatchObject({ kind: 'known', json: '' });
  });
});

describe('a term', () => {
  it('that is long becomes short, stays equal to itself and different from others', () => {
    const [a, again, b] = ['x', 'x', 'y'].map((letter) => unknown([], `f(${letter.repeat(1000)})`));
    expect(a?.term.length).toBeLessThan(100);
    expect(a?.term).toBe(again?.term);
    expect(a?.term).not.toBe(b?.term);
  });

  it('that is long still says that it stands for many', () => {
    const many = unknown([], anyItemTerm('x'.repeat(1000)));
    expect(standsForMany(many.term)).toBe(true);
    expect(standsForMany(unknown([], 'x'.repeat(1000)).term)).toBe(false);
  });
});

describe('an object', () => {
  it('is known in full only when it is closed and every member is there and known', () => {
    const entry = (presence: 'must' | 'may') => ({ value: known(1), presence }) as const;
    expect(objectOf(new Map([['a', entry('must')]])).concrete).toBe(true);
    expect(objectOf(new Map([['a', entry('may')]])).concrete).toBe(false);
    expect(objectOf(new Map([['a', entry('must')]]), { open: { because: [], term: 'o' } }).concrete).toBe(false);
  });
});

describe('reasons', () => {
  it('are joined without repeating one, and not without end', () => {
    expect(joinReasons([parameter('a')], [parameter('b'), parameter('a')])).toEqual([parameter('a'), parameter('b')]);
    expect(joinReasons([], [parameter('a')], [])).toEqual([parameter('a')]);
    expect(joinReasons()).toEqual([]);
    const many = Array.from({ length: 50 }, (_, i) => parameter(`p${i}`));
    expect(joinReasons(many.slice(0, 25), many.slice(25)).length).toBeLessThan(20);
  });

  it('are told apart by kind and subject', () => {
    expect(reasonKey(parameter('a'))).not.toBe(reasonKey({ kind: 'secret', name: 'a' }));
    expect(reasonKey(parameter('a'))).not.toBe(reasonKey(parameter('b')));
  });
});

describe('three-valued logic', () => {
  const truths: readonly Truth[] = [true, false, 'unknown'];

  it('is Kleene’s: certain exactly when both ways of filling the unknowns agree', () => {
    const ways = (truth: Truth): readonly boolean[] => (truth === 'unknown' ? [true, false] : [truth]);
    const filled = (results: readonly boolean[]): Truth => {
      const [first = true, ...rest] = results;
      return rest.every((result) => result === first) ? first : 'unknown';
    };
    for (const a of truths)
      for (const b of truths) {
        const pairs = ways(a).flatMap((x) => ways(b).map((y) => [x, y] as const));
        expect(all([a, b])).toBe(filled(pairs.map(([x, y]) => x && y)));
        expect(any([a, b])).toBe(filled(pairs.map(([x, y]) => x || y)));
        expect(negate(a)).toBe(filled(ways(a).map((x) => !x)));
        expect(agree([a, b])).toBe(a === b ? a : 'unknown');
      }
  });

  it('of nothing is all and not any', () => {
    expect([all([]), any([]), agree([])]).toEqual([true, false, 'unknown']);
  });
});

describe('a JSON object', () => {
  it('is asked as Azure asks: exactly, then without regard to case, never through its prototype', () => {
    const object = JSON.parse('{"Name": 1, "name": 2, "SKU": 3, "__proto__": 4}') as { [key: string]: number };
    expect([get(object, 'name'), get(object, 'Name'), get(object, 'sku'), get(object, '__proto__')]).toEqual([
      2, 1, 3, 4,
    ]);
    expect([get(object, 'toString'), own(object, 'sku'), findKey(object, 'NAME')]).toEqual([
      undefined,
      undefined,
      'Name',
    ]);
  });

  it('takes any key', () => {
    const object: Record<string, null> = {};
    setKey(object, '__proto__', null);
    expect(Object.keys(object)).toEqual(['__proto__']);
  });
});
