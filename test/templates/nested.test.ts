// Nested and linked deployments: whose names, which arguments, which scope, which template.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { template } from '../support/template.ts';
import { deploy, innerScope, nested, thing } from './deployed.ts';
import { show } from './notation.ts';

const facts = { subscription: 'SUB', resourceGroup: 'rg', location: 'westeurope' };
const schema = (level: string): string => `https://schema.management.azure.com/schemas/2019-08-01/${level}.json#`;
const valued = (value: Json): Json => thing({ properties: { v: value } });

describe('a nested template', () => {
  const outer = { parameters: { p: { type: 'string', defaultValue: 'outer' } }, variables: { v: 'outer' } };
  const innerNames = { parameters: { p: { type: 'string', defaultValue: 'inner' } }, variables: { v: 'inner' } };
  const body = template({ ...innerNames, resources: [valued("[concat(parameters('p'), '-', variables('v'))]")] });

  it('with outer scope, which is the default, has the names around it', () => {
    expect(deploy({ ...outer, resources: [nested({ template: body })] }).property(1, 'v')).toBe('"outer-outer"');
    const said = nested({ template: body, expressionEvaluationOptions: { scope: 'Outer' } });
    expect(deploy({ ...outer, resources: [said] }).property(1, 'v')).toBe('"outer-outer"');
  });

  it('with inner scope has its own', () => {
    const inner = nested({ template: body, expressionEvaluationOptions: innerScope });
    expect(deploy({ ...outer, resources: [inner] }).property(1, 'v')).toBe('"inner-inner"');
  });

  it('with inner scope does not see the names around it', () => {
    const lost = template({ resources: [valued("[variables('v')]")] });
    const { messages } = deploy({
      ...outer,
      resources: [nested({ template: lost, expressionEvaluationOptions: innerScope })],
    });
    expect(messages).toEqual([
      "error at resources[0].properties.template.resources[0].properties.v: The template has no variable 'v'",
    ]);
  });

  it('takes its arguments from around it', () => {
    const inner = nested({
      template: template({
        parameters: { a: { type: 'string' }, b: { type: 'array' } },
        resources: [valued("[createArray(parameters('a'), parameters('B')[0])]")],
      }),
      expressionEvaluationOptions: innerScope,
      parameters: { A: { value: "[concat(parameters('p'), '!')]" }, b: { value: ['x', "[parameters('q')]"] } },
    });
    const { property, messages } = deploy({
      parameters: { ...outer.parameters, q: { type: 'string' } },
      resources: [inner],
    });
    expect(property(1, 'v')).toBe('["outer!","x"]');
    expect(messages).toEqual([]);
  });

  it('keeps what its arguments depend on', () => {
    const inner = nested({
      template: template({
        parameters: { a: { type: 'bool' } },
        resources: [thing({ condition: "[parameters('a')]", properties: { v: "[if(parameters('a'), 1, 2)]" } })],
      }),
      expressionEvaluationOptions: innerScope,
      parameters: { a: { value: "[equals(parameters('s'), 'x')]" } },
    });
    const { conditions, property } = deploy({ parameters: { s: { type: 'string' } }, resources: [inner] });
    expect(conditions[1]).toBe('s="x" → true | s≠"x" → false');
    expect(property(1, 'v')).toBe('s="x" → 1 | s≠"x" → 2');
  });

  it('takes null for its default', () => {
    const inner = nested({
      template: body,
      expressionEvaluationOptions: innerScope,
      parameters: { p: { value: null } },
    });
    expect(deploy({ resources: [inner] }).property(1, 'v')).toBe('"inner-inner"');
  });

  it('assumes nothing about its parameters but their defaults, whatever is assumed about those of the template', () => {
    const inner = nested({ template: body, expressionEvaluationOptions: innerScope });
    expect(deploy({ resources: [inner] }, { assume: 'any' }).property(1, 'v')).toBe('"inner-inner"');
  });

  it('lacks a required argument, and another of the wrong type', () => {
    const inner = nested({
      template: template({
        parameters: { a: { type: 'string' }, b: { type: 'int' } },
        resources: [valued("[parameters('a')]")],
      }),
      expressionEvaluationOptions: innerScope,
      parameters: { b: { value: 'x' } },
    });
    const { messages, property } = deploy({ resources: [inner] });
    expect(messages).toEqual([
      "error at resources[0].properties.parameters: The deployment gives no value to the required parameter 'a'",
      "error at resources[0].properties.parameters.b: Parameter 'b' expects an int but gets a string",
    ]);
    expect(property(1, 'v')).toBe('<string>');
  });

  it('takes a secret from a key vault without knowing it', () => {
    const inner = nested({
      template: template({
        parameters: { a: { type: 'securestring' } },
        resources: [valued("[concat('x', parameters('a'))]")],
      }),
      expressionEvaluationOptions: innerScope,
      parameters: {
        a: {
          reference: {
            keyVault: { id: "[resourceId('Microsoft.KeyVault/vaults', 'v')]" },
            secretName: 'pw',
            secretVersion: 12345678901234567890n,
          },
        },
      },
    });
    const { instances, property, messages } = deploy({ resources: [inner] });
    expect(messages).toEqual([]);
    expect(property(1, 'v')).toBe('"x<string>"');
    const properties = instances[1]?.body()?.entries.get('properties')?.value;
    const value = properties?.kind === 'object' ? properties.entries.get('v')?.value : undefined;
    expect(value).toMatchObject({ secret: true, parts: ['x', { because: [{ kind: 'secret', name: 'pw' }] }] });
  });

  it('may take all its arguments from one expression', () => {
    const inner = nested({
      template: template({ parameters: { a: { type: 'string' } }, resources: [valued("[parameters('a')]")] }),
      expressionEvaluationOptions: innerScope,
      parameters: "[createObject('a', createObject('value', 'x'))]",
    });
    expect(deploy({ resources: [inner] }).property(1, 'v')).toBe('"x"');
  });

  it('is there for every round of a loop', () => {
    const inner = nested(
      {
        template: template({ parameters: { i: { type: 'int' } }, resources: [valued("[parameters('i')]")] }),
        expressionEvaluationOptions: innerScope,
        parameters: { i: { value: '[copyIndex()]' } },
      },
      { name: "[format('d{0}', copyIndex())]", copy: { name: 'd', count: 2 } },
    );
    const { property, names } = deploy({ resources: [inner] });
    expect(names).toEqual(['"d0"', '"x"', '"d1"', '"x"']);
    expect([property(1, 'v'), property(3, 'v')]).toEqual(['0', '1']);
  });

  it('gives outputs that reference() finds', () => {
    const inner = nested({
      template: template({
        parameters: { a: { type: 'string' } },
        outputs: { out: { type: 'string', value: "[concat(parameters('a'), '!')]" } },
      }),
      expressionEvaluationOptions: innerScope,
      parameters: { a: { value: "[parameters('s')]" } },
    });
    const { output } = deploy({
      parameters: { s: { type: 'string' } },
      resources: [inner],
      outputs: {
        known: {
          type: 'string',
          value: "[reference(resourceId('Microsoft.Resources/deployments', 'inner')).outputs.out.value]",
        },
        byName: { type: 'string', value: "[reference('inner').outputs.OUT.value]" },
        rest: { type: 'string', value: "[reference('inner').provisioningState]" },
      },
    });
    expect([output('known'), output('byName'), output('rest')]).toEqual(['"<string>!"', '"<string>!"', '<any>']);
  });

  it('passes outputs of one deployment on to the next', () => {
    const first = nested(
      {
        template: template({ outputs: { id: { type: 'string', value: 'ID' } } }),
        expressionEvaluationOptions: innerScope,
      },
      { name: 'first' },
    );
    const second = nested(
      {
        template: template({ parameters: { id: { type: 'string' } }, resources: [valued("[parameters('id')]")] }),
        expressionEvaluationOptions: innerScope,
        parameters: { id: { value: "[reference('first').outputs.id.value]" } },
      },
      { name: 'second' },
    );
    const { property } = deploy({ resources: [second, first] });
    expect(property(1, 'v')).toBe('"ID"');
  });

  it('is not looked at where it is computed, or not there', () => {
    const { notCovered, messages } = deploy({
      parameters: { t: { type: 'object' } },
      resources: [
        nested({ template: "[parameters('t')]" }),
        nested({}),
        nested({}, { properties: "[parameters('t')]" }),
        nested({ template: template({}) }, { existing: true }),
      ],
    });
    expect(notCovered).toEqual([
      'nested deployment at resources[0].properties.template: its template is computed by an expression',
      'nested deployment at resources[1]: it has neither a template nor a link to one',
      'nested deployment at resources[2]: its properties are not written as an object',
    ]);
    expect(messages).toEqual([]);
  });

  it('nested too deep is refused', () => {
    let inner: Json = template({ resources: [thing()] });
    for (let i = 0; i < 60; i++) inner = template({ resources: [nested({ template: inner })] });
    const { messages } = deploy({ resources: [nested({ template: inner })] });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Deployments are nested more than 40 levels deep');
  });
});

