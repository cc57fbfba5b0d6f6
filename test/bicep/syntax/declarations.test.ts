// Declarations of templates and parameter files, and the trees they make.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the holes of Bicep's strings

import { describe, expect, it } from 'vitest';
import { readTree } from '../../support/bicep-tree.ts';

const declarations: Readonly<Record<string, readonly (readonly [source: string, tree: string])[]>> = {
  'target scopes and metadata': [
    ["targetScope = 'subscription'", 'targetScope = "subscription"'],
    ["metadata owner = 'me'", 'metadata owner = "me"'],
    ['metadata all = { a: [1] }', 'metadata all = {a: [1]}'],
  ],
  parameters: [
    ['param a string', 'param a string'],
    ["param a string = 'b'", 'param a string = "b"'],
    ['param a int?', 'param a int?'],
    ['param a object = {}', 'param a object = {}'],
    ["param a 'x' | 'y' = 'x'", 'param a ("x" | "y") = "x"'],
    ["param a resource 'T@v'", 'param a resource "T@v"'],
    ["param a resourceInput<'T@v'>.name", 'param a resourceInput<"T@v">.name'],
    ['param a resource<b>', 'param a resource<b>'],
    ['param param string', 'param param string'],
  ],
  variables: [
    ['var a = 1', 'var a = 1'],
    ['var a string = b', 'var a string = b'],
    ['var a string[] = []', 'var a string[] = []'],
    ['var a { b: int } = { b: 1 }', 'var a {b: int} = {b: 1}'],
  ],
  types: [
    ['type a = string', 'type a = string'],
    ['type a = b?', 'type a = b?'],
    ['type type = { type: type }', 'type type = {type: type}'],
  ],
  functions: [
    ['func f() string => a', 'func f() string => a'],
    ['func f(a string) string => a', 'func f(a string) string => a'],
    ['func f(a string, b int?) bool => b', 'func f(a string, b int?) bool => b'],
    ['func f(\n  a string,\n  b int\n) string => a', 'func f(a string, b int) string => a'],
    ['func f(a string[]) { b: int } =>\n  { b: 1 }', 'func f(a string[]) {b: int} => {b: 1}'],
  ],
  resources: [
    ["resource a 'T@v' = {}", 'resource a "T@v" = {}'],
    ["resource a 'T@v' = {\n  name: 'b'\n}", 'resource a "T@v" = {name: "b"}'],
    ["resource a 'T@v' existing = { name: 'b' }", 'resource a "T@v" existing = {name: "b"}'],
    ["resource existing 'T@v' existing = {}", 'resource existing "T@v" existing = {}'],
    ["resource a '${b}@v' = {}", 'resource a ""{b}"@v" = {}'],
    ["resource a 'T@v' = {\n  ...b\n}", 'resource a "T@v" = {...b}'],
  ],
  'resources with a condition': [
    ["resource a 'T@v' = if (b) { name: c }", 'resource a "T@v" = if (b) {name: c}'],
    ["resource a 'T@v' =\n  if (b) { name: c }", 'resource a "T@v" = if (b) {name: c}'],
    ["resource a 'T@v' = if (\n  b\n) {}", 'resource a "T@v" = if (b) {}'],
  ],
  'resources in a loop': [
    ["resource a 'T@v' = [for b in c: { name: b }]", 'resource a "T@v" = [for b in c: {name: b}]'],
    [
      "resource a 'T@v' = [for (b, i) in c: if (b) { name: i }]",
      'resource a "T@v" = [for (b, i) in c: if (b) {name: i}]',
    ],
    ["resource a 'T@v' = [\n  for b in c: {\n    name: b\n  }\n]", 'resource a "T@v" = [for b in c: {name: b}]'],
  ],
  'resources in resources': [
    [
      "resource a 'T@v' = {\n  name: 'b'\n\n  resource c 'd' = {\n    name: 'e'\n  }\n}",
      'resource a "T@v" = {name: "b", resource c "d" = {name: "e"}}',
    ],
    [
      "resource a 'T@v' = {\n  @batchSize(2)\n  resource c 'd' existing = [for e in f: if (e) { name: g }]\n}",
      'resource a "T@v" = {@batchSize(2) resource c "d" existing = [for e in f: if (e) {name: g}]}',
    ],
    [
      "resource a 'T@v' = {\n  resource: 'b'\n  existing: true\n  resource resource 'c' = {}\n}",
      'resource a "T@v" = {resource: "b", existing: true, resource resource "c" = {}}',
    ],
    [
      "resource a 'T@v' = {\n  resource b 'c' = {\n    resource d 'e' = {}\n  }\n}",
      'resource a "T@v" = {resource b "c" = {resource d "e" = {}}}',
    ],
  ],
  modules: [
    ["module a './b.bicep' = {}", 'module a "./b.bicep" = {}'],
    [
      "module a 'br/public:avm/res/x/y:1.0.0' = { params: { b: c } }",
      'module a "br/public:avm/res/x/y:1.0.0" = {params: {b: c}}',
    ],
    ["module a 'b.bicep' = if (c) {}", 'module a "b.bicep" = if (c) {}'],
    ["module a 'b.bicep' =\n  if (c) {}", 'module a "b.bicep" = if (c) {}'],
    [
      "module a 'b.bicep' = [for (c, i) in d: { name: '${i}' }]",
      'module a "b.bicep" = [for (c, i) in d: {name: ""{i}""}]',
    ],
    ["module a 'b.bicep' = [for c in d: if (c) { scope: c }]", 'module a "b.bicep" = [for c in d: if (c) {scope: c}]'],
  ],
  outputs: [
    ['output a string = b', 'output a string = b'],
    ['output a array = [for b in c: b.id]', 'output a array = [for b in c: b.id]'],
    ['output a resource = b', 'output a resource = b'],
    ["output a resource 'T@v' = b", 'output a resource "T@v" = b'],
  ],
  'assertions and tests': [
    ['assert a = b > 1', 'assert a = (b > 1)'],
    ["test a 'b.bicep' = { params: {} }", 'test a "b.bicep" = {params: {}}'],
  ],
  imports: [
    ["import { a } from 'b.bicep'", 'import {a} from "b.bicep"'],
    ["import { a, b as c } from 'd.bicep'", 'import {a, b as c} from "d.bicep"'],
    ["import {\n  a\n  b as c\n} from 'd.bicep'", 'import {a, b as c} from "d.bicep"'],
    ["import { 'a-b' as c } from 'd.json'", 'import {a-b as c} from "d.json"'],
    ["import * as a from 'b.bicep'", 'import * as a from "b.bicep"'],
    ["import { from as as } from 'a'", 'import {from as as} from "a"'],
    ["import {} from 'a'", 'import {} from "a"'],
  ],
  extensions: [
    ['extension a', 'extension a'],
    ["extension 'br:c.io/d:1.0'", 'extension "br:c.io/d:1.0"'],
    ['extension a as b', 'extension a as b'],
    ["extension a with { b: 'c' }", 'extension a with {b: "c"}'],
    ["extension 'a@1.0' with { b: c } as d", 'extension "a@1.0" with {b: c} as d'],
    ["import 'a@1.0' as b", 'extension "a@1.0" as b'],
  ],
  decorators: [
    ['@secure()\nparam a string', '@secure() param a string'],
    [
      "@allowed([\n  'a'\n  'b'\n])\n@sys.description('c')\nparam a string",
      '@allowed(["a" "b"]) @sys.description("c") param a string',
    ],
    [
      "@description('a') // why\n\n// between\n@minLength(3)\nparam a string",
      '@description("a") @minLength(3) param a string',
    ],
    ['@export()\nvar a = 1', '@export() var a = 1'],
    ['@export()\n@sealed()\ntype a = { b: string }', '@export() @sealed() type a = {b: string}'],
    ['@export()\nfunc f() int => 1', '@export() func f() int => 1'],
    ["@batchSize(1)\nresource a 'T@v' = [for b in c: {}]", '@batchSize(1) resource a "T@v" = [for b in c: {}]'],
    [
      "@description('x')\nmodule a 'b' = { extensionConfigs: {} }",
      '@description("x") module a "b" = {extensionConfigs: {}}',
    ],
    ['@secure()\noutput a string = b', '@secure() output a string = b'],
    ['@a()\nextension b', '@a() extension b'],
  ],
  'whole files': [
    ['', ''],
    ['\n\n', ''],
    ['// nothing', ''],
    ['var a = 1\n\n\nvar b = 2\n', 'var a = 1\nvar b = 2'],
    ['\uFEFFvar a = 1', 'var a = 1'],
    ['/* a */ var /* b */ a /* c */ = /* d\n */ 1 // e', 'var a = 1'],
    ['#disable-next-line a\nvar b = 1', 'var b = 1'],
  ],
};

