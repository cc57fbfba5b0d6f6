// Rules of the lowering that need more than one example each.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/values/json.ts';
import { at, compile, type Sources, templateOf } from './support.ts';

const registry = "resource r 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: 'r' }\n";
const child: Sources = {
  'child.bicep': "param value string = 'x'\noutput o string = value",
  'secret.bicep': "@secure()\noutput o string = 'x'",
  'shared.bicep': "@export()\nvar v = 'x'",
};

describe('resources are listed by symbolic name', () => {
  it.each([
    ['a typed variable', "var v string = 'x'"],
    ['a type', 'type t = string'],
    ['a function', "func f() string => 'x'"],
    ['an import', "import { v } from 'shared.bicep'"],
    ['an array type', 'param p string[]'],
    ['an object type', 'param p { a: string }'],
    ['a tuple type', 'param p [string]'],
    ['a union type', "param p 'a' | 'b'"],
    ['a nullable type', 'param p string?'],
    ['a secure output', "@secure()\noutput o string = 'x'"],
    ['a module with a secure output', "module m 'secret.bicep' = { name: 'm' }"],
    ['a module without a name', "module m 'child.bicep' = {}"],
    ['an extension', 'extension kubernetes'],
    ['a resource that is only created', "@onlyIfNotExists()\nresource s 'A.B/c@2024-01-01' = { name: 's' }"],
    ['a resource that is tried again', "@retryOn(['X'])\nresource s 'A.B/c@2024-01-01' = { name: 's' }"],
    ['an existing resource that waits', "resource s 'A.B/c@2024-01-01' existing = { name: 's', dependsOn: [r] }"],
    [
      'a loop as a whole',
      "resource s 'A.B/c@2024-01-01' = [for i in [1]: { name: 's' }]\noutput o array = map(s, x => x.id)",
    ],
  ])('because of %s', (_, source) => {
    const root = templateOf({ ...child, 'main.bicep': registry + source });
    expect(at(root, 'languageVersion')).toBe('2.0');
    expect(at(root, 'resources', 'r', 'name')).toBe('r');
  });

  it.each([
    ['plain types', 'param p string\nparam q array'],
    ['a loop by its index', "resource s 'A.B/c@2024-01-01' = [for i in [1]: { name: 's' }]\noutput o string = s[0].id"],
    [
      'a loop that is only waited for',
      "resource s 'A.B/c@2024-01-01' = [for i in [1]: { name: 's' }]\nresource t 'A.B/c@2024-01-01' = { name: 't', dependsOn: [s] }",
    ],
    ['a module', "module m 'child.bicep' = { name: 'm' }"],
  ])('but not because of %s', (_, source) => {
    const root = templateOf({ ...child, 'main.bicep': registry + source });
    expect(at(root, 'languageVersion')).toBeUndefined();
    expect(at(root, 'resources', 0, 'name')).toBe('r');
  });

  it('also when the configuration says so', () => {
    const config = '{ "experimentalFeaturesEnabled": { "symbolicNameCodegen": true } }';
    const root = templateOf({ 'bicepconfig.json': config, 'main.bicep': registry });
    expect(at(root, 'resources', 'r', 'name')).toBe('r');
  });
});

describe('what a resource waits for', () => {
  const waits = (source: string): Json | undefined => {
    const resources = at(templateOf(source), 'resources') as readonly Json[];
    return at(resources.at(-1), 'dependsOn');
  };
  const loop = "resource s 'A.B/c@2024-01-01' = [for i in range(0, 3): { name: 's${i}' }]\n";
  const rId = "[resourceId('Microsoft.ContainerRegistry/registries', 'r')]";

  it.each<readonly [string, string, Json | undefined]>([
    ['nothing', `${registry}resource t 'A.B/c@2024-01-01' = { name: 't' }`, undefined],
    ['what it names', `${registry}resource t 'A.B/c@2024-01-01' = { name: r.name }`, [rId]],
    [
      'what a variable of it names',
      `${registry}var v = { w: r.id }\nresource t 'A.B/c@2024-01-01' = { name: 't', properties: v }`,
      [rId],
    ],
    [
      'what an existing resource of it is in',
      `${registry}resource e 'Microsoft.ContainerRegistry/registries/tokens@2023-07-01' existing = { parent: r, name: 'e' }\nresource t 'A.B/c@2024-01-01' = { name: e.id }`,
      [rId],
    ],
    [
      'its parent',
      `${registry}resource t 'Microsoft.ContainerRegistry/registries/tokens@2023-07-01' = { parent: r, name: 't' }`,
      [rId],
    ],
    [
      'what it extends',
      `${registry}resource t 'Microsoft.Authorization/locks@2020-05-01' = { scope: r, name: 't' }`,
      [rId],
    ],
    [
      'one round of a loop',
      `${loop}resource t 'A.B/c@2024-01-01' = { name: s[1].id }`,
      ["[resourceId('A.B/c', format('s{0}', range(0, 3)[1]))]"],
    ],
    [
      'the round of its own',
      `${loop}resource t 'A.B/d@2024-01-01' = [for j in range(0, 3): { name: s[j].id }]`,
      ["[resourceId('A.B/c', format('s{0}', range(0, 3)[range(0, 3)[copyIndex()]]))]"],
    ],
    ['all rounds', `${loop}resource t 'A.B/c@2024-01-01' = { name: 't', dependsOn: [s] }`, ['s']],
    [
      'all rounds where the index means nothing outside',
      `${loop}resource t 'A.B/c@2024-01-01' = { name: 't', properties: { ids: [for i in range(0, 3): s[i].id] } }`,
      ['s'],
    ],
    [
      'what it says, and each only once',
      `${registry}resource t 'A.B/c@2024-01-01' = { name: r.name, dependsOn: [r] }`,
      [rId],
    ],
  ])('%s', (_, source, expected) => {
    expect(waits(source)).toEqual(expected);
  });
});

