// Every value of a template leads back to the characters that say it.

import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/values/document.ts';
import { isJsonObject, type JsonObject } from '../../../src/values/json.ts';
import { type PathSegment, pathOf } from '../../../src/values/path.ts';
import { at, compile, marked, type Sources } from './support.ts';

/** What is written at the place of a value, in the text that its place is in. */
function writtenAt(document: Document, path: readonly PathSegment[], of: 'value' | 'key' = 'value'): string {
  const source = document.sourceOf(pathOf(...path));
  const { start, end } = of === 'value' ? document.spanOf(pathOf(...path)) : document.keySpanOf(pathOf(...path));
  return source.text.slice(start, end);
}

function check(source: string, path: readonly PathSegment[], of: 'value' | 'key' = 'value'): void {
  const { text, start, end } = marked(source);
  const { document } = compile(text);
  const found = of === 'value' ? document.spanOf(pathOf(...path)) : document.keySpanOf(pathOf(...path));
  expect({ text: text.slice(found.start, found.end), start: found.start }).toEqual({
    text: text.slice(start, end),
    start,
  });
}

const registry = (body: string): string => `resource r 'Microsoft.ContainerRegistry/registries@2023-07-01' = ${body}`;
const resource: readonly PathSegment[] = ['resources', 0];

describe('the place of a value of a resource', () => {
  const cases: readonly (readonly [string, string, readonly PathSegment[]])[] = [
    [
      'is that of a literal',
      "{ name: 'n', properties: { adminUserEnabled: «true» } }",
      ['properties', 'adminUserEnabled'],
    ],
    ['is that of an expression', "{ name: 'n', location: «resourceGroup().location» }", ['location']],
    ['is that of an item', "{ name: 'n', zones: ['1', «'2'»] }", ['zones', 1]],
    ['is that of the name', "{ name: «'n'» }", ['name']],
    ['is that of an object', "{ name: 'n', sku: «{ name: 'Basic' }» }", ['sku']],
    ['is that of the condition', "if («1 == 2») { name: 'n' }", ['condition']],
    ['is that of the loop', "«[for i in range(0, 3): { name: 'n${i}' }]»", ['copy']],
    ['is that of what a loop goes through', "[for i in «range(0, 3)»: { name: 'n${i}' }]", ['copy', 'count']],
    ['is that of a value in a loop', "[for i in range(0, 3): { name: 'n${i}', location: «'x'» }]", ['location']],
    [
      'is that of the body of a loop over a property',
      "{ name: 'n', properties: { rules: [for i in range(0, 3): «{ value: i }»] } }",
      ['properties', 'copy', 0, 'input'],
    ],
    [
      'inside such a loop',
      "{ name: 'n', properties: { rules: [for i in range(0, 3): { value: «i» }] } }",
      ['properties', 'copy', 0, 'input', 'value'],
    ],
  ];

  it.each(cases)('%s', (_, body, path) => {
    check(registry(body), [...resource, ...path]);
  });

  it('is that of what is depended on', () => {
    const other = "resource other 'A.B/c@2024-01-01' = { name: 'o' }\n";
    check(other + registry("{ name: 'n', dependsOn: «[other]» }"), ['resources', 1, 'dependsOn']);
  });

  it('is the declaration for the whole resource, and its name for the key', () => {
    check(`param p string\n«${registry("{ name: 'n' }")}»`, resource);
    check(registry("{ name: 'n' }").replace('resource r', 'resource «r»'), resource, 'key');
  });

  it('is the string of the type, and the part of it behind @ for the version', () => {
    check("resource r «'Microsoft.ContainerRegistry/registries@2023-07-01'» = { name: 'n' }", [...resource, 'type']);
    check("resource r 'Microsoft.ContainerRegistry/registries@«2023-07-01»' = { name: 'n' }", [
      ...resource,
      'apiVersion',
    ]);
  });

  it('is the property name for the key of a value', () => {
    check(
      registry("{ name: 'n', properties: { «adminUserEnabled»: true } }"),
      [...resource, 'properties', 'adminUserEnabled'],
      'key',
    );
  });

  it('is that of the value around it where it has none of its own', () => {
    check(registry("{ name: 'n', sku: «{ name: 'Basic' }» }"), [...resource, 'sku', 'missing']);
  });

  it('is that of the scope, also for the properties that follow from it', () => {
    check("targetScope = 'subscription'\nmodule m 'x.json' = { name: 'm', scope: «resourceGroup('g')» }", [
      ...resource,
      'resourceGroup',
    ]);
  });
});