const parameterFiles: Readonly<Record<string, readonly (readonly [source: string, tree: string])[]>> = {
  'what a parameter file is for': [
    ["using 'main.bicep'", 'using "main.bicep"'],
    ['using none', 'using none'],
    ["using 'main.bicep' with { mode: 'stack' }", 'using "main.bicep" with {mode: "stack"}'],
    ["using 'br/public:a:1.0'", 'using "br/public:a:1.0"'],
    ["extends 'base.bicepparam'", 'extends "base.bicepparam"'],
    ["using 'a'\nextends 'b'\nparam c = base.c", 'using "a"\nextends "b"\nassignment c = base.c'],
  ],
  assignments: [
    ['param a = 1', 'assignment a = 1'],
    ["param a = { b: ['c'] }", 'assignment a = {b: ["c"]}'],
    ["param a = readEnvironmentVariable('B', 'c')", 'assignment a = readEnvironmentVariable("B", "c")'],
    ["@description('x')\nparam a = 1", '@description("x") assignment a = 1'],
  ],
  'what templates have as well': [
    ['var a = 1', 'var a = 1'],
    ['var a string = b', 'var a string = b'],
    ["import { a } from 'b.bicep'", 'import {a} from "b.bicep"'],
    ['type a = string', 'type a = string'],
    ['extension a', 'extension a'],
  ],
  'configurations of extensions': [['extensionConfig a with { b: c }', 'extensionConfig a with {b: c}']],
};

for (const [construct, cases] of Object.entries(declarations)) {
  describe(construct, () => {
    it.each(cases)('%j', (source, tree) => expect(readTree(source)).toBe(tree));
  });
}

for (const [construct, cases] of Object.entries(parameterFiles)) {
  describe(construct, () => {
    it.each(cases)('%j', (source, tree) => expect(readTree(source, 'bicepparam')).toBe(tree));
  });
}
