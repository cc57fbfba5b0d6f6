// The operators of conditions, over values that are known, absent, unknown, or known in part.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperator, type Expected, type ValueOperator } from '../../src/engine/operators.ts';
import { jsonType } from '../../src/values/access.ts';
import type { Because } from '../../src/values/because.ts';
import { chars } from '../../src/values/char-set.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import type { Limits } from '../../src/values/limits.ts';
import { compilePattern } from '../../src/values/pattern-syntax.ts';
import type { Truth } from '../../src/values/truth.ts';
import {
  arrayOf,
  known,
  must,
  objectOf,
  type Plain,
  stringOf,
  type Unknown,
  unknown,
  type ValueType,
} from '../../src/values/value.ts';

const because: readonly Because[] = [{ kind: 'parameter', name: 'p' }];

function some(type?: ValueType, limits?: Limits, term = "parameters('p')"): Unknown {
  return unknown(because, term, { type, limits });
}

function holed(...parts: readonly (string | Unknown)[]): Plain {
  return stringOf(parts);
}

function expectedOf(operator: ValueOperator, json: Json): Expected {
  if (operator !== 'pattern') return { kind: 'value', value: known(json) };
  const pattern = compilePattern(String(json));
  if (pattern.kind === 'problem') throw new Error(pattern.message);
  return { kind: 'pattern', pattern };
}

function apply(operator: ValueOperator, actual: Plain | undefined, expected: Json, isLocation = false): Truth {
  return applyOperator(operator, actual, expectedOf(operator, expected), isLocation);
}

const absent = undefined;
const text = some('string');
const hole = some('string', undefined, "parameters('h')");

