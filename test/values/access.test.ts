// Reading members and items: what is said of them is so in every world.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adopt,
  elementsOf,
  holdsSecret,
  jsonType,
  memberOf,
  membersOf,
  reasonsOf,
  toJson,
  typeOf,
} from '../../src/values/access.ts';
import { equal } from '../../src/values/compare.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { isJsonArray, isJsonObject, type Json, own } from '../../src/values/json.ts';
import { admits } from '../../src/values/lattice.ts';
import { computedAt, originChain, writtenAt } from '../../src/values/origin.ts';
import { formatPath, pathOf } from '../../src/values/path.ts';
import {
  arrayOf,
  isConcrete,
  known,
  must,
  objectOf,
  type Plain,
  stringOf,
  unknown,
  type Value,
} from '../../src/values/value.ts';
import { abstract, concrete, descriptions, worldsOf } from './domain.ts';

const because = [{ kind: 'parameter', name: 'p' }] as const;
const p = unknown(because, 'p');

/** A description whose value is not a choice. */
const plainDescriptions = descriptions.filter(({ kind }) => kind !== 'choice');

describe('a member', () => {
  it('is in every world what its entry says, and absent where there is none', () => {
    fc.assert(
      fc.property(plainDescriptions, fc.constantFrom('k', 'l', 'z', 'q'), (description, key) => {
        const entry = memberOf(abstract(description) as Plain, key);
        for (const world of worldsOf(description)) {
          const json = concrete(description, world);
          const member = isJsonObject(json) ? own(json, key) : undefined;
          if (member === undefined) expect(entry?.presence).not.toBe('must');
          else expect(entry !== undefined && admits(entry.value, member)).toBe(true);
        }
      }),
      { numRuns: 500, seed: 20260101 },
    );
  });

  it('is found by its exact name first, then without regard to case', () => {
    expect(memberOf(known({ a: 1, A: 2 }), 'A')?.value).toMatchObject({ json: 2 });
    expect(memberOf(known({ SKU: 1 }), 'sku')?.value).toMatchObject({ json: 1 });
    expect(memberOf(objectOf(new Map([['SKU', must(p)]])), 'sku')?.value).toMatchObject({ term: 'p' });
    expect(memberOf(known({}), 'constructor')).toBeUndefined();
    expect(memberOf(known({ __proto__: null }), '__proto__')).toBeUndefined();
  });

  it('of an unknown is an unknown that equals itself, without regard to case', () => {
    const [a, b] = [memberOf(p, 'sku')?.value ?? known(1), memberOf(p, 'SKU')?.value ?? known(2)];
    expect(equal(a, b)).toBe(true);
    expect(memberOf(unknown(because, 's', { type: 'string' }), 'sku')).toBeUndefined();
  });

  it('of an unknown is not mistaken for a member further in', () => {
    const step = (value: Value, key: string): Value => memberOf(value as Plain, key)?.value ?? known(null);
    expect(equal(step(p, 'a.b'), step(step(p, 'a'), 'b'))).toBe('unknown');
    expect(equal(step(p, 'a[0]'), step(step(p, 'a'), '[0]'))).toBe('unknown');
  });

  it('is written where its owner is written, or came from there', () => {
    const document = jsonDocument('a.json', '{}');
    const written = known({ a: { b: 1 } }, writtenAt(document, pathOf('x'), 'variable'));
    const member = memberOf(written, 'a')?.value ?? p;
    expect(formatPath(member.origin?.path)).toBe('x.a');
    const taken = known(
      { a: 1 },
      computedAt(document, pathOf('y'), 'property', [writtenAt(document, pathOf('x'), 'variable')]),
    );
    const chain = [...originChain(memberOf(taken, 'a')?.value.origin ?? computedAt(document, undefined, 'output', []))];
    expect(chain.map(({ path }) => formatPath(path))).toEqual(['y', 'x.a']);
  });
});

describe('items', () => {
  it('are in every world among those of the elements, in their order', () => {
    fc.assert(
      fc.property(plainDescriptions, (description) => {
        const elements = elementsOf(abstract(description) as Plain);
        for (const world of worldsOf(description)) {
          const json = concrete(description, world);
          if (isJsonArray(json)) expect(elements !== undefined && admits(arrayOf(elements), json)).toBe(true);
        }
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });

  it('of an unknown are any number of unknowns that do not equal each other', () => {
    const [spread, ...rest] = elementsOf(p) ?? [];
    expect(rest).toEqual([]);
    expect(spread?.kind).toBe('spread');
    const item = spread?.kind === 'spread' ? spread.item : p;
    expect(equal(item, item)).toBe('unknown');
    expect(elementsOf(unknown(because, 's', { type: 'object' }))).toBeUndefined();
  });
});

describe('the JSON of a value', () => {
  it('is there exactly when the value is known in full, and is the value', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const value = abstract(description);
        const json = toJson(value);
        expect(json !== undefined).toBe(isConcrete(value));
        if (json !== undefined)
          for (const world of worldsOf(description)) expect(json).toEqual(concrete(description, world));
        else if (value.kind === 'unknown' || value.kind === 'string') expect(reasonsOf(value)).not.toEqual([]);
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });

  it('keeps keys that JavaScript treats specially', () => {
    const value = objectOf(new Map([['__proto__', must(known(1))]]));
    expect(Object.keys(toJson(value) as object)).toEqual(['__proto__']);
  });
});

describe('a type', () => {
  it('is said only when it is so in every world', () => {
    fc.assert(
      fc.property(plainDescriptions, (description) => {
        const type = typeOf(abstract(description) as Plain);
        if (type !== undefined)
          for (const world of worldsOf(description)) expect(jsonType(concrete(description, world))).toBe(type);
        const members = membersOf(abstract(description) as Plain);
        if (members === undefined)
          for (const world of worldsOf(description)) expect(jsonType(concrete(description, world))).not.toBe('object');
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });

  it.each<readonly [Json, string]>([
    [1, 'int'],
    [1.5, 'float'],
    ['', 'string'],
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    [true, 'bool'],
  ])('of %j is %s', (json, type) => {
    expect(jsonType(json)).toBe(type);
  });
});

describe('a secret', () => {
  const secret = unknown(because, 'password', { type: 'string', secret: true });

  it.each<readonly [what: string, Value]>([
    ['a value', secret],
    ['a string with a secret hole', stringOf(['a', secret])],
    ['an object with a secret member', objectOf(new Map([['a', must(secret)]]))],
    ['an array in an object', objectOf(new Map([['a', must(arrayOf([known(1), secret]))]]))],
    ['a spread', arrayOf([{ kind: 'spread', item: secret, because }])],
    [
      'an option',
      { kind: 'choice', options: [{ guard: [], value: secret }], because, origin: undefined, secret: false },
    ],
  ])('is found in %s', (_, value) => {
    expect(holdsSecret(value)).toBe(true);
  });

  it('makes its members and items secret', () => {
    expect(memberOf(known({ a: 1 }, undefined, true), 'a')?.value.secret).toBe(true);
    expect(elementsOf(known([1], undefined, true))?.[0]).toMatchObject({ secret: true });
    expect(memberOf(objectOf(new Map([['a', must(p)]]), { secret: true }), 'a')?.value.secret).toBe(true);
    expect(adopt(secret, p).secret).toBe(true);
    expect(holdsSecret(objectOf(new Map([['a', must(p)]])))).toBe(false);
  });
});
