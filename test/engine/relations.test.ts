// Relations between resources: by id, by scope, by reference; uncertain ones are unknown, and so is what may be elsewhere.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { template } from '../support/template.ts';
import { judgedBy, outcome, type Parts, ruleThat, thing, verdictOf } from './judging.ts';

const parameters = {
  name: { type: 'string' },
  other: { type: 'string' },
  count: { type: 'int' },
  deploy: { type: 'bool' },
  group: { type: 'string' },
};

interface Relation {
  readonly by: string;
  readonly type: string | readonly string[];
  readonly field?: string;
  readonly value?: string;
  readonly where?: Json;
  readonly distinct?: string;
}

/** At least one related resource, all of which are declared beside the thing. */
function some(relation: Relation, elsewhere = 'impossible'): Json {
  return { related: { ...relation, elsewhere } as unknown as Json, greaterOrEquals: 1 };
}

function judge(require: Json, resources: Json, parts: Parts = {}): string {
  return outcome(ruleThat(require), resources, { parameters, ...parts });
}

function child(name: string, parts: Parts = {}): Json {
  return { type: 'Contoso.Test/things/parts', apiVersion: '2024-01-01', name, ...parts };
}

function extension(scope: Json, parts: Parts = {}): Json {
  return { type: 'Contoso.Test/locks', apiVersion: '2024-01-01', name: 'lock', scope, ...parts };
}

const id = "[resourceId('Contoso.Test/things', 'thing')]";

describe('child', () => {
  const require = some({ by: 'child', type: 'Contoso.Test/things/parts' });

  it.each<[string, Json, string]>([
    ['by name', child('thing/one'), 'pass'],
    ['by name in other case', child('THING/one'), 'pass'],
    ['of another', child('other/one'), 'fail'],
    ['of one that begins alike', child('thingamajig/one'), 'fail'],
    ['of a name that is not known', child("[concat(parameters('name'), '/one')]"), 'unknown'],
    ['of a name that cannot be it', child("[concat(parameters('name'), 'x/one')]"), 'fail'],
    ['that is an existing one', child('thing/one', { existing: true }), 'pass'],
    ['that is never deployed', child('thing/one', { condition: false }), 'fail'],
    [
      'that may be deployed',
      child('thing/one', { condition: "[parameters('deploy')]" }),
      'fails-when {"deploy":false}',
    ],
    ['of another type', child('thing/one', { type: 'Contoso.Test/things/wheels' }), 'fail'],
    ['in a resource group that may be another', child('thing/one', { resourceGroup: 'far' }), 'unknown'],
    [
      'any number of them',
      child("[concat('thing/', copyIndex())]", { copy: { name: 'c', count: "[parameters('count')]" } }),
      'unknown',
    ],
  ])('%s', (_, related, expected) => {
    expect(judge(require, [thing({}), related])).toBe(expected);
  });

  it('written inside', () => {
    expect(judge(require, [{ ...thing({}), resources: [child('one', { type: 'parts' })] }])).toBe('pass');
  });

  it.each<[string, Parts, string]>([
    ['that is deployed', {}, 'pass'],
    ['that is not', { condition: false }, 'fail'],
    ['that may be deployed', { condition: "[parameters('deploy')]" }, 'fails-when {"deploy":false}'],
    ['of which there may be none', { copy: { name: 'c', count: "[parameters('count')]" } }, 'unknown'],
  ])('in a deployment %s', (_, parts, expected) => {
    for (const scope of ['inner', 'outer']) {
      const properties = {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope },
        template: template({ resources: [child('thing/one')] }),
      };
      const deployment = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'd', properties };
      expect(judge(require, [thing({}), { ...deployment, ...parts }])).toBe(expected);
    }
  });

  it('of a name that both are made of', () => {
    const name = "[concat(parameters('name'), 'x')]";
    const its = "[concat(parameters('name'), 'x/one')]";
    const others = "[concat(parameters('other'), 'x/one')]";
    expect(judge(require, [thing({}, { name }), child(its)])).toBe('pass');
    expect(judge(require, [thing({}, { name }), child(others)])).toBe('unknown');
  });
});

