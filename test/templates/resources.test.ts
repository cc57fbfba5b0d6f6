// Resources: which there are, under which condition, where they go.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { deploy, thing } from './deployed.ts';
import { show } from './notation.ts';

const facts = { subscription: 'SUB', resourceGroup: 'rg', managementGroup: 'mg' };
const schema = (level: string): string => `https://schema.management.azure.com/schemas/2019-08-01/${level}.json#`;
const rg = '/subscriptions/SUB/resourceGroups/rg/providers';

describe('a condition', () => {
  it('that is false leaves the resource out, unevaluated', () => {
    const { names, messages } = deploy({
      resources: [
        thing({ condition: false, name: "[fail('never')]", properties: { a: '[nope()]' } }),
        thing({ condition: '[equals(1, 2)]', name: 'gone' }),
        thing({ condition: true }),
      ],
    });
    expect(names).toEqual(['"x"']);
    expect(messages).toEqual([]);
  });

  it('that is not known is kept', () => {
    const { conditions } = deploy({
      parameters: { b: { type: 'bool' }, s: { type: 'string' }, t: { type: 'string' } },
      resources: [
        thing({ condition: "[parameters('b')]" }),
        thing({ condition: "[equals(parameters('s'), 'x')]" }),
        thing({ condition: "[equals(parameters('s'), parameters('t'))]" }),
        thing({ condition: null }),
      ],
    });
    expect(conditions).toEqual([
      'b=true → true | b=false → false',
      's="x" → true | s≠"x" → false',
      'equals(s, t)=true → true | equals(s, t)=false → false',
      'true',
    ]);
  });

  it.each<readonly [Json, string]>([
    [1, 'A condition must be true or false, not an integer'],
    ['true', 'A condition must be true or false, not a string'],
    ['[nope()]', "There is no function 'nope'"],
  ])('that is %j is reported, and the resource kept', (condition, message) => {
    const { names, messages } = deploy({ parameters: { b: { type: 'bool' } }, resources: [thing({ condition })] });
    expect(messages).toEqual([`error at resources[0].condition: ${message}`]);
    expect(names).toEqual(['"x"']);
  });

  it('that no caller can deploy with in one case holds in the other', () => {
    const { conditions, messages } = deploy({
      parameters: { b: { type: 'bool' } },
      resources: [thing({ condition: "[if(parameters('b'), 'x', true())]" })],
    });
    expect(messages).toEqual([]);
    expect(conditions).toEqual(['true']);
  });

  it('of a parent does not keep its children from being deployed', () => {
    const { names } = deploy({
      resources: [thing({ condition: false, resources: [{ type: 'parts', apiVersion: '1', name: 'y' }] })],
    });
    expect(names).toEqual(['"x/y"']);
  });
});

describe('children', () => {
  it('have the type and name of their parent in front of their own', () => {
    const grandchild = { type: 'bits', apiVersion: '1', name: 'z' };
    const { instances, ids } = deploy(
      {
        resources: [
          thing({ resources: [{ type: 'parts', apiVersion: '1', name: "[concat('y', 1)]", resources: [grandchild] }] }),
        ],
      },
      { facts },
    );
    expect(instances.map(({ place }) => place.type)).toEqual([
      'A.B/things',
      'A.B/things/parts',
      'A.B/things/parts/bits',
    ]);
    expect(ids).toEqual([
      `"${rg}/A.B/things/x"`,
      `"${rg}/A.B/things/x/parts/y1"`,
      `"${rg}/A.B/things/x/parts/y1/bits/z"`,
    ]);
    expect(instances.map(({ place }) => place.parentId && show(place.parentId))).toEqual([
      undefined,
      `"${rg}/A.B/things/x"`,
      `"${rg}/A.B/things/x/parts/y1"`,
    ]);
  });

  it('may be written with their full type and name', () => {
    const { ids } = deploy(
      { resources: [thing({ resources: [{ type: 'A.B/things/parts', apiVersion: '1', name: 'x/y' }] })] },
      { facts },
    );
    expect(ids[1]).toBe(`"${rg}/A.B/things/x/parts/y"`);
  });

  it('may stand at the top, by name', () => {
    const { ids } = deploy(
      {
        parameters: { s: { type: 'string' } },
        resources: [thing({ type: 'A.B/things/parts', name: "[concat(parameters('s'), '/y')]" })],
      },
      { facts },
    );
    expect(ids).toEqual([`"${rg}/A.B/things/<string>/parts/y"`]);
  });

  it('whose name has the wrong number of segments have no id that is known', () => {
    const { ids, instances } = deploy(
      {
        parameters: { s: { type: 'string' } },
        resources: [
          thing({ type: 'A.B/things/parts', name: 'only-one' }),
          thing({ type: 'A.B/things/parts', name: "[parameters('s')]" }),
        ],
      },
      { facts },
    );
    expect(ids).toEqual(['<string>', '<string>']);
    expect(
      instances.map(({ place }) => (place.id.kind === 'unknown' ? place.id.because.map(({ kind }) => kind) : [])),
    ).toEqual([['failed'], ['parameter']]);
  });
});

