// From a peer's tests to rows beside our verdicts: readers of each peer, fixtures as estates, differences with reasons.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git } from '../../scripts/fields/checkout.ts';
import { type Checkout, openCheckout } from '../../scripts/parity/checkout.ts';
import { checkovTests } from '../../scripts/parity/checkov.ts';
import { type Comparison, compare, type Row } from '../../scripts/parity/compare.ts';
import { idleDifferences, rulesByControl } from '../../scripts/parity/controls.ts';
import type { Difference } from '../../scripts/parity/difference.ts';
import { differences } from '../../scripts/parity/differences.ts';
import { liveResources } from '../../scripts/parity/exported.ts';
import { kicsTests } from '../../scripts/parity/kics.ts';
import type { PeerTest } from '../../scripts/parity/peer-test.ts';
import { contextsIn } from '../../scripts/parity/pester.ts';
import { psruleTests } from '../../scripts/parity/psrule.ts';
import { closingLine, rowTable, summaryTable } from '../../scripts/parity/table.ts';
import { aliasesOf } from '../../src/engine/select.ts';
import type { Json } from '../../src/values/json.ts';
import { ruleFiles } from '../support/rules.ts';

const { rules } = ruleFiles;

function checkout(files: Readonly<Record<string, string>>): Checkout {
  return {
    paths: Object.keys(files).sort(),
    read: (path) => files[path] ?? '',
    commit: undefined,
    time: undefined,
  };
}

function template(...resources: readonly Json[]): string {
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema, contentVersion: '1.0.0.0', resources }, undefined, 2);
}

function registry(name: string, properties: Json, sku = 'Premium'): Json {
  return {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2025-04-01',
    name,
    location: 'westeurope',
    sku: { name: sku },
    properties,
  };
}

function compared(peer: string, tests: readonly PeerTest[], explained: readonly Difference[] = []): Comparison {
  return compare(tests, { peer, rules: rulesByControl(rules, peer), differences: explained, now: 0 });
}

/** `control resource: expected/ours` for each row. */
function verdicts({ rows }: Comparison): readonly string[] {
  return rows.map(({ control, resource, expected, ours }) => `${control} ${resource}: ${expected}/${ours}`);
}

describe('a checkout', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parity-'));
    for (const path of ['plain/a.txt', 'plain/b/c.txt', 'made/a.txt']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `text of ${path}`);
    }
    const made = join(folder, 'made');
    git(made, ['init', '--quiet']);
    git(made, ['add', '.']);
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    git(made, [...who, 'commit', '--quiet', '--no-verify', '-m', 'a', '--date', '2026-01-01T00:00:00Z']);
    writeFileSync(join(made, 'later.txt'), 'not committed');
    git(folder, ['clone', '--quiet', '--bare', 'made', 'bare']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is the files of a folder', () => {
    const { paths, read, commit, time } = openCheckout(join(folder, 'plain'));
    expect(paths).toEqual(['a.txt', 'b/c.txt']);
    expect(read('b/c.txt')).toBe('text of plain/b/c.txt');
    expect([commit, time]).toEqual([undefined, undefined]);
  });

  it('is the newest commit of a repository, bare or not', () => {
    for (const name of ['made', 'bare']) {
      const { paths, read, commit, time } = openCheckout(join(folder, name));
      expect(paths).toEqual(['a.txt']);
      expect(read('a.txt')).toBe('text of made/a.txt');
      expect(commit).toMatch(/^[0-9a-f]{7,}$/);
      expect(time).toBeGreaterThan(0);
    }
  });
});