describe('parent', () => {
  const require = some({
    by: 'parent',
    type: 'Contoso.Test/groups',
    where: { field: 'properties.safe', equals: true },
  });
  const rule = ruleThat(require, { applies: { to: ['Contoso.Test/groups/things'] } });
  const group = (name: string, safe: boolean): Json => ({
    type: 'Contoso.Test/groups',
    apiVersion: '2024-01-01',
    name,
    properties: { safe },
  });
  const inGroup = { ...thing({}), type: 'Contoso.Test/groups/things', name: 'group/thing' };

  it.each<[string, Json, string]>([
    ['that holds', group('group', true), 'pass'],
    ['that does not', group('group', false), 'fail'],
    ['of another', group('other', true), 'fail'],
    ['that may be it', group("[parameters('name')]", true), 'unknown'],
  ])('%s', (_, related, expected) => {
    expect(outcome(rule, [inGroup, related], { parameters })).toBe(expected);
  });

  it('a resource at the top has none', () => {
    expect(judge(require, [thing({}), group('thing', true)])).toBe('fail');
  });
});

describe('extension', () => {
  const require = some({ by: 'extension', type: 'Contoso.Test/locks' });

  it.each<[string, Json, string]>([
    ['by id', extension(id), 'pass'],
    ['by a relative scope', extension('Contoso.Test/things/thing'), 'pass'],
    ['by a format', extension("[format('Contoso.Test/things/{0}', 'thing')]"), 'pass'],
    ['of another', extension('Contoso.Test/things/other'), 'fail'],
    ['of one that may be it', extension("[concat('Contoso.Test/things/', parameters('name'))]"), 'unknown'],
    ['of the resource group', { type: 'Contoso.Test/locks', apiVersion: '2024-01-01', name: 'lock' }, 'fail'],
  ])('%s', (_, related, expected) => {
    expect(judge(require, [thing({}), related])).toBe(expected);
  });

  it('as it was written before there was `scope`', () => {
    const old = {
      type: 'Contoso.Test/things/providers/locks',
      apiVersion: '2024-01-01',
      name: 'thing/Contoso.Test/lock',
    };
    expect(judge(require, [thing({}), old])).toBe('pass');
  });
});

describe('atOrAbove', () => {
  const require = some({ by: 'atOrAbove', type: 'Contoso.Test/locks' });

  it.each<[string, Json, string]>([
    ['at the resource', extension(id), 'pass'],
    ['at its group', { type: 'Contoso.Test/locks', apiVersion: '2024-01-01', name: 'lock' }, 'pass'],
    ['at its subscription', extension('[subscription().id]'), 'pass'],
    ['at another resource', extension('Contoso.Test/things/other'), 'fail'],
    [
      'at another group',
      { type: 'Contoso.Test/locks', apiVersion: '2024-01-01', name: 'lock', resourceGroup: 'far' },
      'unknown',
    ],
  ])('%s', (_, related, expected) => {
    expect(judge(require, [thing({}), related])).toBe(expected);
  });

  it('at another group, when the own one is known', () => {
    const far = { type: 'Contoso.Test/locks', apiVersion: '2024-01-01', name: 'lock', resourceGroup: 'far' };
    const setting = { facts: { subscription: 's', resourceGroup: 'near' } };
    expect(outcome(ruleThat(require), [thing({}), far], {}, setting)).toBe('fail');
  });
});

