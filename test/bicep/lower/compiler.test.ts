// What several files need is read and lowered once; what is found does not depend on what was compiled before.

import { describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../../src/bicep/compiler.ts';
import { at, compile, filesOf, problemText, type Sources, templateOf } from './support.ts';

const sources: Sources = {
  'main.bicep': `import { sku } from 'shared.bicep'
module a 'child.bicep' = { name: 'a' }
module b 'child.bicep' = { name: 'b' }
module c 'compiled.json' = { name: 'c' }
module d 'compiled.json' = { name: 'd' }
output o string = sku`,
  'other.bicep': "module a 'child.bicep' = { name: 'a' }\nmodule s 'shared.bicep' = { name: 's' }",
  'child.bicep': "import { sku } from 'shared.bicep'\noutput o string = '${sku}${loadTextContent('note.txt')}'",
  'shared.bicep': "@export()\nvar sku = 'Premium'\noutput o string = unknown()",
  'note.txt': 'note',
  'compiled.json': '{ "resources": [] }',
};

describe('a compiler', () => {
  it('reads every file once', () => {
    const files = filesOf(sources);
    const compiler = new BicepCompiler(files);
    compiler.compile('/repo/main.bicep');
    compiler.compile('/repo/other.bicep');
    compiler.compile('/repo/child.bicep');
    expect([...files.reads].sort()).toEqual([...new Set(files.reads)].sort());
  });

  it('shares the template of a module between its uses', () => {
    const compiler = new BicepCompiler(filesOf(sources));
    const root = compiler.compile('/repo/main.bicep').document.root;
    const templates = ['a', 'b', 'c', 'd'].map((name) => at(root, 'resources', name, 'properties', 'template'));
    expect(templates[0]).toBe(templates[1]);
    expect(templates[2]).toBe(templates[3]);
    expect(compiler.compile('/repo/child.bicep').document.root).toBe(templates[0]);
  });

  it('lists the files of a compilation, itself first', () => {
    const { files } = compile(sources);
    expect(files[0]).toBe('/repo/main.bicep');
    expect(files.map((path) => path.slice('/repo/'.length)).sort()).toEqual([
      'child.bicep',
      'compiled.json',
      'main.bicep',
      'note.txt',
      'shared.bicep',
    ]);
  });

  it('tells of a file that is only imported from what is wrong with its text, not with its deployment', () => {
    const compiler = new BicepCompiler(filesOf(sources));
    const texts = (path: string): readonly string[] => compiler.compile(`/repo/${path}`).problems.map(problemText);
    const wrong = "shared.bicep:3:19: There is no function 'unknown'";
    expect(texts('main.bicep')).toEqual([]);
    expect(texts('other.bicep')).toEqual([wrong]);
    expect(texts('main.bicep')).toEqual([]);
  });

  it('tells a problem once, however many ways lead to its file', () => {
    const wrong = { ...sources, 'child.bicep': 'output o string = nowhere' };
    expect(compile(wrong).problems.map(problemText)).toEqual(["child.bicep:1:19: The name 'nowhere' is not declared"]);
  });
});

describe('what limits the work', () => {
  it('ends variables that expand without end', () => {
    const variables = Array.from({ length: 40 }, (_, i) => `var v${i} = [v${i + 1}, v${i + 1}]`);
    const source = [
      ...variables,
      'var v40 = r.properties.x',
      "resource r 'A.B/c@2024-01-01' = { name: 'r', properties: { x: 1 } }",
      'output o array = v0',
    ];
    const { problems } = compile(source.join('\n'));
    expect(problems.map(({ message }) => message)).toEqual([
      'The file is not lowered any further: its variables expand too much',
    ]);
  });

  it('ends indexes that double with every parent', () => {
    const chain = Array.from({ length: 40 }, (_, i) => {
      const type = `A.B/${Array.from({ length: i + 2 }, () => 'c').join('/')}`;
      return `resource r${i + 1} '${type}@2024-01-01' = [for i in range(0, 2): { parent: r${i}[i + i], name: 'n' }]`;
    });
    const { problems } = compile(
      ["resource r0 'A.B/c@2024-01-01' = [for i in range(0, 2): { name: 'n${i}' }]", ...chain].join('\n'),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'The file is not lowered any further: its variables expand too much',
    ]);
  });

  it('leaves variables that need themselves where they are: evaluating them says what is wrong', () => {
    const resource = "resource r 'A.B/c@2024-01-01' = { name: 'r' }";
    const source = `var a = [b, r.properties.x]\nvar b = [a]\n${resource}\noutput o array = a`;
    expect(at(templateOf(source), 'variables')).toEqual({
      a: ["[variables('b')]", "[reference(resourceId('A.B/c', 'r'), '2024-01-01').x]"],
      b: ["[variables('a')]"],
    });
  });

  it('ends modules that are nested too deep', () => {
    const chain = Array.from({ length: 80 }, (_, i): [string, string] => [
      i === 0 ? 'main.bicep' : `m${i}.bicep`,
      `module next 'm${i + 1}.bicep' = { name: 'next' }`,
    ]);
    const { problems } = compile({ ...Object.fromEntries(chain), 'm80.bicep': "output o string = 'x'" });
    expect(problems.map(problemText)).toEqual([
      'm63.bicep:1:13: Modules are nested more than 64 levels deep; this one is left out',
    ]);
  });

  it('allows types that need themselves', () => {
    const source = 'type tree = { value: string, children: tree[]? }\nparam root tree';
    expect(at(templateOf(source), 'definitions', 'tree', 'properties', 'children')).toEqual({
      type: 'array',
      items: { $ref: '#/definitions/tree' },
      nullable: true,
    });
  });
});