describe('a place', () => {
  it.each<readonly [what: string, entry: Readonly<Record<string, Json>>, id: string]>([
    ['a name with a hole', { name: "[concat('acr', parameters('s'))]" }, `"${rg}/A.B/things/acr<string>"`],
    ['another group', { resourceGroup: 'g2' }, '"/subscriptions/SUB/resourceGroups/g2/providers/A.B/things/x"'],
    [
      'another group of another subscription',
      { resourceGroup: 'g2', subscriptionId: 's2' },
      '"/subscriptions/s2/resourceGroups/g2/providers/A.B/things/x"',
    ],
    ['another subscription', { subscriptionId: 's2' }, '"/subscriptions/s2/providers/A.B/things/x"'],
    ['the tenant', { scope: '/' }, '"/providers/A.B/things/x"'],
    ['a resource by its id', { scope: "[resourceId('C.D/e', 'y')]" }, `"${rg}/C.D/e/y/providers/A.B/things/x"`],
    ['a resource by its relative id', { scope: 'C.D/e/y' }, `"${rg}/C.D/e/y/providers/A.B/things/x"`],
    [
      'a management group',
      { scope: 'Microsoft.Management/managementGroups/m2' },
      '"/providers/Microsoft.Management/managementGroups/m2/providers/A.B/things/x"',
    ],
    [
      'one of two',
      { scope: "[if(parameters('b'), '/', resourceId('C.D/e', 'y'))]" },
      `b=true → "/providers/A.B/things/x" | b=false → "${rg}/C.D/e/y/providers/A.B/things/x"`,
    ],
    ['an unknown scope', { scope: "[parameters('s')]" }, '"<string>/providers/A.B/things/x"'],
    [
      'an extension, written the old way',
      { type: 'C.D/e/providers/things', name: 'y/A.B/x' },
      `"${rg}/C.D/e/y/providers/A.B/things/x"`,
    ],
    [
      'an extension of a child, written the old way',
      { type: 'C.D/e/f/providers/things', name: "[concat('y/', parameters('s'), '/A.B/x')]" },
      `"${rg}/C.D/e/y/f/<string>/providers/A.B/things/x"`,
    ],
  ])('%s', (_, entry, id) => {
    const { ids } = deploy(
      { parameters: { s: { type: 'string' }, b: { type: 'bool' } }, resources: [thing(entry)] },
      { facts },
    );
    expect(ids).toEqual([id]);
  });

  it('of an extension, written the old way, has the type of the extension', () => {
    const { instances } = deploy({
      resources: [
        thing({
          type: 'Microsoft.Storage/storageAccounts/providers/roleAssignments',
          name: 'a/Microsoft.Authorization/r',
        }),
      ],
    });
    expect(instances.map(({ place }) => place.type)).toEqual(['Microsoft.Authorization/roleAssignments']);
  });

  it.each([
    ['deploymentTemplate', `"${rg}/A.B/things/x"`],
    ['subscriptionDeploymentTemplate', '"/subscriptions/SUB/providers/A.B/things/x"'],
    [
      'managementGroupDeploymentTemplate',
      '"/providers/Microsoft.Management/managementGroups/mg/providers/A.B/things/x"',
    ],
    ['tenantDeploymentTemplate', '"/providers/A.B/things/x"'],
  ])('in a %s', (level, id) => {
    expect(deploy({ $schema: schema(level), resources: [thing()] }, { facts }).ids).toEqual([id]);
  });

  it('of a resource group and of a subscription has its own form', () => {
    const { ids } = deploy(
      {
        $schema: schema('subscriptionDeploymentTemplate'),
        resources: [
          thing({ type: 'Microsoft.Resources/resourceGroups', name: 'g' }),
          thing({ type: 'Microsoft.Management/managementGroups', name: 'm', scope: '/' }),
        ],
      },
      { facts },
    );
    expect(ids).toEqual([
      '"/subscriptions/SUB/resourceGroups/g"',
      '"/providers/Microsoft.Management/managementGroups/m"',
    ]);
  });

  it.each([
    [
      { $schema: 'https://example.com/schema.json' },
      "warning at $schema: 'https://example.com/schema.json' is not the schema of a deployment template; it is read as a template for a resource group",
    ],
    [
      { $schema: null },
      "warning at $schema: 'null' is not the schema of a deployment template; it is read as a template for a resource group",
    ],
  ])('in a template with %j is that of a resource group, with a warning', (parts, message) => {
    const { ids, messages } = deploy({ ...parts, resources: [thing()] }, { facts });
    expect(ids).toEqual([`"${rg}/A.B/things/x"`]);
    expect(messages).toEqual([message]);
  });
});