describe('references and referencedBy', () => {
  const vault = (name: string, parts: Parts = {}): Json => ({
    type: 'Contoso.Test/vaults',
    apiVersion: '2024-01-01',
    name,
    ...parts,
  });
  const references = some({ by: 'references', field: 'properties.vaultId', type: 'Contoso.Test/vaults' });

  it.each<[string, Json, string]>([
    ['an id', "[resourceId('Contoso.Test/vaults', 'vault')]", 'pass'],
    ['the id of another', "[resourceId('Contoso.Test/vaults', 'other')]", 'fail'],
    ['an id made of what is not known', "[resourceId('Contoso.Test/vaults', parameters('name'))]", 'unknown'],
    ['anything', "[parameters('name')]", 'unknown'],
    ['nothing', null, 'fail'],
  ])('its field holds %s', (_, vaultId, expected) => {
    expect(judge(references, [thing({ vaultId }), vault('vault')])).toBe(expected);
  });

  it('every item of a list is looked at', () => {
    const require = some({ by: 'references', field: 'properties.vaults[*].id', type: 'Contoso.Test/vaults' });
    const vaults = [{ id: 'x' }, { id: "[resourceId('Contoso.Test/vaults', 'vault')]" }];
    expect(judge(require, [thing({ vaults }), vault('vault')])).toBe('pass');
  });

  const endpoint = (target: Json): Json => ({
    type: 'Contoso.Test/endpoints',
    apiVersion: '2024-01-01',
    name: 'endpoint',
    properties: { targets: [{ id: target }] },
  });
  const referenced = some({ by: 'referencedBy', field: 'properties.targets[*].id', type: 'Contoso.Test/endpoints' });

  it.each<[string, Json, string]>([
    ['its id', id, 'pass'],
    ['the id of another', "[resourceId('Contoso.Test/things', 'other')]", 'fail'],
    ['an id made of what is not known', "[resourceId('Contoso.Test/things', parameters('name'))]", 'unknown'],
    ['anything', "[parameters('name')]", 'unknown'],
  ])('a field of another holds %s', (_, target, expected) => {
    expect(judge(referenced, [thing({}), endpoint(target)])).toBe(expected);
  });
});

describe('any', () => {
  const require = {
    related: { by: 'any', type: ['Contoso.Test/locks', 'Contoso.Test/vaults'], elsewhere: 'impossible' },
    equals: 2,
  };

  it('counts all of the types', () => {
    const vault = { type: 'Contoso.Test/vaults', apiVersion: '2024-01-01', name: 'v' };
    expect(judge(require, [thing({}), extension(id), vault])).toBe('pass');
    expect(judge(require, [thing({}), extension(id)])).toBe('fail');
    expect(judge(require, [thing({}), extension(id), { ...vault, condition: "[parameters('deploy')]" }])).toBe(
      'fails-when {"deploy":false}',
    );
  });

  it('a resource is not related to itself', () => {
    const self = { related: { by: 'any', type: 'Contoso.Test/things', elsewhere: 'impossible' }, equals: 0 };
    expect(judge(self, [thing({})])).toBe('pass');
  });

  it('distinct counts values, not resources', () => {
    const regions = {
      related: { by: 'any', type: 'Contoso.Test/locks', distinct: 'location', elsewhere: 'impossible' },
      equals: 2,
    };
    const at = (location: string, name: string): Json => extension(id, { location, name });
    expect(judge(regions, [thing({}), at('north', 'a'), at('NORTH', 'b'), at('south', 'c')])).toBe('pass');
    expect(judge(regions, [thing({}), at('north', 'a'), at('north', 'b')])).toBe('fail');
  });
});

describe('where', () => {
  const where = { field: 'properties.level', equals: { subject: 'properties.level' } };
  const require = some({ by: 'extension', type: 'Contoso.Test/locks', where });

  it('looks at the related resource, and `subject` at the own one', () => {
    expect(judge(require, [thing({ level: 'high' }), extension(id, { properties: { level: 'HIGH' } })])).toBe('pass');
    expect(judge(require, [thing({ level: 'high' }), extension(id, { properties: { level: 'low' } })])).toBe('fail');
    expect(
      judge(require, [thing({ level: 'high' }), extension(id, { properties: { level: "[parameters('name')]" } })]),
    ).toBe('unknown');
  });

  it('may ask for relations itself', () => {
    const deep = some({
      by: 'child',
      type: 'Contoso.Test/things/parts',
      where: some({ by: 'extension', type: 'Contoso.Test/locks' }),
    });
    const lock = extension('Contoso.Test/things/thing/parts/one');
    expect(judge(deep, [thing({}), child('thing/one'), lock])).toBe('pass');
    expect(judge(deep, [thing({}), child('thing/two'), lock])).toBe('fail');
  });
});

