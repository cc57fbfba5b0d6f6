// Live resources as an estate: what Azure answered, at places in its answer.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { findingsOf } from '../../src/engine/findings.ts';
import { hasTypeInId, liveEstate, typeInId } from '../../src/engine/live-estate.ts';
import { toJson } from '../../src/values/access.ts';
import { fixedNow } from '../support/cli.ts';
import { ruleThat } from './judging.ts';

const group = '/subscriptions/s1/resourceGroups/g1';
const registry = {
  id: `${group}/providers/Microsoft.ContainerRegistry/registries/contoso`,
  name: 'contoso',
  location: 'westeurope',
  properties: { adminUserEnabled: true },
};

it('places resources by their ids', () => {
  const { resources } = liveEstate('tenant', [
    registry,
    { id: `${registry.id}/webhooks/hook`, properties: {} },
    { id: `${registry.id}/providers/Microsoft.Authorization/locks/keep`, properties: {} },
    { id: '/subscriptions/s1/providers/Microsoft.Security/pricings/Containers' },
    { id: 'no id' },
    'no object',
  ]);
  const placed = resources.map(({ type, name, parentId, scopeId }) => ({
    type,
    name: toJson(name),
    parent: parentId && toJson(parentId),
    scope: toJson(scopeId),
  }));
  expect(placed).toEqual([
    { type: 'Microsoft.ContainerRegistry/registries', name: 'contoso', parent: undefined, scope: group },
    {
      type: 'Microsoft.ContainerRegistry/registries/webhooks',
      name: 'contoso/hook',
      parent: registry.id,
      scope: group,
    },
    { type: 'Microsoft.Authorization/locks', name: 'keep', parent: undefined, scope: registry.id },
    { type: 'Microsoft.Security/pricings', name: 'Containers', parent: undefined, scope: '/subscriptions/s1' },
  ]);
});

it('gives findings a place in the answer, printed', () => {
  const rule = ruleThat(
    { field: 'properties.adminUserEnabled', equals: false },
    { applies: { to: ['Microsoft.ContainerRegistry/registries'] } },
  );
  const judged = checkEstate(liveEstate('tenant', [registry]), [rule], { now: fixedNow });
  const [finding] = findingsOf([{ deployment: 'tenant', judged }]);
  expect(finding?.place.document.name).toBe(registry.id);
  expect(finding?.place.start).toEqual({ line: 6, column: 25 });
  expect(finding?.place.document.text.split('\n')[5]).toBe('    "adminUserEnabled": true');
});

describe('the type in an id', () => {
  const ids = [
    '/subscriptions/s/resourcegroups/g/providers/a.b/cs/x',
    '/subscriptions/s/resourcegroups/g/providers/a.b/cs/x/ds/y',
    '/subscriptions/s/resourcegroups/g/providers/a.b/cs/x/ds',
    '/subscriptions/s/resourcegroups/g/providers/a.b/cs/x/providers/e.f/gs/z',
    '/providers/a.b/cs/',
    '/providers/a.b/cs',
    '/providers/a.b',
    '/providers/',
    '/providers//cs/x',
    '/subscriptions/s',
    '',
  ];
  const types = [
    'a.b/cs',
    'a.b/cs/ds',
    'e.f/gs',
    'a.b',
    'a.b/',
    'a.b/c',
    'a.b/css',
    'a.b/cs/',
    'a.b//cs',
    '/cs',
    '/',
    '',
  ];

  it.each(ids)('%j is recognised as what it is read as', (id) => {
    for (const type of types) expect(hasTypeInId(id, type), type).toBe(typeInId(id) === type);
  });
});