describe("Checkov's tests", () => {
  const check = (id: string): string =>
    `id = "${id}"\n        supported_resources = ("Microsoft.ContainerRegistry/registries",)`;
  const lists = (passing: string, failing: string): string =>
    `passing_resources = {${passing}}\nfailing_resources = {${failing}}\n` +
    'self.assertEqual(summary["passed"], len(passing_resources))';

  it('are read from lists of resources', () => {
    const files = {
      'checkov/arm/checks/resource/Admin.py': check('CKV_AZURE_137'),
      'checkov/arm/checks/resource/Other.py': check('CKV_AZURE_1'),
      'tests/arm/checks/resource/test_Admin.py': `"/example_Admin"\n${lists(
        "'Microsoft.ContainerRegistry/registries.good'",
        "'Microsoft.ContainerRegistry/registries.bad'",
      )}`,
      'tests/arm/checks/resource/example_Admin/all.json': template(
        registry('good', { adminUserEnabled: false }),
        registry('bad', { adminUserEnabled: true }),
        registry('other', { adminUserEnabled: true }),
      ),
    };
    const result = compared('checkov', checkovTests(checkout(files), new Set(['CKV_AZURE_137'])));
    expect(verdicts(result)).toEqual(['CKV_AZURE_137 good: pass/pass', 'CKV_AZURE_137 bad: fail/fail']);
    expect(result.mistakes).toEqual([]);
    expect(result.rows.every(({ same }) => same)).toBe(true);
  });

  it('are read from the names of files where resources are only counted, Bicep included', () => {
    const files = {
      'checkov/bicep/checks/resource/azure/Admin.py': check('CKV_AZURE_137'),
      'tests/bicep/checks/resource/azure/test_Admin.py': `"/example_Admin"\nself.assertEqual(summary['passed'], 1)\nself.assertEqual(summary['failed'], 1)`,
      'tests/bicep/checks/resource/azure/example_Admin/x-FAILED.json': template(
        registry('acr', { adminUserEnabled: true }),
        { type: 'Microsoft.Web/sites', apiVersion: '2024-04-01', name: 'site' },
      ),
      'tests/bicep/checks/resource/azure/example_Admin/x-PASSED.bicep':
        "resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {\n  name: 'acr'\n  location: 'westeurope'\n  sku: { name: 'Basic' }\n}\n",
    };
    const result = compared('checkov', checkovTests(checkout(files), new Set(['CKV_AZURE_137'])));
    expect(verdicts(result)).toEqual(['CKV_AZURE_137 acr: fail/fail', 'CKV_AZURE_137 acr: pass/pass']);
    expect(result.mistakes).toEqual([]);
  });

  it('are misread where another number of resources is found', () => {
    const files = {
      'checkov/arm/checks/resource/Admin.py': check('CKV_AZURE_137'),
      'tests/arm/checks/resource/test_Admin.py': `"/example_Admin"\n${lists(
        "'Microsoft.ContainerRegistry/registries.good'",
        '',
      )}`,
      'tests/arm/checks/resource/example_Admin/pass.json': template(),
    };
    const { mistakes } = compared('checkov', checkovTests(checkout(files), new Set(['CKV_AZURE_137'])));
    expect(mistakes).toEqual([
      'CKV_AZURE_137: tests/arm/checks/resource/test_Admin.py expects pass of 1 resources, but 0 were found',
    ]);
  });
});

