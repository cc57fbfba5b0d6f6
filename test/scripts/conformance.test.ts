// The comparison with the official compiler: it sees every kind of difference, and forgives what the source does not decide.

import { describe, expect, it } from 'vitest';
import { campaignText } from '../../scripts/conformance/campaign.ts';
import { compareTemplates } from '../../scripts/conformance/compare-templates.ts';
import { mutate, mutationKinds } from '../../scripts/conformance/mutations.ts';
import { seeded } from '../../scripts/conformance/random.ts';
import { allRounds } from '../../scripts/conformance/rounds.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';
import { official, templateOf } from './official.ts';

function differences(one: JsonObject, other: JsonObject): readonly string[] {
  const { differences: found, valueDifferences } = compareTemplates(one, other, allRounds);
  return [...found, ...valueDifferences].map(({ subject, path }) => `${subject} ${path}`);
}

describe('the comparison', () => {
  it('finds nothing between a template and itself', () => {
    const { differences: found, valueDifferences, resources } = compareTemplates(official, official, allRounds);
    expect([...found, ...valueDifferences]).toEqual([]);
    expect(resources).toEqual({ official: 5, ours: 5 });
  });

  it.each(mutationKinds)('sees: %s', (kind) => {
    let tried = 0;
    for (let seed = 0; seed < 12; seed++) {
      const mutation = mutate(official, kind, seeded(seed));
      if (mutation === undefined) continue;
      tried++;
      expect(differences(official, mutation.template), mutation.path.join('.')).not.toEqual([]);
    }
    expect(tried).toBeGreaterThan(0);
  });

  it('says of a campaign what it saw', () => {
    const pair = { name: 'main.bicep', source: 'main.bicep', json: 'main.json', official };
    const text = campaignText({ pairs: [pair], rounds: allRounds, mutations: 40, seed: 7 });
    expect(text.split('\n').at(-1)).toMatch(/^in all +40 +40 +100\.0$/);
  });
});

const registry = {
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  name: 'contoso',
  properties: { a: 1, b: [1, 2] },
};
const id = "resourceId('Microsoft.ContainerRegistry/registries', 'contoso')";
const deployment = (parts: Readonly<Record<string, Json>> = {}): Json => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'group',
  properties: {
    expressionEvaluationOptions: { scope: 'inner' },
    mode: 'Incremental',
    template: templateOf([registry], { outputs: { a: { type: 'int', value: 1 } } }),
  },
  ...parts,
});
const output = (value: Json): Readonly<Record<string, Json>> => ({ outputs: { out: { type: 'string', value } } });
const symbolic = (resources: Json, parts: Readonly<Record<string, Json>> = {}): JsonObject =>
  templateOf(resources, { languageVersion: '2.0', ...parts });
const lock = (scope: string): Json => ({
  type: 'Microsoft.Authorization/locks',
  apiVersion: '2020-05-01',
  name: 'keep',
  scope,
});

