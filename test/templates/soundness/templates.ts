// Random templates: variables, loops, conditions, nested deployments and outputs over the parameters.

import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/values/json.ts';
import { template } from '../../support/template.ts';
import { innerScope, nested, thing } from '../deployed.ts';
import { bothNames, expressionsOver, type Names } from './expressions.ts';
import { declarations, definitions, parameterNames } from './parameters.ts';

const kinds = ['text', 'number', 'truth', 'list', 'object'] as const;

/** Names of variables by the type of their value. */
function variableNames(prefix: string): Partial<Names> {
  const named = (kind: string): readonly string[] => [`variables('${prefix}${kind}')`];
  return {
    text: [...named('text'), `variables('${prefix}body').k`],
    number: named('number'),
    truth: named('truth'),
    list: [...named('list'), `variables('${prefix}loop')`],
    object: [...named('object'), `variables('${prefix}body')`, `variables('${prefix}body').tags`],
  };
}

const written = (inner: fc.Arbitrary<string>): fc.Arbitrary<Json> => inner.map((expression) => `[${expression}]`);

/** JSON with expressions at its leaves, keys that are expressions and a property loop. */
function bodies(names: Names): fc.Arbitrary<JsonObject> {
  const leaf = expressionsOver(names);
  const inLoop = expressionsOver(
    bothNames(names, { number: ["copyIndex('loop')"], text: ["string(copyIndex('loop', 1))"] }),
  );
  const any = fc.oneof(...kinds.map((kind) => leaf[kind]));
  const loop = fc
    .record({
      count: counts(names),
      input: fc.oneof(written(fc.oneof(inLoop.text, inLoop.number)), fc.record({ k: written(inLoop.text) })),
    })
    .map((one): Json => [{ name: 'loop', ...one }]);
  return fc.record(
    {
      k: written(leaf.text),
      tags: fc.record({ a: written(any), b: fc.constant<Json>('[[b]') }, { requiredKeys: [] }),
      list: fc.array(written(any), { maxLength: 3 }),
      on: written(leaf.truth),
      more: fc.tuple(leaf.text, written(any)).map(([key, value]): Json => ({ [`[${key}]`]: value, n: 1 })),
      copy: loop,
    },
    { requiredKeys: ['k', 'tags'] },
  );
}

/** How often a loop runs: not often. */
function counts(names: Names): fc.Arbitrary<Json> {
  const { number, truth } = expressionsOver(names);
  const small = names.number.filter((name) => /^parameters\('(n|size)'\)$|^length/.test(name));
  return fc.oneof(
    fc.constantFrom<Json>(0, 2, ...small.map((name) => `[${name}]`)),
    truth.map((condition) => `[if(${condition}, 1, 2)]`),
    number.map((count) => `[min(3, max(0, ${count}))]`),
  );
}

/** One variable of every type, a larger one, and one made by a loop. */
function variables(prefix: string, names: Names): fc.Arbitrary<JsonObject> {
  const expressions = expressionsOver(names);
  const inLoop = expressionsOver(bothNames(names, { number: [`copyIndex('${prefix}loop')`] }));
  return fc
    .record({
      values: fc.tuple(...kinds.map((kind) => written(expressions[kind]))),
      body: bodies(names),
      loop: fc.record({ count: counts(names), input: written(inLoop.text) }),
    })
    .map(({ values, body, loop }) => ({
      ...Object.fromEntries(kinds.map((kind, i) => [`${prefix}${kind}`, values[i] ?? null])),
      [`${prefix}body`]: body,
      copy: [{ name: `${prefix}loop`, ...loop }],
    }));
}

/** Resources with conditions, loops and names that depend on parameters. */
function resources(names: Names): fc.Arbitrary<JsonObject> {
  const plain = expressionsOver(names);
  const inLoop = expressionsOver(
    bothNames(names, { number: ['copyIndex()', "copyIndex('copies', 1)"], truth: ['equals(copyIndex(), 1)'] }),
  );
  const loop = counts(names).map((count): Json => ({ name: 'copies', count }));
  const one = fc.record(
    {
      name: written(plain.text),
      condition: written(plain.truth),
      properties: bodies(names),
      location: written(plain.text),
    },
    { requiredKeys: ['name', 'properties'] },
  );
  const several = fc.record(
    {
      name: written(inLoop.text),
      condition: written(inLoop.truth),
      properties: bodies(names),
      tags: fc.record({ a: written(inLoop.text) }),
      copy: loop,
    },
    { requiredKeys: ['name', 'properties', 'copy'] },
  );
  return fc.oneof(one, several).map((parts) => thing(parts as Record<string, Json>));
}