describe('elsewhere', () => {
  const relation = { by: 'child', type: 'Contoso.Test/things/parts' };

  it('too few is unknown where others may be declared elsewhere', () => {
    expect(judge(some(relation, 'possible'), [thing({})])).toBe('unknown');
    expect(judge({ related: relation, greaterOrEquals: 1 }, [thing({})])).toBe('unknown');
    expect(judge(some(relation), [thing({})])).toBe('fail');
  });

  it('enough is enough, and too many stay too many', () => {
    const most = { related: relation, lessOrEquals: 0 };
    expect(judge(some(relation, 'possible'), [thing({}), child('thing/one')])).toBe('pass');
    expect(judge(most, [thing({}), child('thing/one')])).toBe('fail');
    expect(judge(most, [thing({})])).toBe('unknown');
  });

  it('is the reason', () => {
    expect(verdictOf(ruleThat(some(relation, 'possible')), [thing({})])).toMatchObject({
      kind: 'unknown',
      because: [{ kind: 'elsewhere', what: 'things/parts may be declared outside what is scanned' }],
    });
  });
});

it('resources of nested deployments are related too', () => {
  const nested = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2024-03-01',
    name: 'nested',
    properties: {
      mode: 'Incremental',
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [child('thing/one')],
      },
    },
  };
  expect(judge(some({ by: 'child', type: 'Contoso.Test/things/parts' }), [thing({}), nested])).toBe('pass');
});

describe('holds', () => {
  const require = some({
    by: 'holds',
    field: 'properties.endpoint',
    value: 'properties.address',
    type: 'Contoso.Test/users',
  });
  const user = (endpoint: Json): Json => ({
    type: 'Contoso.Test/users',
    apiVersion: '2024-01-01',
    name: 'user',
    properties: { endpoint },
  });

  it.each<[string, Json, string]>([
    ['what is declared', 'https://thing', 'pass'],
    ['what is asked for at run time', "[reference(resourceId('Contoso.Test/things', 'thing')).address]", 'pass'],
    ['something else', 'https://other', 'fail'],
    ['what is not known', "[parameters('other')]", 'unknown'],
  ])('%s', (_, endpoint, expected) => {
    expect(judge(require, [thing({ address: 'https://thing' }), user(endpoint)])).toBe(expected);
  });
});

describe('resources like itself', () => {
  const alone = { related: { by: 'any', type: 'Contoso.Test/things', elsewhere: 'impossible' }, equals: 0 };

  it('are others where it stands for any number of them', () => {
    const copy = { name: 'c', count: "[parameters('count')]" };
    expect(judge(alone, [thing({})])).toBe('pass');
    expect(judge(alone, [thing({}, { copy })])).not.toBe('pass');
  });
});

describe('a witness', () => {
  it('is about the same round of a loop, whichever rounds are deployed with it', () => {
    const loop = thing(
      { round: '[copyIndex()]' },
      {
        name: "[format('thing{0}', copyIndex())]",
        copy: { name: 'c', count: 2 },
        condition: "[or(equals(copyIndex(), 1), parameters('deploy'))]",
      },
    );
    const require = {
      anyOf: [
        { field: 'properties.round', equals: 0 },
        some({ by: 'any', type: 'Contoso.Test/things', where: { field: 'properties.round', equals: 0 } }),
      ],
    };
    const [first, second] = judgedBy(ruleThat(require), [loop], { parameters }).map(({ verdict }) => verdict);
    expect(first?.kind).toBe('pass');
    expect(second).toMatchObject({ kind: 'fails-when', witness: { deploy: false } });
  });
});
