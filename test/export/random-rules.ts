// Random rules, and random resources as Resource Graph answers: what the engine and the exports must agree on.

import fc from 'fast-check';
import { readRule } from '../../src/engine/read-rule.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';

/** The resource type that random rules are about. */
export const randomType = 'Microsoft.ContainerRegistry/registries/webhooks';

/** Fields of the properties; one is inside another, one has a name that must be quoted. */
const propertyFields = ['properties.a', 'properties.b.c', 'properties.b', "properties['x y']", 'properties.list[0]'];
const textFields = ['name', 'location', 'sku.name', 'identity.type'];

const texts = [
  'Enabled',
  'enabled',
  'disabled',
  'true',
  'False',
  'null',
  '7',
  '07',
  '7.5',
  '-3',
  '',
  "it's",
  'a\\b',
  'x.y',
  '[]',
  '{}',
];
/** What a property may be, whatever its type. */
export const values: readonly Json[] = [
  ...texts,
  'line\nbreak',
  true,
  false,
  7,
  7.5,
  0,
  -3,
  365,
  null,
  [],
  ['Enabled', 7],
  {},
  { c: 'enabled' },
];
const patterns = [
  '^[A-Za-z0-9]{2,10}$',
  '(?i)^en',
  'ab|le',
  '\\d',
  '^\\w*$',
  '\\s',
  '^.$',
  '[^a-z]',
  '[&~^-]',
  '\\\\',
  "'",
  '^$',
  '(?:a|b)+\\.?',
];
const likes = ['en*', '*', 'a?b', '*.y', "it'*"];

const texts3 = fc.array(fc.constantFrom(...texts), { maxLength: 3 });
const orders = ['less', 'lessOrEquals', 'greater', 'greaterOrEquals'];

/** What operators are given, but for lists of texts. */
const operands: readonly (readonly [names: readonly string[], operands: readonly Json[]])[] = [
  [
    ['equals', 'notEquals'],
    [...texts, true, false, 7, 7.5, -3, null],
  ],
  [
    ['in', 'notIn'],
    [[], ['enabled', 'x.y'], ['', "it's"], ['7', 'Enabled']],
  ],
  [['like', 'notLike'], likes],
  [['pattern', 'notPattern'], patterns],
  [orders, [7, 0, -3, 7.5]],
  [['exists'], [true, false]],
];

/** Every test of a field, one by one. */
export function everyTest(field: string): readonly JsonObject[] {
  return operands.flatMap(([names, given]) =>
    names.flatMap((name) => given.map((operand): JsonObject => ({ field, [name]: operand }))),
  );
}

const someField = fc.constantFrom(...propertyFields, ...propertyFields, ...textFields);

const someTest: fc.Arbitrary<JsonObject> = fc.oneof(
  ...operands.map(([names, given]) => test(someField, names, fc.constantFrom(...given))),
  test(someField, ['in', 'notIn'], texts3),
  test(fc.constantFrom(...textFields), ['contains', 'notContains'], fc.constantFrom('e', 'Able', 'x.y')),
);

function test(
  field: fc.Arbitrary<string>,
  names: readonly string[],
  operand: fc.Arbitrary<Json>,
): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(field, fc.constantFrom(...names), operand)
    .map(([path, name, expected]) => ({ field: path, [name]: expected }));
}

/** A condition in the words of rule files. */
const condition: fc.Arbitrary<JsonObject> = fc.letrec<{ condition: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    someTest,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('condition').map((not) => ({ not })),
  ),
})).condition;

/** What Azure takes where a field is absent: a value, nothing, or nobody knows. */
const absent: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...propertyFields, 'sku.name'),
      fc.oneof(
        fc.constantFrom<Json>('Enabled', 'disabled', true, false, 7).map((means) => ({ means })),
        fc.constant({ unknown: 'it depends' }),
      ),
    ),
    { selector: ([field]) => field, maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries));

/** A rule about {@link randomType}. */
export function ruleOf(require: Json, facts: JsonObject, when: readonly JsonObject[] = []): Rule {
  const result = readRule({
    id: 'random',
    title: 'Random',
    applies: { to: [randomType], when: when.map((one) => ({ ...one, otherwise: 'It does not apply.' })) },
    require,
    absent: facts,
  });
  if (result.kind === 'mistakes') throw new Error(JSON.stringify(result.mistakes));
  return result.rule;
}

/** A rule with a random requirement and applicability. */
export const randomRule: fc.Arbitrary<Rule> = fc
  .tuple(condition, fc.array(condition, { maxLength: 1 }), absent)
  .map(([require, when, facts]) => ruleOf(require, facts, when));

/** A row whose properties are these. */
export function rowWith(properties: Json, i: number): JsonObject {
  return { id: `${rowId}${i}`, type: randomType.toLowerCase(), name: 'x', location: 'westeurope', properties };
}

const rowId = `/subscriptions/s/resourceGroups/g/providers/${randomType.replace('/webhooks', '/r/webhooks')}/w`;

const value = fc.constantFrom<Json>(...values);

/** A resource as a row of the graph: the type in lower case, the location without spaces. */
export const randomRow: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      name: fc.constantFrom('Enabled', 'x.y', 'abc7', "it's"),
      location: fc.constantFrom('westeurope', 'enabled'),
      sku: fc.oneof(
        fc.constantFrom<Json>('Enabled', 'able', 'x.y').map((name) => ({ name })),
        fc.constant(null),
      ),
      identity: fc.oneof(
        fc.constantFrom<Json>('SystemAssigned', 'Enabled').map((type) => ({ type })),
        fc.constant({}),
      ),
      properties: fc.oneof(
        fc.record(
          {
            a: value,
            b: fc.oneof(value, fc.record({ c: value })),
            'x y': value,
            list: fc.oneof(value, fc.tuple(value)),
          },
          { requiredKeys: [] },
        ),
        fc.constant(null),
      ),
    },
    { requiredKeys: ['name', 'location'] },
  )
  .map((row) => ({
    id: rowId,
    type: randomType.toLowerCase(),
    ...(row as JsonObject),
  }));
