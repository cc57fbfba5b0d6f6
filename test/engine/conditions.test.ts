// Conditions: three-valued logic, paths into resources, what Azure takes for nothing, counting items.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { outcome, type Parts, ruleThat, thing, verdictOf } from './judging.ts';

const parameters = {
  any: { type: 'string' },
  number: { type: 'int' },
  list: { type: 'array' },
  object: { type: 'object' },
};

/** One field for each truth that `equals: yes` can have. */
const truths = thing({ true: 'yes', false: 'no', unknown: "[parameters('any')]" });
const outcomes = { true: 'pass', false: 'fail', unknown: 'unknown' };

function test(name: string): Json {
  return { field: `properties.${name}`, equals: 'yes' };
}

function judge(require: Json, resources: Json, rule: Parts = {}): string {
  return outcome(ruleThat(require, rule), resources, { parameters });
}

describe('three truths', () => {
  const names = ['true', 'false', 'unknown'] as const;
  const pairs = names.flatMap((a) => names.map((b) => [a, b] as const));

  it.each(pairs)('%s and %s', (a, b) => {
    const both = a === 'false' || b === 'false' ? 'false' : a === 'true' && b === 'true' ? 'true' : 'unknown';
    expect(judge({ allOf: [test(a), test(b)] }, [truths])).toBe(outcomes[both]);
  });

  it.each(pairs)('%s or %s', (a, b) => {
    const one = a === 'true' || b === 'true' ? 'true' : a === 'false' && b === 'false' ? 'false' : 'unknown';
    expect(judge({ anyOf: [test(a), test(b)] }, [truths])).toBe(outcomes[one]);
  });

  it.each([
    ['true', 'fail'],
    ['false', 'pass'],
    ['unknown', 'unknown'],
  ])('not %s', (name, expected) => {
    expect(judge({ not: test(name) }, [truths])).toBe(expected);
    expect(judge({ field: `properties.${name}`, notEquals: 'yes' }, [truths])).toBe(expected);
  });

  it('nest', () => {
    const condition = { not: { anyOf: [test('false'), { allOf: [test('true'), { not: test('true') }] }] } };
    expect(judge(condition, [truths])).toBe('pass');
  });
});

describe('whether a rule applies', () => {
  const when = (name: string): Parts => ({
    applies: { to: ['Contoso.Test/things'], when: [{ ...(test(name) as object), otherwise: 'It does not apply.' }] },
  });

  it.each([
    ['true', 'true', 'pass'],
    ['true', 'false', 'fail'],
    ['true', 'unknown', 'unknown'],
    ['false', 'true', 'not-applicable'],
    ['false', 'false', 'not-applicable'],
    ['false', 'unknown', 'not-applicable'],
    ['unknown', 'true', 'pass'],
    ['unknown', 'false', 'unknown'],
    ['unknown', 'unknown', 'unknown'],
  ])('%s, and what it requires %s: %s', (applies, requires, expected) => {
    expect(judge(test(requires), [truths], when(applies))).toBe(expected);
  });

  it('says why it does not', () => {
    expect(verdictOf(ruleThat(test('true'), when('false')), [truths], { parameters })).toEqual({
      kind: 'not-applicable',
      because: 'It does not apply.',
    });
  });

  it('is about its resource types only, in any case', () => {
    const other = { ...thing({}), type: 'Contoso.Test/others' };
    const shouted = { ...truths, type: 'CONTOSO.TEST/THINGS' };
    expect(judge(test('true'), [other, shouted])).toBe('pass');
  });
});

