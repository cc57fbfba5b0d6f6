// Views of what values say about resources: ids, what is asked of them at run time, whose repositories are trusted.

import { describe, expect, it } from 'vitest';
import { viewed } from '../../src/engine/views/views.ts';
import type { Json } from '../../src/values/json.ts';
import { known, type Plain, stringOf, type Unknown, unknown } from '../../src/values/value.ts';
import { outcome, type Parts, ruleThat, thing } from './judging.ts';

const hole = unknown([{ kind: 'parameter', name: 'given' }], "parameters('given')", { type: 'string' });

/** What a view gives; holes and what is not known are shown as `…`. */
function seen(view: string, value: Json | Plain): unknown {
  const plain =
    typeof value === 'object' && value !== null && 'kind' in value ? (value as Plain) : known(value as Json);
  return shown(viewed(plain, view));
}

function shown(value: ReturnType<typeof viewed>): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case 'known':
      return value.json;
    case 'string':
      return value.parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, shown(entry.value)]));
    case 'array':
      return value.elements.map((element) => (element.kind === 'spread' ? '…' : shown(element)));
    default:
      return '…';
  }
}

const group = '/subscriptions/s/resourceGroups/g';
const registry = `${group}/providers/Microsoft.ContainerRegistry/registries/contoso`;
const assignment = '/providers/Microsoft.Authorization/roleAssignments/a';

describe.each<[string, readonly [Json | Plain, unknown][]]>([
  [
    '$scope',
    [
      [`${registry}${assignment}`, registry],
      [`${group}${assignment}`, group],
      [`/subscriptions/s${assignment}`, '/subscriptions/s'],
      [assignment, undefined],
      [stringOf(['/providers/Microsoft.Authorization/roleAssignments/', hole]), undefined],
      [stringOf(['/subscriptions/', hole, assignment]), '/subscriptions/…'],
      [stringOf([hole, assignment]), '…'],
      [stringOf([hole, '/a']), '…'],
      [hole, '…'],
      ['text', undefined],
      [3, undefined],
    ],
  ],
  [
    '$type',
    [
      [registry, 'Microsoft.ContainerRegistry/registries'],
      [`${registry}/tokens/t`, 'Microsoft.ContainerRegistry/registries/tokens'],
      [`${registry}${assignment}`, 'Microsoft.Authorization/roleAssignments'],
      [group, 'Microsoft.Resources/resourceGroups'],
      ['/subscriptions/s', 'Microsoft.Resources/subscriptions'],
      ['/providers/Microsoft.Management/managementGroups/m', 'Microsoft.Management/managementGroups'],
      [stringOf(['/subscriptions/', hole, '/resourceGroups/', hole]), 'Microsoft.Resources/resourceGroups'],
      [
        stringOf([group, '/providers/Microsoft.ContainerRegistry/registries/', hole]),
        'Microsoft.ContainerRegistry/registries',
      ],
      [
        stringOf([group, '/providers/Microsoft.ContainerRegistry/registries/', hole, '/tokens/t']),
        'Microsoft.ContainerRegistry/registries/tokens',
      ],
      [stringOf([group, '/providers/', hole]), '…'],
      [stringOf([hole, '/a']), '…'],
      [hole, '…'],
      [`${group}/providers/Microsoft.ContainerRegistry`, undefined],
      ['/', undefined],
      ['text', undefined],
      [3, undefined],
    ],
  ],
  [
    '$repo',
    [
      ['repo:contoso/app:ref:refs/heads/main', { owner: 'contoso', name: 'app', context: 'ref:refs/heads/main' }],
      ['repo:contoso@1/app@2:environment:prod', { owner: 'contoso', name: 'app', context: 'environment:prod' }],
      ['repo:contoso/app', { owner: 'contoso', name: 'app' }],
      ['repo:contoso', undefined],
      ['system:serviceaccount:a:b', undefined],
      [stringOf(['repo:contoso/', hole, ':pull_request']), { owner: 'contoso', name: '…', context: '…' }],
      [stringOf(['repo:', hole, '/app:pull_request']), { owner: '…', name: '…', context: '…' }],
      [stringOf([hole, ':pull_request']), { owner: '…', name: '…', context: '…' }],
      [stringOf(['system:', hole]), undefined],
      [hole, '…'],
      [3, undefined],
    ],
  ],
  [
    '$references',
    [
      ['text', []],
      [hole, []],
      [
        asked('reference("/subscriptions/"«s(a)»"/providers/microsoft.web/sites/"«x»"").hostname'),
        [{ type: 'microsoft.web/sites', path: 'hostname' }],
      ],
      [
        asked(`reference("${registry.toLowerCase()}", full).identity.principalid`),
        [{ type: 'microsoft.containerregistry/registries', path: 'identity.principalid' }],
      ],
      [
        asked('#8f2_-.loginserver', "reference('Microsoft.ContainerRegistry/registries/contoso')"),
        [{ type: 'Microsoft.ContainerRegistry/registries', path: 'loginserver' }],
      ],
      [
        asked('#8f2_-.loginserver', "reference('Microsoft.ContainerRegistry/registries')"),
        [{ type: 'Microsoft.ContainerRegistry/registries', path: 'loginserver' }],
      ],
      [asked('#8f2_-.loginserver', "reference('contoso')"), [{ type: '…', path: 'loginserver' }]],
      [asked('tolower(reference("x").a)', "reference('x')"), [{ type: '…', path: '…' }]],
      [asked('listkeys(x)', "listKeys('x')"), []],
    ],
  ],
])('%s', (view, rows) => {
  it.each(rows)('of %j is %j', (value, expected) => {
    expect(seen(view, value)).toEqual(expected);
  });
});