describe.each<[ValueOperator, readonly (readonly [string, Plain | undefined, Json, Truth])[]]>([
  [
    'equals',
    [
      ['the same', known('Premium'), 'Premium', true],
      ['other case', known('premium'), 'PREMIUM', true],
      ['another text', known('Basic'), 'Premium', false],
      ['a boolean', known(false), false, true],
      ['a text that says a boolean', known('True'), true, true],
      ['a text that says another boolean', known('false'), true, false],
      ['a text that says a number', known('30'), 30, true],
      ['a number and a text', known(30), '30', false],
      ['an integer beyond 2^53', known(9007199254740993n), 9007199254740993n, true],
      ['arrays', known([1, 'A']), [1, 'a'], true],
      ['objects in another order', known({ a: 1, b: 'X' }), { b: 'x', a: 1 }, true],
      ['nothing', absent, 'x', false],
      ['nothing and null', absent, null, true],
      ['nothing and false', absent, false, false],
      ['an unknown text', text, 'Premium', 'unknown'],
      ['an unknown of any type', some(), true, 'unknown'],
      ['an unknown number and a text', some('int'), 'Premium', false],
      ['an unknown text that may say a boolean', text, true, 'unknown'],
      ['an unknown text that may say a number', text, 30, 'unknown'],
      ['an unknown object and a boolean', some('object'), true, false],
      ['a text that begins otherwise', holed('acr', hole), 'xyz', false],
      ['a text that may fit', holed('acr', hole), 'ACRone', 'unknown'],
      ['a text that is longer for certain', holed('acr', some('string', { minLength: 5 })), 'acrone', false],
      ['a text in parts that may say a boolean', holed('tr', hole), true, 'unknown'],
      [
        'an object known in part, differing',
        objectOf(
          new Map([
            ['a', must(known(1))],
            ['b', must(text)],
          ]),
        ),
        { a: 2, b: '' },
        false,
      ],
      [
        'an object known in part',
        objectOf(
          new Map([
            ['a', must(known(1))],
            ['b', must(text)],
          ]),
        ),
        { a: 1, b: '' },
        'unknown',
      ],
      ['an array known in part, too long', arrayOf([known(1), text]), [1], false],
    ],
  ],
  [
    'in',
    [
      ['one of them', known('standard'), ['Standard', 'Premium'], true],
      ['none of them', known('Basic'), ['Standard', 'Premium'], false],
      ['none at all', known('Basic'), [], false],
      ['nothing', absent, ['Standard', null], false],
      ['an unknown', text, ['Standard'], 'unknown'],
      ['an unknown number among texts', some('int'), ['Standard'], false],
      ['a text in parts', holed('Prem', hole), ['Standard', 'Basic'], false],
    ],
  ],
  [
    'contains',
    [
      ['a part', known('privatelink.azurecr.io'), 'AZURECR', true],
      ['no part', known('contoso'), 'azurecr', false],
      ['an item', known(['Push', 'Delete']), 'push', true],
      ['an item that is an object', known([{ a: 1 }]), { a: 1 }, true],
      ['no item', known(['push']), 'delete', false],
      ['nothing', absent, 'x', false],
      ['a number', known(5), '5', false],
      ['a part in front of a hole', holed('acr', hole), 'ac', true],
      ['a part that a hole may hold', holed('acr', hole), 'one', 'unknown'],
      ['a part across the edge of a hole', holed('acr', hole), 'ro', 'unknown'],
      ['an item beside an unknown one', arrayOf([text, known('push')]), 'push', true],
      ['an item that an unknown one may be', arrayOf([text, known('push')]), 'delete', 'unknown'],
      ['any number of items', arrayOf([{ kind: 'spread', item: known('push'), because }]), 'push', 'unknown'],
      ['an unknown', some(), 'x', 'unknown'],
      ['an unknown number', some('int'), 'x', false],
    ],
  ],
  [
    'containsKey',
    [
      ['a key', known({ Owner: 'x' }), 'owner', true],
      ['no key', known({ Owner: 'x' }), 'team', false],
      ['a key with an unknown value', objectOf(new Map([['owner', must(text)]])), 'owner', true],
      ['a key that may be there', objectOf(new Map([['owner', { value: text, presence: 'may' }]])), 'owner', 'unknown'],
      ['every key of a list', known({ Owner: 'x', team: 'y' }), ['owner', 'Team'], true],
      ['one key of a list', known({ Owner: 'x' }), ['owner', 'team'], false],
      ['an open object', objectOf(new Map(), { open: { because, term: 'x' } }), 'owner', 'unknown'],
      ['an unknown object', some('object'), 'owner', 'unknown'],
      ['an unknown text', text, 'owner', false],
      ['a text', known('owner'), 'owner', false],
      ['nothing', absent, 'owner', false],
      ['__proto__', known({}), '__proto__', false],
    ],
  ],
  [
    'like',
    [
      ['with a star', known('Contoso-Platform'), 'contoso-*', true],
      ['without a star', known('contoso'), 'CONTOSO', true],
      ['another', known('fabrikam'), 'contoso*', false],
      ['a question mark for one character', known('a.b'), 'a?b', true],
      ['a question mark for none', known('ab'), 'a?b', false],
      ['symbols of patterns', known('aab'), 'a+b', false],
      ['a text in parts that fits', holed('contoso-', hole), 'contoso-*', true],
      ['a text in parts that cannot', holed('fabrikam-', hole), 'contoso-*', false],
      ['a text in parts that may', holed('contoso-', hole), '*-x', 'unknown'],
      ['an unknown', text, '*', true],
      ['an unknown of any type', some(), '*', 'unknown'],
      ['nothing', absent, '*', false],
      ['a number', known(5), '5', false],
    ],
  ],
  [
    'pattern',
    [
      ['that fits', known('contoso01'), '^[A-Za-z0-9]{5,50}$', true],
      ['that does not', known('contoso-01'), '^[A-Za-z0-9]{5,50}$', false],
      [
        'for a hole of letters',
        holed('acr', some('string', { minLength: 13, maxLength: 13, alphabet: chars('a-z') })),
        '^acr[a-z]{13}$',
        true,
      ],
      ['for a hole', holed('a-', hole), '^[a-z]+$', false],
      ['for an unknown', text, '^a', 'unknown'],
      ['for nothing', absent, '', false],
      ['for a boolean', known(true), 'true', false],
    ],
  ],
  [
    'exists',
    [
      ['a value', known(0), true, true],
      ['a value, wanted away', known(0), false, false],
      ['an unknown', text, true, true],
      ['nothing', absent, true, false],
      ['nothing, wanted away', absent, false, true],
    ],
  ],
  [
    'greaterOrEquals',
    [
      ['equal', known(7), 7, true],
      ['less', known(6), 7, false],
      ['a text that says a number', known('8'), 7, true],
      ['another text', known('many'), 7, false],
      ['nothing', absent, 7, false],
      ['an array: its length is what count is for', known([1, 2, 3, 4, 5, 6, 7]), 7, false],
      ['an unknown number', some('int'), 7, 'unknown'],
      ['a number with a least value', some('int', { min: 7 }), 7, true],
      ['a number with a greatest value', some('int', { max: 6 }), 7, false],
      ['a number between', some('int', { min: 0, max: 365 }), 7, 'unknown'],
      ['an unknown text that may say a number', text, 7, 'unknown'],
      ['an unknown of any type', some(), 7, 'unknown'],
      ['an unknown boolean', some('bool'), 7, false],
      ['an integer beyond 2^53', known(9007199254740993n), 7, true],
    ],
  ],
  [
    'greater',
    [
      ['equal', known(7), 7, false],
      ['more', known(8), 7, true],
      ['bounds', some('int', { min: 8 }), 7, true],
    ],
  ],
  [
    'less',
    [
      ['equal', known(7), 7, false],
      ['less', known(6), 7, true],
      ['bounds', some('int', { max: 6 }), 7, true],
    ],
  ],
  [
    'lessOrEquals',
    [
      ['equal', known(7), 7, true],
      ['more', known(8), 7, false],
      ['bounds', some('int', { min: 8 }), 7, false],
    ],
  ],
])('%s', (operator, rows) => {
  it.each(rows)('%s', (_, actual, expected, truth) => {
    expect(apply(operator, actual, expected)).toBe(truth);
  });
});