describe('paths', () => {
  const resource = thing(
    {
      Nested: { value: 'yes' },
      list: ['yes', 'no'],
      all: [{ v: 'yes' }, { v: 'YES' }],
      some: [{ v: 'yes' }, {}],
      none: [],
      null: null,
      __proto__x: 'yes',
    },
    { tags: { 'cost.center': 'yes', __proto__: 'no', constructor: 'yes' } },
  );

  it.each([
    ['properties.nested.VALUE', 'pass'],
    ['properties.list[0]', 'pass'],
    ['properties.list[1]', 'fail'],
    ['properties.list[2]', 'fail'],
    ['properties.all[*].v', 'pass'],
    ['properties.some[*].v', 'fail'],
    ['properties.none[*].v', 'pass'],
    ['properties.missing[*].v', 'fail'],
    ["tags['cost.center']", 'pass'],
    ['tags.constructor', 'pass'],
    ['properties.constructor', 'fail'],
    ['properties.null', 'fail'],
    ['properties.nested.value.deeper', 'fail'],
    ['properties.list.length', 'fail'],
  ])('%s', (field, expected) => {
    expect(judge({ field, equals: 'yes' }, [resource])).toBe(expected);
  });

  it('reach type, name, id and the API version', () => {
    for (const [field, pattern] of [
      ['type', '^Contoso\\.Test/things$'],
      ['name', '^thing$'],
      ['id', '/providers/Contoso\\.Test/things/thing$'],
      ['apiVersion', '^2024-01-01$'],
    ] as const)
      expect(judge({ field, pattern }, [thing({})]), field).toBe('pass');
  });

  it('null is absent, and so is what a nullable parameter nobody supplied leaves', () => {
    const nullable = { flag: { type: 'bool', nullable: true } };
    for (const value of [null, '[null()]', "[parameters('flag')]"]) {
      const parts = { languageVersion: '2.0', parameters: nullable };
      const resources = { one: thing({ value }) };
      expect(outcome(ruleThat({ field: 'properties.value', exists: false }), resources, parts)).toBe('pass');
      expect(outcome(ruleThat({ field: 'properties.value', notEquals: true }), resources, parts)).toBe('pass');
    }
  });

  it('into what is not known are not known', () => {
    const unknown = thing({ object: "[parameters('object')]", list: "[parameters('list')]" });
    for (const field of ['properties.object.a', 'properties.object.a.b', 'properties.list[0]', 'properties.list[*].v'])
      expect(judge({ field, equals: 'yes' }, [unknown]), field).toBe('unknown');
    expect(judge({ field: 'properties.object', exists: true }, [unknown])).toBe('pass');
  });
});

describe('what Azure takes for nothing', () => {
  const fact = (means: Json): Parts => ({ absent: { 'properties.x': { means } } });

  it.each<[string, Json, Json, Json, string]>([
    ['the default counts', {}, 'on', { equals: 'on' }, 'pass'],
    ['the default counts against it', {}, 'off', { equals: 'on' }, 'fail'],
    ['in negations too', {}, 'off', { notEquals: 'off' }, 'fail'],
    ['null is nothing', { x: null }, 'on', { equals: 'on' }, 'pass'],
    ['what is written counts', { x: 'off' }, 'on', { equals: 'on' }, 'fail'],
    ['numbers', {}, 7, { greaterOrEquals: 7 }, 'pass'],
    ['`exists` asks for what is written', {}, 'on', { exists: true }, 'fail'],
  ])('%s', (_, properties, means, operator, expected) => {
    const require = { field: 'properties.x', ...(operator as object) };
    expect(judge(require, [thing(properties)], fact(means))).toBe(expected);
  });

  it('is said in the evidence', () => {
    const verdict = verdictOf(ruleThat({ field: 'properties.x', equals: 'on' }, fact('off')), [thing({})]);
    expect(verdict).toMatchObject({ kind: 'fail', evidence: [{ actual: undefined, assumed: 'off' }] });
  });

  it('of a field that may be there: both must pass', () => {
    const partial = thing("[union(createObject('y', 1), parameters('object'))]");
    expect(judge({ field: 'properties.x', equals: 'on' }, [partial], fact('on'))).toBe('unknown');
    expect(judge({ field: 'properties.x', equals: 'on' }, [partial], fact('off'))).toBe('unknown');
  });
});

describe('operands', () => {
  it('may be another field of the resource', () => {
    const same = { field: 'properties.a', equals: { field: 'properties.b' } };
    expect(judge(same, [thing({ a: 'x', b: 'X' })])).toBe('pass');
    expect(judge(same, [thing({ a: 'x', b: 'y' })])).toBe('fail');
    expect(judge(same, [thing({ a: "[parameters('any')]", b: "[parameters('any')]" })])).toBe('pass');
    expect(judge(same, [thing({ a: "[parameters('any')]", b: 'y' })])).toBe('unknown');
  });

  it('may be a day from now', () => {
    const late = { field: 'properties.expires', less: { daysFromNow: 90 } };
    expect(judge(late, [thing({ expires: '2026-03-01' })])).toBe('pass');
    expect(judge(late, [thing({ expires: '2026-06-01T00:00:00Z' })])).toBe('fail');
    expect(judge(late, [thing({ expires: "[parameters('any')]" })])).toBe('unknown');
  });

  it('may be tested themselves', () => {
    expect(judge({ value: 'a', equals: 'A' }, [thing({})])).toBe('pass');
    expect(judge({ value: 1, greater: 2 }, [thing({})])).toBe('fail');
  });
});

