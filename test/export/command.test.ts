// `pratique export` as people run it.

import { describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';

const { rules } = ruleFiles;

describe('export kql', () => {
  it('prints one query for each resource type, and why rules are left out', async () => {
    const { code, stdout, stderr } = await cli(['export', 'kql'], { rules });
    expect(code).toBe(0);
    expect(stdout.match(/^\/\/ Microsoft\.ContainerRegistry\/registries: \d+ rules$/m)).not.toBeNull();
    expect(stdout).toContain('\n// ip-rules-narrow: it counts the items of');
    expect(stderr).toMatch(/^pratique: \d+ rules exported, \d+ cannot be said exactly/);
  });

  it('takes rules by their ids in other tools', async () => {
    const { stdout } = await cli(['export', 'kql', 'CKV_AZURE_137'], { rules });
    expect(stdout.match(/iff\(/g)).toHaveLength(1);
    expect(stdout).toContain("'admin-user-disabled;'");
  });

  it('writes files', async () => {
    const { stdout, files } = await cli(['export', 'kql', '--out', 'queries'], { rules });
    expect(stdout).toBe(`${Object.keys(files).length} files in queries\n`);
    expect(Object.keys(files)).toContain('queries/microsoft.containerregistry.registries.kql');
    expect(files['queries/README.md']).toContain('| registry-tags | ');
  });

  it('heeds the settings of the configuration', async () => {
    const { stdout } = await cli(['export', 'kql', 'task-timeout-bounded'], {
      rules,
      files: { 'pratique.yaml': 'settings:\n  task-timeout-bounded:\n    maxSeconds: 600\n' },
    });
    expect(stdout).toContain('<= 600');
  });

  it('cannot do what no query says', async () => {
    const { code, stderr } = await cli(['export', 'kql', 'resource-lock'], { rules });
    expect(code).toBe(2);
    expect(stderr).toContain("'resource-lock' is left out: it looks at other resources");
  });

  it('says when a file cannot be written', async () => {
    const { code, stderr } = await cli(['export', 'kql', '--out', 'queries'], {
      rules,
      readOnly: ['queries/README.md'],
    });
    expect(code).toBe(2);
    expect(stderr).toContain("'queries/README.md' cannot be written");
  });
});

describe('export azure-policy', () => {
  it('prints a template that deploys all of it', async () => {
    const { code, stdout } = await cli(['export', 'azure-policy'], { rules });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).$schema).toContain('subscriptionDeploymentTemplate');
  });

  it('audits unless asked to deny', async () => {
    const usual = await cli(['export', 'azure-policy', 'quarantine-enabled'], { rules });
    const strict = await cli(['export', 'azure-policy', 'quarantine-enabled', '--effect', 'deny'], { rules });
    expect(usual.stdout).toContain('"defaultValue": "Audit"');
    expect(strict.stdout.match(/"defaultValue": "Deny"/g)).toHaveLength(2);
  });

  it('writes definitions, the template and the reasons', async () => {
    const { files } = await cli(['export', 'azure-policy', '--out', 'policies', '--scope', 'management-group'], {
      rules,
    });
    expect(files['policies/template.json']).toContain('managementGroupDeploymentTemplate');
    expect(JSON.parse(files['policies/definitions/pratique-quarantine-enabled.json'] ?? '')).toMatchObject({
      name: 'pratique-quarantine-enabled',
      properties: { mode: 'All', policyType: 'Custom' },
    });
    expect(files['policies/README.md']).toContain('| resource-lock | ');
  });

  it('refuses effects that there are not', async () => {
    const { code, stderr } = await cli(['export', 'azure-policy', '--effect', 'block'], { rules });
    expect(code).toBe(2);
    expect(stderr).toContain('audit, deny');
  });
});

describe('export', () => {
  it.each([['kql'], ['azure-policy']])('writes the same every time: %s', async (target) => {
    const [one, two] = [await cli(['export', target], { rules }), await cli(['export', target], { rules })];
    expect(one.stdout).toBe(two.stdout);
  });

  it('knows when a rule is not there', async () => {
    const { code, stderr } = await cli(['export', 'kql', 'quarantine-enabeld'], { rules });
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean 'quarantine-enabled'?");
  });
});
