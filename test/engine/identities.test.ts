// Who has a role: principals of identities, known, asked for at run time, or not known; and whose they are.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { outcome, type Parts, ruleThat, thing } from './judging.ts';

const parameters = {
  name: { type: 'string' },
  principal: { type: 'string' },
  useFirst: { type: 'bool' },
  assigned: { type: 'object' },
};

const assigned = 'Microsoft.ManagedIdentity/userAssignedIdentities';

function idOf(name: string): string {
  return `resourceId('${assigned}', '${name}')`;
}

function identity(name: string, parts: Parts = {}): JsonObject {
  return { type: assigned, apiVersion: '2023-01-31', name, ...parts };
}

function grant(principalId: Json): JsonObject {
  return { type: 'Contoso.Test/grants', apiVersion: '2024-01-01', name: 'grant', properties: { principalId } };
}

/** A thing that uses the identities with these ids. */
function user(...ids: readonly string[]): JsonObject {
  const userAssignedIdentities = Object.fromEntries(ids.map((id) => [`[${id}]`, {}]));
  return thing({}, { identity: { type: 'UserAssigned', userAssignedIdentities } });
}

const itself = thing({}, { identity: { type: 'SystemAssigned' } });

function granted(by: string, more: JsonObject = {}): Json {
  const type = by === 'principal' ? 'Contoso.Test/grants' : 'Contoso.Test/things';
  return {
    related: { by, field: 'properties.principalId', type, elsewhere: 'impossible', ...more },
    greaterOrEquals: 1,
  };
}

const ofThing = ruleThat(granted('principal'));
const ofGrant = ruleThat(granted('principalOf'), { applies: { to: ['Contoso.Test/grants'] } });

/** What is so for the thing must be so for the grant. */
function judge(resources: Json, parts: Parts = {}): string {
  const forThing = outcome(ofThing, resources, { parameters, ...parts });
  const forGrant = outcome(ofGrant, resources, { parameters, ...parts });
  return forThing === forGrant ? forThing : `${forThing}, but ${forGrant}`;
}

const full = "reference(resourceId('Contoso.Test/things', 'thing'), '2024-01-01', 'Full')";

describe('the identity of a resource itself', () => {
  it.each<[string, Json, string]>([
    ['asked for in full', `[${full}.identity.principalId]`, 'pass'],
    ['asked for in full with another API version', `[${full.replace('2024', '2020')}.identity.principalId]`, 'pass'],
    ['asked for by name', "[reference('thing', '2024-01-01', 'Full').identity.principalId]", 'pass'],
    [
      'of another resource of which nothing is known',
      `[${full.replaceAll("'thing'", "'x'")}.identity.principalId]`,
      'unknown',
    ],
    ['that is not known', "[parameters('principal')]", 'unknown'],
    ['that is written out', '11111111-1111-1111-1111-111111111111', 'unknown'],
    ['that is absent', null, 'fail'],
  ])('%s: %s', (_, principalId, expected) => {
    expect(judge([itself, grant(principalId)])).toBe(expected);
  });

  it('is not that of another identity of the same template', () => {
    const others = [identity('other'), grant(`[reference(${idOf('other')}).principalId]`)];
    expect(judge([itself, ...others])).toBe('fail');
  });

  it.each([
    ['without identities', thing({})],
    ['with user-assigned identities only', user(idOf('first'))],
    ['with none', thing({}, { identity: { type: 'None' } })],
  ])('is not there in a resource %s', (_, resource) => {
    expect(judge([resource, grant(`[${full}.identity.principalId]`)])).toBe('fail');
  });
});