describe("PSRule's tests", () => {
  const pester = `
Describe 'x' {
    Context 'Conditions' {
        BeforeAll {
            $invokeParams = @{ Option = @{ 'Configuration.AZURE_RESOURCE_ALLOWED_LOCATIONS' = @('here', 'there') } }
            $dataPath = Join-Path -Path $here -ChildPath 'Resources.json';
        }
        It 'Azure.ACR.AdminUser' {
            $filteredResult = $result | Where-Object { $_.RuleName -eq 'Azure.ACR.AdminUser' };
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'Fail' });
            $ruleResult.TargetName | Should -BeIn 'a';
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'Pass' });
            $ruleResult.TargetName | Should -BeIn 'b', 'c';
        }
        It 'Azure.ACR.ReplicaLocation' {
            $filteredResult = $result | Where-Object { $_.RuleName -eq 'Azure.ACR.ReplicaLocation' };
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'Fail' });
            $ruleResult.TargetName | Should -Be 'b';
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'Pass' });
            $ruleResult.TargetName | Should -Be 'a';
        }
        It 'Azure.ACR.Usage' {
            $filteredResult = $result | Where-Object { $_.RuleName -eq 'Azure.ACR.Usage' };
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'None' });
            $ruleResult.TargetName | Should -Be 'c';
            $ruleResult = @($filteredResult | Where-Object { $_.Outcome -eq 'Fail' });
            $ruleResult.TargetName | Should -Be 'a';
        }
    }
    Context 'Names' {
        $validNames = @(
            'registry1'
        )
        $invalidNames = @(
            'registry-1'
        )
        $testObject = [PSCustomObject]@{ ResourceType = 'Microsoft.ContainerRegistry/registries' }
        It '<_>' -ForEach $validNames {
            $ruleResult = $testObject | Invoke-PSRule @invokeParams -Name 'Azure.ACR.Name';
            $ruleResult.Outcome | Should -Be 'Pass';
        }
        It '<_>' -ForEach $invalidNames {
            $ruleResult = $testObject | Invoke-PSRule @invokeParams -Name 'Azure.ACR.Name';
            $ruleResult.Outcome | Should -Be 'Fail';
        }
    }
}`;
  const exported = (name: string, properties: Json, resources: readonly Json[] = []): Json => ({
    Id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/${name}`,
    Name: name,
    Type: 'Microsoft.ContainerRegistry/registries',
    Location: 'here',
    Sku: { Name: 'Premium' },
    Properties: properties,
    resources,
  });
  const folder = 'tests/PSRule.Rules.Azure.Tests';
  const resources = JSON.stringify([
    exported('a', { adminUserEnabled: true }, [
      { name: 'Size', limit: 100, currentValue: 99, type: 'Microsoft.ContainerRegistry/registries/listUsages' },
    ]),
    exported('b', { adminUserEnabled: false }, [
      { Name: 'x', Location: 'elsewhere', Type: 'Microsoft.ContainerRegistry/registries/replications' },
    ]),
    exported('c', {}),
  ]);

  it('name resources by outcome, in contexts', () => {
    const [conditions, names] = contextsIn(pester);
    expect(conditions?.inputs).toEqual(['Resources.json']);
    expect(conditions?.configured).toEqual([['AZURE_RESOURCE_ALLOWED_LOCATIONS', ['here', 'there']]]);
    expect(conditions?.assertions.slice(0, 2)).toEqual([
      { rule: 'Azure.ACR.AdminUser', outcome: 'fail', names: ['a'] },
      { rule: 'Azure.ACR.AdminUser', outcome: 'pass', names: ['b', 'c'] },
    ]);
    expect(names?.names).toEqual(['registry1', 'registry-1']);
  });

  it('judge exported resources with what belongs to them, by the configuration of the test', () => {
    const controls = ['Azure.ACR.AdminUser', 'Azure.ACR.ReplicaLocation', 'Azure.ACR.Usage'];
    const files = { [`${folder}/x.Tests.ps1`]: pester, [`${folder}/Resources.json`]: resources };
    const result = compared('psrule', psruleTests(checkout(files), new Set(controls)));
    expect(result.mistakes).toEqual([]);
    expect(verdicts(result)).toEqual([
      'Azure.ACR.AdminUser a: fail/fail',
      'Azure.ACR.AdminUser b: pass/pass',
      'Azure.ACR.AdminUser c: pass/pass',
      'Azure.ACR.ReplicaLocation a: pass/pass',
      'Azure.ACR.ReplicaLocation b: fail/fail',
      'Azure.ACR.Usage a: fail/fail',
      'Azure.ACR.Usage c: none/not-applicable',
    ]);
    expect(result.rows.every(({ same }) => same)).toBe(true);
  });

  it('judge names without anything else', () => {
    const tests = psruleTests(checkout({ [`${folder}/x.Tests.ps1`]: pester }), new Set(['Azure.ACR.Name']));
    expect(verdicts(compared('psrule', tests))).toEqual([
      'Azure.ACR.Name registry1: pass/pass',
      'Azure.ACR.Name registry-1: fail/fail',
    ]);
  });

  it('judge templates with the parameter files that name them', () => {
    const text = (inputs: readonly string[]): string =>
      `Context 'x' {\n${inputs.map((name) => `-Path $here -ChildPath '${name}'`).join('\n')}
       Where-Object { $_.RuleName -eq 'Azure.ACR.AdminUser' }
       Where-Object { $_.Outcome -eq 'Fail' }
       $ruleResult.TargetName | Should -Be 'acr';`;
    const files = (inputs: readonly string[], metadata: Json): Checkout =>
      checkout({
        [`${folder}/x.Tests.ps1`]: text(inputs),
        [`${folder}/t.json`]: template(registry('acr', { adminUserEnabled: "[parameters('admin')]" })).replace(
          '"resources"',
          '"parameters": { "admin": { "type": "bool" } }, "resources"',
        ),
        [`${folder}/p.json`]: JSON.stringify({
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
          metadata,
          parameters: { admin: { value: true } },
        }),
      });
    for (const [inputs, metadata] of [
      [['t.json', 'p.json'], {}],
      [['p.json'], { template: './t.json' }],
    ] as const) {
      const tests = psruleTests(files(inputs, metadata), new Set(['Azure.ACR.AdminUser']));
      expect(verdicts(compared('psrule', tests))).toEqual(['Azure.ACR.AdminUser acr: fail/fail']);
    }
  });

  it('have a page with an example that should pass', () => {
    const page = `---\nresourceType: Microsoft.ContainerRegistry/registries\n---\n## EXAMPLES\n\n\`\`\`json\n${JSON.stringify(
      registry("[parameters('name')]", { adminUserEnabled: true }),
    )}\n\`\`\`\n`;
    const tests = psruleTests(
      checkout({ 'docs/en/rules/Azure.ACR.AdminUser.md': page }),
      new Set(['Azure.ACR.AdminUser']),
    );
    expect(verdicts(compared('psrule', tests))).toEqual(['Azure.ACR.AdminUser {name}: pass/fail']);
  });

  it('give children the ids that their places say', () => {
    const made = liveResources({
      Id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v',
      Name: 'v',
      Type: 'Microsoft.KeyVault/vaults',
      resources: [
        { Id: '/wrong/keys/k', Name: 'k', Type: 'Microsoft.KeyVault/vaults/keys' },
        {
          Name: 'd',
          Type: 'Microsoft.KeyVault/vaults',
          ExtensionResourceType: 'Microsoft.Insights/diagnosticSettings',
        },
      ],
    });
    expect(made.map(({ id }) => String(id).split('/providers/').slice(1).join(' '))).toEqual([
      'Microsoft.KeyVault/vaults/v',
      'Microsoft.KeyVault/vaults/v/keys/k',
      'Microsoft.KeyVault/vaults/v Microsoft.Insights/diagnosticSettings/d',
    ]);
  });
});

