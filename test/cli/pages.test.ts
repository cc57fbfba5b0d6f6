// `rules`, `explain`, help and version: what people read without scanning anything.

import { describe, expect, it } from 'vitest';
import { severities } from '../../src/model/rule.ts';
import { cli, ruleNamed } from '../support/cli.ts';
import { coreRules, ruleFiles } from '../support/rules.ts';

describe('rules', () => {
  it('lists every rule, sorted by id, in columns', async () => {
    const { stdout, stderr, code } = await cli(['rules']);
    const lines = stdout.trimEnd().split('\n');
    const ids = lines.map((line) => line.split(' ')[0]);
    expect(ids).toEqual(coreRules.map(({ id }) => id).sort());
    const column = lines[0]?.search(/(?<=\s)\S/) ?? -1;
    for (const line of lines) expect(severities).toContain(line.slice(column).split(' ')[0]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it('says what is in preview and what is deprecated', async () => {
    const { stdout } = await cli(['rules', '--only', 'trust-policy-enabled,quarantine-enabled']);
    expect(stdout).toMatch(/^quarantine-enabled .*\(preview\)$/m);
    expect(stdout).toMatch(/^trust-policy-enabled .*\(deprecated\)$/m);
  });

  it('as JSON tells programs everything they select by', async () => {
    const { stdout } = await cli(['rules', '-f', 'json']);
    const list = JSON.parse(stdout) as Record<string, unknown>[];
    expect(list.map(({ id }) => id)).toEqual(coreRules.map(({ id }) => id).sort());
    for (const rule of list) {
      const { title, severity, category, tags, sets, aliases, peers, controls, types, preview, since } =
        ruleShape(rule);
      expect([title, severity, category, since].every((text) => typeof text === 'string')).toBe(true);
      expect([tags, sets, aliases, types].every(Array.isArray)).toBe(true);
      expect(aliases).toEqual(Object.values(peers as Record<string, string[]>).flat());
      expect(typeof controls).toBe('object');
      expect(typeof preview).toBe('boolean');
    }
  });

  it('as JSON names the ids in other tools and what replaces a deprecated rule', async () => {
    const { stdout } = await cli(['rules', '-f', 'json', '--only', 'trust-policy-enabled']);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: 'trust-policy-enabled',
        severity: 'medium',
        aliases: expect.arrayContaining(['AZR-000009', 'Azure.ACR.ContentTrust', 'CKV_AZURE_164']),
        deprecated: { removal: '2028-03-31', replacedBy: expect.stringContaining('Notary Project') },
      },
    ]);
    const other = await cli(['rules', '-f', 'json', '--only', 'sku-premium']);
    expect(JSON.parse(other.stdout)).toMatchObject([{ deprecated: null }]);
  });

  it('lists what is selected', async () => {
    const { stdout } = await cli(['rules', '--only', 'CKV_AZURE_137,sku-*', '--severity', 'medium']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['admin-user-disabled', 'sku-not-basic', 'sku-premium']);
  });

  it('a selector that selects nothing is a mistake', async () => {
    const { code, stdout, stderr } = await cli(['rules', '--only', 'sku-premum']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("did you mean 'sku-premium'?");
  });

  it('goes into a file when one is named', async () => {
    const printed = await cli(['rules', '-f', 'json']);
    const written = await cli(['rules', '-f', 'json=rules.json']);
    expect(written).toEqual({ code: 0, stdout: '', stderr: '', files: { 'rules.json': printed.stdout } });
  });

  it('has no other formats', async () => {
    const { code, stderr } = await cli(['rules', '-f', 'sarif']);
    expect(code).toBe(2);
    expect(stderr).toContain("There is no format 'sarif'. Formats are terminal, json.");
  });
});

function ruleShape(rule: Record<string, unknown>): Record<string, unknown> {
  expect(Object.keys(rule)).toEqual(
    expect.arrayContaining(['id', 'title', 'severity', 'aliases', 'sets', 'deprecated']),
  );
  return rule;
}

describe('explain', () => {
  it.each(['admin-user-disabled', 'ADMIN-USER-DISABLED', 'CKV_AZURE_137', 'azr-000005', 'Azure.ACR.AdminUser'])(
    '%s',
    async (name) => {
      const { stdout, stderr, code } = await cli(['explain', name]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout.split('\n')[0]).toBe('admin-user-disabled  Container registry has no admin user');
      const { why, recommendation, links } = ruleNamed('admin-user-disabled');
      for (const text of [why, recommendation, links[0]?.url ?? '?', 'CKV_AZURE_137', 'Example that fails'])
        expect(stdout).toContain(text);
    },
  );

  it('as Markdown is a page', async () => {
    const { stdout } = await cli(['explain', 'admin-user-disabled', '-f', 'markdown']);
    expect(stdout).toMatch(/^# admin-user-disabled\n\nContainer registry has no admin user\.\n/);
    expect(stdout).toMatch(/^## Recommendation$/m);
    const fences = stdout.match(/^```/gm) ?? [];
    expect(fences.length).toBeGreaterThan(0);
    expect(fences.length % 2).toBe(0);
    const written = await cli(['explain', 'admin-user-disabled', '-f', 'markdown=page.md']);
    expect(written).toEqual({ code: 0, stdout: '', stderr: '', files: { 'page.md': stdout } });
  });

  it.each([
    ['admin-user-disabeld', "There is no rule 'admin-user-disabeld'; did you mean 'admin-user-disabled'?"],
    ['CKV_AZURE_1377', "There is no rule 'CKV_AZURE_1377'; did you mean 'CKV_AZURE_137'?"],
    ['nothing-like-any-of-them', "There is no rule 'nothing-like-any-of-them'"],
  ])('%s is no rule', async (name, message) => {
    expect(await cli(['explain', name])).toEqual({ code: 2, stdout: '', stderr: `pratique: ${message}\n`, files: {} });
  });

  it('needs a rule', async () => {
    const { code, stderr } = await cli(['explain']);
    expect(code).toBe(2);
    expect(stderr).toContain("missing required argument 'rule'");
  });

  it('every rule has a page in both forms', async () => {
    for (const { id } of ruleFiles.rules)
      for (const argv of [[], ['-f', 'markdown']]) {
        const { code, stdout } = await cli(['explain', id, ...argv], { rules: ruleFiles.rules });
        expect(code, id).toBe(0);
        expect(stdout, id).not.toMatch(/undefined|\[object Object\]/);
      }
  });
});

describe('help', () => {
  it('of the program names its commands', async () => {
    for (const argv of [['--help'], ['-h'], ['help']]) {
      const { stdout, stderr, code } = await cli(argv);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout).toMatch(/^Usage: pratique /);
      for (const command of ['scan', 'rules', 'explain']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('of `scan` has its flags in four groups, exit codes and examples', async () => {
    const { stdout, code } = await cli(['scan', '--help']);
    expect(code).toBe(0);
    expect(await cli(['help', 'scan'])).toMatchObject({ stdout });
    const groups = [...stdout.matchAll(/^(\w+):$/gm)].map(([, name]) => name);
    expect(groups.filter((name) => /Select|Input|Decide|Output/.test(name ?? ''))).toEqual([
      'Select',
      'Input',
      'Decide',
      'Output',
    ]);
    const under = (heading: string): string =>
      stdout.split(new RegExp(`^${heading}:$`, 'm'))[1]?.split(/^\w+:$/m)[0] ?? '';
    for (const flag of ['--only', '--skip', '--severity', '--exclude']) expect(under('Select')).toContain(flag);
    for (const flag of ['--parameters', '--rules', '--config', '--stdin-name', '--assume', '--context'])
      expect(under('Input')).toContain(flag);
    for (const flag of ['--fail-on', '--unknown', '--strict']) expect(under('Decide')).toContain(flag);
    for (const flag of ['--format', '--show', '--quiet', '--color']) expect(under('Output')).toContain(flag);
    expect(stdout).toContain('Exit codes:\n  0  nothing fails\n  1  something at or above --fail-on fails\n  2  ');
    expect(stdout).toContain('pratique infra -f terminal -f sarif=out.sarif');
  });

  it('fits 80 columns', async () => {
    for (const command of ['scan', 'rules', 'explain'])
      for (const line of (await cli([command, '--help'])).stdout.split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

it('the version is printed alone', async () => {
  for (const flag of ['--version', '-V'])
    expect(await cli([flag])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '', files: {} });
});
