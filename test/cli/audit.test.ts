// `pratique audit` as people run it: what it prints, what it says of mistakes, and its exit codes.

import { describe, expect, it } from 'vitest';
import type { Faults } from '../azure/faults.ts';
import { startAzure } from '../azure/server.ts';
import { makeTenant, registryId, subscriptionId, tenantId } from '../azure/tenant.ts';
import { type CliResult, type CliSetting, cli } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';

const tenant = makeTenant({ subscriptions: 2, registries: () => 3 });
const env = { PRATIQUE_ARM_TOKEN: 'token' };

async function audit(argv: readonly string[], setting: CliSetting = {}, faults: Faults = {}): Promise<CliResult> {
  const azure = await startAzure(tenant, faults);
  try {
    return await cli(['audit', ...argv], { network: azure.network, env, ...setting });
  } finally {
    await azure.close();
  }
}

/** A token that says something of itself. */
function tokenSaying(claims: Readonly<Record<string, unknown>>): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}

describe('pratique audit', () => {
  it('reports findings of a tenant, and fails', async () => {
    const { code, stdout } = await audit(['--tenant', tenantId, '-f', 'json', '--only', 'admin-user-disabled']);
    const { findings } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(findings.map(({ location }: { location: { file: string } }) => location.file.toLowerCase())).toEqual([
      registryId(0, 0).toLowerCase(),
    ]);
  });

  it('passes where nothing fails', async () => {
    const { code, stderr } = await audit(['--only', 'quarantine-enabled']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(['terminal', 'markdown', 'html'])(
    'counts subscriptions, not files, and assumes nothing of parameters: %s',
    async (format) => {
      const { stdout } = await audit(['--only', 'quarantine-enabled', '-f', format]);
      expect(stdout).toContain('2 subscriptions');
      expect(stdout).not.toMatch(/\d files?\b|without a value/);
    },
  );

  it('judges a resource group or a resource alone', async () => {
    const only = ['-f', 'json', '--only', 'admin-user-disabled'];
    const one = await audit(['--resource', registryId(0, 1), ...only]);
    expect(JSON.parse(one.stdout).findings).toEqual([]);
    const group = await audit(['--subscription', subscriptionId(0), '--resource-group', 'platform', ...only]);
    expect(JSON.parse(group.stdout).findings).toHaveLength(1);
  });

  it('looks below a management group', async () => {
    const { code, stdout } = await audit([
      '--management-group',
      'contoso',
      '-f',
      'json',
      '--only',
      'admin-user-disabled',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toHaveLength(1);
  });

  it('saves what it read, and judges it again without Azure', async () => {
    const binaries = new Map<string, Uint8Array>();
    const only = ['--only', 'admin-user-disabled', '-f', 'json'];
    const live = await audit(['--save', 'monday.snapshot', ...only], { binaries });
    const bytes = binaries.get('monday.snapshot') ?? new Uint8Array();
    const { memoryFileSystem } = await import('../../src/sources/file-system.ts');
    const files = { ...memoryFileSystem({ '/repo/monday.snapshot': '' }), read: () => bytes };
    const again = await cli(['audit', 'monday.snapshot', ...only], { files });
    expect(again.stdout).toBe(live.stdout);
    expect(again.code).toBe(1);
  });

  it('lets Azure judge, and says what it does not judge', async () => {
    const only = ['-f', 'json', '--only', 'admin-user-disabled,webhook-enabled,resource-lock'];
    const { rules } = ruleFiles;
    const whole = await audit(only, { rules });
    const { code, stdout, stderr } = await audit(['--push-down', ...only], { rules });
    const { byAzure, ...coverage } = JSON.parse(stdout).coverage;
    expect({ ...JSON.parse(stdout), coverage }).toEqual(JSON.parse(whole.stdout));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: [
        "pratique: 'admin-user-disabled' is judged here: registries are read whole for 'resource-lock', which is judged here",
        "pratique: 'resource-lock' is judged here: it looks at other resources",
        'pratique: 1 rule judged by Azure, 2 here',
        '',
      ].join('\n'),
    });
    expect(byAzure.here.map(({ rule }: { rule: string }) => rule)).toEqual(['admin-user-disabled', 'resource-lock']);
    const quiet = await audit(['--push-down', '--quiet', ...only], { rules });
    expect(quiet.stderr).toBe('');
    const all = await audit(['--push-down', '--set', 'strict', '-f', 'json=x.json'], { rules });
    expect(all.stderr).toMatch(/^pratique: \d+ rules judged by Azure, \d+ here; -f json has the reasons\n$/);
  });

  it('shows what Azure judged', async () => {
    const { code, stdout, stderr } = await audit(['--push-down', '--only', 'admin-user-disabled']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('judged by Azure: 6 of registries by 1 rule, of which 1 was read');
    expect(stdout).toContain('5 passed');
  });

  it('saves what Azure left open, and continues it only in the same way', async () => {
    const binaries = new Map<string, Uint8Array>();
    const only = ['--only', 'admin-user-disabled', '-f', 'json'];
    const live = await audit(['--push-down', '--save', 'monday.snapshot', ...only], { binaries });
    const bytes = binaries.get('monday.snapshot') ?? new Uint8Array();
    const { memoryFileSystem } = await import('../../src/sources/file-system.ts');
    const files = { ...memoryFileSystem({ '/repo/monday.snapshot': '' }), read: () => bytes };
    const again = await cli(['audit', 'monday.snapshot', ...only], { files });
    expect([again.stdout, again.code]).toEqual([live.stdout, 1]);
    const other = await cli(['audit', 'monday.snapshot', '--only', 'quarantine-enabled'], { files });
    expect(other.code).toBe(2);
    expect(other.stdout).toContain('the snapshot was taken for other rules, with --push-down');
    const resumed = await audit(['--resume', '--save', 'monday.snapshot', ...only], { files, binaries });
    expect({ code: resumed.code, stderr: resumed.stderr }).toEqual({
      code: 2,
      stderr: 'pratique: The snapshot cannot be continued: its rules of --push-down are not those of this audit\n',
    });
    const asked = await cli(['audit', 'monday.snapshot', '--push-down', ...only], { files });
    expect(asked.stderr).toBe('pratique: --push-down is a way to read Azure, and a snapshot has been read\n');
  });

  it('shows on a terminal what it reads', async () => {
    const { stderr } = await audit(['--only', 'admin-user-disabled'], { isTerminal: true });
    expect(stderr).toMatch(/reading resources: 1 of 1, 6 resources, \d+ s/);
  });

  it('prints the role it needs', async () => {
    const { code, stdout } = await cli(['audit', '--print-role', '--subscription', subscriptionId(0)]);
    const role = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(role.AssignableScopes).toEqual([`/subscriptions/${subscriptionId(0)}`]);
    expect(role.Actions.every((action: string) => action.endsWith('/read'))).toBe(true);
    expect(role.DataActions).toEqual([]);
  });
});

describe('pratique audit says in a sentence, with exit code 2,', () => {
  const old = tokenSaying({ exp: 1_700_000_000 });
  const other = tokenSaying({ exp: 1_900_000_000, tid: 'another-tenant' });
  const graph = tokenSaying({ exp: 1_900_000_000, aud: 'https://graph.microsoft.com/' });
  const sentences: readonly (readonly [string, readonly string[], CliSetting, Faults, string])[] = [
    [
      'that nobody signed in',
      [],
      { env: {} },
      {},
      'There are no credentials for --auth default: nobody can sign in here',
    ],
    [
      'that the token expired',
      [],
      { env: { PRATIQUE_ARM_TOKEN: old } },
      {},
      'The token expired at 2023-11-14T22:13:20.000Z: get a new one, or sign in with --auth',
    ],
    [
      'that Azure refuses the token',
      [],
      {},
      { tokenUses: 0 },
      'Azure refuses the token: it has expired, or it is for another tenant',
    ],
    [
      'that the token is for another tenant',
      ['--tenant', tenantId],
      { env: { PRATIQUE_ARM_TOKEN: other } },
      {},
      `The token is for the tenant another-tenant, not for ${tenantId}`,
    ],
    [
      'that the token is for something else',
      [],
      { env: { PRATIQUE_ARM_TOKEN: graph } },
      {},
      'The token is for https://graph.microsoft.com, not for https://management.azure.com',
    ],
    [
      'that the tenant has nothing visible',
      ['--tenant', 'elsewhere'],
      {},
      {},
      'No subscription of the tenant elsewhere is visible to these credentials: nothing was judged',
    ],
    [
      'that a subscription is not visible',
      ['--subscription', 'missing'],
      {},
      {},
      'The subscription missing does not exist, or is not visible to these credentials',
    ],
    [
      'that a management group has nothing visible',
      ['--management-group', 'x'],
      {},
      {},
      "No subscription of the management group 'x' is visible: nothing was judged",
    ],
    [
      'that a cloud is unknown',
      ['--cloud', 'AzureGermanCloud'],
      {},
      {},
      "There is no cloud 'AzureGermanCloud'; did you mean 'AzureChinaCloud'? Clouds are AzureCloud, AzureUSGovernment, AzureChinaCloud",
    ],
    [
      'that a resource id is none',
      ['--resource', 'contoso'],
      {},
      {},
      "'contoso' is no resource id: it begins with /subscriptions/<id>/resourceGroups/<name>/providers/",
    ],
    [
      'that a resource group needs a subscription',
      ['--resource-group', 'x'],
      {},
      {},
      '--resource-group needs the one --subscription that it is in',
    ],
    ['that there is no snapshot', ['monday'], {}, {}, "There is no snapshot 'monday'"],
    [
      'that a file is no snapshot',
      ['monday'],
      { files: { monday: '{}' } },
      {},
      "'monday' is no snapshot of pratique: it is not compressed",
    ],
    ['that there is no token file', ['--token-file', 'token'], {}, {}, "The token file 'token' cannot be read"],
    ['that there is nothing to continue', ['--resume'], {}, {}, '--resume continues the file of --save: name it'],
    [
      'that a snapshot cannot be written',
      ['--save', 'monday'],
      { readOnly: ['monday'] },
      {},
      "'monday' cannot be written",
    ],
  ];
  for (const [name, argv, setting, faults, sentence] of sentences) {
    it(name, async () => {
      const { code, stdout, stderr } = await audit([...argv, '--only', 'admin-user-disabled'], setting, faults);
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `pratique: ${sentence}\n` });
    });
  }

  it('that no subscription is visible: nothing is no pass', async () => {
    const azure = await startAzure({ ...tenant, subscriptions: [] });
    const { code, stderr } = await cli(['audit'], { network: azure.network, env }).finally(azure.close);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^pratique: No subscription is visible to these credentials: nothing was judged/);
  });

  it('that there is nothing to judge', async () => {
    const azure = await startAzure(makeTenant({ subscriptions: 1, registries: () => 0 }));
    const { code, stdout } = await cli(['audit', '--only', 'admin-user-disabled'], {
      network: azure.network,
      env,
    }).finally(azure.close);
    expect(code).toBe(2);
    expect(stdout).toContain('Nothing in all visible subscriptions (1) is of a type that the selected rules judge');
  });
});
