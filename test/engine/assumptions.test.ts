// What a verdict promises, held against random templates and random parameter values.
//
// pass: no caller can break it. fail: every caller does. fails-when: the witness does. Each template is judged with
// parameters that may be anything, then again with values for all of them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model/rule.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { Json } from '../../src/values/json.ts';
import type { TemplateSetting } from '../support/template.ts';
import { judgedBy, type Parts, ruleThat, thing } from './judging.ts';

const parameters = {
  p: { type: 'bool' },
  q: { type: 'bool', defaultValue: true },
  env: { type: 'string', allowedValues: ['dev', 'test', 'prod'] },
  mode: { type: 'string', allowedValues: ['on', 'off'], defaultValue: 'on' },
  n: { type: 'int', minValue: 0, maxValue: 10 },
  s: { type: 'string', maxLength: 6 },
  maybe: { type: 'string', nullable: true },
};

const argumentsOf = fc.record<Record<string, Json>>({
  p: fc.boolean(),
  q: fc.boolean(),
  env: fc.constantFrom('dev', 'test', 'prod'),
  mode: fc.constantFrom('on', 'off'),
  n: fc.integer({ min: 0, max: 10 }),
  s: fc.constantFrom('', 'on', 'off', 'prod', 'x-prod', 'dev'),
  maybe: fc.constantFrom(null, 'on', 'off', 'prod'),
});