function asked(term: string, what = "reference('…')"): Unknown {
  return unknown([{ kind: 'runtime', what }], term);
}

describe('in a template', () => {
  const parameters = { name: { type: 'string' } };
  const judge = (require: Json, properties: Json, parts: Parts = {}): string =>
    outcome(ruleThat(require), [thing(properties)], { parameters, ...parts });
  const asksRegistry = {
    count: {
      field: 'properties.server.$references[*]',
      where: { item: 'type', equals: 'Microsoft.ContainerRegistry/registries' },
    },
    equals: 1,
  };
  const declared =
    "resourceId('Microsoft.ContainerRegistry/registries', format('acr{0}', uniqueString(parameters('name'), subscription().id, resourceGroup().id)))";

  it.each([
    [
      'asked of a registry',
      "[reference(resourceId('Microsoft.ContainerRegistry/registries', 'contoso')).loginServer]",
      'pass',
    ],
    ['asked of one with a long name', `[reference(${declared}, '2023-07-01').loginServer]`, 'pass'],
    ['part of a text', `[format('DOCKER|{0}/app:1', reference(${declared}).loginServer)]`, 'pass'],
    ['asked of something else', "[reference(resourceId('Microsoft.Web/sites', 'contoso')).defaultHostName]", 'fail'],
    ['written out', 'contoso.azurecr.io', 'fail'],
    ['given', "[parameters('name')]", 'fail'],
  ])('what is %s', (_, server, expected) => {
    expect(judge(asksRegistry, { server })).toBe(expected);
  });

  it('the members of an object are seen under names that are not known', () => {
    const require = {
      count: { field: 'properties.ids.$entries[*]', where: { item: 'key.$type', equals: 'Contoso.Test/users' } },
      equals: 2,
    };
    const ids = {
      "[resourceId('Contoso.Test/users', 'a')]": {},
      "[resourceId('Contoso.Test/users', parameters('name'))]": {},
    };
    expect(judge(require, { ids })).toBe('pass');
    expect(judge(require, { ids: { ...ids, plain: {} } })).toBe('pass');
    expect(judge(require, { ids: { plain: {} } })).toBe('fail');
  });
});

describe('a field of which cannot be said what Azure takes', () => {
  const rule = ruleThat(
    { field: 'properties.kind', equals: 'Robot' },
    { absent: { 'properties.kind': { unknown: 'Azure looks it up in the directory' } } },
  );

  it.each([
    [{ kind: 'Robot' }, 'pass'],
    [{ kind: 'Person' }, 'fail'],
    [{}, 'unknown'],
  ])('%j: %s', (properties, expected) => {
    expect(outcome(rule, [thing(properties)])).toBe(expected);
  });

  it('does not exist all the same', () => {
    const { absent } = { absent: { 'properties.kind': { unknown: 'Azure looks it up in the directory' } } };
    expect(outcome(ruleThat({ field: 'properties.kind', exists: false }, { absent }), [thing({})])).toBe('pass');
  });
});