describe('count', () => {
  const rules = [
    { port: 80, open: true },
    { port: 443, open: true },
    { port: 22, open: false },
  ];
  const open = { count: { field: 'properties.rules[*]', where: { item: 'open', equals: true } } };

  it.each<[string, Json, Json, string]>([
    ['equals', { equals: 2 }, rules, 'pass'],
    ['equals another', { equals: 3 }, rules, 'fail'],
    ['notEquals', { notEquals: 3 }, rules, 'pass'],
    ['less', { less: 2 }, rules, 'fail'],
    ['lessOrEquals', { lessOrEquals: 2 }, rules, 'pass'],
    ['greater', { greater: 1 }, rules, 'pass'],
    ['greaterOrEquals', { greaterOrEquals: 3 }, rules, 'fail'],
    ['an empty list', { equals: 0 }, [], 'pass'],
    ['no list', { equals: 0 }, null, 'pass'],
    ['something else', { equals: 0 }, 'rules', 'pass'],
    ['an unknown list', { equals: 0 }, "[parameters('list')]", 'unknown'],
    ['an unknown list holds at least none', { greaterOrEquals: 0 }, "[parameters('list')]", 'pass'],
    ['an unknown item', { equals: 2 }, [...rules, "[parameters('object')]"], 'unknown'],
    ['an unknown item between the bounds', { lessOrEquals: 3 }, [...rules, "[parameters('object')]"], 'pass'],
    ['an unknown item beyond the bounds', { greaterOrEquals: 4 }, [...rules, "[parameters('object')]"], 'fail'],
    ['known items and an unknown list', { greaterOrEquals: 2 }, [...rules].concat() as Json, 'pass'],
  ])('%s', (_, operator, list, expected) => {
    expect(judge({ ...open, ...(operator as object) }, [thing({ rules: list })])).toBe(expected);
  });

  it('counts every item without a where', () => {
    expect(judge({ count: { field: 'properties.rules[*]' }, equals: 3 }, [thing({ rules })])).toBe('pass');
    const joined = "[concat(createArray(1, 2), parameters('list'))]";
    expect(judge({ count: { field: 'properties.rules[*]' }, greaterOrEquals: 2 }, [thing({ rules: joined })])).toBe(
      'pass',
    );
    expect(judge({ count: { field: 'properties.rules[*]' }, greaterOrEquals: 3 }, [thing({ rules: joined })])).toBe(
      'unknown',
    );
  });

  it('counts what stands behind the items', () => {
    const require = { count: { field: 'properties.rules[*].value', where: { item: '.', like: '*/0' } }, equals: 1 };
    expect(judge(require, [thing({ rules: [{ value: '0.0.0.0/0' }, {}, { value: '10.0.0.0/8' }] })])).toBe('pass');
  });

  it('compares items with the resource', () => {
    const require = {
      count: { field: 'properties.names[*]', where: { item: '.', equals: { subject: 'name' } } },
      equals: 1,
    };
    expect(judge(require, [thing({ names: ['other', 'THING'] })])).toBe('pass');
  });

  it('nests', () => {
    const inner = { count: { item: 'ports[*]', where: { item: '.', equals: 22 } }, greater: 0 };
    const require = { count: { field: 'properties.rules[*]', where: inner }, equals: 0 };
    expect(judge(require, [thing({ rules: [{ ports: [80] }, { ports: [80, 22] }] })])).toBe('fail');
    expect(judge(require, [thing({ rules: [{ ports: [80] }, {}] })])).toBe('pass');
  });

  it('says how many there are, and which', () => {
    const verdict = verdictOf(ruleThat({ ...open, equals: 0 }), [thing({ rules })]);
    expect(verdict).toMatchObject({
      kind: 'fail',
      evidence: [
        { truth: true },
        { truth: true },
        { subject: { kind: 'count', least: 2, most: 2, wanted: '0' }, truth: false },
      ],
    });
  });
});