describe('a module parameter', () => {
  const parameter = (value: string, before = ''): Json | undefined => {
    const source = `${before}module m 'child.bicep' = { name: 'm', params: { value: ${value} } }`;
    return at(
      templateOf({ ...child, 'main.bicep': `param p bool\nparam list array\n${registry}${source}` }),
      'resources',
      1,
      'properties',
      'parameters',
      'value',
    );
  };

  it.each<readonly [string, string, Json]>([
    ["'x'", '', { value: 'x' }],
    ['null', '', { value: null }],
    [
      '{ a: [for x in list: x] }',
      '',
      {
        value: {
          copy: [{ name: 'a', count: "[length(parameters('list'))]", input: "[parameters('list')[copyIndex('a')]]" }],
        },
      },
    ],
    [
      "p ? 'x' : (p ? 'y' : 'z')",
      '',
      "[if(parameters('p'), createObject('value', 'x'), if(parameters('p'), createObject('value', 'y'), createObject('value', 'z')))]",
    ],
    ['v', "var v = p ? 'x' : 'y'\n", { value: "[variables('v')]" }],
    [
      'v',
      'var v = p ? r.properties.x : null\n',
      "[if(parameters('p'), createObject('value', reference(resourceId('Microsoft.ContainerRegistry/registries', 'r'), '2023-07-01').x), createObject('value', null()))]",
    ],
  ])('%s', (value, before, expected) => {
    expect(parameter(value, before)).toEqual(expected);
  });
});

describe('a variable that needs what only a deployment knows', () => {
  it.each<readonly [string, string, Json]>([
    [
      'has no place of its own',
      'var v = { w: r.properties.x }\noutput o string = v.w',
      "[createObject('w', reference(resourceId('Microsoft.ContainerRegistry/registries', 'r'), '2023-07-01').x).w]",
    ],
    [
      'nor have those that need it',
      'var v = r.properties.x\nvar w = [v]\noutput o array = w',
      ["[reference(resourceId('Microsoft.ContainerRegistry/registries', 'r'), '2023-07-01').x]"],
    ],
    ['unlike one that needs what is written', 'var v = r.name\noutput o string = v', "[variables('v')]"],
    ['nor one that names a function only', 'var v = nameof(r)\noutput o string = v', "[variables('v')]"],
  ])('%s', (_, source, expected) => {
    const root = templateOf(registry + source);
    expect(at(root, 'outputs', 'o', 'value')).toEqual(expected);
  });
});

describe('a parameter that takes a resource', () => {
  const parameter = "param p resource 'Microsoft.Storage/storageAccounts@2023-05-01'\n";

  it.each<readonly [string, Json]>([
    ['p.id', "[parameters('p')]"],
    ['p.name', "[last(split(parameters('p'), '/'))]"],
    ['p.apiVersion', '2023-05-01'],
    ['p.properties.primaryEndpoints', "[reference(parameters('p'), '2023-05-01').primaryEndpoints]"],
    ['p.location', "[reference(parameters('p'), '2023-05-01', 'full').location]"],
    ['p.?sku', "[tryGet(reference(parameters('p'), '2023-05-01', 'full'), 'sku')]"],
  ])('%s', (source, expected) => {
    expect(at(templateOf(`${parameter}output o object = ${source}`), 'outputs', 'o', 'value')).toEqual(expected);
  });

  it('is given the id by a module', () => {
    const source = "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 's' }\n";
    const module = "module m 'child.bicep' = { name: 'm', params: { p: s } }";
    const root = templateOf({ 'main.bicep': source + module, 'child.bicep': parameter });
    expect(at(root, 'resources', 1, 'properties', 'parameters', 'p')).toEqual({
      value: "[resourceId('Microsoft.Storage/storageAccounts', 's')]",
    });
  });
});

