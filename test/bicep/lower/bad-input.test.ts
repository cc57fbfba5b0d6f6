// What is wrong with a file is said at its place, and the rest is lowered all the same.

import { describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../../src/bicep/compiler.ts';
import { isJsonArray, isJsonObject } from '../../../src/values/json.ts';
import { at, compile, filesOf, marked, problemText, type Sources } from './support.ts';

const good = "\nresource good 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: 'good' }\n";

const others: Sources = {
  'child.bicep':
    "param name string\nparam size int = 3\nparam tags object?\n@export()\nvar shared = 'x'\nvar own = 'y'\nresource r 'A.B/c@2024-01-01' = { name: name }\n",
  'broken.json': '{ "resources": ',
  'text.txt': 'text',
  'large.txt': 'x'.repeat(131_073),
  '/modules/br/mcr.microsoft.com/bicep$avm$res$a$b/1.0.0$/main.json': '{ "resources": [], "outputs": {} }',
};

/** The only problem of a source: its message, and whether it stands at the marked part. */
function onlyProblem(source: string): {
  readonly message: string;
  readonly isMarked: boolean;
  readonly severity: string;
} {
  const { text, start, end } = marked(source + good);
  const { problems } = compile({ ...others, 'main.bicep': text });
  const [problem] = problems;
  if (problem === undefined || problems.length > 1)
    throw new Error(`There are ${problems.length} problems:\n${problems.map(problemText).join('\n')}`);
  const isMarked = problem.document.name === 'main.bicep' && problem.span.start === start && problem.span.end === end;
  return { message: problem.message, severity: problem.severity, isMarked };
}

function isGoodThere(source: string): boolean {
  const { document } = compile({ ...others, 'main.bicep': marked(source + good).text });
  const resources = at(document.root, 'resources');
  const all = isJsonArray(resources)
    ? resources
    : isJsonObject(resources ?? null)
      ? Object.values(resources ?? {})
      : [];
  return all.some((one) => at(one, 'name') === 'good');
}

const cases: readonly (readonly [string, string, string])[] = [
  [
    'an unknown name',
    'param location string\noutput o string = «lokation»',
    "The name 'lokation' is not declared; did you mean 'location'?",
  ],
  ['an unknown name that is like no other', 'output o string = «quite»', "The name 'quite' is not declared"],
  ['an unknown type', 'param p «strin»', "The type 'strin' is not declared; did you mean 'string'?"],
  ['an unknown function', "var v = «toLowr»('A')", "There is no function 'toLowr'; did you mean 'toLower'?"],
  ['a name that is declared twice', 'param a string\nvar «a» = 1', "'a' is declared more than once"],
  [
    'an output that is declared twice',
    "output a string = 'x'\noutput «a» string = 'y'",
    "The output 'a' is declared more than once",
  ],
  ['an unknown decorator', '@«secur»()\nparam p string', "There is no decorator '@secur'; did you mean 'secure'?"],
  ['a decorator in the wrong place', '@«batchSize»(2)\nparam p string', "'@batchSize' does not go with a parameter"],
  ['a default of another type', "param p int = «'x'»", 'The type is int, but this is string'],
  ['a default that is not in the union', "param p 'a' | 'b' = «'c'»", "'c' is not one of 'a', 'b'"],
  ['a default that is not allowed', "@allowed(['a', 'b'])\nparam p string = «'c'»", "'c' is not one of 'a', 'b'"],
  ['null where the type is not nullable', 'param p string = «null»', 'The type is string, but this is null'],
  ['a resource without a name', "resource «r» 'A.B/c@2024-01-01' = { location: 'x' }", "The resource 'r' has no name"],
  ['a resource type without a version', "resource r «'A.B/c'» = { name: 'n' }", 'The resource type has no API version'],
  [
    'what is no resource type',
    "resource r «'a b'» = { name: 'n' }",
    "This is not a resource type of the form 'Provider/type@version'",
  ],
  [
    'a parent that is no resource',
    "var v = 'x'\nresource r 'A.B/c/d@2024-01-01' = { parent: «v», name: 'n' }",
    'A parent is a resource of this file',
  ],
  [
    'a nested resource that is not there',
    "resource r 'A.B/c@2024-01-01' = { name: 'n' }\noutput o string = r::«child».id",
    "There is no nested resource 'child' here",
  ],
  [
    'a function that a resource does not have',
    "resource r 'A.B/c@2024-01-01' = { name: 'n' }\noutput o string = r.«read»()",
    "A resource has no function 'read'",
  ],
  [
    'a loop where none may be',
    'output o array = union([], «[for i in [1]: i]»)',
    'A loop may only be the value of a declaration or of a property',
  ],
  [
    'a target scope that does not exist',
    "targetScope = «'region'»",
    'targetScope is one of resourceGroup, subscription, managementGroup, tenant',
  ],
  [
    'a module file that is not there',
    "module m «'missing.bicep'» = { name: 'm' }",
    "The file 'missing.bicep' is not there, or lies outside of the repository",
  ],
  [
    'a module file outside of the repository',
    "module m «'../other/main.bicep'» = { name: 'm' }",
    "The file '/other/main.bicep' is not there, or lies outside of the repository",
  ],
  [
    'a module file of another kind',
    "module m «'text.txt'» = { name: 'm' }",
    "'text.txt' is not a Bicep file or a JSON template",
  ],
  ['a module that is the file itself', "module m «'main.bicep'» = { name: 'm' }", 'The file refers to itself'],
  [
    'a module template that cannot be read',
    "module m «'broken.json'» = { name: 'm' }",
    "The template 'broken.json' cannot be read: The file ends where a value was expected",
  ],
  [
    'a module path that is computed',
    "param p string\nmodule m «'${p}.bicep'» = { name: 'm' }",
    'The path must be written out; it is needed before anything is known',
  ],
  [
    'an unknown module alias',
    "module m «'br/mine:a:1.0'» = { name: 'm' }",
    "bicepconfig.json defines no module alias 'mine' for br:",
  ],
  [
    'a module reference without a version',
    "module m «'br/public:avm/res/a/b'» = { name: 'm' }",
    "'br/public:avm/res/a/b' is not a module reference of the form br:registry/path:tag",
  ],
  [
    'a module reference of an unknown kind',
    "module m «'oci:a/b:1'» = { name: 'm' }",
    "'oci:' is not a kind of module reference; there are br: and ts:",
  ],
  [
    'a parameter that a module does not have',
    "module m 'child.bicep' = { name: 'm', params: { name: 'x', «sise»: 3 } }",
    "The module has no parameter 'sise'; did you mean 'size'?",
  ],
  [
    'a parameter that a module needs',
    "module «m» 'child.bicep' = { name: 'm' }",
    "The module is not given the parameter 'name'",
  ],
  [
    'module parameters that are computed',
    "param p object\nmodule m 'child.bicep' = { name: 'm', params: «p» }",
    'What a module is given is an object that is written out',
  ],
  [
    'a property that modules do not have',
    "module m 'child.bicep' = { name: 'm', params: { name: 'x' } }\noutput o string = m.«id»",
    "A module has a name and outputs, but no 'id'",
  ],
  [
    'an import of what is not there',
    "import { «shard» } from 'child.bicep'",
    "The file exports nothing called 'shard'; did you mean 'shared'?",
  ],
  [
    'an import of what is not exported',
    "import { «own» } from 'child.bicep'",
    "'own' is not exported by the file; it needs @export()",
  ],
  [
    'an import of what cannot be imported',
    "import { «name» } from 'child.bicep'",
    "'name' cannot be imported: only types, variables and functions can",
  ],
  [
    'an import from a file that is not there',
    "import * as all from «'missing.bicep'»\noutput o string = all.x",
    "The file 'missing.bicep' is not there, or lies outside of the repository",
  ],
  [
    'a member that a namespace does not have',
    "import * as all from 'child.bicep'\noutput o string = all.«shard»",
    "The file exports nothing called 'shard'; did you mean 'shared'?",
  ],
  ['a variable used as a type', "import { shared } from 'child.bicep'\nparam p «shared»", 'A variable is not a type'],
  [
    'a file to load that is not there',
    "var v = loadTextContent(«'missing.txt'»)",
    "The file 'missing.txt' is not there, or lies outside of the repository",
  ],
  [
    'a file to load outside of the repository',
    "var v = loadTextContent(«'../../etc/passwd'»)",
    "The file '../../etc/passwd' is not there, or lies outside of the repository",
  ],
  [
    'a file to load that is too large',
    "var v = loadTextContent(«'large.txt'»)",
    "The file 'large.txt' is larger than 131072 characters",
  ],
  [
    'a folder to look into that is not there',
    "var v = loadDirectoryFileInfo(«'missing'»)",
    "The folder 'missing' is not there, or lies outside of the repository",
  ],
  [
    'a function that calls itself',
    'func «f»(n int) int => n > 3 ? n : f(n + 1)\noutput o int = f(1)',
    'The function needs itself: f -> f',
  ],
  [
    'a path to load that is not known yet',
    'param p string\nvar v = loadTextContent(«p»)',
    'The text must be known when the file is compiled',
  ],
  [
    'getSecret() as a value',
    "resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'v' }\noutput o string = «v.getSecret('s')»",
    'getSecret() may only be the value of a secure module parameter',
  ],
  [
    'a union of what are no literals',
    'type t = «string» | int',
    'Members of a union are literals, or objects told apart by @discriminator()',
  ],
];

describe('bad input', () => {
  it.each(cases)('%s is reported at its place', (_, source, message) => {
    expect(onlyProblem(source)).toEqual({ message, isMarked: true, severity: 'error' });
  });

  it.each(cases)('%s does not keep the rest from being lowered', (_, source) => {
    expect(isGoodThere(source)).toBe(true);
  });

  it('tells a scope that cannot be told before deployment as a warning', () => {
    const source =
      "param p bool\nmodule m 'child.bicep' = { name: 'm', params: { name: 'x' }, scope: «p ? resourceGroup('a') : resourceGroup('b')» }";
    const message = 'Which scope this is cannot be told before deployment; the scope of the file is assumed';
    expect(onlyProblem(source)).toEqual({ message, isMarked: true, severity: 'warning' });
  });
});

describe('modules in a circle', () => {
  const circle: Sources = {
    'main.bicep': "module a 'a.bicep' = { name: 'a' }",
    'a.bicep': "module b 'b.bicep' = { name: 'b' }",
    'b.bicep': "module a 'a.bicep' = { name: 'a' }",
  };

  it('are refused where the circle begins, whichever file was compiled before', () => {
    for (const order of [
      ['main.bicep', 'b.bicep'],
      ['b.bicep', 'main.bicep'],
    ]) {
      const compiler = new BicepCompiler(filesOf(circle));
      const texts = order.map((path) => compiler.compile(`/repo/${path}`).problems.map(problemText));
      expect(texts.sort()).toEqual([
        ['a.bicep:1:10: The files need each other in a circle: a.bicep -> b.bicep -> a.bicep'],
        ['b.bicep:1:10: The files need each other in a circle: b.bicep -> a.bicep -> b.bicep'],
      ]);
    }
  });

  it('leave the deployments of the modules in the template', () => {
    expect(at(compile(circle).document.root, 'resources', 0, 'properties', 'template', 'resources', 0, 'name')).toBe(
      'b',
    );
  });
});

describe('a module of a registry', () => {
  const reference = 'br/public:avm/res/a/b:1.0.0';

  it('is taken from a module folder', () => {
    const { document, problems, notCovered, files } = compile({
      ...others,
      'main.bicep': `module m '${reference}' = { name: 'm' }`,
    });
    expect(problems).toEqual([]);
    expect(notCovered).toEqual([]);
    expect(at(document.root, 'resources', 0, 'properties', 'template')).toEqual({ resources: [], outputs: {} });
    expect(files).toContain('/modules/br/mcr.microsoft.com/bicep$avm$res$a$b/1.0.0$/main.json');
  });

  it('that is not on this machine is a deployment of what is not known, and listed', () => {
    const { document, problems, notCovered } = compile(
      "module m 'br/public:avm/res/a/b:2.0.0' = { name: 'm', params: { x: 1 } }\noutput o string = m.outputs.y",
    );
    expect(problems).toEqual([]);
    expect(notCovered.map(({ what, because }) => ({ what, because }))).toEqual([
      { what: "module 'br:mcr.microsoft.com/bicep/avm/res/a/b:2.0.0'", because: 'it is not on this machine' },
    ]);
    expect(at(document.root, 'resources', 0, 'properties')).toEqual({
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: { x: { value: 1 } },
      templateLink: { uri: 'br:mcr.microsoft.com/bicep/avm/res/a/b:2.0.0' },
    });
  });

  it('with capital letters in its tag is found under the mask of these letters', () => {
    const files = { '/modules/br/example.azurecr.io/a/v1-RC$18/main.json': '{ "resources": [] }' };
    const source = "module m 'br:example.azurecr.io/a:v1-RC' = { name: 'm' }";
    expect(compile({ ...files, 'main.bicep': source }).notCovered).toEqual([]);
  });

  it('has aliases in the nearest configuration', () => {
    const config = JSON.stringify({
      moduleAliases: { br: { mine: { registry: 'mcr.microsoft.com', modulePath: 'bicep/avm/res' } } },
    });
    const source = "module m 'br/mine:a/b:1.0.0' = { name: 'm' }";
    const { problems, notCovered } = compile(
      { ...others, 'bicepconfig.json': config, 'deep/er/main.bicep': source },
      'deep/er/main.bicep',
    );
    expect(problems).toEqual([]);
    expect(notCovered).toEqual([]);
  });

  it('may be a template spec, whose template stands in an envelope', () => {
    const id = '00000000-0000-0000-0000-000000000000';
    const spec = JSON.stringify({ properties: { mainTemplate: { resources: [{ name: 'inside' }] } } });
    const source = `module m 'ts:${id}/group/spec:1.0' = { name: 'm' }`;
    const { document } = compile({ [`/modules/ts/${id}/group/spec/1.0/main.json`]: spec, 'main.bicep': source });
    const template = at(document.root, 'resources', 0, 'properties', 'template');
    const part = isJsonObject(template) ? document.embedded(template) : undefined;
    const { start, end } = part?.spanOf({
      parent: { parent: { parent: undefined, segment: 'resources' }, segment: 0 },
      segment: 'name',
    }) ?? { start: 0, end: 0 };
    expect(spec.slice(start, end)).toBe('"inside"');
  });
});

describe('functions in a circle', () => {
  it('are told each, and their calls fail instead of going on', () => {
    const { document, problems } = compile(
      'func a(n int) int => b(n)\nfunc b(n int) int => c(n)\nfunc c(n int) int => a(n) + d(n)\nfunc d(n int) int => n',
    );
    expect(problems.map(problemText)).toEqual([
      'main.bicep:1:6: The function needs itself: a -> b -> c -> a',
      'main.bicep:2:6: The function needs itself: b -> c -> a -> b',
      'main.bicep:3:6: The function needs itself: c -> a -> b -> c',
    ]);
    const outputOf = (name: string) => at(document.root, 'functions', 0, 'members', name, 'output', 'value');
    expect(outputOf('a')).toBe("[unresolved('The function needs itself')]");
    expect(outputOf('d')).toBe("[parameters('n')]");
  });
});

describe('a module that cannot be followed', () => {
  it('is a deployment of what is not known, and listed', () => {
    const { document, notCovered } = compile("module m './gone.bicep' = { name: 'm' }");
    expect(notCovered.map(({ what, because }) => ({ what, because }))).toEqual([
      { what: "module './gone.bicep'", because: 'it cannot be followed' },
    ]);
    expect(at(document.root, 'resources', 0, 'properties', 'templateLink')).toEqual({ uri: './gone.bicep' });
  });
});

describe('a binary file', () => {
  it('has one problem, not one for every character', () => {
    const { problems } = compile({ 'main.bicep': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]) });
    expect(problems.map(problemText)).toEqual(['main.bicep:1:1: The file is binary']);
  });
});

describe('what is missing', () => {
  it.each([
    ['at the end of a line', 'var a =\nvar b = 1', '='],
    ['in front of something', 'var a = 1 + \nvar b = 1', ' '],
    ['at the end of the file', 'var a = 1 +', '+'],
  ])('%s is shown at a character beside it', (_, source, shown) => {
    const [problem] = compile(source).problems;
    expect(source.slice(problem?.span.start, problem?.span.end)).toBe(shown);
  });
});

describe('a file that is not there', () => {
  it('has a problem and no template', () => {
    const { document, problems, files } = compile({}, 'gone.bicep');
    expect(document.root).toBeNull();
    expect(problems.map(problemText)).toEqual(['gone.bicep:1:1: The file is not there, or may not be read']);
    expect(files).toEqual(['/repo/gone.bicep']);
  });
});

describe('a configuration that cannot be read', () => {
  it('is told as a warning, and the rest holds', () => {
    const { document, problems } = compile({ 'bicepconfig.json': '{', 'main.bicep': "output o string = 'x'" });
    expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
    expect(problems[0]?.document.name).toBe('bicepconfig.json');
    expect(at(document.root, 'outputs', 'o', 'value')).toBe('x');
  });
});
