// Verdicts that depend on parameters: what belongs together stays together, and every witness is proved.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { judgedBy, outcome, type Parts, ruleThat, thing, verdictOf } from './judging.ts';

const isOn = ruleThat({ field: 'properties.x', equals: 'on' });
const bool = { type: 'bool' };
const environment = { type: 'string', allowedValues: ['dev', 'test', 'prod'] };

/** The outcome for a thing whose `x` is the value. */
function judge(x: Json, parameters: Json, variables: Json = {}): string {
  return outcome(isOn, [thing({ x })], { parameters, variables });
}

describe('one parameter', () => {
  it.each<[string, Json, Json, string]>([
    ['a boolean', "[if(parameters('p'), 'on', 'off')]", { p: bool }, 'fails-when {"p":false}'],
    ['a boolean that does not matter', "[if(parameters('p'), 'on', 'ON')]", { p: bool }, 'pass'],
    ['a boolean of which both values fail', "[if(parameters('p'), 'off', 'no')]", { p: bool }, 'fail'],
    [
      'allowed values',
      "[parameters('p')]",
      { p: { type: 'string', allowedValues: ['on', 'off'] } },
      'fails-when {"p":"off"}',
    ],
    [
      'allowed values that all pass',
      "[parameters('p')]",
      { p: { type: 'string', allowedValues: ['on', 'On'] } },
      'pass',
    ],
    [
      'allowed values that all fail',
      "[parameters('p')]",
      { p: { type: 'string', allowedValues: ['no', 'off'] } },
      'fail',
    ],
    [
      'allowed numbers',
      "[if(equals(parameters('p'), 2), 'off', 'on')]",
      { p: { type: 'int', allowedValues: [1, 2] } },
      'fails-when {"p":2}',
    ],
    ['a text without bounds', "[parameters('p')]", { p: { type: 'string' } }, 'unknown'],
    [
      'a text compared with one that passes',
      "[if(equals(parameters('p'), 'prod'), 'on', 'off')]",
      { p: { type: 'string' } },
      'fails-when {"p":""}',
    ],
    [
      'a text compared with one that fails',
      "[if(equals(parameters('p'), 'prod'), 'off', 'on')]",
      { p: { type: 'string' } },
      'fails-when {"p":"prod"}',
    ],
    [
      'a text with a least length',
      "[if(equals(parameters('p'), 'prod'), 'on', 'off')]",
      { p: { type: 'string', minLength: 3 } },
      'fails-when {"p":"xxx"}',
    ],
    ['an object', "[parameters('p').x]", { p: { type: 'object' } }, 'unknown'],
    [
      'one with a default',
      "[parameters('p')]",
      { p: { type: 'string', defaultValue: 'off', allowedValues: ['on', 'off'] } },
      'fail',
    ],
  ])('%s', (_, x, parameters, expected) => {
    expect(judge(x, parameters)).toBe(expected);
  });

  it('a number with bounds is tried at its bounds', () => {
    const atLeast = ruleThat({ field: 'properties.days', greaterOrEquals: 7 });
    const days = "[parameters('days')]";
    const given = (limits: Parts): string =>
      outcome(atLeast, [thing({ days })], { parameters: { days: { type: 'int', ...limits } } });
    expect(given({ minValue: 0, maxValue: 365 })).toBe('fails-when {"days":0}');
    expect(given({ minValue: 7 })).toBe('pass');
    expect(given({ maxValue: 6 })).toBe('fail');
    expect(given({ minValue: 1 })).toBe('fails-when {"days":1}');
    expect(given({})).toBe('unknown');
  });

  it('one that may be null leaves the property out', () => {
    const parts = {
      languageVersion: '2.0',
      parameters: { p: { type: 'bool', nullable: true, allowedValues: [true, null] } },
    };
    expect(
      outcome(ruleThat({ field: 'properties.x', exists: true }), { one: thing({ x: "[parameters('p')]" }) }, parts),
    ).toBe('fail');
    const any = { assume: 'any' } as const;
    expect(
      outcome(
        ruleThat({ field: 'properties.x', exists: true }),
        { one: thing({ x: "[parameters('p')]" }) },
        parts,
        any,
      ),
    ).toBe('fails-when {"p":null}');
  });
});

