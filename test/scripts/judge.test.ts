// From a folder of sources and templates to verdicts, and from verdicts to the table.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bicepCompiler } from '../../scripts/conformance/compile.ts';
import { filesBelow } from '../../scripts/conformance/files.ts';
import { judge, type PairResult } from '../../scripts/conformance/judge.ts';
import { absentModules, referencesIn } from '../../scripts/conformance/modules.ts';
import { findPairs } from '../../scripts/conformance/pairs.ts';
import { allRounds } from '../../scripts/conformance/rounds.ts';
import { closingLine, isMiss, misses, resultTable } from '../../scripts/conformance/table.ts';
import type { CompiledTemplate } from '../../src/bicep/compiled.ts';
import { documentOf } from '../../src/values/document.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import { official, templateOf } from './official.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, Json>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pairs-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : jsonText(content));
  }
  return folder;
}

function names(files: Readonly<Record<string, Json>>): readonly string[] {
  return findPairs(folderOf(files)).map(({ name }) => name);
}

describe('pairs', () => {
  it('are sources beside what the compiler made of them', () => {
    expect(
      names({
        'avm/main.bicep': '',
        'avm/main.json': official,
        'quickstart/main.bicep': '',
        'quickstart/azuredeploy.json': official,
        'example/registry.bicep': '',
        'example/registry.json': official,
        'baseline/main.bicep': '',
        'baseline/main.symbolicnames.json': official,
      }),
    ).toEqual([
      'avm/main.bicep',
      'baseline/main.bicep → main.symbolicnames.json',
      'example/registry.bicep',
      'quickstart/main.bicep → azuredeploy.json',
    ]);
  });

  it('are not templates that somebody wrote by hand, and not samples that do not compile', () => {
    const { metadata, ...byHand } = official;
    expect(metadata).toBeDefined();
    expect(
      names({
        'hand/main.bicep': '',
        'hand/main.json': byHand,
        'broken/main.bicep': '',
        'broken/main.json': '{ "_generator"',
        'InvalidThings/main.bicep': '',
        'InvalidThings/main.json': official,
      }),
    ).toEqual([]);
  });
});

describe('registry modules', () => {
  it('are named by modules and imports, not by extensions and comments', () => {
    const text = [
      "module a 'br/public:avm/res/a/b:1.0.0' = {",
      "module b 'br:example.azurecr.io/bicep/c:v2' = {",
      "module c 'ts:00000000-0000-0000-0000-000000000000/group/spec:1' = {",
      "import { x } from 'br/public:avm/utl/types/y:0.1.0'",
      "} from 'br/public:avm/utl/types/z:0.1.0'",
      "extension 'br:example.azurecr.io/extensions/e:1.0.0'",
      "// module d 'br/public:avm/res/d/d:1.0.0'",
      "module e './e.bicep' = {",
    ].join('\n');
    expect(referencesIn(text)).toEqual([
      'br/public:avm/res/a/b:1.0.0',
      'br:example.azurecr.io/bicep/c:v2',
      'ts:00000000-0000-0000-0000-000000000000/group/spec:1',
      'br/public:avm/utl/types/y:0.1.0',
      'br/public:avm/utl/types/z:0.1.0',
    ]);
  });

  it('are absent where no folder holds them', () => {
    const folder = folderOf({
      'main.bicep': "module a 'br/public:avm/res/a/b:1.0.0' = {}\nmodule b 'br:example.azurecr.io:443/c:V2' = {}\n",
      'cache/br/mcr.microsoft.com/bicep$avm$res$a$b/1.0.0$/main.json': official,
      'other/br/example.azurecr.io$443/c/v2$1/main.json': official,
    });
    const sources = [join(folder, 'main.bicep')];
    expect(absentModules(sources, [join(folder, 'cache'), join(folder, 'other')])).toEqual([]);
    expect(absentModules(sources, [join(folder, 'cache')])).toEqual(['br:example.azurecr.io:443/c:V2']);
    expect(absentModules(sources, [])).toHaveLength(2);
  });
});

