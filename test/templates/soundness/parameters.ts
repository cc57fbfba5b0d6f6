// Parameters of every kind, with values that a caller may pass.

import fc from 'fast-check';
import type { Json } from '../../../src/values/json.ts';
import type { Names } from './expressions.ts';

interface Parameter {
  readonly declaration: Json;
  readonly values: fc.Arbitrary<Json>;
  /** It must be given a value. */
  readonly required: boolean;
}

const required = (declaration: Json, ...values: readonly Json[]): Parameter => ({
  declaration,
  values: fc.constantFrom(...values),
  required: true,
});
const optional = (declaration: Json, ...values: readonly Json[]): Parameter => ({
  ...required(declaration, ...values),
  required: false,
});

const objects: readonly Json[] = [
  {},
  { k: 'on' },
  { K: 'Prod', n: 2, on: true },
  { k: 'a-b', tags: { a: 'x', b: 'y' }, list: ['a', 'on'] },
  { tags: { A: 'on' }, n: 0, on: false, list: [] },
  { k: null, on: 'on' },
];
const lists: readonly Json[] = [[], ['on'], ['a', 'b', 'on'], ['on', 'on', ''], ['x/y', 'Prod']];
const settings = { $ref: '#/definitions/settings' };

/** By name. Named so that a term tells what it is about. */
const pool: Readonly<Record<string, Parameter>> = {
  s: required({ type: 'string', maxLength: 6 }, '', 'on', 'Prod', 'a-b', 'x/y', 'ON', ' on '),
  t: optional({ type: 'string', defaultValue: 'on' }, 'on', '', 'b,c', 'Prod'),
  env: required({ type: 'string', allowedValues: ['dev', 'test', 'Prod'] }, 'dev', 'test', 'Prod'),
  mode: optional({ type: 'string', allowedValues: ['on', 'off'], defaultValue: 'on' }, 'on', 'off'),
  maybe: optional({ type: 'string', nullable: true }, null, 'on', 'Prod', ''),
  usually: optional({ type: 'string', nullable: true, defaultValue: 'on' }, null, 'on', 'a-b'),
  derived: optional({ type: 'string', defaultValue: "[concat(parameters('s'), '-', parameters('env'))]" }, 'on', 'x'),
  key: required({ type: 'securestring', minLength: 1 }, 'on', 'secret', 'Prod'),
  n: required({ type: 'int', minValue: 0, maxValue: 3 }, 0, 1, 2, 3),
  m: optional({ type: 'int', defaultValue: 2 }, 2, 0, -1, 5),
  size: required({ type: 'int', allowedValues: [1, 2, 3] }, 1, 2, 3),
  few: optional({ type: 'int', nullable: true, maxValue: 2 }, null, 0, 1, 2),
  b: required({ type: 'bool' }, true, false),
  c: optional({ type: 'bool', defaultValue: true }, true, false),
  flag: optional({ type: 'bool', nullable: true }, null, true, false),
  list: required({ type: 'array' }, ...lists),
  names: optional(
    { type: 'array', defaultValue: ['on', 'b'], minLength: 1, maxLength: 3 },
    ['on', 'b'],
    ['a'],
    ['b', 'b', ''],
  ),
  some: required({ type: 'array', allowedValues: ['a', 'b', 'on'] }, [], ['a'], ['on', 'b']),
  o: required({ type: 'object' }, ...objects),
  p: optional({ type: 'object', defaultValue: { k: 'on', n: 1, tags: { a: "[parameters('s')]" } } }, ...objects),
  typed: optional(
    { ...settings, nullable: true },
    null,
    { k: 'on', on: true },
    { k: 'x', on: false, tags: { a: 'x' } },
  ),
  whole: required(settings, { k: 'on', on: true }, { k: '', on: false, n: 2, tags: {} }),
};

/** What the types of parameters refer to. */
export const definitions: Json = {
  settings: {
    type: 'object',
    properties: {
      k: { type: 'string', maxLength: 5 },
      on: { type: 'bool' },
      n: { type: 'int', nullable: true },
      tags: { type: 'object', nullable: true, additionalProperties: { type: 'string' } },
    },
  },
};

/** How the parameters are declared. */
export const declarations: Json = Object.fromEntries(
  Object.entries(pool).map(([name, { declaration }]) => [name, declaration]),
);

const named = (...keys: readonly string[]): readonly string[] => keys.map((key) => `parameters('${key}')`);

/** Expressions that are nothing but parameters and members of them. */
export const parameterNames: Names = {
  depth: 3,
  text: [
    ...named('s', 't', 'env', 'mode', 'maybe', 'usually', 'derived', 'key'),
    ...["parameters('o').k", "parameters('p').tags.a", "parameters('whole').k", 'resourceGroup().location'],
    ...["coalesce(parameters('maybe'), parameters('t'))", "tryGet(parameters('typed'), 'k')"],
  ],
  number: [...named('n', 'm', 'size', 'few'), "length(parameters('list'))", "coalesce(parameters('few'), 1)"],
  truth: [
    ...named('b', 'c', 'flag'),
    "parameters('whole').on",
    "equals(parameters('env'), 'Prod')",
    "equals(parameters('maybe'), null())",
  ],
  list: named('list', 'names', 'some'),
  object: [...named('o', 'p', 'typed', 'whole'), "coalesce(parameters('typed'), parameters('p'))"],
};

/** What somebody passes, and how much of it is known beforehand. */
export interface Caller {
  /** All that is passed. */
  readonly passed: Readonly<Record<string, Json>>;
  /** The part of it that is known. */
  readonly known: Readonly<Record<string, Json>>;
  readonly assume: 'any' | 'defaults';
}

/** With defaults assumed, nobody passes a value that is not known but those that are required. */
export const callers: fc.Arbitrary<Caller> = fc
  .record({
    values: fc.record<Record<string, Json>>(
      Object.fromEntries(Object.entries(pool).map(([name, { values }]) => [name, values])),
    ),
    omitted: fc.subarray(Object.keys(pool)),
    told: fc.oneof(fc.constant<string[]>([]), fc.subarray(Object.keys(pool))),
    assume: fc.constantFrom('any' as const, 'any' as const, 'defaults' as const),
  })
  .map(({ values, omitted, told, assume }) => {
    const isPassed = (name: string): boolean =>
      pool[name]?.required === true || (!omitted.includes(name) && (assume === 'any' || told.includes(name)));
    const passed = Object.fromEntries(Object.entries(values).filter(([name]) => isPassed(name)));
    const known = Object.fromEntries(Object.entries(passed).filter(([name]) => told.includes(name)));
    return { passed, known, assume };
  });
