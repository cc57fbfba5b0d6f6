// Drift between templates and Azure itself: what is read is decided by what the templates declare.

import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/sources/file-system.ts';
import type { JsonObject } from '../../src/values/json.ts';
import type { Faults } from '../azure/faults.ts';
import { type LoggedRequest, startAzure } from '../azure/server.ts';
import { makeTenant, registryId, subscriptionId, type Tenant, tenantId } from '../azure/tenant.ts';
import { type CliResult, type CliSetting, cli, filesIn, registryTemplate } from '../support/cli.ts';
import { template } from '../support/template.ts';

const tenant = makeTenant({ subscriptions: 2, registries: () => 2, others: 4 });
const env = { PRATIQUE_ARM_TOKEN: 'token' };
const group = `/subscriptions/${subscriptionId(0)}/resourceGroups/platform`;
const asIs = { adminUserEnabled: true, publicNetworkAccess: 'disabled' };
const declared = registryTemplate(asIs, { name: 'contoso0x0' });

interface Drifted extends CliResult {
  readonly requests: readonly LoggedRequest[];
}

async function drift(
  text: string,
  argv: readonly string[],
  setting: CliSetting = {},
  faults: Faults = {},
  of: Tenant = tenant,
): Promise<Drifted> {
  const azure = await startAzure(of, faults);
  try {
    const files = { 'main.json': text };
    const result = await cli(['drift', 'main.json', ...argv], { network: azure.network, env, files, ...setting });
    return { ...result, requests: azure.requests };
  } finally {
    await azure.close();
  }
}

/** A template of several resources. */
function templateOf(...resources: readonly JsonObject[]): string {
  return JSON.stringify(template({ resources }), undefined, 2);
}

/** A template, and the snapshot that was saved as `monday`. */
function withSnapshot(text: string, binaries: ReadonlyMap<string, Uint8Array>): FileSystem {
  const files = filesIn({ 'main.json': text, monday: '' });
  return { ...files, read: (path) => (path.endsWith('/monday') ? binaries.get('monday') : files.read(path)) };
}

const registryType = 'Microsoft.ContainerRegistry/registries';

describe('pratique drift against Azure', () => {
  it.each([
    ['a resource group', [group]],
    ['a subscription', [`/subscriptions/${subscriptionId(0)}`]],
    ['a resource', [registryId(0, 0)]],
    ['a management group', ['/providers/Microsoft.Management/managementGroups/contoso']],
    ['--subscription', ['--subscription', subscriptionId(0)]],
    ['--resource-group', ['--subscription', subscriptionId(0), '--resource-group', 'Platform']],
    ['--resource', ['--resource', registryId(0, 0)]],
    ['--management-group', ['--management-group', 'contoso']],
    ['--tenant', ['--tenant', tenantId]],
  ])('compares with %s', async (_, argv) => {
    const { code, stdout } = await drift(declared, argv);
    expect(stdout).toBe('1 resource compared, 0 differences, 0 properties not known before deployment\n');
    expect(code).toBe(0);
  });

  it('finds what differs, with its place in the template', async () => {
    const { code, stdout } = await drift(
      registryTemplate({ ...asIs, adminUserEnabled: false }, { name: 'contoso0x0' }),
      [group],
    );
    expect(stdout).toMatch(
      /^main\.json:\d+:\d+: .*\/contoso0x0: properties\.adminUserEnabled is declared as false, and is true in Azure\n/,
    );
    expect(code).toBe(1);
  });

  it('says where it looked for what is not there', async () => {
    const { code, stdout } = await drift(registryTemplate({}, { name: 'contoso1x0' }), [
      `/subscriptions/${subscriptionId(0)}`,
    ]);
    expect(stdout).toContain(`registries/contoso1x0 is declared and is not in subscription ${subscriptionId(0)}`);
    expect(code).toBe(1);
  });

  it('takes templates for deployed where it looks', async () => {
    const { stdout } = await drift(registryTemplate(asIs, { name: "[concat(resourceGroup().name, '0x0')]" }), [
      `/subscriptions/${subscriptionId(0)}/resourceGroups/contoso`,
    ]);
    expect(stdout).toContain(`${registryType}/contoso0x0 is declared and is not in /subscriptions/`);
  });

  it('asks for the types that are declared, and for no others', async () => {
    const { requests } = await drift(declared, [group]);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(requests.filter(({ path }) => /tokens|locks|diagnosticSettings/i.test(path))).toEqual([]);
  });

  it('compares children that only the resource manager has', async () => {
    const token = {
      type: `${registryType}/tokens`,
      apiVersion: '2023-07-01',
      name: 'contoso0x0/builder',
      properties: { status: 'disabled' },
    };
    const { stdout, code } = await drift(templateOf(token), [group]);
    expect(stdout).toContain(
      'contoso0x0/builder: properties.status is declared as "disabled", and is "enabled" in Azure',
    );
    expect(code).toBe(1);
  });

  it('compares what only previews show', async () => {
    const properties = { ...asIs, policies: { softDeletePolicy: { status: 'disabled' } } };
    const { stdout, code } = await drift(registryTemplate(properties, { name: 'contoso0x0' }), [group]);
    expect(stdout).toContain(
      'properties.policies.softDeletePolicy.status is declared as "disabled", and is "enabled" in Azure',
    );
    expect(code).toBe(1);
  });
});