const registry = {
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  name: 'contoso',
  properties: { adminUserEnabled: false },
};
const source = `param name string = 'x'

resource r 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contoso'
  properties: {
    adminUserEnabled: false
  }
}
`;
const parameters = { name: { type: 'string', defaultValue: 'x' } };
const made = templateOf([registry], { parameters });

interface Compiled {
  readonly template?: Json;
  readonly problem?: string;
  readonly note?: string;
  readonly source?: string;
  readonly official?: Json;
}

/** The verdict on one source whose official template is {@link made}, unless something else is said. */
function judged({ template = made, problem, note, ...files }: Compiled): PairResult {
  const folder = folderOf({ 'main.bicep': files.source ?? source, 'main.json': files.official ?? made });
  const [pair] = findPairs(folder);
  if (pair === undefined) throw new Error('There is no pair');
  const document = documentOf('main.bicep', source, { value: template, problems: [] });
  const place = { document, span: { start: 25, end: 26 } };
  const compiled: CompiledTemplate = {
    document,
    problems: problem === undefined ? [] : [{ severity: 'error', message: problem, ...place }],
    notCovered: note === undefined ? [] : [{ what: note, because: 'it is not here', ...place }],
    files: [pair.source],
  };
  return judge(pair, { compile: () => compiled, rounds: allRounds, moduleFolders: [] });
}

const other = templateOf([{ ...registry, properties: { adminUserEnabled: true } }], { parameters });
const fewer = templateOf([], { parameters });

describe('a pair', () => {
  it('is the same when everything is', () => {
    expect(judged({})).toMatchObject({ verdict: 'same', silentLoss: false, resources: { official: 1, ours: 1 } });
  });

  it('is different with the place and both values', () => {
    const result = judged({ template: other });
    expect(result.verdict).toBe('different');
    expect(result.differences[0]).toMatchObject({
      path: 'properties.adminUserEnabled',
      official: false,
      ours: true,
      round: 'full',
    });
  });

  it('has problems when the front end says so, even with the same template', () => {
    expect(judged({ problem: 'No such file' })).toMatchObject({
      verdict: 'ours has problems',
      reason: 'main.bicep:3:1: No such file',
    });
  });

  it('has problems when the front end throws or makes no template', () => {
    const [pair] = findPairs(folderOf({ 'main.bicep': source, 'main.json': made }));
    const setting = { rounds: allRounds, moduleFolders: [] };
    const compile = (): never => {
      throw new Error('boom');
    };
    expect(pair && judge(pair, { ...setting, compile }).reason).toBe('thrown: boom');
    expect(judged({ template: null }).verdict).toBe('ours has problems');
  });

  it('loses nothing silently: a lost resource is named, unless a note says why', () => {
    expect(judged({ template: fewer })).toMatchObject({ verdict: 'different', silentLoss: true });
    expect(judged({ template: fewer, note: 'module' })).toMatchObject({ verdict: 'different', silentLoss: false });
  });

  it('is not comparable without its registry modules, even when nothing differs', () => {
    const result = judged({ source: `${source}module m 'br/public:avm/res/a/b:1.0.0' = {}\n` });
    expect(result).toMatchObject({ verdict: 'modules absent', reason: 'br/public:avm/res/a/b:1.0.0' });
  });

  it.each<readonly [what: string, change: Compiled, reason: string]>([
    [
      'a parameter',
      { source: source.replace('param name', 'param other') },
      "the JSON has the param 'name', the source has not",
    ],
    [
      'an output',
      { official: { ...made, outputs: { out: { type: 'string', value: 'x' } } } },
      "the JSON has the output 'out', the source has not",
    ],
    [
      'a default',
      { source: source.replace("'x'", "'y'") },
      "the default of 'name' is 'y' in the source, 'x' in the JSON",
    ],
    [
      'an API version',
      { source: source.replace('2023-07-01', '2025-04-01') },
      "the source names the API version '2025-04-01', the JSON does not",
    ],
    [
      'a property',
      { source: source.replace('adminUserEnabled', 'anonymousPullEnabled') },
      "the source names the property 'anonymousPullEnabled', the JSON does not",
    ],
    ['a text', { source: source.replace("'contoso'", "'fabrikam'") }, "the JSON has 'contoso', the source has not"],
  ])('is suspected stale when %s proves it, but only where something differs', (_, change, reason) => {
    expect(judged({ ...change, template: other })).toMatchObject({ verdict: 'suspected stale', reason });
    if (change.official === undefined) expect(judged(change).verdict).toBe('same');
  });

  it('takes no comment and no text for a declaration', () => {
    const text = `// param other string\n/* param other string */\n${source}var text = '''\nparam other string\n'''\n`;
    expect(judged({ source: text, template: other }).verdict).toBe('different');
  });
});

