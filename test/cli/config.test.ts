// pratique.yaml: where it is looked for, what it sets, what wins over it, and mistakes in it.

import { describe, expect, it } from 'vitest';
import { cli, registryTemplate } from '../support/cli.ts';

const main = registryTemplate(
  { adminUserEnabled: "[parameters('adminUser')]" },
  { sku: 'Basic', parameters: { adminUser: { type: 'bool', defaultValue: true } } },
);

interface Report {
  readonly assume: string;
  readonly findings: readonly { readonly rule: string }[];
  readonly coverage: { readonly files: readonly string[]; readonly rules: readonly string[] };
}

async function scanWith(
  config: string,
  argv: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
  from?: string,
): Promise<Report & { readonly code: number }> {
  const { stdout, stderr, code } = await cli(['-f', 'json', ...argv], {
    files: { 'main.json': main, 'pratique.yaml': config, ...files },
    ...(from === undefined ? {} : { from }),
  });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), code };
}

describe('what it sets', () => {
  it('rules to run and to leave out', async () => {
    const { coverage } = await scanWith('only: [identity, sku-*]\nskip: [CKV_AZURE_138]\n');
    expect(coverage.rules).toEqual(['admin-user-disabled', 'sku-not-basic', 'sku-premium']);
  });

  it('files to leave out', async () => {
    const { coverage } = await scanWith('exclude: [old/]\n', [], { 'old/main.json': main });
    expect(coverage.files).toEqual(['main.json']);
  });

  it('what parameters without a value are', async () => {
    expect((await scanWith('assume: any\n')).assume).toBe('any');
  });

  it('what fails a run', async () => {
    expect((await scanWith('only: [sku-premium]\n')).code).toBe(1);
    expect((await scanWith('only: [sku-premium]\nfailOn: high\n')).code).toBe(0);
    expect((await scanWith('only: [admin-user-disabled]\nassume: any\n')).code).toBe(0);
    expect((await scanWith('only: [admin-user-disabled]\nassume: any\nstrict: true\n')).code).toBe(1);
  });

  it('what unknown verdicts do', async () => {
    const unknown = { 'main.json': main.replace('Basic', "[reference('x').sku]") };
    expect((await scanWith('only: [sku-premium]\nunknown: error\n', [], unknown)).code).toBe(1);
    expect((await scanWith('only: [sku-premium]\nunknown: ignore\n', [], unknown)).findings).toEqual([]);
  });

  it('where templates are deployed', async () => {
    const where = { 'main.json': registryTemplate({ adminUserEnabled: "[equals(resourceGroup().name, 'sandbox')]" }) };
    const config = 'only: [admin-user-disabled]\ncontext: { resourceGroup: sandbox }\n';
    expect((await scanWith(config, [], where)).code).toBe(1);
    expect((await scanWith(config, ['--context', 'resourceGroup=other'], where)).code).toBe(0);
  });

  it('nothing, when everything in it is a comment', async () => {
    const { coverage } = await scanWith('# only: [sku-premium]\n');
    expect(coverage.rules.length).toBeGreaterThan(2);
  });
});

describe('flags win', () => {
  it.each([
    ['only: [sku-premium]', ['--only', 'admin-user-disabled'], { coverage: { rules: ['admin-user-disabled'] } }],
    ['assume: any', ['--assume', 'defaults'], { assume: 'defaults' }],
    ['failOn: critical\nonly: [sku-premium]', ['--fail-on', 'medium'], { code: 1 }],
    ['unknown: error\nonly: [sku-premium]', ['--fail-on', 'never'], { code: 0 }],
  ])('%s under %j', async (config, argv, expected) => {
    expect(await scanWith(`${config}\n`, argv)).toMatchObject(expected);
  });
});