describe('pratique drift says what it did not compare', () => {
  const softDelete = registryTemplate(
    { ...asIs, policies: { softDeletePolicy: { status: 'disabled' } } },
    { name: 'contoso0x0' },
  );

  it('because nobody may read it, and then it is incomplete', async () => {
    const { stdout, code } = await drift(softDelete, [group], {}, { forbidden: /containerregistry\/registries$/ });
    expect(stdout).toContain(
      'properties.policies.softDeletePolicy was not compared: only preview versions of the API show it, and those were not read',
    );
    expect(code).toBe(2);
  });

  it('because its type could not be read', async () => {
    const { stdout, code } = await drift(declared, [group], {}, { withoutTables: ['resources'] });
    expect(stdout).toMatch(/contoso0x0 was not compared: Azure answered 400 DisallowedLogicalTableName/);
    expect(code).toBe(0);
  });

  it('because nothing reads its type', async () => {
    const { stdout, code } = await drift(
      templateOf({
        type: 'Microsoft.KeyVault/vaults/accessPolicies',
        apiVersion: '2023-07-01',
        name: 'vault/add',
        properties: {},
      }),
      [group],
    );
    expect(stdout).toContain(
      'vault/add was not compared: this program does not read microsoft.keyvault/vaults/accesspolicies',
    );
    expect(code).toBe(0);
  });

  it('because not all of its type is read', async () => {
    const settings = {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      name: 'audit',
      properties: {},
    };
    const { stdout, code } = await drift(templateOf(settings), [group]);
    expect(stdout).toContain('was not compared: it was not found, and not all resources of its type are read');
    expect(code).toBe(0);
  });

  it('because the snapshot was taken for something else', async () => {
    const binaries = new Map<string, Uint8Array>();
    await drift(declared, [group, '--save', 'monday'], { binaries });
    const vault = { type: 'Microsoft.KeyVault/vaults', apiVersion: '2023-07-01', name: 'vault', location: 'x' };
    const files = withSnapshot(templateOf(vault), binaries);
    const { stdout, code } = await cli(['drift', 'main.json', 'monday'], { files });
    expect(stdout).toContain('vaults/vault was not compared: the snapshot was taken without its type');
    expect(code).toBe(2);
  });
});

describe('pratique drift writes', () => {
  const changed = registryTemplate({ ...asIs, adminUserEnabled: false }, { name: 'contoso0x0' });

  it('Markdown', async () => {
    const { stdout, code } = await drift(changed, [group, '-f', 'markdown']);
    expect(stdout).toContain('# ❌ pratique drift: 1 difference\n');
    expect(stdout).toMatch(/\| `main\.json:\d+:\d+` \| .*properties\.adminUserEnabled is declared as false/);
    expect(code).toBe(1);
  });

  it('nothing when nobody wants to hear that all is well', async () => {
    expect(await drift(declared, [group, '--quiet'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('a snapshot that can be compared again without Azure', async () => {
    const binaries = new Map<string, Uint8Array>();
    const live = await drift(changed, [group, '--save', 'monday'], { binaries });
    const files = withSnapshot(changed, binaries);
    const again = await cli(['drift', 'main.json', 'monday'], { files });
    expect({ stdout: again.stdout, code: again.code }).toEqual({ stdout: live.stdout, code: 1 });
  });
});

describe('pratique drift says in a sentence, with exit code 2,', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['that it needs something to compare with', [], /^pratique: Say what the templates are compared with: an Azure id/],
    ['that there is no snapshot', ['monday'], /^pratique: There is no snapshot 'monday'/],
    ['that two scopes are one too many', [group, '--subscription', 'x'], /says what is meant: leave the scopes out/],
    ['that an id is none', ['/subscriptions/x/y'], /'\/subscriptions\/x\/y' is no resource id/],
    [
      'that it has no such format',
      [group, '-f', 'sarif'],
      /There is no format 'sarif'. Formats are terminal, markdown, json/,
    ],
    [
      'that a subscription is not visible',
      ['/subscriptions/missing'],
      /The subscription missing does not exist, or is not visible/,
    ],
  ])('%s', async (_, argv, sentence) => {
    const { code, stderr } = await drift(declared, argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  it('that there is nothing to compare', async () => {
    const { code, stderr, requests } = await drift(templateOf(), [group]);
    expect(code).toBe(2);
    expect(stderr).toContain("There is nothing to compare: 'main.json' declares no resource");
    expect(requests).toEqual([]);
  });
});