describe('what belongs together', () => {
  const variables = {
    isProduction: "[equals(parameters('environment'), 'prod')]",
    settings: { dev: { sku: 'Basic', x: 'off' }, test: { sku: 'Basic', x: 'off' }, prod: { sku: 'Premium', x: 'on' } },
    chosen: "[variables('settings')[parameters('environment')]]",
  };
  const parts = { parameters: { environment }, variables };
  const resource = thing({ sku: "[variables('chosen').sku]", x: "[variables('chosen').x]" });

  it('two properties that follow one parameter', () => {
    const together = {
      anyOf: [
        { field: 'properties.sku', notEquals: 'Premium' },
        { field: 'properties.x', equals: 'on' },
      ],
    };
    expect(outcome(ruleThat(together), [resource], parts)).toBe('pass');
    const apart = {
      anyOf: [
        { field: 'properties.sku', equals: 'Premium' },
        { field: 'properties.x', equals: 'off' },
      ],
    };
    expect(outcome(ruleThat(apart), [resource], parts)).toBe('pass');
    const neither = {
      allOf: [
        { field: 'properties.sku', equals: 'Premium' },
        { field: 'properties.x', equals: 'off' },
      ],
    };
    expect(outcome(ruleThat(neither), [resource], parts)).toBe('fail');
  });

  it('whether the rule applies, and what it requires', () => {
    const applies = {
      to: ['Contoso.Test/things'],
      when: [{ field: 'properties.sku', equals: 'Premium', otherwise: 'It needs Premium.' }],
    };
    expect(outcome(ruleThat({ field: 'properties.x', equals: 'on' }, { applies }), [resource], parts)).toBe('pass');
    expect(outcome(ruleThat({ field: 'properties.x', equals: 'no' }, { applies }), [resource], parts)).toBe(
      'fails-when {"environment":"prod"}',
    );
  });

  it('whether a resource is deployed, and what it is', () => {
    const only = {
      ...thing({ x: "[if(variables('isProduction'), 'on', 'off')]" }),
      condition: "[variables('isProduction')]",
    };
    expect(outcome(isOn, [only], parts)).toBe('pass');
    const others = { ...only, condition: "[not(variables('isProduction'))]" };
    expect(outcome(isOn, [others], parts)).toBe('fail');
    const never = { ...only, condition: "[and(variables('isProduction'), equals(parameters('environment'), 'dev'))]" };
    expect(judgedBy(isOn, [never], parts)).toEqual([]);
  });

  it('a resource and one related to it', () => {
    const parent = { ...thing({ x: 'off' }), condition: "[variables('isProduction')]" };
    const part = {
      type: 'Contoso.Test/things/parts',
      apiVersion: '2024-01-01',
      name: 'thing/one',
      condition: "[variables('isProduction')]",
    };
    const require = { related: { by: 'child', type: 'Contoso.Test/things/parts', elsewhere: 'impossible' }, equals: 1 };
    expect(outcome(ruleThat(require), [parent, part], parts)).toBe('pass');
    expect(
      outcome(ruleThat(require), [parent, { ...part, condition: "[not(variables('isProduction'))]" }], parts),
    ).toBe('fail');
    expect(outcome(ruleThat(require), [thing({}), part], parts)).toBe('fails-when {"environment":"dev"}');
  });
});