describe('a body', () => {
  it('has what is declared, and not how to deploy it', () => {
    const { instances } = deploy({
      resources: [
        thing({
          location: 'westeurope',
          dependsOn: ['y'],
          comments: 'none',
          tags: { a: 'b' },
          condition: true,
          sku: { name: 'S' },
          '@options': {},
          resources: [],
        }),
      ],
    });
    const body = instances[0]?.body();
    expect(body && show(body)).toBe(
      '{"type":"A.B/things","name":"x","apiVersion":"2020-01-01","location":"westeurope","tags":{"a":"b"},"sku":{"name":"S"}}',
    );
  });

  it('has every failing expression reported at its place, and the rest evaluated', () => {
    const { property, messages } = deploy({
      resources: [
        thing({
          properties: {
            a: '[nope()]',
            b: ["[fail('x')]", 1],
            c: { d: "[concat('y')]" },
            e: '[concat(]',
            f: '[createObject().g]',
          },
        }),
      ],
    });
    expect(property(0)).toBe('{"a":<any>,"b":[<any>,1],"c":{"d":"y"},"e":<any>,"f":<any>}');
    expect(messages).toEqual([
      "error at resources[0].properties.a: There is no function 'nope'",
      'error at resources[0].properties.b[0]: fail() says: x',
      'error at resources[0].properties.e: The expression ends too early',
      "error at resources[0].properties.f: There is no property 'g'; the object has none",
    ]);
  });

  it('keeps null, which Azure removes, as null', () => {
    expect(deploy({ resources: [thing({ properties: { a: null, b: '[null()]' } })] }).property(0)).toBe(
      '{"a":null,"b":null}',
    );
  });
});

describe('entries that are no resources', () => {
  it('are reported', () => {
    const { messages, names } = deploy({ resources: ['x', { name: 'y' }, { type: '[nope()]', name: 'z' }, thing()] });
    expect(messages).toEqual([
      'error at resources[0]: A resource must be an object',
      'error at resources[1]: The resource has no type that can be read',
      "error at resources[2].type: There is no function 'nope'",
      'error at resources[2]: The resource has no type that can be read',
    ]);
    expect(names).toEqual(['"x"']);
  });

  it('and a template without resources has none', () => {
    expect(deploy({ resources: null }).names).toEqual([]);
    expect(deploy({ resources: 5 }).names).toEqual([]);
  });
});

describe('symbolic names', () => {
  const resources = {
    site: thing({ properties: { url: 'u', nested: { a: 1 } } }),
    many: thing({
      name: "[format('m{0}', copyIndex())]",
      copy: { name: 'many', count: 2 },
      properties: { i: '[copyIndex()]' },
    }),
    old: thing({ existing: true, name: 'y', properties: { url: 'never' } }),
  };
  const value = (expression: string, more: Readonly<Record<string, Json>> = {}): string =>
    deploy({
      languageVersion: '2.0',
      resources: { ...resources, ...more },
      outputs: { o: { type: 'object', value: `[${expression}]` } },
    }).output('o');

  it.each([
    ["reference('site').url", '"u"'],
    ["reference('site').unheardOf", '<any>'],
    ["reference('site').nested.more", '<any>'],
    ["reference('site')", '{"url":"u","nested":{"a":1,…},…}'],
    ["reference('site', '2020-01-01', 'Full').name", '"x"'],
    ["reference(resourceId('A.B/things', 'x')).url", '"u"'],
    ["reference('x').url", '"u"'],
    ["reference('many[1]').i", '1'],
    ["references('many')[0].i", '0'],
    ["length(references('many'))", '2'],
    ["references('many', 'Full')[1].name", '"m1"'],
    ["reference('old').url", '<any>'],
    ["reference('elsewhere').url", '<any>'],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it('of two resources with one plain name decide', () => {
    const twin = thing({ type: 'C.D/e', properties: { url: 'w' } });
    expect(value("reference('x').url", { twin })).toBe('<any>');
    expect(value("reference('twin').url", { twin })).toBe('"w"');
  });

  it('of a loop of unknown length find nothing for certain', () => {
    const { output } = deploy({
      parameters: { n: { type: 'int' } },
      resources: { many: thing({ copy: { name: 'many', count: "[parameters('n')]" }, properties: { i: 1 } }) },
      outputs: { o: { type: 'array', value: "[references('many')]" } },
    });
    expect(output('o')).toBe('<array>');
  });

  it('of existing resources say so', () => {
    const { instances } = deploy({ resources });
    expect(instances.map(({ symbol, existing }) => [symbol, existing])).toEqual([
      ['site', false],
      ['many', false],
      ['many', false],
      ['old', true],
    ]);
  });

  it('that refer to each other end', () => {
    const { property, messages } = deploy({
      resources: {
        a: thing({ name: 'a', properties: { v: "[reference('b').v]" } }),
        b: thing({ name: 'b', properties: { v: "[reference('a').v]" } }),
      },
    });
    expect([property(0), property(1)]).toEqual(['{"v":<any>}', '{"v":<any>}']);
    expect(messages).toEqual([]);
  });
});