/** Expressions without their brackets, by the type of their value. */
const { truth, text, number } = fc.letrec<{ truth: string; text: string; number: string }>((tie) => ({
  truth: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    fc.constantFrom(
      "parameters('p')",
      "parameters('q')",
      "equals(parameters('env'), 'prod')",
      "equals(parameters('mode'), 'on')",
    ),
    fc.constantFrom(
      "equals(parameters('s'), 'on')",
      "contains(parameters('s'), 'prod')",
      "equals(parameters('maybe'), null())",
      'false()',
    ),
    fc.integer({ min: -1, max: 11 }).map((bound) => `greater(parameters('n'), ${bound})`),
    tie('truth').map((inner) => `not(${inner})`),
    fc.tuple(fc.constantFrom('and', 'or'), tie('truth'), tie('truth')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `equals(${a}, ${b})`),
    fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
  ),
  text: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    fc.constantFrom(
      "'on'",
      "'off'",
      "'prod'",
      "parameters('env')",
      "parameters('mode')",
      "parameters('s')",
      "variables('byEnvironment')[parameters('env')]",
    ),
    fc.tuple(tie('truth'), tie('text'), tie('text')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    tie('text').map((inner) => `toUpper(${inner})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `concat(${a}, ${b})`),
    tie('text').map((inner) => `coalesce(parameters('maybe'), ${inner})`),
  ),
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    fc.constantFrom('0', '5', '7', "parameters('n')", "length(parameters('s'))"),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `add(${a}, ${b})`),
  ),
}));

function expression(inner: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  return inner.map((written) => `[${written}]`);
}

/** A value that may be left out: null is absent. */
function optional(inner: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 4, arbitrary: expression(inner) },
    { weight: 1, arbitrary: fc.tuple(truth, inner).map(([a, b]) => `[if(${a}, ${b}, null())]`) },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
  );
}

/** Whether a resource is deployed. */
const deployed = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Json>(true) },
  { weight: 1, arbitrary: expression(truth) },
);

const properties = fc.record({
  a: optional(text),
  b: optional(truth),
  c: optional(number),
  list: fc.array(optional(text), { maxLength: 3 }),
  object: fc.tuple(text, fc.constantFrom('', "if(parameters('p'), ", "if(parameters('q'), ")).map(([x, either]) => {
    const made = `createObject('x', ${x})`;
    return either === '' ? `[${made}]` : `[${either}${made}, createObject())]`;
  }),
});

/** A part that belongs to the thing, or may. */
const part = fc.record({
  type: fc.constant('Contoso.Test/things/parts'),
  apiVersion: fc.constant('2024-01-01'),
  name: fc.oneof(
    fc.constant('thing/one'),
    truth.map((belongs) => `[concat(if(${belongs}, 'thing', 'other'), '/one')]`),
    fc.constant("[concat(parameters('s'), '/one')]"),
  ),
  condition: deployed,
  properties: fc.record({ level: optional(text) }),
});

const resources: fc.Arbitrary<Json> = fc
  .record({ properties, condition: deployed, parts: fc.array(part, { maxLength: 2 }) })
  .map(({ properties: values, condition: when, parts }) => ({
    thing: thing(values, { condition: when }),
    ...Object.fromEntries(parts.map((one, i) => [`part${i}`, { ...one, name: one.name.replace('/one', `/part${i}`) }])),
  }));

const word = fc.constantFrom('on', 'OFF', 'prod', 'devon');

const { condition } = fc.letrec<{ condition: Json }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'condition' },
    fc
      .tuple(fc.constantFrom('a', 'object.x'), fc.constantFrom('equals', 'notEquals', 'contains', 'notContains'), word)
      .map(([field, operator, value]) => ({ field: `properties.${field}`, [operator]: value })),
    fc
      .tuple(fc.constantFrom('equals', 'notEquals'), fc.boolean())
      .map(([operator, value]) => ({ field: 'properties.b', [operator]: value })),
    fc
      .tuple(fc.constantFrom('less', 'greaterOrEquals', 'equals'), fc.integer({ min: 0, max: 8 }))
      .map(([operator, value]) => ({ field: 'properties.c', [operator]: value })),
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'object.x'), fc.boolean())
      .map(([field, exists]) => ({ field: `properties.${field}`, exists })),
    fc.constantFrom('like', 'notLike').map((operator) => ({ field: 'properties.a', [operator]: 'o*' })),
    fc.constant({ field: 'properties.a', pattern: '^[a-z]{2,4}$' }),
    fc.constant({ field: 'properties.a', in: ['on', 'prod'] }),
    fc.constant({ field: 'properties.a', equals: { field: 'properties.object.x' } }),
    fc
      .tuple(fc.constantFrom('equals', 'lessOrEquals', 'greater'), fc.integer({ min: 0, max: 3 }))
      .map(([operator, value]) => ({
        count: { field: 'properties.list[*]', where: { item: '.', equals: 'on' } },
        [operator]: value,
      })),
    fc.constant({ field: 'properties.list[*]', notEquals: 'off' }),
    fc
      .tuple(fc.constantFrom('equals', 'greaterOrEquals', 'less'), fc.integer({ min: 0, max: 2 }), fc.boolean())
      .map(([operator, value, whole]) => ({
        related: {
          by: 'child',
          type: 'Contoso.Test/things/parts',
          elsewhere: 'impossible',
          ...(whole ? {} : { where: { field: 'properties.level', equals: { subject: 'properties.a' } } }),
        },
        [operator]: value,
      })),
    tie('condition').map((inner) => ({ not: inner })),
    fc
      .tuple(fc.constantFrom('allOf', 'anyOf'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
      .map(([kind, conditions]) => ({ [kind]: conditions })),
  ),
}));

const absent = fc.constantFrom<Parts>(
  {},
  { absent: { 'properties.a': { means: 'on' }, 'properties.b': { means: false } } },
);

const rule: fc.Arbitrary<Rule> = fc
  .record({ require: condition, when: fc.option(condition, { nil: undefined, freq: 3 }), parts: absent })
  .map(({ require, when, parts }) =>
    ruleThat(require, {
      ...parts,
      applies: {
        to: ['Contoso.Test/things'],
        ...(when === undefined ? {} : { when: [{ ...(when as object), otherwise: 'It does not apply here.' }] }),
      },
    }),
  );

const template = {
  languageVersion: '2.0',
  parameters,
  variables: { byEnvironment: { dev: 'off', test: 'on', prod: 'prod' } },
};

interface Trial {
  readonly about: Rule;
  readonly resources: Json;
  /** Values that somebody passes for all parameters. */
  readonly callers: readonly Readonly<Record<string, Json>>[];
}

const trials: fc.Arbitrary<Trial> = fc.record({
  about: rule,
  resources,
  callers: fc.array(argumentsOf, { minLength: 4, maxLength: 4 }),
});

/** Undefined where the resource is not deployed. */
function verdictUnder({ about, resources: declared }: Trial, setting: TemplateSetting): Verdict | undefined {
  return judgedBy(about, declared, template, setting)[0]?.verdict;
}

/** With values for everything a verdict is certain: there is nothing left to depend on. */
function concreteKind(trial: Trial, values: Readonly<Record<string, Json>>): string {
  const kind = verdictUnder(trial, { arguments: values })?.kind ?? 'not-deployed';
  expect(['pass', 'fail', 'not-applicable', 'not-deployed']).toContain(kind);
  return kind;
}

/** What may come of a verdict when everything is known. */
const promises: Readonly<Record<string, readonly string[]>> = {
  pass: ['pass', 'not-applicable', 'not-deployed'],
  fail: ['fail', 'not-deployed'],
  'not-applicable': ['not-applicable', 'not-deployed'],
  'not-deployed': ['not-deployed'],
  'fails-when': ['pass', 'fail', 'not-applicable', 'not-deployed'],
  unknown: ['pass', 'fail', 'not-applicable', 'not-deployed'],
};

function checkPromise(kind: string, trial: Trial, values: Readonly<Record<string, Json>>): void {
  expect(promises[kind]).toContain(concreteKind(trial, values));
}

describe('a verdict under any parameters', () => {
  it('holds for the values somebody passes', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(trials, (trial) => {
        const kind = verdictUnder(trial, { assume: 'any' })?.kind ?? 'not-deployed';
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        for (const values of trial.callers) checkPromise(kind, trial, values);
      }),
      { numRuns: 400, seed: 20260115 },
    );
    for (const kind of Object.keys(promises)) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(3);
  });

  it('that fails for a witness fails with it, whatever else is passed', () => {
    let witnesses = 0;
    fc.assert(
      fc.property(trials, (trial) => {
        const verdict = verdictUnder(trial, { assume: 'any' });
        if (verdict?.kind !== 'fails-when') return;
        witnesses++;
        expect(verdictUnder(trial, { assume: 'any', arguments: verdict.witness })?.kind).toBe('fail');
        for (const values of trial.callers) checkPromise('fail', trial, { ...values, ...verdict.witness });
      }),
      { numRuns: 400, seed: 20260118 },
    );
    expect(witnesses).toBeGreaterThan(30);
  });
});

describe('a verdict with defaults', () => {
  it('holds for whoever passes nothing but what is required', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const kind = verdictUnder(trial, {})?.kind ?? 'not-deployed';
        for (const { p = null, env = null, n = null, s = null } of trial.callers)
          checkPromise(kind, trial, { p, env, n, s });
      }),
      { numRuns: 300, seed: 20260116 },
    );
  });

  it('is no weaker than one under any parameters', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const any = verdictUnder(trial, { assume: 'any' })?.kind ?? 'not-deployed';
        const usual = verdictUnder(trial, {})?.kind ?? 'not-deployed';
        if (any === 'pass' || any === 'fail' || any === 'not-applicable') expect(promises[any]).toContain(usual);
      }),
      { numRuns: 200, seed: 20260117 },
    );
  });
});