describe('the target of a nested template', () => {
  const inside = (
    parts: Readonly<Record<string, Json>>,
    level = 'deploymentTemplate',
    expression = '[deployment().name]',
  ): Json =>
    nested(
      {
        template: template({ $schema: schema(level), resources: [valued(expression)] }),
        expressionEvaluationOptions: innerScope,
      },
      parts,
    );

  it.each<readonly [what: string, parts: Readonly<Record<string, Json>>, level: string, id: string]>([
    ['nothing said', {}, 'deploymentTemplate', '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/things/x"'],
    [
      'another group',
      { resourceGroup: 'g2' },
      'deploymentTemplate',
      '"/subscriptions/SUB/resourceGroups/g2/providers/A.B/things/x"',
    ],
    [
      'another group and subscription',
      { resourceGroup: 'g2', subscriptionId: 's2' },
      'deploymentTemplate',
      '"/subscriptions/s2/resourceGroups/g2/providers/A.B/things/x"',
    ],
    [
      'a subscription',
      { subscriptionId: 's2', location: 'l' },
      'subscriptionDeploymentTemplate',
      '"/subscriptions/s2/providers/A.B/things/x"',
    ],
    ['the tenant', { scope: '/', location: 'l' }, 'tenantDeploymentTemplate', '"/providers/A.B/things/x"'],
    [
      'a management group',
      { scope: 'Microsoft.Management/managementGroups/m2', location: 'l' },
      'managementGroupDeploymentTemplate',
      '"/providers/Microsoft.Management/managementGroups/m2/providers/A.B/things/x"',
    ],
    [
      'an unknown group',
      { resourceGroup: "[parameters('s')]" },
      'deploymentTemplate',
      '"/subscriptions/SUB/resourceGroups/<string>/providers/A.B/things/x"',
    ],
  ])('%s', (_, parts, level, id) => {
    expect(deploy({ parameters: { s: { type: 'string' } }, resources: [inside(parts, level)] }, { facts }).ids[1]).toBe(
      id,
    );
  });

  it('is where its functions are', () => {
    const value = (expression: string, parts: Readonly<Record<string, Json>>, level?: string): string =>
      deploy({ resources: [inside(parts, level, `[${expression}]`)] }, { facts }).property(1, 'v');
    expect(value('resourceGroup().name', { resourceGroup: 'g2' })).toBe('"g2"');
    expect(value('resourceGroup().location', { resourceGroup: 'g2' })).toBe('<string 1..>');
    expect(value('resourceGroup().location', {})).toBe('"westeurope"');
    expect(value('deployment().name', {})).toBe('"inner"');
    expect(
      value(
        'deployment().location',
        { subscriptionId: 's2', location: 'northeurope' },
        'subscriptionDeploymentTemplate',
      ),
    ).toBe('"northeurope"');
    expect(value("resourceId('C.D/e', 'y')", { resourceGroup: 'g2' })).toBe(
      '"/subscriptions/SUB/resourceGroups/g2/providers/C.D/e/y"',
    );
  });

  it('with outer scope is where the resources go, not where names are looked up', () => {
    const outer = nested(
      { template: template({ resources: [valued('[resourceGroup().name]')] }) },
      { resourceGroup: 'g2' },
    );
    const { ids, property } = deploy({ resources: [outer] }, { facts });
    expect(ids[1]).toBe('"/subscriptions/SUB/resourceGroups/g2/providers/A.B/things/x"');
    expect(property(1, 'v')).toBe('"rg"');
  });

  it('does not pass the unknown location of one group for that of another', () => {
    const located = (group: string): Json =>
      nested(
        {
          template: template({ outputs: { l: { type: 'string', value: '[resourceGroup().location]' } } }),
          expressionEvaluationOptions: innerScope,
        },
        { name: group, resourceGroup: group },
      );
    const equals = (a: string, b: string): string => `[equals(${a}, ${b})]`;
    const of = (name: string): string => `reference('${name}').outputs.l.value`;
    const { output } = deploy({
      resources: [located('g1'), located('g2')],
      outputs: {
        other: { type: 'bool', value: equals(of('g1'), of('g2')) },
        root: { type: 'bool', value: equals(of('g1'), 'resourceGroup().location') },
        same: { type: 'bool', value: equals(of('g1'), of('g1')) },
      },
    });
    expect([output('other'), output('root'), output('same')]).toEqual(['<bool>', '<bool>', 'true']);
  });
});

