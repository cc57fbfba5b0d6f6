// What a scan reads: paths, standard input, parameter files, the context, what is left out.

import { describe, expect, it } from 'vitest';
import { type CliSetting, cli, parameterFile, registryTemplate, ruleNamed } from '../support/cli.ts';

const rules = [ruleNamed('admin-user-disabled')];
const bad = registryTemplate({ adminUserEnabled: true });
const byParameter = registryTemplate(
  { adminUserEnabled: "[parameters('adminUser')]" },
  { parameters: { adminUser: { type: 'bool' } } },
);

interface Report {
  readonly findings: readonly { readonly verdict: string; readonly location: { readonly file: string } }[];
  readonly problems: readonly { readonly message: string }[];
  readonly coverage: { readonly files: readonly string[]; readonly deployments: readonly string[] };
}

async function report(argv: readonly string[], setting: CliSetting): Promise<Report & { readonly code: number }> {
  const { stdout, stderr, code } = await cli(['-f', 'json', ...argv], { rules, ...setting });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), code };
}

async function filesRead(argv: readonly string[], setting: CliSetting): Promise<readonly string[]> {
  return (await report(argv, setting)).coverage.files;
}

describe('paths', () => {
  const files = { 'main.json': bad, 'infra/a.json': bad, 'infra/deep/b.jsonc': bad, 'apps/c.JSON': bad, 'd.txt': bad };

  it('are everything below the working directory when there is none', async () => {
    expect(await filesRead([], { files })).toEqual(['apps/c.JSON', 'infra/a.json', 'infra/deep/b.jsonc', 'main.json']);
  });

  it.each([
    [['infra'], ['infra/a.json', 'infra/deep/b.jsonc']],
    [['infra/'], ['infra/a.json', 'infra/deep/b.jsonc']],
    [
      ['./main.json', 'apps'],
      ['apps/c.JSON', 'main.json'],
    ],
    [
      ['main.json', 'main.json', '.'],
      ['apps/c.JSON', 'infra/a.json', 'infra/deep/b.jsonc', 'main.json'],
    ],
    [['/repo/infra/deep'], ['infra/deep/b.jsonc']],
    [['infra/../main.json'], ['main.json']],
    [['d.txt'], ['d.txt']],
  ])('%j', async (argv, expected) => {
    expect(await filesRead(argv, { files })).toEqual(expected);
  });

  it('are shown relative to where the command runs', async () => {
    expect(await filesRead([], { files, from: 'infra' })).toEqual(['a.json', 'deep/b.jsonc']);
    expect(await filesRead(['../main.json'], { files, from: 'infra' })).toEqual(['../main.json']);
  });

  it.each([
    [['rulse'], "There is no file, folder or command 'rulse'; did you mean 'pratique rules'?"],
    [['explian'], "There is no file, folder or command 'explian'; did you mean 'pratique explain'?"],
  ])('%j is a command misspelt', async (argv, message) => {
    const { code, stderr } = await cli(argv, { files });
    expect(code).toBe(2);
    expect(stderr).toBe(`pratique: ${message}\n`);
  });

  it('a folder whose name is like a command is a folder', async () => {
    expect(await filesRead(['rulse'], { files: { 'rulse/main.json': bad } })).toEqual(['rulse/main.json']);
  });

  it('what is not there is told, and the rest is judged', async () => {
    const { code, problems, findings } = await report(['gone.json', 'main.json', 'gone/too'], { files });
    expect(problems.map(({ message }) => message)).toEqual([
      "There is no file or folder 'gone.json'",
      "There is no file or folder 'gone/too'",
    ]);
    expect(findings).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe('what is left out', () => {
  const files = {
    '.git/HEAD': '',
    '.gitignore': 'out/\n*.generated.json\n',
    'main.json': bad,
    'main.generated.json': bad,
    'out/main.json': bad,
    'node_modules/pack/main.json': bad,
    'infra/.gitignore': 'local.json\n!keep.generated.json\n',
    'infra/local.json': bad,
    'infra/keep.generated.json': bad,
    'infra/main.json': bad,
    'local.json': bad,
  };

  it('is what the repository ignores', async () => {
    expect(await filesRead([], { files })).toEqual([
      'infra/keep.generated.json',
      'infra/main.json',
      'local.json',
      'main.json',
    ]);
  });

  it('is the same when only a folder is scanned', async () => {
    expect(await filesRead(['infra'], { files })).toEqual(['infra/keep.generated.json', 'infra/main.json']);
    expect(await filesRead([], { files, from: 'infra' })).toEqual(['keep.generated.json', 'main.json']);
  });

  it('is nothing that was named', async () => {
    expect(await filesRead(['out/main.json', 'infra/local.json'], { files })).toEqual([
      'infra/local.json',
      'out/main.json',
    ]);
  });

  it('is what --exclude says, as often as it stands there', async () => {
    expect(await filesRead(['--exclude', 'infra', '--exclude', 'local.json'], { files })).toEqual(['main.json']);
    expect(await filesRead(['--exclude', '**/main.json'], { files })).toEqual([
      'infra/keep.generated.json',
      'local.json',
    ]);
  });
});

describe('standard input', () => {
  it('is a template where a path would be', async () => {
    const { findings, coverage, code } = await report(['-'], { stdin: bad, files: { 'main.json': bad } });
    expect(coverage.files).toEqual(['stdin.json']);
    expect(findings).toMatchObject([{ verdict: 'fail', location: { file: 'stdin.json' } }]);
    expect(code).toBe(1);
  });

  it('goes by the name given, and finds what is beside it', async () => {
    const files = { 'infra/main.parameters.json': parameterFile({ adminUser: true }) };
    const argv = ['-', 'infra/main.parameters.json', '--stdin-name', 'infra/main.json'];
    const { findings, coverage } = await report(argv, { stdin: byParameter, files });
    expect(coverage.deployments).toEqual(['infra/main.json with infra/main.parameters.json']);
    expect(findings).toMatchObject([{ verdict: 'fail', location: { file: 'infra/main.json' } }]);
  });

  it('stands beside paths', async () => {
    expect(await filesRead(['-', 'main.json'], { stdin: bad, files: { 'main.json': bad } })).toEqual([
      'main.json',
      'stdin.json',
    ]);
  });

  it.each([
    ['nothing', '', "'stdin.json' is no template: the file is empty"],
    ['half a template', bad.slice(0, -3), 'the file was not judged'],
    ['something else', '{}', 'neither a deployment template nor a parameter file'],
    ['a binary', new Uint8Array([0, 1, 2]), "'stdin.json' is no template: the file is binary"],
  ])('%s is an error', async (_, stdin, message) => {
    const { problems, code } = await report(['-'], { stdin });
    expect(problems[0]?.message).toContain(message);
    expect(code).toBe(2);
  });
});

describe('--parameters', () => {
  const files = {
    'main.json': byParameter,
    'main.parameters.json': parameterFile({ adminUser: false }),
    'elsewhere/strange-name.json': parameterFile({ adminUser: true }),
  };

  it('judges the template with that file instead of those that are found', async () => {
    const { coverage, findings } = await report(['--parameters', 'elsewhere/strange-name.json', 'main.json'], {
      files,
    });
    expect(coverage.deployments).toEqual(['main.json with elsewhere/strange-name.json']);
    expect(findings).toMatchObject([{ verdict: 'fail' }]);
  });

  it('judges it with each file when it stands there twice', async () => {
    const argv = ['--parameters', 'elsewhere/strange-name.json', '--parameters', 'main.parameters.json', 'main.json'];
    expect((await report(argv, { files })).coverage.deployments).toEqual([
      'main.json with elsewhere/strange-name.json',
      'main.json with main.parameters.json',
    ]);
  });

  it('a parameter file that is not there is an error', async () => {
    const { problems, code } = await report(['--parameters', 'gone.json', 'main.json'], { files });
    expect(problems).toMatchObject([{ message: "There is no file or folder 'gone.json'" }]);
    expect(code).toBe(2);
  });
});

describe('--assume', () => {
  const files = {
    'main.json': registryTemplate(
      { adminUserEnabled: "[parameters('adminUser')]" },
      { parameters: { adminUser: { type: 'bool', defaultValue: false } } },
    ),
  };

  it('takes defaults when nobody says', async () => {
    expect((await report([], { files })).findings).toEqual([]);
    expect((await report(['--assume', 'defaults'], { files })).findings).toEqual([]);
  });

  it('any finds what a caller could pass', async () => {
    expect((await report(['--assume', 'any'], { files })).findings).toMatchObject([
      { verdict: 'fails-when', witness: { adminUser: true } },
    ]);
  });

  it('knows two answers', async () => {
    const { code, stderr } = await cli(['--assume', 'all'], { files });
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are defaults, any.');
  });
});

describe('--context', () => {
  const files = {
    'main.json': registryTemplate({
      adminUserEnabled: "[and(equals(resourceGroup().name, 'sandbox'), equals(environment().name, 'AzureChinaCloud'))]",
    }),
  };

  it('what is not given is unknown', async () => {
    expect((await report([], { files })).findings).toMatchObject([{ verdict: 'unknown' }]);
  });

  it('what is given is used, keys and clouds in any case', async () => {
    const argv = ['--context', 'RESOURCEGROUP=sandbox', '--context', 'cloud=azurechinacloud'];
    expect((await report(argv, { files })).findings).toMatchObject([{ verdict: 'fail' }]);
    const other = ['--context', 'resourceGroup=production'];
    expect((await report(other, { files })).findings).toEqual([]);
  });

  it.each([
    ['resourcegruop=x', "--context knows no 'resourcegruop'; did you mean 'resourceGroup'? Keys are tenant,"],
    ['zone=1', "--context knows no 'zone'. Keys are tenant,"],
    ['location', '--context location has no value: write location=<value>'],
    ['location=', '--context location= has no value: write location=<value>'],
    ['cloud=AzureMoon', "There is no cloud 'AzureMoon'; clouds are AzureCloud,"],
  ])('%s is a mistake', async (fact, message) => {
    const { code, stdout, stderr } = await cli(['--context', fact], { files });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