describe('the place of a value of a declaration', () => {
  it.each<readonly [string, readonly PathSegment[]]>([
    ["param p string = «'x'»", ['parameters', 'p', 'defaultValue']],
    ["@allowed(«['x', 'y']»)\nparam p string", ['parameters', 'p', 'allowedValues']],
    ["@allowed(['x', «'y'»])\nparam p string", ['parameters', 'p', 'allowedValues', 1]],
    ['«param p string»', ['parameters', 'p']],
    ["@description('d') // c\n\n/* @d() */ @secure()\n// c\n«param p string?»", ['parameters', 'p', 'defaultValue']],
    ["@description('d')\n«output o string = 'x'»", ['outputs', 'o']],
    ["@batchSize(1)\n«resource r 'A.B/c@2024-01-01' = [for i in [1]: { name: 'n' }]»", ['resources', 0]],
    ["var v = { a: { b: «'x'» } }", ['variables', 'v', 'a', 'b']],
    ["var v = «[for i in range(0, 2): 'x']»", ['variables', 'copy', 0]],
    ["output o string = «'x'»", ['outputs', 'o', 'value']],
    ["func f(a string) string => «'${a}!'»", ['functions', 0, 'members', 'f', 'output', 'value']],
    ["metadata m = { a: «'x'» }", ['metadata', 'm', 'a']],
    ['«type t = string»', ['definitions', 't']],
    [
      "module m 'x.json' = { name: 'm', params: { a: «'x'» } }",
      ['resources', 0, 'properties', 'parameters', 'a', 'value'],
    ],
    ["module m «'x.json'» = { name: 'm' }", ['resources', 0, 'type']],
  ])('%s', (source, path) => {
    check(source, path);
  });
});

describe('the place of a value that comes from another file', () => {
  const sources: Sources = {
    'main.bicep': `import { sku } from 'shared.bicep'
var rules = loadJsonContent('rules.json', '$.deep')
module child 'modules/child.bicep' = { name: 'child', params: { name: 'x' } }
module compiled 'compiled.json' = { name: 'compiled' }
resource r 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: 'r', sku: sku }`,
    'shared.bicep': "@export()\nvar sku = { name: 'Premium' }",
    'rules.json': '{ "deep": { "days": 7 } }',
    'modules/child.bicep':
      "param name string\nresource c 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: name, location: 'here' }",
    'compiled.json': '{ "resources": [{ "type": "A.B/c", "name": "deep" }] }',
  };
  const { document } = compile(sources);

  it('is in the imported file', () => {
    expect(document.sourceOf(pathOf('variables', 'sku', 'name')).name).toBe('shared.bicep');
    expect(writtenAt(document, ['variables', 'sku', 'name'])).toBe("'Premium'");
  });

  it('is in the loaded file', () => {
    const path = ['variables', '$fxv#0', 'days'];
    expect(document.sourceOf(pathOf(...path)).name).toBe('rules.json');
    expect(writtenAt(document, path)).toBe('7');
    expect(writtenAt(document, path, 'key')).toBe('"days"');
  });

  it('is in the document of the module that stands inside', () => {
    const child = moduleIn(document, 'child');
    expect(child.name).toBe('modules/child.bicep');
    expect(writtenAt(child, ['resources', 0, 'location'])).toBe("'here'");
    const compiled = moduleIn(document, 'compiled');
    expect(compiled.name).toBe('compiled.json');
    expect(writtenAt(compiled, ['resources', 0, 'name'])).toBe('"deep"');
  });

  function moduleIn(whole: Document, name: string): Document {
    const template = at(whole.root, 'resources', name, 'properties', 'template');
    const embedded = isJsonObject(template) ? whole.embedded(template as JsonObject) : undefined;
    if (embedded === undefined) throw new Error(`There is no module ${name}`);
    return embedded;
  }
});