describe("KICS' tests", () => {
  const folder = 'assets/queries/azureResourceManager/key_vault/';
  const id = '7c25f361-7c66-44bf-9b69-022acd5eb4bd';
  const vault = (name: string, properties: Json): Json => ({
    type: 'Microsoft.KeyVault/vaults',
    apiVersion: '2023-07-01',
    name,
    location: 'westeurope',
    properties,
  });
  const positive = template(vault('bad', {}), vault('good', { enablePurgeProtection: true }));
  const files = {
    [`${folder}metadata.json`]: JSON.stringify({ id }),
    [`${folder}test/negative1.json`]: template(vault("[parameters('vault')]", { enablePurgeProtection: true })).replace(
      '"resources"',
      '"parameters": { "vault": { "type": "string" } }, "resources"',
    ),
    [`${folder}test/negative2.json`]: JSON.stringify({ properties: { template: JSON.parse(positive) as Json } }),
    [`${folder}test/positive1.json`]: positive,
    [`${folder}test/positive2.json`]: positive,
    [`${folder}test/positive_expected_result.json`]: JSON.stringify([{ line: 6, fileName: 'positive1.json' }]),
  };

  it('find resources by their lines; vaults matter because a registry uses their keys', () => {
    const result = compared('kics', kicsTests(checkout(files), new Set([id])));
    expect(verdicts(result)).toEqual([`${id} vault: pass/pass`, `${id} bad: fail/fail`, `${id} good: pass/pass`]);
    expect(result.mistakes).toEqual([]);
  });
});