describe('what is loaded from a file', () => {
  const loaded = (call: string, files: Sources): Json | undefined =>
    at(templateOf({ ...files, 'main.bicep': `var v = ${call}` }), 'variables', '$fxv#0');
  const text = (call: string, bytes: readonly number[]): Json | undefined =>
    at(templateOf({ 'file.txt': Uint8Array.from(bytes), 'main.bicep': `var v = ${call}` }), 'variables', 'v');

  it.each<readonly [string, readonly number[], string]>([
    ["loadTextContent('file.txt')", [0xc3, 0xa4], 'ä'],
    ["loadTextContent('file.txt', 'utf-8')", [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ["loadTextContent('file.txt', 'iso-8859-1')", [0xe4], 'ä'],
    ["loadTextContent('file.txt', 'us-ascii')", [0x61, 0xe4], 'a?'],
    ["loadTextContent('file.txt', 'utf-16')", [0xe4, 0x00], 'ä'],
    ["loadTextContent('file.txt', 'utf-16BE')", [0x00, 0xe4], 'ä'],
    ["loadTextContent('file.txt')", [0xff, 0xfe, 0xe4, 0x00], 'ä'],
    ["loadFileAsBase64('file.txt')", [0x00, 0xff], 'AP8='],
  ])('%s of %j', (call, bytes, expected) => {
    expect(text(call, bytes)).toBe(expected);
  });

  const json = '{ "a": [{ "n": "x", "v": 1 }, { "n": "y", "v": 5, "d": { "n": "z" } }], "b c": true } // comment';
  it.each<readonly [string, Json]>([
    ['$.a[0].n', 'x'],
    ['a[1].v', 5],
    ["$['b c']", true],
    ['.a[*].n', ['x', 'y']],
    ['$..n', ['x', 'y', 'z']],
    ['$.a[?(@.v > 3)].n', 'y'],
    ["$.a[?(@.n == 'x' || @.d)].v", [1, 5]],
    ['$.a[-1:].n', 'y'],
    ['$.a[0,1].v', [1, 5]],
  ])('by the path %s', (path, expected) => {
    const call = `loadJsonContent('file.json', '${path.replaceAll("'", "\\'")}')`;
    expect(loaded(call, { 'file.json': json })).toEqual(expected);
  });

  it('lists the files of a folder', () => {
    const files = { 'rules/b.json': '', 'rules/a.yaml': '', 'rules/a.json': '', 'rules/deep/c.json': '' };
    expect(loaded("loadDirectoryFileInfo('rules', '*.json')", files)).toEqual([
      { relativePath: 'rules/a.json', baseName: 'a.json', extension: '.json' },
      { relativePath: 'rules/b.json', baseName: 'b.json', extension: '.json' },
    ]);
  });
});

describe('names that shadow others', () => {
  it.each<readonly [string, string, Json]>([
    [
      'a loop over a parameter',
      "param x string\noutput o array = [for x in ['a']: x]",
      { count: "[length(createArray('a'))]", input: "[createArray('a')[copyIndex()]]" },
    ],
    [
      'a lambda over a variable',
      "var x = 'y'\noutput o array = map(['a'], x => x)",
      "[map(createArray('a'), lambda('x', lambdaVariables('x')))]",
    ],
    ['a variable over a namespace', "var sys = { name: 'x' }\noutput o string = sys.name", "[variables('sys').name]"],
  ])('%s', (_, source, expected) => {
    const output = at(templateOf(source), 'outputs', 'o');
    expect(at(output, 'copy') ?? at(output, 'value')).toEqual(expected);
  });

  it('nested resources are known inside of their parent only, and may repeat', () => {
    const source = `resource a 'A.B/c@2024-01-01' = { name: 'a'
  resource x 'd' = { name: 'xa' }
  resource y 'd' = { name: x.name }
}
resource b 'A.B/c@2024-01-01' = { name: 'b'
  resource x 'd' = { name: 'xb' }
}
output o array = [a::x.name, b::x.name]`;
    const root = templateOf(source);
    expect(at(root, 'outputs', 'o', 'value')).toEqual(['xa', 'xb']);
    expect(at(root, 'resources', 1, 'name')).toBe("[format('{0}/{1}', 'a', 'xa')]");
    expect(compile(`${source}\noutput p string = x.name`).problems.map(({ message }) => message)).toEqual([
      "The name 'x' is not declared",
    ]);
  });
});
