// Resources beside a subject: those that are not looked at are certainly no answer, and the others are answers as before.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideThat, judgedOnce, type Sifted } from '../../src/engine/beside.ts';
import { checkEstate } from '../../src/engine/check.ts';
import { judge } from '../../src/engine/judge.ts';
import type { World } from '../../src/engine/judgement.ts';
import type { Related as RelatedResource } from '../../src/engine/key-index.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { type EstateIndex, indexEstate } from '../../src/engine/relations.ts';
import type { Condition, Related } from '../../src/model/condition.ts';
import type { Estate, Resource } from '../../src/model/resource.ts';
import type { Rule } from '../../src/model/rule.ts';
import { termIs } from '../../src/values/guard.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';
import { parameterTerm } from '../../src/values/terms.ts';
import { fixedNow } from '../support/cli.ts';
import { estateOf, outcome, ruleThat, thing } from './judging.ts';

/** Values that are equal in one way or another, or may be. */
const written: readonly Json[] = [
  'a',
  'A',
  'b',
  '',
  'East US',
  'eastus',
  'ab c',
  '/subscriptions/A/resourceGroups/b/x',
  true,
  'True',
  5,
  '5',
  '05',
  null,
  { a: 'b' },
  ['a', 'B'],
  ['b', 'a', 'A'],
  ['a', { k: 'A' }, 5],
];
const evaluated: readonly Json[] = [
  "[parameters('free')]",
  "[concat('a', parameters('free'))]",
  "[if(parameters('on'), 'a', 'b')]",
  "[if(parameters('on'), 'a', null())]",
  "[createArray('a', parameters('free'))]",
  "[if(parameters('on'), createArray('a'), createArray())]",
  "[parameters('settings')]",
  "[parameters('settings').k]",
  "[take(createArray('a', 'b'), parameters('number'))]",
];

const types = ['Contoso.Test/things', 'Contoso.Test/others'];

function resources(values: readonly Json[]): fc.Arbitrary<readonly JsonObject[]> {
  const value = fc.constantFrom(...values);
  const properties = fc.record({ k: value, other: value, list: value }, { requiredKeys: [] });
  const items = fc.array(fc.oneof(value, fc.record({ k: value })), { maxLength: 3 });
  const resource = fc.record(
    { type: fc.constantFrom(...types), location: value, properties: fc.oneof(properties, properties, value), items },
    { requiredKeys: ['type', 'properties'] },
  );
  return fc.array(resource, { minLength: 2, maxLength: 7 });
}

const live: fc.Arbitrary<Estate> = resources(written).map((all) =>
  liveEstate(
    'live',
    all.map((one, i) => ({
      ...one,
      id: `/subscriptions/${'aAb'[i % 3]}/resourceGroups/${'ab'[i % 2]}/providers/${String(one.type)}/r${i}`,
    })),
  ),
);

const parameters = {
  free: { type: 'string' },
  on: { type: 'bool' },
  settings: { type: 'object' },
  number: { type: 'int' },
};
const around: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  {},
  {},
  {},
  { condition: "[parameters('on')]" },
  { copy: { name: 'many', count: "[parameters('number')]" } },
  { copy: { name: 'two', count: 2 } },
);

const declared: fc.Arbitrary<Estate> = fc
  .tuple(resources([...written, ...evaluated]), fc.array(around, { minLength: 7, maxLength: 7 }))
  .map(([all, parts]) =>
    estateOf(
      all.map((one, i) => {
        const name = parts[i]?.copy === undefined ? `r${i}` : `[concat('r${i}', copyIndex())]`;
        return { ...one, ...parts[i], name, apiVersion: i % 2 === 0 ? '2024-01-01' : '2020-01-01' };
      }),
      { parameters },
    ),
  );

const field = fc.constantFrom('properties.k', 'properties.other', 'location', 'id.$resourceGroup', 'id.$subscription');
const array = fc.constantFrom('properties.list[*]', 'items[*]', 'items[*].k', 'items[*].k[*]');
const free: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ field, equals: fc.constantFrom(...written) }),
  fc.record({ field, exists: fc.boolean() }),
  fc.record({ count: fc.record({ field: array }), greaterOrEquals: fc.integer({ min: 0, max: 2 }) }),
);
const operator = fc.constantFrom('equals', 'equals', 'equals', 'contains', 'notEquals');
const comparison: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(field, operator, field).map(([own, how, subject]) => ({ field: own, [how]: { subject } })),
  fc.tuple(field, operator, field).map(([subject, how, own]) => ({ subject, [how]: { field: own } })),
  fc
    .tuple(array, fc.constantFrom('.', 'k'), field, fc.integer({ min: 0, max: 2 }))
    .map(([list, item, subject, least]) => ({
      count: { field: list, where: { item, equals: { subject } } },
      greaterOrEquals: least,
    })),
  fc.tuple(field, array).map(([subject, own]) => ({ field: own, equals: { subject } })),
);
const { where } = fc.letrec<{ where: Json }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'where' },
    free,
    comparison,
    comparison,
    fc.array(tie('where'), { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
    fc.array(tie('where'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('where').map((not) => ({ not })),
  ),
}));

/** What is known of fields that are absent changes what a comparison says of them. */
const absent = fc.constantFrom<Json>(
  {},
  {},
  { 'properties.k': { means: 'a', since: '2022-01-01' } },
  { 'properties.k': { unknown: 'nobody knows' }, location: { means: 'eastus' } },
  { 'properties.list': { means: ['a'], since: '2022-01-01' } },
);

interface Trial {
  readonly estate: Estate;
  readonly rule: Rule;
  /** The same rule in words that offer nothing to find resources by. */
  readonly plain: Rule;
}