describe('the comparison forgives', () => {
  it.each<readonly [what: string, JsonObject, JsonObject]>([
    [
      'the case of a type',
      templateOf([registry]),
      templateOf([{ ...registry, type: 'microsoft.containerregistry/Registries' }]),
    ],
    [
      'the case of a type in an expression',
      templateOf([registry], output(`[reference(${id}, '2023-07-01').x]`)),
      templateOf([registry], output(`[reference(${id.replace('Microsoft.C', 'microsoft.c')}, '2023-07-01').x]`)),
    ],
    [
      'the API version of a deployment',
      templateOf([deployment()]),
      templateOf([deployment({ apiVersion: '2025-04-01' })]),
    ],
    [
      'the order of keys',
      templateOf([registry]),
      templateOf([{ properties: { b: [1, 2], a: 1 }, name: 'contoso', apiVersion: '2023-07-01', type: registry.type }]),
    ],
    ['the order of resources', templateOf([registry, deployment()]), templateOf([deployment(), registry])],
    [
      'line ends',
      templateOf([{ ...registry, tags: { text: 'one\r\ntwo', file: Buffer.from('one\r\ntwo').toString('base64') } }]),
      templateOf([{ ...registry, tags: { text: 'one\ntwo', file: Buffer.from('one\ntwo').toString('base64') } }]),
    ],
    ['symbolic names', templateOf([registry]), symbolic({ registry })],
    [
      'references by symbolic name',
      templateOf([registry], output(`[reference(${id}, '2023-07-01').loginServer]`)),
      symbolic({ registry }, output("[reference('registry').loginServer]")),
    ],
    [
      'references by symbolic name into a loop',
      templateOf(
        [{ ...registry, name: "[format('r{0}', copyIndex())]", copy: { name: 'registry', count: 2 } }],
        output("[reference(resourceId('Microsoft.ContainerRegistry/registries', format('r{0}', 1)), '2023-07-01').x]"),
      ),
      symbolic(
        { registry: { ...registry, name: "[format('r{0}', copyIndex())]", copy: { name: 'registry', count: 2 } } },
        output("[reference('registry[1]').x]"),
      ),
    ],
    [
      'list functions by symbolic name',
      templateOf([registry], output(`[listCredentials(${id}, '2023-07-01').username]`)),
      symbolic({ registry }, output("[listCredentials('registry', '2023-07-01').username]")),
    ],
    [
      'a scope that is relative',
      templateOf([registry, lock('Microsoft.ContainerRegistry/registries/contoso')]),
      templateOf([registry, lock(`[${id}]`)]),
    ],
    [
      'references without an API version',
      templateOf([registry], output("[reference(resourceId('A.B/c', 'd')).x]")),
      templateOf([registry], output("[reference(resourceId('A.B/c', 'd'), '2020-01-01').x]")),
    ],
    [
      'dependencies',
      templateOf([registry, deployment()]),
      templateOf([registry, deployment({ dependsOn: [`[${id}]`] })]),
    ],
    [
      'who generated it',
      templateOf([registry]),
      templateOf([registry], { metadata: { _generator: { name: 'bicep', version: 'dev', templateHash: '9' } } }),
    ],
    [
      'the version in the name of a telemetry deployment',
      templateOf([deployment({ name: "[format('46d3xbcp.res.x.{0}', replace('-..--..-', '.', '-'))]" })]),
      templateOf([deployment({ name: "[format('46d3xbcp.res.x.{0}', replace('0.4.1', '.', '-'))]" })]),
    ],
    [
      'resources that exist already',
      templateOf([registry]),
      symbolic({ registry, other: { ...registry, name: 'other', existing: true } }),
    ],
    [
      'the name of the loop of a nested resource',
      templateOf(
        [
          {
            ...registry,
            name: "[format('r{0}', copyIndex())]",
            copy: { name: 'child', count: "[length(parameters('n'))]" },
          },
        ],
        { parameters: { n: { type: 'array' } } },
      ),
      templateOf(
        [
          {
            ...registry,
            name: "[format('r{0}', copyIndex())]",
            copy: { name: 'parent::child', count: "[length(parameters('n'))]" },
          },
        ],
        { parameters: { n: { type: 'array' } } },
      ),
    ],
    [
      'a split of what was joined, in an id',
      templateOf(
        [registry],
        output(
          "[resourceId('A.B/c/d', split(format('{0}/{1}', 'x', uniqueString('y')), '/')[0], split(format('{0}/{1}', 'x', uniqueString('y')), '/')[1])]",
        ),
      ),
      templateOf([registry], output("[resourceId('A.B/c/d', 'x', uniqueString('y'))]")),
    ],
    [
      'a split of what was joined, in a scope',
      templateOf([registry, lock("[format('A.B/c/{0}', split(format('{0}/{1}', uniqueString('x'), 'y'), '/')[0])]")]),
      templateOf([registry, lock("[resourceId('A.B/c', uniqueString('x'))]")]),
    ],
    [
      'the API version by which a deployment is referenced',
      templateOf(
        [registry],
        output("[listOutputsWithSecureValues(resourceId('Microsoft.Resources/deployments', 'a'), '2022-09-01').x]"),
      ),
      templateOf(
        [registry],
        output("[listOutputsWithSecureValues(resourceId('Microsoft.Resources/deployments', 'a'), '2025-04-01').x]"),
      ),
    ],
    [
      'what resourceInput<> stands for',
      templateOf([registry], {
        parameters: {
          a: {
            type: 'object',
            metadata: { '__bicep_resource_derived_type!': { source: 'A.B/c@2020-01-01#properties/d' } },
          },
        },
        ...output("[parameters('a').b]"),
      }),
      templateOf([registry], {
        parameters: {
          a: { metadata: { '__bicep_resource_derived_type!': { source: 'A.B/c@2020-01-01#properties/d' } } },
        },
        ...output("[parameters('a').b]"),
      }),
    ],
    [
      'a variable that one side has written into the expression',
      templateOf([{ ...registry, tags: { a: "[variables('text')]" } }], { variables: { text: 'x' } }),
      templateOf([{ ...registry, tags: { a: 'x' } }]),
    ],
    [
      'the names that the compiler gives to loaded and imported values',
      templateOf([{ ...registry, tags: { a: "[variables('$fxv#0')]" } }], { variables: { '$fxv#0': 'x', '_1.y': 1 } }),
      templateOf([{ ...registry, tags: { a: "[variables('$fxv#1')]" } }], {
        variables: { '$fxv#1': 'x', '$fxv#0': 'y', '_1.y': 2 },
      }),
    ],
  ])('%s', (_, one, other) => {
    expect(differences(one, other)).toEqual([]);
    expect(differences(other, one)).toEqual([]);
  });
});

