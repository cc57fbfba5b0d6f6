// Views: readings of values that the values do not spell out.

import { describe, expect, it } from 'vitest';
import { viewed } from '../../src/engine/views/views.ts';
import { toJson } from '../../src/values/access.ts';
import type { Json } from '../../src/values/json.ts';
import { known, type Plain, stringOf, type Unknown, unknown } from '../../src/values/value.ts';

const hole = unknown([{ kind: 'parameter', name: 'given' }], "parameters('given')", { type: 'string' });

const network = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub';

/** What `reference()` says of a key at run time. */
function asked(member: string): Unknown {
  const id = '/subscriptions/s/resourceGroups/g/providers/microsoft.keyvault/vaults/contoso/keys/acr';
  return unknown([{ kind: 'runtime', what: 'reference()' }], `reference("${id}").${member}`);
}

function seen(view: string, value: Json | Plain): Json | undefined | 'unknown' {
  const plain =
    typeof value === 'object' && value !== null && 'kind' in value ? (value as Plain) : known(value as Json);
  const result = viewed(plain, view);
  if (result === undefined) return undefined;
  return result.kind === 'unknown' ? 'unknown' : toJson(result);
}

describe.each<[string, readonly [Json | Plain, Json | undefined][]]>([
  [
    '$cidr',
    [
      ['203.0.113.7', { version: 4, prefix: 32, private: false }],
      ['10.1.0.0/16', { version: 4, prefix: 16, private: true }],
      ['172.32.0.0/12', { version: 4, prefix: 12, private: false }],
      ['172.16.0.0/11', { version: 4, prefix: 11, private: false }],
      ['0.0.0.0/0', { version: 4, prefix: 0, private: false }],
      ['::/0', { version: 6, prefix: 0, private: false }],
      ['fd00::/8', { version: 6, prefix: 8, private: true }],
      ['10.0.0.256', undefined],
      ['10.0.0.0/33', undefined],
      ['registry', undefined],
      [hole, 'unknown'],
    ],
  ],
  [
    '$days',
    [
      ['7d', 7],
      ['1d12h', 1.5],
      ['P90D', 90],
      ['PT12H', 0.5],
      ['P1Y', 365],
      ['1.00:00:00', 1],
      ['12:00', 0.5],
      ['soon', undefined],
      ['P', undefined],
    ],
  ],
  [
    '$url',
    [
      [
        'https://Example.com:8443/hook?code=x#y',
        { scheme: 'https', host: 'example.com', path: '/hook', query: 'code=x' },
      ],
      ['HTTP://a', { scheme: 'http', host: 'a', path: '', query: '' }],
      ['https://user:pass@a/b', { scheme: 'https', host: 'a', path: '/b', query: '' }],
      ['no address', undefined],
    ],
  ],
  [
    '$image',
    [
      ['nginx', { registry: 'docker.io', repository: 'library/nginx' }],
      ['contoso.azurecr.io/app/web:1.2', { registry: 'contoso.azurecr.io', repository: 'app/web', tag: '1.2' }],
      [
        `mcr.microsoft.com/dotnet/runtime@sha256:${'a'.repeat(64)}`,
        { registry: 'mcr.microsoft.com', repository: 'dotnet/runtime', digest: `sha256:${'a'.repeat(64)}` },
      ],
      ['localhost:5000/app', { registry: 'localhost:5000', repository: 'app' }],
      ['bitnami/redis:latest', { registry: 'docker.io', repository: 'bitnami/redis', tag: 'latest' }],
      ['', undefined],
    ],
  ],
  [
    '$keyVersion',
    [
      ['https://contoso.vault.azure.net/keys/acr/0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
      ['https://contoso.vault.azure.net/keys/acr', undefined],
      ['https://contoso.vault.azure.net/keys/acr/', undefined],
      ['https://contoso.vault.azure.net/keys', undefined],
      [stringOf(['https://', hole, '.vault.azure.net/keys/acr']), undefined],
      [stringOf(['https://', hole, '.vault.azure.net/keys/acr/0123']), '0123'],
      [stringOf(['https://contoso.vault.azure.net/keys/', hole]), 'unknown'],
      [stringOf(['https://contoso.vault.azure.net/keys/acr/', hole]), 'unknown'],
      [asked('keyuri'), undefined],
      [stringOf([asked('keyuri'), '/0123']), '0123'],
      [asked('keyuriwithversion'), 'unknown'],
      [hole, 'unknown'],
      [3, undefined],
    ],
  ],
  [
    '$labels',
    [
      ['contoso.westeurope.data', ['contoso', 'westeurope', 'data']],
      ['contoso', ['contoso']],
      ['', undefined],
      [hole, 'unknown'],
    ],
  ],
  [
    '$parent',
    [
      [`${network}/subnets/apps`, network],
      [stringOf([`${network}/subnets/`, hole]), network],
      ['apps', undefined],
      [hole, 'unknown'],
    ],
  ],
  [
    '$last',
    [
      ['/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/7f951dda', '7f951dda'],
      ['7f951dda', '7f951dda'],
      [stringOf(['/subscriptions/', hole, '/providers/x/roleDefinitions/7f951dda']), '7f951dda'],
      [hole, 'unknown'],
      [3, undefined],
    ],
  ],
  [
    '$subscription',
    [
      ['/subscriptions/abc/resourceGroups/g', 'abc'],
      ['/subscriptions/abc', 'abc'],
      [stringOf(['/subscriptions/', hole, '/resourceGroups/g']), 'unknown'],
      ['/providers/x', undefined],
    ],
  ],
  [
    '$resourceGroup',
    [
      ['/subscriptions/abc/resourceGroups/g/providers/x/y', 'g'],
      ['/subscriptions/abc', undefined],
    ],
  ],
  [
    '$entries',
    [
      [
        { a: 1, b: [] },
        [
          { key: 'a', value: 1 },
          { key: 'b', value: [] },
        ],
      ],
      ['text', undefined],
    ],
  ],
  [
    '$secret',
    [
      ['in plain', false],
      [known('hidden', undefined, true), true],
      [hole, false],
      [unknown([{ kind: 'runtime', what: 'reference()' }], 'reference(x)'), 'unknown'],
    ],
  ],
  [
    '$listCalls',
    [
      [{ a: 'b' }, []],
      [unknown([{ kind: 'runtime', what: "listCredentials('acr')" }], 'x'), [{ call: "listCredentials('acr')" }]],
      [unknown([{ kind: 'runtime', what: "reference('acr')" }], 'x'), []],
    ],
  ],
])('%s', (view, rows) => {
  it.each(rows)('of %j is %j', (value, expected) => {
    expect(seen(view, value)).toEqual(expected);
  });
});
