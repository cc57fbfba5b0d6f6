// A Bicep file that uses all of the language, and texts made of its tokens: what the property tests start from.

/** Every construct at least once, without a problem. */
export const everything = `targetScope = 'subscription'
metadata owner = 'platform'

// a comment
@description('Where. It\\'s \\u{1F30D}.')
@allowed([ 'westeurope', 'northeurope' ])
param location string = 'westeurope'
@sys.secure()
param password string?
param counts int[] = [1, 2, -3]
param tags {
  @description('who')
  owner: string
  *: string
}
param pair [string, int]
param sku 'Basic' | 'Standard' | 'Premium' = 'Premium'
param mode (
  | 'a'
  | 'b')[]?
param vnet resourceInput<'Microsoft.Network/virtualNetworks@2023-01-01'>.properties.subnets[*]
param other tagsType.owner

/* another
   comment */
var big = 9007199254740993
var name = '\${location}-\${toLower('A\${1 + 2}')}!'
var text = '''
as it \\is
'''
var filled = $$'''a \${b} $\${name} $$\${location}'''
var typed string[] = ['a', ...map(counts, i => '\${i}')]
var loop = [for (n, i) in counts: { n: n, 'key-\${i}': i % 2 == 0 ? true : null }]
var logic = !empty(name) && (1 < 2 || 3 >= 4) ?? false
var choice = location =~ 'WESTEUROPE'
  ? tags.?owner ?? 'none'
  : counts[^1]!
var all = reduce(counts, 0, (sum, next) => sum + next)

type tagsType = {
  owner: string
  'cost center': int?
}

func double(n int) int => n * 2

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: 'rg'
}

#disable-next-line no-unused-existing-resources
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = if (!empty(location)) {
  name: name
  location: location
  sku: { name: sku }
  properties: {
    adminUserEnabled: false
    ...tags
  }

  resource rule 'webhooks' = [for item in range(0, 2): if (item > 0) {
    name: 'w\${item}'
    type: 'x'
    resource: 'a property'
    for: 1
    if: 2
  }]
}

module child './child.bicep' = [for n in counts: {
  name: 'child-\${n}'
  scope: group
  params: { id: registry::rule[n].id, key: registry.listKeys().keys[0]['value'] }
}]

assert positive = length(counts) > 0
test basic './basic.bicep' = { params: {} }
import { first, second as other2, 'odd-name' as odd } from './types.bicep'
import * as shared from 'shared.bicep'
extension microsoftGraph with { tenant: 'x' } as graph
extension 'br:example.azurecr.io/extensions/foo:1.0'

output ids array = [for n in counts: child[n].outputs.id]
output one resource 'Microsoft.Storage/storageAccounts@2023-01-01' = registry
`;

/** Every construct of parameter files. */
export const everyParameter = `using './main.bicep' with { mode: 'stack' }
extends './base.bicepparam'
import { shared } from './shared.bicep'
extension graph
extensionConfig graph with { tenant: 'x' }
type unused = string
var prefix = 'a'
param name = '\${prefix}-b'
param list = [ 1, 2 ]
`;

/** Pieces that texts are made of to reach deep into the grammar. */
export const pieces: readonly string[] = [
  ...['param ', 'var ', 'resource ', 'module ', 'output ', 'type ', 'func ', 'targetScope', 'import ', 'extension '],
  ...[
    'for ',
    'in ',
    'if ',
    'if (',
    'existing',
    'from ',
    'as ',
    'with ',
    'a',
    'b1',
    'true',
    'null',
    '1',
    '99999999999999999999',
  ],
  ...["'", "'a'", "'${", '}', "'''", "$'''", '$', '\\', "\\'", '"', '#', '#disable-next-line x', '//', '/*', '*/'],
  ...['{', '}', '[', ']', '(', ')', '[for ', '@', '@a()', ',', '.', '...', '?', '??', ':', '::', '=', '=>', '!', '|'],
  ...[
    '^',
    '<',
    '>',
    '<=',
    '==',
    '!=',
    '=~',
    '!~',
    '+',
    '-',
    '*',
    '/',
    '%',
    '&&',
    '||',
    ';',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
  ],
  ...['\u00a0', '\ufeff', '🚀', 'é', '\n@b()\n', '\nparam x string\n', "\nresource a 'b@c' = {\n  d: 1\n"],
];