describe('where it is', () => {
  const nested = { 'infra/main.json': main, 'infra/deep/main.json': main };

  it('the nearest one from the working directory up to the root of the repository counts', async () => {
    const files = { ...nested, '.git/HEAD': '', 'infra/pratique.yaml': 'only: [admin-user-disabled]\n' };
    expect((await scanWith('only: [sku-premium]\n', [], files, 'infra/deep')).coverage.rules).toEqual([
      'admin-user-disabled',
    ]);
    expect((await scanWith('only: [sku-premium]\n', ['infra'], files)).coverage.rules).toEqual(['sku-premium']);
  });

  it('nothing outside the repository counts', async () => {
    const files = { ...nested, 'infra/.git/HEAD': '' };
    expect((await scanWith('only: [sku-premium]\n', [], files, 'infra/deep')).coverage.rules.length).toBeGreaterThan(1);
  });

  it('--config names another one', async () => {
    const files = { 'ci/strict.yaml': 'only: [admin-user-disabled]\n' };
    expect((await scanWith('only: [sku-premium]\n', ['--config', 'ci/strict.yaml'], files)).coverage.rules).toEqual([
      'admin-user-disabled',
    ]);
  });

  it('a named one that is not there is a mistake', async () => {
    const { code, stderr } = await cli(['--config', 'gone.yaml'], { files: { 'main.json': main } });
    expect(code).toBe(2);
    expect(stderr).toBe("pratique: The configuration file 'gone.yaml' cannot be read\n");
  });
});

describe('mistakes', () => {
  it.each([
    ['onyl: [sku-premium]', "pratique.yaml:1:1: There is no property 'onyl' here; did you mean 'only'?"],
    ['skip: []\nonly: sku-premium', 'pratique.yaml:2:7: This must be array'],
    [
      'failOn: hihg',
      'pratique.yaml:1:9: "hihg" is none of critical, high, medium, low, info, never; did you mean \'high\'?',
    ],
    [
      'context:\n  subscripton: x',
      "pratique.yaml:2:3: There is no property 'subscripton' here; did you mean 'subscription'?",
    ],
    ['context:\n  cloud: AzureMoon', 'pratique.yaml:2:10: "AzureMoon" is none of AzureCloud,'],
    ['strict: "yes"', 'pratique.yaml:1:9: This must be boolean'],
    ['only: [sku-premium', 'pratique.yaml:'],
    ['- sku-premium', 'pratique.yaml:1:1: This must be object'],
    ['only: [sku-premum]', "sku-premum selects no rule; did you mean 'sku-premium'?"],
    ['rules: [policies]', "There is no folder 'policies' with rules"],
  ])('%j', async (config, message) => {
    const { code, stdout, stderr } = await cli([], { files: { 'main.json': main, 'pratique.yaml': `${config}\n` } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^pratique: /);
    expect(stderr).toContain(message);
  });

  it('are told by `rules` and `explain` too', async () => {
    const files = { 'pratique.yaml': 'onyl: []\n' };
    for (const argv of [['rules'], ['explain', 'sku-premium']])
      expect(await cli(argv, { files }), argv[0]).toMatchObject({ code: 2, stdout: '' });
  });

  it('a file that is no text cannot be read', async () => {
    const files = { 'main.json': main, 'pratique.yaml': 'only\u0000' };
    const { code, stderr } = await cli([], { files });
    expect(code).toBe(2);
    expect(stderr).toContain("The configuration file 'pratique.yaml' cannot be read: the file is binary");
  });
});

it('a folder of rules is relative to the file that names it, not to where the command runs', async () => {
  const files = { 'infra/main.json': main, 'pratique.yaml': 'rules: [policies]\n', '.git/HEAD': '' };
  const missing = await cli([], { files: { ...files, 'infra/policies/x.yaml': '' }, from: 'infra' });
  expect(missing.stderr).toBe("pratique: There is no folder '../policies' with rules\n");
  const there = await cli(['-f', 'json'], { files: { ...files, 'policies/readme.txt': '' }, from: 'infra' });
  expect(there.code).toBe(1);
});
