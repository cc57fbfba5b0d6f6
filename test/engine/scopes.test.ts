// Scopes: which resources an extension is about, up to management groups and the tenant; what exists already.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import type { Json } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { outcome, ruleThat, thing } from './judging.ts';

const parameters = { name: { type: 'string' }, onThing: { type: 'bool' } };

const covers = ruleThat(
  { related: { by: 'covers', type: 'Contoso.Test/things', elsewhere: 'impossible' }, greaterOrEquals: 1 },
  { applies: { to: ['Contoso.Test/grants'] } },
);

const isCovered = ruleThat({
  related: { by: 'atOrAbove', type: 'Contoso.Test/grants', elsewhere: 'impossible' },
  greaterOrEquals: 1,
});

function grant(scope: Json | undefined): Json {
  return {
    type: 'Contoso.Test/grants',
    apiVersion: '2024-01-01',
    name: 'grant',
    ...(scope === undefined ? {} : { scope }),
  };
}

/** What an extension covers is covered by it. */
function judge(resources: Json): string {
  const [one, other] = [covers, isCovered].map((rule) => outcome(rule, resources, { parameters }));
  return one === other ? String(one) : `${one}, but ${other}`;
}

describe('covers', () => {
  it.each<[string, Json | undefined, string]>([
    ['a resource by its id', "[resourceId('Contoso.Test/things', 'thing')]", 'pass'],
    ['a resource by its relative id', 'Contoso.Test/things/thing', 'pass'],
    ['another resource', 'Contoso.Test/things/other', 'fail'],
    ['a resource that may be it', "[concat('Contoso.Test/things/', parameters('name'))]", 'unknown'],
    ['the group', undefined, 'pass'],
    ['the group by its id', '[resourceGroup().id]', 'pass'],
    ['the subscription', '[subscription().id]', 'pass'],
    ['the subscription, put together', "[concat('/subscriptions/', subscription().subscriptionId)]", 'pass'],
    ['the tenant', '/', 'pass'],
    ['a management group', "[tenantResourceId('Microsoft.Management/managementGroups', 'platform')]", 'unknown'],
    ['anything', "[parameters('name')]", 'unknown'],
    [
      'one or the other',
      "[if(parameters('onThing'), resourceId('Contoso.Test/things', 'thing'), resourceId('Contoso.Test/things', 'x'))]",
      'fails-when {"onThing":false}',
    ],
  ])('%s', (_, scope, expected) => {
    expect(judge([thing({}), grant(scope)])).toBe(expected);
  });

  it.each([
    ['another type of resource', "[format('Contoso.Test/others/{0}-x', parameters('name'))]", 'fail'],
    ['a resource with the same name', "[format('Contoso.Test/things/{0}-x', parameters('name'))]", 'pass'],
    ['a resource whose name goes on', "[format('Contoso.Test/things/{0}-xx', parameters('name'))]", 'fail'],
    [
      'a resource whose name goes on as nobody knows',
      "[format('Contoso.Test/things/{0}-{0}', parameters('name'))]",
      'unknown',
    ],
  ])('when its name is made of what is not known: %s', (_, scope, expected) => {
    const name = "[format('{0}-x', parameters('name'))]";
    expect(judge([thing({}, { name }), grant(scope)])).toBe(expected);
  });

  it('what exists already', () => {
    const existing = { type: 'Contoso.Test/things', apiVersion: '2024-01-01', name: 'thing', existing: true };
    expect(outcome(covers, [existing, grant("[resourceId('Contoso.Test/things', 'thing')]")])).toBe('pass');
  });
});

describe('what exists already', () => {
  const existing = { type: 'Contoso.Test/things', apiVersion: '2024-01-01', name: 'thing', existing: true };
  const mode = (where: Json): string => {
    const related = { by: 'covers', type: 'Contoso.Test/things', elsewhere: 'impossible', where };
    const rule = ruleThat({ related, equals: 1 }, { applies: { to: ['Contoso.Test/grants'] } });
    return outcome(rule, [existing, grant("[resourceId('Contoso.Test/things', 'thing')]")]);
  };

  it('has more than the template says of it', () => {
    expect(mode({ field: 'properties.mode', equals: 'strict' })).toBe('unknown');
    expect(mode({ field: 'properties.mode', notEquals: 'strict' })).toBe('unknown');
    expect(mode({ field: 'properties.mode', exists: true })).toBe('unknown');
    expect(mode({ field: 'name', equals: 'thing' })).toBe('pass');
  });
});

describe('live management groups', () => {
  const groupId = '/providers/Microsoft.Management/managementGroups/platform';
  const live = (scope: string): Json => ({
    id: `${scope === '/' ? '' : scope}/providers/Contoso.Test/grants/a`,
    type: 'Contoso.Test/grants',
    name: 'a',
  });
  const one = {
    id: '/subscriptions/s/resourceGroups/g/providers/Contoso.Test/things/a',
    type: 'Contoso.Test/things',
    name: 'a',
  };
  const subscription = (...names: readonly string[]): Json => ({
    id: '/subscriptions/S',
    type: 'Microsoft.Resources/subscriptions',
    name: 'S',
    properties: { managementGroupAncestorsChain: names.map((name) => ({ name, displayName: name })) },
  });

  it.each<[string, readonly Json[], string]>([
    ['are above a subscription that says so', [live(groupId), subscription('Platform', 'root')], 'pass'],
    ['are not above one in other groups', [live(groupId), subscription('sandbox', 'root')], 'fail'],
    ['may be above one that is not at hand', [live(groupId)], 'unknown'],
    ['are below the tenant', [live('/')], 'pass'],
  ])('%s', (_, resources, expected) => {
    const estate = liveEstate('live', [one, ...resources]);
    for (const rule of [covers, isCovered])
      expect(checkEstate(estate, [rule], { now: fixedNow }).map(({ verdict }) => verdict.kind)).toEqual([expected]);
  });
});
