// Random rules that use the whole language on one resource: items, counts, other fields, times, API versions, facts.

import fc from 'fast-check';
import { readRule } from '../../../src/engine/read-rule.ts';
import type { Rule } from '../../../src/model/rule.ts';
import type { Json, JsonObject } from '../../../src/values/json.ts';

const type = 'Microsoft.ContainerRegistry/registries';
const words = [
  'Enabled',
  'enabled',
  'disabled',
  'true',
  '7',
  '',
  'West Europe',
  'westeurope',
  'ÄΣ',
  'äσ',
  '2026-01-10',
];
const scalars: readonly Json[] = [...words, true, false, 7, 7.5, -3, null];
const plainFields = [
  'properties.a',
  'properties.b.c',
  'location',
  'name',
  'tags.x',
  'properties.list[0]',
  'apiVersion',
  'id',
];
const itemFields = [
  'properties.list[*]',
  'properties.objects[*].k',
  'properties.objects[*].inner[*]',
  'properties.image.$image.tag',
];
const field = fc.constantFrom(...plainFields, ...plainFields, ...itemFields);

const operand: fc.Arbitrary<readonly [string, Json]> = fc.oneof(
  fc.tuple(fc.constantFrom('equals', 'notEquals'), fc.constantFrom(...scalars)),
  fc.tuple(fc.constantFrom('in', 'notIn'), fc.array(fc.constantFrom(...scalars), { maxLength: 3 })),
  fc.tuple(fc.constantFrom('contains', 'notContains'), fc.constantFrom<Json>('abl', 7, 'Enabled')),
  fc.tuple(fc.constantFrom('containsKey', 'notContainsKey'), fc.constantFrom<Json>('k', 'K', ['k', 'x'])),
  fc.tuple(fc.constantFrom('like', 'notLike'), fc.constantFrom<Json>('en*', '*e', '?')),
  fc.tuple(fc.constantFrom('pattern', 'notPattern'), fc.constantFrom<Json>('^en', '(?i)^EN', '\\d$')),
  fc.tuple(fc.constantFrom('less', 'greaterOrEquals'), fc.constantFrom<Json>(7, 0, { daysFromNow: -10 })),
  fc.tuple(fc.constant('exists'), fc.boolean()),
  fc.tuple(fc.constant('inVersion'), fc.constant(true)),
  fc.tuple(
    fc.constantFrom('equals', 'notEquals', 'less'),
    fc.constantFrom<Json>({ field: 'properties.a' }, { subject: 'properties.b.c' }, { field: 'properties.list[*]' }),
  ),
  fc.tuple(fc.constant('less'), fc.constant<Json>({ field: 'properties.a', plusDays: 5 })),
  fc.tuple(fc.constant('apiVersion'), fc.constantFrom<Json>('>=2023-01-01', '<2021-09-01')),
);

function tested(subject: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.tuple(subject, operand).map(([about, [operator, expected]]) => ({ ...about, [operator]: expected }));
}

const fieldTest = tested(field.map((path) => ({ field: path })));
const itemTest = tested(
  fc.oneof(
    fc.constantFrom('.', 'k', 'inner[*]').map((item) => ({ item })),
    field.map((path) => ({ field: path })),
  ),
);
const wanted = fc.tuple(fc.constantFrom('equals', 'notEquals', 'less', 'greaterOrEquals'), fc.nat({ max: 2 }));

const count: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.constantFrom(...itemFields.slice(0, 3)), fc.option(itemTest, { nil: undefined }), wanted)
  .map(([path, where, [operator, expected]]) => ({
    count: { field: path, ...(where === undefined ? {} : { where }) },
    [operator]: expected,
  }));

const related: JsonObject = { related: { by: 'child', type: `${type}/webhooks` }, equals: 0 };

const { condition } = fc.letrec<{ condition: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fieldTest,
    fieldTest,
    tested(fc.constantFrom<Json>(7, 'Enabled').map((value) => ({ value }))),
    count,
    fc.constant(related),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('condition').map((not) => ({ not })),
  ),
}));

const fact: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.constantFrom<JsonObject>({}, { means: 'enabled' }, { means: 7 }, { unknown: 'it depends' }),
    fc.constantFrom<JsonObject>(
      {},
      { since: '2021-09-01' },
      { since: '2021-06-01-preview', stable: '2023-01-01' },
      { since: '2021-06-01-preview', stable: null },
    ),
  )
  .map(([absent, version]) => ({ ...absent, ...version }));

const facts = fc.dictionary(fc.constantFrom('properties.a', 'properties.b.c', 'tags.x'), fact, { maxKeys: 2 });

/** A rule about registries. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .tuple(condition, fc.array(condition, { maxLength: 2 }), facts)
  .map(([require, when, absent]) => {
    const applies = { to: [type], when: when.map((one) => ({ ...one, otherwise: 'It does not apply.' })) };
    const read = readRule({ id: 'random', title: 'Random', applies, require, absent });
    if (read.kind === 'mistakes') throw new Error(JSON.stringify(read.mistakes));
    return read.rule;
  });

const value = fc.constantFrom<Json>(...scalars, [], {}, ['enabled'], { c: 'Enabled' });
const item: fc.Arbitrary<Json> = fc.oneof(
  value,
  fc.record({ k: value, inner: fc.array(value, { maxLength: 2 }) }, { requiredKeys: [] }) as fc.Arbitrary<Json>,
);

/** Member names as Azure has them, and in another case. */
const names = fc.constantFrom('a', 'A', 'b', 'B', 'list', 'LIST', 'objects', 'image');
const members: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  a: value,
  b: fc.oneof(
    value,
    value.map((c) => ({ c })),
    value.map((c) => ({ C: c })),
  ),
  list: fc.oneof(value, fc.array(value, { maxLength: 3 })),
  objects: fc.oneof(value, fc.array(item, { maxLength: 3 })),
  image: fc.constantFrom<Json>('contoso.azurecr.io/app:v1', 'app', 'app@sha256:00', 7),
};

const properties: fc.Arbitrary<Json> = fc
  .uniqueArray(names, { maxLength: 5 })
  .chain((chosen) =>
    fc
      .tuple(...chosen.map((name) => members[name.toLowerCase()] ?? value))
      .map((made) => Object.fromEntries(chosen.map((name, i) => [name, made[i] ?? null]))),
  );

/** A registry as Azure may answer it. */
export const anyRow: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      name: fc.constantFrom('Enabled', 'x7'),
      location: fc.constantFrom<Json>('West Europe', 'westeurope', 7),
      Tags: fc.constantFrom<Json>({ x: 'Enabled' }, { X: 7 }, null),
      apiVersion: fc.constantFrom<Json>('2019-05-01', '2021-06-01-preview', '2023-01-01', '2025-11-01', null),
      properties: fc.oneof(properties, fc.constant(null)),
    },
    { requiredKeys: [] },
  )
  .map((row) => ({ id: `/subscriptions/s/resourceGroups/g/providers/${type}/x`, ...row }));