describe('dates', () => {
  const time = Date.UTC(2026, 0, 15);
  it.each([
    ['2026-01-16T00:00:00Z', true],
    ['2026-01-14', false],
    ['soon', false],
    [20260116, false],
  ])('%s is later than 2026-01-15: %s', (date, truth) => {
    expect(applyOperator('greater', known(date), { kind: 'date', time }, false)).toBe(truth);
  });

  it('an unknown text may be any date', () => {
    expect(applyOperator('greater', text, { kind: 'date', time }, false)).toBe('unknown');
    expect(applyOperator('greater', some('bool'), { kind: 'date', time }, false)).toBe(false);
    expect(applyOperator('greater', absent, { kind: 'date', time }, false)).toBe(false);
  });
});

describe('locations', () => {
  it('are the same with spaces and without', () => {
    expect(apply('equals', known('West Europe'), 'westeurope', true)).toBe(true);
    expect(apply('equals', known('West Europe'), 'westeurope')).toBe(false);
    expect(apply('in', known('north europe'), ['West Europe', 'NorthEurope'], true)).toBe(true);
    expect(apply('equals', known('westus'), 'westeurope', true)).toBe(false);
  });

  it('known in part may be the same when the spaces are gone', () => {
    expect(apply('equals', holed('West ', hole), 'westeurope', true)).toBe('unknown');
  });
});

describe('what is said of a value known in part holds for every value it may be', () => {
  const operators: readonly ValueOperator[] = [
    'equals',
    'in',
    'contains',
    'containsKey',
    'like',
    'pattern',
    'exists',
    'less',
    'lessOrEquals',
    'greater',
    'greaterOrEquals',
  ];
  const word = fc.constantFrom('', 'a', 'Ab', 'abc', 'true', 'FALSE', '7', '30', 'West Europe', 'westeurope', 'x-y');
  const scalar: fc.Arbitrary<Json> = fc.oneof(word, fc.boolean(), fc.constantFrom(0, 6, 7, 30, -1));
  const { value: anyJson } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'B', 'owner'), tie('value'), { maxKeys: 2 }),
    ),
  }));

  /** A value that may be the JSON: parts of it hidden, as the numbers say. */
  function blurred(json: Json, next: () => number): Plain {
    const choice = next() % 5;
    const term = `hidden${next()}`;
    if (choice === 0) return some(undefined, undefined, term);
    if (choice === 1) return some(jsonType(json), limitsAround(json, next), term);
    if (typeof json === 'string' && choice === 2) {
      const from = next() % (json.length + 1);
      const to = from + (next() % (json.length - from + 1));
      return stringOf([json.slice(0, from), some('string', undefined, term), json.slice(to)]);
    }
    if (isJsonArray(json)) {
      const at = next() % (json.length + 1);
      const spread = { kind: 'spread', item: some(undefined, undefined, `${term}[*]`), because } as const;
      const items = json.map((item) => blurred(item, next));
      return choice === 3
        ? arrayOf([...items.slice(0, at), spread, ...items.slice(at + (next() % 2))])
        : arrayOf(items);
    }
    if (isJsonObject(json)) {
      const entries = Object.entries(json).filter(() => choice !== 3 || next() % 2 === 0);
      const members = entries.map(
        ([key, member]) =>
          [key, { value: blurred(member, next), presence: next() % 2 === 0 ? 'must' : 'may' }] as const,
      );
      return objectOf(new Map(members), choice === 3 ? { open: { because, term } } : {});
    }
    return known(json);
  }

  function limitsAround(json: Json, next: () => number): Limits | undefined {
    if (typeof json === 'number') return { min: json - (next() % 3), max: json + (next() % 3) };
    if (typeof json === 'string')
      return { minLength: Math.max(0, json.length - (next() % 2)), maxLength: json.length + (next() % 2) };
    return undefined;
  }

  it.each(operators)('%s', (operator) => {
    const wanted: fc.Arbitrary<Json> =
      operator === 'in'
        ? fc.array(anyJson, { maxLength: 3 })
        : operator === 'exists'
          ? fc.boolean()
          : operator === 'like'
            ? fc.constantFrom('*', 'a*', '*b', 'west*', 'a*c')
            : operator === 'pattern'
              ? fc.constantFrom('^[a-z]*$', '^a', 'b', '^.{1,3}$', '7')
              : operator === 'containsKey'
                ? fc.constantFrom('a', 'b', 'Owner')
                : anyJson;
    fc.assert(
      fc.property(
        anyJson,
        wanted,
        fc.infiniteStream(fc.nat(1000)),
        fc.boolean(),
        (json, expected, stream, isLocation) => {
          const next = (): number => stream.next().value ?? 0;
          const abstract = apply(operator, blurred(json, next), expected, isLocation);
          if (abstract !== 'unknown') expect(abstract).toBe(apply(operator, known(json), expected, isLocation));
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });
});