describe('the front end', () => {
  const verdicts = (files: Readonly<Record<string, Json>>): readonly string[] => {
    const folder = folderOf(files);
    const setting = { compile: bicepCompiler(filesBelow(folder, [])), rounds: allRounds, moduleFolders: [] };
    return findPairs(folder).map((pair) => judge(pair, setting).verdict);
  };
  const symbolic = { ...made, resources: { r: registry }, languageVersion: '2.0' };

  it('is measured on what it makes of a source, with each output of it', () => {
    expect(verdicts({ 'main.bicep': source, 'main.json': made, 'main.symbolicnames.json': symbolic })).toEqual([
      'same',
      'same',
    ]);
    expect(verdicts({ 'main.bicep': source, 'main.json': other })).toEqual(['different']);
  });

  it('sees nothing outside of the folder', () => {
    const module = "\nmodule m '../main.bicep' = {\n  name: 'm'\n}\n";
    expect(verdicts({ 'main.bicep': `${source}${module}`, 'main.json': made })).toEqual(['ours has problems']);
  });
});

describe('the table', () => {
  const results = [
    judged({}),
    judged({ template: other }),
    judged({ template: fewer }),
    judged({ problem: 'No such file' }),
    judged({ source: `${source}module m 'br/public:avm/res/a/b:1.0.0' = {}\n` }),
    judged({ template: other, source: source.replace('param name', 'param other') }),
  ];
  const folder = { folder: 'pairs', results, milliseconds: 1200 };

  it('counts verdicts, one row a folder', () => {
    const [, row = ''] = resultTable([folder]).split('\n');
    expect(row.split(/ {2,}/).slice(0, 11)).toEqual(['pairs', '6', '1', '2', '1', '1', '1', '0', '6', '5', '1']);
  });

  it('closes with percentages of what can be compared', () => {
    expect(closingLine([folder])).toBe(
      'same: 1 of 5 comparable pairs (20.0 %), 1 of 4 (25.0 %) without those suspected stale',
    );
  });

  it('lists every pair that is not the same, with its first difference', () => {
    const lines = misses([folder], 1).split('\n');
    expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
      'different: pairs/main.bicep',
      'different: pairs/main.bicep',
      'ours has problems: pairs/main.bicep (main.bicep:3:1: No such file)',
      'modules absent: pairs/main.bicep (br/public:avm/res/a/b:1.0.0)',
      "suspected stale: pairs/main.bicep (the JSON has the param 'name', the source has not)",
    ]);
    expect(lines[1]).toBe(
      '    [full] microsoft.containerregistry/registries/"contoso" → properties.adminUserEnabled: official false ours true',
    );
    expect(lines).toContain('    0 resources instead of 1, and nothing says why');
  });

  it('fails for what is wrong, not for what cannot be compared', () => {
    expect(results.filter(isMiss).map(({ verdict }) => verdict)).toEqual([
      'different',
      'different',
      'ours has problems',
    ]);
  });
});