describe('a witness', () => {
  it('names no more than it needs, spelled and ordered as declared', () => {
    const parameters = { First: bool, second: environment, Third: bool, fourth: bool };
    const x =
      "[if(and(parameters('third'), parameters('FIRST')), if(equals(parameters('second'), 'prod'), 'off', 'on'), 'on')]";
    expect(judge(x, parameters)).toBe('fails-when {"First":true,"second":"prod","Third":true}');
    expect(judge("[if(or(parameters('third'), parameters('first')), 'off', 'on')]", parameters)).toMatch(
      /^fails-when \{"(First|Third)":true\}$/,
    );
  });

  it('needs no value where a default does', () => {
    const parameters = { p: bool, q: { type: 'bool', defaultValue: true } };
    expect(judge("[if(and(parameters('p'), parameters('q')), 'off', 'on')]", parameters)).toBe('fails-when {"p":true}');
  });

  it.each<[string, Json, string]>([
    ['contains', "[if(contains(parameters('name'), 'prod'), 'on', 'off')]", 'name'],
    ['not contains', "[if(contains(parameters('name'), 'prod'), 'off', 'on')]", 'name'],
    ['startsWith', "[if(startsWith(parameters('name'), 'prod'), 'off', 'on')]", 'name'],
    ['a computed text', "[if(equals(toLower(parameters('name')), 'prod'), 'off', 'on')]", 'name'],
    ['a sum', "[if(greater(add(parameters('number'), 1), 10), 'off', 'on')]", 'number'],
    ['a length', "[if(empty(parameters('name')), 'off', 'on')]", 'name'],
  ])('is found for conditions that are not understood: %s', (_, x, name) => {
    const parts = { parameters: { name: { type: 'string' }, number: { type: 'int', minValue: 0, maxValue: 100 } } };
    const verdict = verdictOf(isOn, [thing({ x })], parts);
    expect(verdict.kind).toBe('fails-when');
    const witness = verdict.kind === 'fails-when' ? verdict.witness : {};
    expect(Object.keys(witness)).toEqual([name]);
    expect(outcome(isOn, [thing({ x })], parts, { arguments: witness })).toBe('fail');
  });

  it('that cannot be proved is none: the verdict is unknown', () => {
    const x = "[if(equals(uniqueString(parameters('name')), 'bbbbbbbbbbbbb'), 'off', 'on')]";
    expect(judge(x, { name: { type: 'string' } })).toBe('unknown');
    const runtime = "[if(and(parameters('p'), equals(reference('x').y, 1)), 'off', 'on')]";
    expect(judge(runtime, { p: bool })).toBe('unknown');
  });

  it('that nobody can deploy is none', () => {
    const parts = {
      parameters: { p: bool, q: bool },
      variables: { never: "[if(parameters('p'), fail('no'), 'x')]" },
    };
    const x = (name: string): string => `[if(parameters('${name}'), 'off', 'on')]`;
    expect(outcome(isOn, [thing({ x: x('p') })], parts)).toBe('unknown');
    expect(outcome(isOn, [thing({ x: x('q') })], parts)).toBe('fails-when {"q":true}');
  });

  it('keeps to what the parameter takes', () => {
    const parameters = { p: { type: 'string', minLength: 4, maxLength: 6 } };
    const verdict = verdictOf(
      isOn,
      [thing({ x: "[if(equals(parameters('p'), 'on'), 'off', if(equals(parameters('p'), 'prod'), 'on', 'off'))]" })],
      { parameters },
    );
    const value = verdict.kind === 'fails-when' ? String(verdict.witness.p) : '';
    expect(value.length).toBeGreaterThanOrEqual(4);
    expect(value.length).toBeLessThanOrEqual(6);
  });
});

describe('many cases', () => {
  /** As many booleans, each with its opposite: as many are true as there are, whatever they are. */
  function pairs(count: number): string {
    const names = Array.from({ length: count }, (_, i) => `p${i}`);
    const parameters = Object.fromEntries(names.map((name) => [name, bool]));
    const flags = names.flatMap((name) => [`[parameters('${name}')]`, `[not(parameters('${name}'))]`]);
    const require = { count: { field: 'properties.flags[*]', where: { item: '.', equals: true } }, equals: count };
    return outcome(ruleThat(require), [thing({ flags })], { parameters });
  }

  it('are all tried up to 256', () => {
    expect(pairs(3)).toBe('pass');
    expect(pairs(7)).toBe('pass');
  });

  it('are given up beyond: unknown, never a guess', () => {
    expect(pairs(9)).toBe('unknown');
    expect(pairs(14)).toBe('unknown');
  });

  it('a failure among them is found all the same', () => {
    const names = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const parameters = Object.fromEntries(names.map((name) => [name, bool]));
    const properties = Object.fromEntries(names.map((name) => [name, `[parameters('${name}')]`]));
    const require = { anyOf: names.map((name) => ({ field: `properties.${name}`, equals: false })) };
    const verdict = outcome(ruleThat(require), [thing(properties)], { parameters });
    expect(verdict).toBe(`fails-when ${JSON.stringify(Object.fromEntries(names.map((name) => [name, true])))}`);
  });
});