const inner = {
  parameters: {
    text: { type: 'string' },
    truth: { type: 'bool', defaultValue: false },
    list: { type: 'array', defaultValue: [] },
    object: { type: 'object', nullable: true },
  },
  names: {
    text: ["parameters('text')", "variables('own')"],
    number: ["length(parameters('list'))"],
    truth: ["parameters('truth')"],
    list: ["parameters('list')"],
    object: ["parameters('object')"],
  },
} satisfies { readonly names: Omit<Names, 'depth'>; readonly parameters: Json };

/** A deployment whose template has names of its own and gets them from around it. */
function innerDeployments(around: Names): fc.Arbitrary<JsonObject> {
  const own: Names = { ...inner.names, depth: around.depth };
  const passed = (kind: (typeof kinds)[number]): fc.Arbitrary<JsonObject> =>
    written(expressionsOver(around)[kind]).map((value) => ({ value }));
  return fc
    .record({
      variable: expressionsOver({ ...own, text: ["parameters('text')"] }).text,
      resource: resources(own),
      output: expressionsOver(own).text,
      parameters: fc.record(
        { text: passed('text'), truth: passed('truth'), list: passed('list'), object: passed('object') },
        { requiredKeys: ['text'] },
      ),
    })
    .map(({ variable, resource, output, parameters }) => {
      const parts = {
        languageVersion: '2.0',
        parameters: inner.parameters,
        variables: { own: `[${variable}]` },
        resources: [resource],
        outputs: { told: { type: 'string', value: `[${output}]` } },
      };
      const properties = { parameters: { ...parameters }, template: template(parts) };
      return nested({ expressionEvaluationOptions: innerScope, ...properties }, { name: 'inner' });
    });
}

/** A deployment whose template has the names of the one around it. */
function outerDeployments(around: Names): fc.Arbitrary<JsonObject> {
  const condition = written(expressionsOver(around).truth);
  return fc
    .record({ resource: resources(around), condition }, { requiredKeys: ['resource'] })
    .map(({ resource, ...parts }) =>
      nested({ template: template({ resources: [resource] }) }, { name: 'outer', ...parts }),
    );
}

function allResources(around: Names): fc.Arbitrary<JsonObject> {
  return fc.record(
    { a: resources(around), inner: innerDeployments(around), outer: outerDeployments(around) },
    { requiredKeys: [] },
  );
}

/** What the template says of itself: every variable, and a few expressions more. */
function outputs(around: Names): fc.Arbitrary<JsonObject> {
  const references = ["reference('inner').outputs.told.value", "reference('a').k"];
  const variables = ['v', 'w'].flatMap((prefix) =>
    [...kinds, 'body', 'loop'].map((name) => `variables('${prefix}${name}')`),
  );
  return fc
    .record({
      truths: fc.array(expressionsOver(around).truth, { maxLength: 3 }),
      texts: fc.array(expressionsOver(bothNames(around, { text: references })).text, { maxLength: 2 }),
    })
    .map(({ truths, texts }) =>
      Object.fromEntries(
        [...variables, ...truths, ...texts].map((expression, i) => [
          `o${i}`,
          { type: 'object', value: `[${expression}]` },
        ]),
      ),
    );
}

function fromParts(parts: Readonly<Record<string, Json>>): Json {
  return template({ languageVersion: '2.0', definitions, parameters: declarations, ...parts });
}

const onVariables = bothNames(parameterNames, variableNames('v'));
const onAllVariables = bothNames(onVariables, variableNames('w'));

/** Random templates with two floors of variables, resources over both of them, and outputs. */
export const templates: fc.Arbitrary<Json> = fc
  .record({
    lower: variables('v', parameterNames),
    upper: variables('w', onVariables),
    resources: allResources(onAllVariables),
    outputs: outputs(onAllVariables),
  })
  .map(({ lower, upper, ...parts }) => {
    const copy = [...(lower.copy as Json[]), ...(upper.copy as Json[])];
    return fromParts({ variables: { ...lower, ...upper, copy }, ...parts });
  });

/** Random templates that are all resources, with shallow expressions: most of what they deploy is decided by few parameters. */
export const resourceTemplates: fc.Arbitrary<Json> = fc
  .record({ resources: allResources({ ...parameterNames, depth: 1 }) })
  .map((parts) => fromParts(parts));
