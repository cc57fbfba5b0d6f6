// Parameter files: which template they are for, and the values they give.

import { describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../../src/bicep/compiler.ts';
import { type CompiledParameters, type EvaluatedParameters, evaluateParameters } from '../../../src/bicep/params.ts';
import { toJson } from '../../../src/values/access.ts';
import type { Json } from '../../../src/values/json.ts';
import { pathOf } from '../../../src/values/path.ts';
import type { Value } from '../../../src/values/value.ts';
import { filesOf, marked, problemText, type Sources } from './support.ts';

const template = 'param name string\nparam tags object = {}\n';

function compileParameters(sources: Sources | string): CompiledParameters {
  const files: Sources = typeof sources === 'string' ? { 'main.bicepparam': sources } : sources;
  const compiler = new BicepCompiler(filesOf({ 'main.bicep': template, ...files }));
  return compiler.compileParameters('/repo/main.bicepparam');
}

function evaluate(sources: Sources | string): EvaluatedParameters {
  const { document, problems } = compileParameters(sources);
  expect(problems.map(problemText)).toEqual([]);
  return evaluateParameters(document, () => {});
}

function argumentOf(sources: Sources | string, name: string): Value | undefined {
  return evaluate(sources).supplied.value(name);
}

function known(sources: Sources | string, name: string): Json | undefined {
  const value = argumentOf(sources, name);
  return value && toJson(value);
}

describe('what a parameter file is for', () => {
  const base: Sources = {
    'compiled.json': '{ "resources": [] }',
    '/modules/br/example.azurecr.io/app/v1$/main.json': '{ "resources": [] }',
  };
  it.each([
    ["using 'main.bicep'", 'bicep', '/repo/main.bicep'],
    ["using './compiled.json'", 'template', '/repo/compiled.json'],
    ["using 'br:example.azurecr.io/app:v1'", 'template', '/modules/br/example.azurecr.io/app/v1$/main.json'],
  ])('%s', (source, kind, path) => {
    const { using, problems } = compileParameters({ ...base, 'main.bicepparam': source });
    expect(problems).toEqual([]);
    expect(using).toMatchObject({ kind, path });
  });

  it('may be nothing', () => {
    expect(compileParameters('using none').using).toEqual({ kind: 'none' });
    expect(compileParameters("param a = 'x'").using).toEqual({ kind: 'unsaid' });
  });

  it('may not be on this machine', () => {
    const { using, problems, notCovered } = compileParameters("using 'br:example.azurecr.io/app:v1'");
    expect(using).toEqual({ kind: 'absent' });
    expect(problems).toEqual([]);
    expect(notCovered.map(({ what }) => what)).toEqual(["'br:example.azurecr.io/app:v1'"]);
  });

  it('may not be there at all', () => {
    const { text, start, end } = marked("using «'gone.bicep'»");
    const { using, problems } = compileParameters(text);
    expect(using).toEqual({ kind: 'absent' });
    expect(problems).toMatchObject([
      { message: "The file 'gone.bicep' is not there, or lies outside of the repository", span: { start, end } },
    ]);
  });

  it('is not among its files or problems: it is compiled on its own', () => {
    const { files, problems } = compileParameters({ 'main.bicep': 'param', 'main.bicepparam': "using 'main.bicep'" });
    expect(files).toEqual(['/repo/main.bicepparam']);
    expect(problems).toEqual([]);
  });
});

describe('the value of a parameter', () => {
  it.each<readonly [string, string, Json]>([
    ['a text', "param a = 'x'", 'x'],
    ['a text that looks like an expression', "param a = '[x]'", '[x]'],
    ['null', 'param a = null', null],
    ['an object', "param a = { b: [1, { c: true }], copy: 'x' }", { b: [1, { c: true }], copy: 'x' }],
    ['a computed one', "param a = toUpper('${1 + 2}x')", '3X'],
    ['one made of a variable', "var v = { w: 'x' }\nparam a = v.w", 'x'],
    ['one made of another parameter', "param b = { c: 'x' }\nparam a = [b.c]", ['x']],
    ['a loop', "param a = [for (x, i) in ['p', 'q']: '${x}${i}']", ['p0', 'q1']],
    [
      'a loop over a variable that is a loop',
      'var v = [for i in range(1, 2): i * 2]\nparam a = [for x in v: x + 1]',
      [3, 5],
    ],
    ['a loop in an object', 'param a = { b: [for i in range(0, 2): { i: i }] }', { b: [{ i: 0 }, { i: 1 }] }],
    ['a lambda', "param a = map(['x'], x => '${x}!')", ['x!']],
    ['an environment variable with a default', "param a = readEnvironmentVariable('HOME', 'x')", 'x'],
  ])('%s', (_, source, value) => {
    expect(known(`using 'main.bicep'\n${source}`, 'a')).toEqual(value);
  });

  it('may come from other files', () => {
    const sources = {
      'main.bicepparam': `using 'main.bicep'
import { greeting } from 'shared.bicep'
import * as all from 'shared.bicep'
var loaded = loadJsonContent('values.json')
param a = [greeting('x'), all.own, loaded.deep]`,
      'shared.bicep': "@export()\nfunc greeting(who string) string => 'hello ${who}'\n@export()\nvar own = 'o'",
      'values.json': '{ "deep": [1] }',
    };
    expect(known(sources, 'a')).toEqual(['hello x', 'o', [1]]);
  });

  it('is unknown, and secret, when it is a secret of a key vault', () => {
    const value = argumentOf("param a = az.getSecret('s', 'g', 'v', 'password', '1')", 'a');
    expect(value).toMatchObject({ kind: 'unknown', secret: true, because: [{ kind: 'secret', name: 'password' }] });
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v';
    expect(value?.kind === 'unknown' && value.term).toContain(id);
  });

  it.each([
    ["readEnvironmentVariable('HOME')", "readEnvironmentVariable('HOME')"],
    ["externalInput('sys.cli', 'x')", "externalInput('sys.cli', 'x')"],
    ["readCliArg('x')", "readCliArg('x')"],
    ["externalInput('tool', { path: 'x' })", `externalInput('tool', {\\"path\\":\\"x\\"})`],
  ])('is unknown and named after what it asks for: %s', (source, name) => {
    const value = argumentOf(`param a = ${source}`, 'a');
    expect(value).toMatchObject({ kind: 'unknown', because: [{ kind: 'context' }] });
    expect(value?.kind === 'unknown' && value.term).toContain(name);
  });

  it('is not there for a parameter that is not given', () => {
    const { supplied } = evaluate("param a = 'x'");
    expect(supplied.names).toEqual(['a']);
    expect(supplied.value('b')).toBeUndefined();
    expect(supplied.value('A')).toBe(supplied.value('a'));
  });

  it('fails with a diagnostic at its place', () => {
    const { text, start } = marked("param b = 'x'\nparam a = «int('no number')»");
    const { document } = compileParameters(text);
    const { supplied, diagnostics } = evaluateParameters(document, () => {});
    expect(supplied.value('a')).toMatchObject({ kind: 'unknown', because: [{ kind: 'failed' }] });
    expect(diagnostics.map(({ path }) => document.spanOf(path).start)).toEqual([start]);
  });
});

describe('a parameter file that continues another one', () => {
  const sources: Sources = {
    'main.bicepparam': `using 'main.bicep'
extends 'shared/base.bicepparam'
param name = '\${base.name}-\${base.own}'
param whole = base`,
    'shared/base.bicepparam': `using none
extends 'root.bicepparam'
var prefix = 'p'
param name = '\${prefix}\${base.name}'
param own = 'o'`,
    'shared/root.bicepparam': "using none\nparam name = 'root'\nparam tags = { owner: name }",
  };

  it('has its values where it gives none of its own', () => {
    const { supplied } = evaluate(sources);
    expect([...supplied.names].sort()).toEqual(['name', 'own', 'tags', 'whole']);
    expect(known(sources, 'own')).toBe('o');
    expect(known(sources, 'tags')).toEqual({ owner: 'root' });
  });

  it('sees them as base, and they see those before them', () => {
    expect(known(sources, 'name')).toBe('proot-o');
    expect(known(sources, 'whole')).toEqual({ name: 'proot', own: 'o', tags: { owner: 'root' } });
  });

  it('leads back to the file that gives a value', () => {
    const { document } = compileParameters({
      'main.bicepparam': "extends 'base.bicepparam'",
      'base.bicepparam': "param a = { b: 'x' }",
    });
    const path = pathOf('variables', 'base.a', 'b');
    expect(document.sourceOf(path).name).toBe('base.bicepparam');
    expect(document.sourceOf(path).text.slice(document.spanOf(path).start, document.spanOf(path).end)).toBe("'x'");
  });

  it.each([
    [
      'a file that is not there',
      "extends «'gone.bicepparam'»",
      "The file 'gone.bicepparam' is not there, or lies outside of the repository",
    ],
    ['a file of another kind', "extends «'main.bicep'»", "'main.bicep' is not a Bicep parameter file"],
    ['itself', "extends «'main.bicepparam'»", 'The file refers to itself'],
    [
      'a file that gives no such parameter',
      "extends 'other.bicepparam'\nparam a = base.«nam»",
      "The extended file gives no parameter 'nam'; did you mean 'name'?",
    ],
    ['two files', "extends 'other.bicepparam'\n«extends 'other.bicepparam'»", "'base' is declared more than once"],
  ])('reports %s', (_, source, message) => {
    const { text, start, end } = marked(source);
    const { problems } = compileParameters({ 'main.bicepparam': text, 'other.bicepparam': "param name = 'x'" });
    expect(problems[0]).toMatchObject({ message, span: { start, end } });
  });
});

describe('the place of a value', () => {
  it.each<readonly [string, readonly (string | number)[]]>([
    ["param a = «'x'»", ['parameters', 'a', 'value']],
    ["param a = { b: ['x', «'y'»] }", ['parameters', 'a', 'value', 'b', 1]],
    ["«param a = 'x'»", ['parameters', 'a']],
    ["param a = «getSecret('s', 'g', 'v', 'n')»", ['parameters', 'a', 'reference']],
    ["var v = «'x'»\nparam a = v", ['variables', 'v']],
    ["param b = «'x'»\nparam a = b", ['parameters', 'b', 'value']],
  ])('%s', (source, path) => {
    const { text, start, end } = marked(source);
    const { document } = compileParameters(text);
    expect(document.spanOf(pathOf(...path))).toMatchObject({ start, end });
  });

  it('is where the template complains', () => {
    const { text, start } = marked("param a = «'x'»");
    const { document } = compileParameters(text);
    const places: number[] = [];
    const { supplied } = evaluateParameters(document, (message, at, path) => {
      expect(message).toBe('too short');
      places.push(at.spanOf(path).start);
    });
    supplied.report('a', 'too short', undefined);
    expect(places).toEqual([start]);
  });
});