const trials: fc.Arbitrary<Trial> = fc
  .record({
    estate: fc.oneof(live, declared),
    where,
    absent,
    expected: fc.integer({ min: 1, max: 2 }),
    counting: fc.constantFrom('equals', 'greaterOrEquals', 'less'),
    distinct: fc.constantFrom<JsonObject>({}, {}, { distinct: 'properties.k' }),
  })
  .map(({ estate, where, absent, expected, counting, distinct }) => {
    const rule = (inner: Json): Rule => {
      const related = { by: 'any', type: types, elsewhere: 'impossible', where: inner, ...distinct } as unknown as Json;
      return ruleThat({ related, [counting]: expected }, { absent });
    };
    return { estate, rule: rule(where), plain: rule({ not: { not: where } }) };
  });

function relatedIn(condition: Condition): Related {
  if (condition.kind !== 'related') throw new Error('The rule asks for something else');
  return condition;
}

/** Everything that one index is asked for one subject. */
function worldsOf(rule: Rule, index: EstateIndex, subject: Resource): readonly World[] {
  const world = { rule, index, subject, current: subject, item: undefined, now: fixedNow };
  const on = parameterTerm('on');
  return [[], termIs(on, true), termIs(on, false), []].flatMap((guard) => [
    { ...world, guard, ignoreUnversioned: false },
    { ...world, guard, ignoreUnversioned: true },
  ]);
}

type Sift = (condition: Related, world: World) => Iterable<Sifted>;

const eachJudged: Sift = (condition, world) =>
  allBeside(condition, world).map((related) => ({ related, holds: undefined }));

function allBeside({ relation, types }: Related, { index, subject, guard }: World): readonly RelatedResource[] {
  return index.related(subject, relation, types, guard);
}

/** The resources that may be answers, in their order, with what the condition says of them. */
function answers({ rule }: Trial, world: World, sift: Sift): readonly unknown[] {
  const condition = relatedIn(rule.require);
  const inner = condition.where;
  if (inner === undefined) throw new Error('The rule asks for nothing');
  const all = [...sift(condition, world)];
  return all.flatMap(({ related, holds }) => {
    const judgement = holds ?? judge(inner, { ...world, current: related.resource, item: undefined });
    return judgement.truth === false ? [] : [{ related, judgement }];
  });
}

const beside: Sift = (condition, world) => besideThat(condition, world, judge);
const shared: Sift = (condition, world) => judgedOnce(allBeside(condition, world), condition, world, judge);

describe('resources that subjects have in common', () => {
  it('are answers when they are sifted as when each is judged for each subject', () => {
    let left = 0;
    let looked = 0;
    fc.assert(
      fc.property(trials, (trial) => {
        const index = indexEstate(trial.estate);
        for (const subject of trial.estate.resources) {
          for (const world of worldsOf(trial.rule, index, subject))
            expect(answers(trial, world, beside)).toEqual(answers(trial, world, eachJudged));
          const [world] = worldsOf(trial.rule, index, subject);
          const sifted = world === undefined ? [] : [...beside(relatedIn(trial.rule.require), world)];
          looked += sifted.length;
          left += trial.estate.resources.length - sifted.length;
        }
      }),
      { numRuns: 300, seed: 20261121 },
    );
    expect(left).toBeGreaterThan(looked / 4);
  });

  it('are answers when each is judged once for all subjects as when each is judged for each', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const index = indexEstate(trial.estate);
        for (const world of trial.estate.resources.flatMap((subject) => worldsOf(trial.rule, index, subject)))
          expect(answers(trial, world, shared)).toEqual(answers(trial, world, eachJudged));
      }),
      { numRuns: 100, seed: 20261123 },
    );
  });

  it('are counted once, however often what is looked for stands in them', () => {
    const where: Json = { count: { field: 'properties.list[*]', where: { item: '.', equals: { subject: 'name' } } } };
    const related = { by: 'any', type: 'A.B/lists', elsewhere: 'impossible', where: { ...where, greaterOrEquals: 1 } };
    const list = {
      type: 'A.B/lists',
      apiVersion: '2024-01-01',
      name: 'list',
      properties: { list: ['thing', 'THING'] },
    };
    expect(outcome(ruleThat({ related, equals: 1 }), [thing({}), list])).toBe('pass');
  });

  it('are found by a name in a text of the subject, wherever it stands', () => {
    const where: Json = { subject: 'properties.image', contains: { field: 'name' } };
    const related = { by: 'any', type: 'A.B/registries', elsewhere: 'impossible', where };
    const registries = ['one', 'Two', 'three', 'thr', ''].map((name) => ({
      type: 'A.B/registries',
      apiVersion: '2024-01-01',
      name,
    }));
    const image = 'docker|TWO.azurecr.io/three:1';
    expect(outcome(ruleThat({ related, equals: 4 }), [thing({ image }), ...registries])).toBe('pass');
  });

  it('lead to the same verdicts and evidence', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(trials, ({ estate, rule, plain }) => {
        const verdicts = (by: Rule): readonly unknown[] =>
          checkEstate(estate, [by], { now: fixedNow }).map(({ resource, verdict }) => ({ key: resource.key, verdict }));
        const found = checkEstate(estate, [rule], { now: fixedNow });
        expect(verdicts(rule)).toEqual(verdicts(plain));
        for (const { verdict } of found) seen.set(verdict.kind, (seen.get(verdict.kind) ?? 0) + 1);
      }),
      { numRuns: 500, seed: 20261122 },
    );
    for (const kind of ['pass', 'fail', 'unknown']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(50);
  });
});