describe('a linked template', () => {
  const leaf = template({
    parameters: { a: { type: 'string', defaultValue: 'd' } },
    resources: [valued("[parameters('a')]")],
    outputs: { o: { type: 'string', value: 'out' } },
  });
  const linked = (link: Json, parts: Readonly<Record<string, Json>> = {}): Json =>
    nested({ templateLink: link, ...parts });

  it('is read from beside the template by its relative path', () => {
    const { property, messages, evaluated } = deploy(
      { resources: [linked({ relativePath: 'parts/leaf.json' }, { parameters: { a: { value: 'x' } } })] },
      { linked: { 'parts/leaf.json': leaf } },
    );
    expect(messages).toEqual([]);
    expect(property(1, 'v')).toBe('"x"');
    expect(evaluated.root.resources[0]?.nested?.resources[0]?.instance.document.name).toBe('parts/leaf.json');
  });

  it.each([
    ["[uri(deployment().properties.templateLink.uri, 'parts/leaf.json')]"],
    ["[uri(variables('base'), 'parts/leaf.json')]"],
  ])('is read by the address %s', (uri) => {
    const variables = { base: '[deployment().properties.templateLink.uri]' };
    const { property } = deploy({ variables, resources: [linked({ uri })] }, { linked: { 'parts/leaf.json': leaf } });
    expect(property(1, 'v')).toBe('"d"');
  });

  it('is found relative to the one that links to it', () => {
    const middle = template({
      resources: [
        linked({ relativePath: '../leaf.json' }),
        linked({ uri: "[uri(deployment().properties.templateLink.uri, 'other.json')]" }),
      ],
    });
    const { property, messages } = deploy(
      { resources: [linked({ relativePath: 'deep/middle.json' })] },
      { linked: { 'deep/middle.json': middle, 'leaf.json': leaf, 'deep/other.json': leaf } },
    );
    expect(messages).toEqual([]);
    expect([property(2, 'v'), property(4, 'v')]).toEqual(['"d"', '"d"']);
  });

  it('never has the names around it', () => {
    const lost = template({ resources: [valued("[variables('v')]")] });
    const { messages } = deploy(
      { variables: { v: 1 }, resources: [linked({ relativePath: 'l.json' })] },
      { linked: { 'l.json': lost } },
    );
    expect(messages).toEqual(["error at resources[0].properties.v: The template has no variable 'v'"]);
  });

  it('gives its outputs', () => {
    const { output } = deploy(
      {
        resources: [linked({ relativePath: 'leaf.json' })],
        outputs: { o: { type: 'string', value: "[reference('inner').outputs.o.value]" } },
      },
      { linked: { 'leaf.json': leaf } },
    );
    expect(output('o')).toBe('"out"');
  });

  it.each<readonly [link: Json, because: string]>([
    [{ uri: 'https://contoso.com/a.json' }, "'https://contoso.com/a.json' is not on this machine"],
    [{ uri: "[parameters('where')]" }, "its address depends on parameter 'where'"],
    [{ uri: "[concat('https://contoso.com/a.json?', parameters('sas'))]" }, "its address depends on parameter 'sas'"],
    [
      { id: '/subscriptions/x/providers/Microsoft.Resources/templateSpecs/t/versions/1' },
      'a template spec is not on this machine',
    ],
  ])('that is elsewhere is not looked at: %j', (link, because) => {
    const { notCovered, messages, names } = deploy({
      parameters: { where: { type: 'string' }, sas: { type: 'securestring' } },
      resources: [linked(link)],
    });
    expect(notCovered).toEqual([`linked template at resources[0].properties.templateLink: ${because}`]);
    expect(messages).toEqual([]);
    expect(names).toHaveLength(1);
  });

  it('is not named when its address is secret', () => {
    const { notCovered } = deploy(
      {
        parameters: { sas: { type: 'securestring' } },
        resources: [linked({ uri: "[concat('https://contoso.com/a.json?', parameters('sas'))]" })],
      },
      { arguments: { sas: 'hunter2' } },
    );
    expect(notCovered).toHaveLength(1);
    expect(notCovered[0]).not.toContain('hunter2');
  });

  it('that is missing, broken or no object is an error', () => {
    const { messages } = deploy(
      { resources: [linked({ relativePath: 'none.json' }), linked({ relativePath: 'list.json' })] },
      { linked: { 'list.json': [1] } },
    );
    expect(messages).toEqual([
      "error at resources[0].properties.templateLink: The linked template 'none.json' is not there",
      "error at resources[1].properties.templateLink: The linked template 'list.json' cannot be read: it is not a JSON object",
    ]);
  });

  it('that links back ends', () => {
    const a = template({ resources: [linked({ relativePath: 'b.json' })] });
    const b = template({ resources: [linked({ relativePath: 'a.json' })] });
    const { messages } = deploy(
      { resources: [linked({ relativePath: 'a.json' })] },
      { linked: { 'a.json': a, 'b.json': b } },
    );
    expect(messages).toEqual([
      "error at resources[0].properties.templateLink: The linked template 'a.json' links back to itself",
    ]);
  });

  it('may be linked to twice', () => {
    const { names, messages } = deploy(
      { resources: [linked({ relativePath: 'leaf.json' }), linked({ relativePath: './leaf.json' })] },
      { linked: { 'leaf.json': leaf } },
    );
    expect(names).toHaveLength(4);
    expect(messages).toEqual([]);
  });

  it('whose arguments are in a file elsewhere has arguments nobody knows', () => {
    const required = template({ parameters: { a: { type: 'string' } }, resources: [valued("[parameters('a')]")] });
    const { property, messages, notCovered } = deploy(
      { resources: [linked({ relativePath: 'l.json' }, { parametersLink: { uri: 'https://contoso.com/p.json' } })] },
      { linked: { 'l.json': required } },
    );
    expect(messages).toEqual([]);
    expect(property(1, 'v')).toBe('<string>');
    expect(notCovered).toEqual([
      'linked parameters at resources[0].properties.parametersLink: the file with the arguments is not read',
    ]);
  });
});

describe('conditions of deployments', () => {
  it('that are false leave out all that is nested', () => {
    const { names } = deploy({
      resources: [nested({ template: template({ resources: [thing()] }) }, { condition: false })],
    });
    expect(names).toEqual([]);
  });

  it('that are not known stay with the deployment', () => {
    const { conditions, evaluated } = deploy({
      parameters: { b: { type: 'bool' } },
      resources: [nested({ template: template({ resources: [thing()] }) }, { condition: "[parameters('b')]" })],
    });
    expect(conditions).toEqual(['b=true → true | b=false → false', 'true']);
    expect(evaluated.root.resources[0]?.nested?.resources).toHaveLength(1);
    expect(show(evaluated.root.outputs() ?? { kind: 'known', json: null, origin: undefined, secret: false })).toBe(
      '{}',
    );
  });
});