it('the comparison forgives a compiler up to 0.36 that it read all outputs as secure ones', () => {
  const made = (version: string, value: string): JsonObject =>
    templateOf([registry], {
      metadata: { _generator: { name: 'bicep', version, templateHash: '1' } },
      ...output(value),
    });
  const secure = "[listOutputsWithSecureValues(resourceId('Microsoft.Resources/deployments', 'a'), '2022-09-01').x]";
  const open = "[reference(resourceId('Microsoft.Resources/deployments', 'a'), '2022-09-01').outputs.x.value]";
  expect(differences(made('0.36.1', secure), made('0.46.1', open))).toEqual([]);
  expect(differences(made('0.37.4', secure), made('0.46.1', open))).not.toEqual([]);
});

describe('the comparison does not forgive', () => {
  it.each<readonly [what: string, JsonObject, JsonObject]>([
    ['null where nothing is', templateOf([registry]), templateOf([{ ...registry, tags: null }])],
    ['the order of an array', templateOf([registry]), templateOf([{ ...registry, properties: { a: 1, b: [2, 1] } }])],
    ['another API version', templateOf([registry]), templateOf([{ ...registry, apiVersion: '2023-01-01' }])],
    ['a name in another case', templateOf([registry]), templateOf([{ ...registry, name: 'Contoso' }])],
    [
      'a text of another type',
      templateOf([registry]),
      templateOf([{ ...registry, properties: { a: '1', b: [1, 2] } }]),
    ],
    ['a resource that is there twice', templateOf([registry]), templateOf([registry, registry])],
    ['a deployment elsewhere', templateOf([deployment()]), templateOf([deployment({ resourceGroup: 'other' })])],
    ['the same resource inside a deployment', templateOf([registry, deployment()]), templateOf([deployment()])],
    ['another name of a deployment', templateOf([deployment()]), templateOf([deployment({ name: 'other' })])],
    [
      'a reference to another resource',
      symbolic({ registry, other: { ...registry, name: 'other' } }, output("[reference('registry').x]")),
      symbolic({ registry, other: { ...registry, name: 'other' } }, output("[reference('other').x]")),
    ],
    [
      'another value of a variable that both have',
      templateOf([], { variables: { a: 1 } }),
      templateOf([], { variables: { a: 2 } }),
    ],
    [
      'an empty object where nothing is',
      templateOf([{ ...registry, properties: { a: 1, b: [1, 2], metadata: {} } }]),
      templateOf([registry]),
    ],
    [
      'dependencies in a body',
      templateOf([{ ...registry, properties: { a: 1, b: [1, 2], dependsOn: ['x'] } }]),
      templateOf([registry]),
    ],
    ['an output that is missing', templateOf([], output('x')), templateOf([])],
    [
      'an output of a nested deployment',
      templateOf([deployment()]),
      templateOf([JSON.parse(JSON.stringify(deployment()).replace('"value":1', '"value":2'))]),
    ],
    [
      'the order of keys where a text shows it',
      templateOf([], output("[string(createObject('a', 1, 'b', 2))]")),
      templateOf([], output("[string(createObject('b', 2, 'a', 1))]")),
    ],
  ])('%s', (_, one, other) => {
    expect(differences(one, other)).not.toEqual([]);
    expect(differences(other, one)).not.toEqual([]);
  });
});