describe('a user-assigned identity', () => {
  const used = [identity('first'), user(idOf('first'))];

  it.each<[string, Json, string]>([
    ['by id', `[reference(${idOf('first')}).principalId]`, 'pass'],
    ['by id and API version', `[reference(${idOf('first')}, '2018-11-30').principalId]`, 'pass'],
    ['in full', `[reference(${idOf('first')}, '2018-11-30', 'Full').properties.principalId]`, 'pass'],
    ['by name', "[reference('first').principalId]", 'pass'],
    ['by an id that is put together', `[reference(format('{0}', ${idOf('first')})).principalId]`, 'pass'],
    ['that is another one, of which nothing is known', `[reference(${idOf('second')}).principalId]`, 'unknown'],
    ['of which another thing is asked', `[reference(${idOf('first')}).clientId]`, 'unknown'],
  ])('%s: %s', (_, principalId, expected) => {
    expect(judge([...used, grant(principalId)])).toBe(expected);
  });

  it('by an id that is longer than any term', () => {
    const name =
      "format('{0}{1}', uniqueString(resourceGroup().id, subscription().id, parameters('name')), parameters('name'))";
    const id = `resourceId('${assigned}', ${name})`;
    const long = identity(`[${name}]`);
    expect(judge([long, user(id), grant(`[reference(${id}, '2018-11-30').principalId]`)])).toBe('pass');
    expect(judge([user(id), grant(`[reference(${id}, '2018-11-30', 'Full').properties.principalId]`)])).toBe('pass');
    expect(judge([long, user(id), identity('other'), grant(`[reference(${idOf('other')}).principalId]`)])).toBe('fail');
  });

  it('need not be declared beside what uses it', () => {
    expect(judge([user(idOf('first')), grant(`[reference(${idOf('first')}).principalId]`)])).toBe('pass');
  });

  it('by an id whose parts are all known', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/first';
    expect(judge([user(`'${id}'`), grant(`[reference('${id}').principalId]`)])).toBe('pass');
  });

  it('is found in the rest of an object that is merged', () => {
    const identities = `[union(createObject(${idOf('first')}, createObject()), createObject(${idOf('second')}, createObject()))]`;
    const resource = thing({}, { identity: { type: 'UserAssigned', userAssignedIdentities: identities } });
    expect(judge([resource, grant(`[reference(${idOf('second')}).principalId]`)])).toBe('pass');
    expect(judge([resource, identity('third'), grant(`[reference(${idOf('third')}).principalId]`)])).toBe('fail');
  });

  it('is another one than any other that the template names', () => {
    const others = [identity('second'), grant(`[reference(${idOf('second')}).principalId]`)];
    expect(judge([...used, ...others])).toBe('fail');
  });

  it('may be another one, when a parameter names it, unless both are declared: then Azure refuses that they are one', () => {
    const named = grant(`[reference(${idOf('first').replace("'first'", "parameters('name')")}).principalId]`);
    expect(judge([...used, named])).toBe('unknown');
    expect(judge([...used, identity("[parameters('name')]"), named])).toBe('fail');
  });

  it('may be among those that are passed in', () => {
    const resource = thing({}, { identity: "[parameters('assigned')]" });
    expect(judge([resource, grant(`[reference(${idOf('first')}).principalId]`)])).toBe('unknown');
  });

  it('has the principal that a nested deployment hands out', () => {
    const nested = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2024-03-01',
      name: 'identities',
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          resources: [identity('first')],
          outputs: {
            id: { type: 'string', value: `[${idOf('first')}]` },
            principal: { type: 'string', value: `[reference(${idOf('first')}).principalId]` },
          },
        },
      },
    };
    const outputs = "reference(resourceId('Microsoft.Resources/deployments', 'identities')).outputs";
    expect(judge([nested, user(`${outputs}.id.value`), grant(`[${outputs}.principal.value]`)])).toBe('pass');
  });
});

describe('a choice between identities', () => {
  const principalId = `[if(parameters('useFirst'), reference(${idOf('first')}).principalId, reference(${idOf('second')}).principalId)]`;
  const both = [identity('first'), identity('second'), grant(principalId)];

  it('depends on what chooses', () => {
    expect(judge([...both, user(idOf('first'))])).toBe('fails-when {"useFirst":false}');
    expect(judge([...both, user(idOf('second'))])).toBe('fails-when {"useFirst":true}');
  });

  it('does not matter where both are used', () => {
    expect(judge([...both, user(idOf('first'), idOf('second'))])).toBe('pass');
  });

  it('between ids of what is referred to depends on it too', () => {
    const vault = (name: string): Json => ({ type: 'Contoso.Test/vaults', apiVersion: '2024-01-01', name });
    const vaultId =
      "[if(parameters('useFirst'), resourceId('Contoso.Test/vaults', 'a'), resourceId('Contoso.Test/vaults', 'b'))]";
    const references = (count: number): Json => ({
      related: { by: 'references', field: 'properties.vaultId', type: 'Contoso.Test/vaults', elsewhere: 'impossible' },
      equals: count,
    });
    const both = [thing({ vaultId }), vault('a'), vault('b')];
    expect(outcome(ruleThat(references(1)), both, { parameters })).toBe('pass');
    expect(outcome(ruleThat(references(2)), both, { parameters })).toBe('fail');
    expect(outcome(ruleThat(references(1)), [thing({ vaultId }), vault('a')], { parameters })).toBe(
      'fails-when {"useFirst":false}',
    );
  });
});