describe('a difference', () => {
  const files = {
    'checkov/arm/checks/resource/Pull.py':
      'id = "CKV_AZURE_138"\n supported_resources = ("Microsoft.ContainerRegistry/registries",)',
    'tests/arm/checks/resource/test_Pull.py':
      '"/example_Pull"\npassing_resources = {\'Microsoft.ContainerRegistry/registries.acr\'}\nfailing_resources = {}',
    'tests/arm/checks/resource/example_Pull/pass.json': template(registry('acr', {}, 'Basic')),
  };
  const tests = checkovTests(checkout(files), new Set(['CKV_AZURE_138']));
  const reason: Difference = {
    peer: 'checkov',
    controls: ['CKV_AZURE_138'],
    expected: 'pass',
    ours: 'not-applicable',
    right: 'both',
    because: 'of the tier',
    see: 'a page',
  };
  const differenceIn = (explained: readonly Difference[]): Row['difference'] =>
    compared('checkov', tests, explained).rows[0]?.difference;

  it('is explained by the reason for its control, resource and verdicts', () => {
    expect(differenceIn([reason])).toBe(reason);
    expect(differenceIn([{ ...reason, resources: ['acr'], source: 'test_Pull' }])).toBeDefined();
  });

  it('is not explained by any other reason', () => {
    const others: readonly Partial<Difference>[] = [
      { peer: 'kics' },
      { controls: ['CKV_AZURE_139'] },
      { expected: 'fail' },
      { ours: 'unknown' },
      { resources: ['other'] },
      { source: 'docs/' },
    ];
    for (const other of others) expect(differenceIn([{ ...reason, ...other }])).toBeUndefined();
  });

  it('is idle where nothing differs so', () => {
    const { rows } = compared('checkov', tests, [reason]);
    expect(idleDifferences([reason], 'checkov', rows)).toEqual([]);
    expect(idleDifferences([reason], 'checkov', [])).toHaveLength(1);
    expect(idleDifferences([reason], 'psrule', [])).toEqual([]);
  });

  it('is told with its reason, and counted', () => {
    const { rows } = compared('checkov', tests, [reason]);
    expect(rowTable(rows)).toContain('not-applicable  differs, both are right: of the tier');
    expect(rowTable(compared('checkov', tests).rows)).toContain('DIFFERS, unexplained');
    expect(summaryTable(rows)).toContain('| CKV_AZURE_138 | anonymous-pull-disabled | 1 | 0 | 1 |');
    expect(closingLine(rows)).toBe('1 compared, 0 the same; of the 1 others both are right in 1');
    expect(closingLine([])).toBe('0 compared, 0 the same');
  });
});

describe('a control that selects several rules', () => {
  it('has the worst of their verdicts', () => {
    const logs = [{ category: 'ContainerRegistryLoginEvents', enabled: true }];
    const properties = { workspaceId: '/subscriptions/s', logs };
    const test: PeerTest = {
      control: 'Azure.ACR.AuditLogs',
      source: 'x',
      settings: {},
      expected: () => 'fail',
      counts: { fail: 1 },
      fixtures: [
        {
          kind: 'live',
          name: 'acr',
          resource: {
            Name: 'acr',
            Type: 'Microsoft.ContainerRegistry/registries',
            resources: [
              {
                Name: 'd',
                Type: 'Microsoft.ContainerRegistry/registries',
                ExtensionResourceType: 'Microsoft.Insights/diagnosticSettings',
                properties,
              },
            ],
          },
        },
      ],
    };
    const { rows } = compared('psrule', [test]);
    expect(rows.map(({ rule, ours }) => `${rule}: ${ours}`)).toEqual([
      'diagnostic-login-repository-events + diagnostic-settings-present: fail',
    ]);
  });
});

describe('the explained differences', () => {
  it('are about ids that our rules have', () => {
    const known = new Set(rules.flatMap(aliasesOf));
    expect(differences.flatMap(({ controls }) => controls).filter((control) => !known.has(control))).toEqual([]);
  });

  it('are different verdicts, and say where that is written', () => {
    for (const { expected, ours, because, see } of differences) {
      expect(ours).not.toBe(expected === 'none' ? 'not-applicable' : expected);
      expect(because).not.toBe('');
      expect(see).toMatch(/^(https:\/\/|docs\/)/);
    }
  });
});