describe('the identity of the kubelets of a cluster', () => {
  const clusters = 'Microsoft.ContainerService/managedClusters';
  const rule = ruleThat(granted('principal', { identity: 'kubelet' }), { applies: { to: [clusters] } });
  const inverse = ruleThat(granted('principalOf', { identity: 'kubelet', type: clusters }), {
    applies: { to: ['Contoso.Test/grants'] },
  });
  const cluster = (properties: Json = {}): Json => ({
    type: clusters,
    apiVersion: '2024-05-01',
    name: 'aks',
    identity: { type: 'SystemAssigned' },
    properties,
  });
  const reference = `reference(resourceId('${clusters}', 'aks'), '2024-05-01')`;
  const given = { identityProfile: { kubeletidentity: { resourceId: `[${idOf('pull')}]` } } };

  it.each<[string, Json, Json, string]>([
    ['asked for', {}, `[${reference}.identityProfile.kubeletidentity.objectId]`, 'pass'],
    ['asked for by index', {}, `[${reference}.identityProfile['kubeletidentity'].objectId]`, 'pass'],
    [
      'is not the one of the cluster',
      {},
      `[reference(resourceId('${clusters}', 'aks'), '2024-05-01', 'Full').identity.principalId]`,
      'fail',
    ],
    ['is not another one that the template names', {}, `[reference(${idOf('pull')}).principalId]`, 'fail'],
    ['is the one that is given', given, `[reference(${idOf('pull')}).principalId]`, 'pass'],
    ['is the one that is given, asked for', given, `[${reference}.identityProfile.kubeletidentity.objectId]`, 'pass'],
    [
      'is the one whose principal is given',
      { identityProfile: { kubeletidentity: { objectId: 'abc' } } },
      'ABC',
      'pass',
    ],
    [
      'is what a parameter says',
      { identityProfile: "[parameters('assigned')]" },
      `[reference(${idOf('pull')}).principalId]`,
      'unknown',
    ],
  ])('%s', (_, properties, principalId, expected) => {
    const resources = [identity('pull'), cluster(properties), grant(principalId)];
    expect([outcome(rule, resources, { parameters }), outcome(inverse, resources, { parameters })]).toEqual([
      expected,
      expected,
    ]);
  });
});

describe('live identities', () => {
  const group = '/subscriptions/s/resourceGroups/g/providers';
  const first = { [`${group}/${assigned}/first`]: { principalId: 'P-1', clientId: 'c' } };
  const live = (name: string, identityOfIt: Json): Json => ({
    id: `${group}/Contoso.Test/things/${name}`,
    type: 'Contoso.Test/things',
    name,
    ...(identityOfIt === null ? {} : { identity: identityOfIt }),
  });
  const grants = {
    id: `${group}/Contoso.Test/grants/a`,
    type: 'Contoso.Test/grants',
    name: 'a',
    properties: { principalId: 'p-1' },
  };

  it.each<[string, Json, string]>([
    ['have their principal', { type: 'SystemAssigned', principalId: 'P-1' }, 'pass'],
    ['have that of another', { type: 'SystemAssigned', principalId: 'P-2' }, 'fail'],
    ['have those of what is assigned', { type: 'UserAssigned', userAssignedIdentities: first }, 'pass'],
    ['are none', null, 'fail'],
  ])('%s', (_, identityOfIt, expected) => {
    const estate = liveEstate('live', [live('a', identityOfIt), grants]);
    for (const rule of [ofThing, ofGrant])
      expect(checkEstate(estate, [rule], { now: fixedNow }).map(({ verdict }) => verdict.kind)).toEqual([expected]);
  });
});
