// Drift between templates and what runs.

import { describe, expect, it } from 'vitest';
import { writeSnapshot } from '../../src/live/snapshot-file.ts';
import { type FileSystem, memoryFileSystem } from '../../src/sources/file-system.ts';
import { makeTenant } from '../azure/tenant.ts';
import { type CliResult, cli, registryTemplate, ruleNamed } from '../support/cli.ts';
import { audit } from './auditing.ts';

/** The registry of the tenant is Premium, has its admin user enabled and is not public. */
async function drift(template: string, argv: readonly string[] = []): Promise<CliResult> {
  const tenant = makeTenant({ subscriptions: 1, registries: () => 1 });
  const { snapshot } = await audit(tenant, { rules: [ruleNamed('admin-user-disabled')] });
  const pieces: Uint8Array[] = [];
  const put = (bytes: Uint8Array): boolean => pieces.push(bytes) > 0;
  writeSnapshot(snapshot.header, snapshot.units, { begin: put, append: put }).finish();
  return await cli(['drift', 'main.json', 'monday', ...argv], {
    files: withBytes(memoryFileSystem({ '/repo/main.json': template, '/repo/monday': '' }), Buffer.concat(pieces)),
  });
}

function withBytes(files: FileSystem, bytes: Uint8Array): FileSystem {
  return { ...files, read: (path) => (path === '/repo/monday' ? bytes : files.read(path)) };
}

const asIs = { adminUserEnabled: true, publicNetworkAccess: 'disabled' };

describe('pratique drift', () => {
  it('finds none where the registry is as declared', async () => {
    const { code, stdout } = await drift(registryTemplate(asIs, { name: 'contoso0x0' }));
    expect(stdout).toBe('1 resource compared, 0 differences, 0 properties not known before deployment\n');
    expect(code).toBe(0);
  });

  it('names each property that differs, with its place in the template', async () => {
    const properties = { ...asIs, adminUserEnabled: false, regionalEndpointEnabled: true };
    const { code, stdout } = await drift(registryTemplate(properties, { name: 'contoso0x0', sku: 'Standard' }));
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^main\.json:\d+:\d+: .*\/contoso0x0: sku\.name is declared as "?Standard"?, and is "?Premium"? in Azure$/,
      ),
      expect.stringMatching(/: properties\.adminUserEnabled is declared as false, and is true in Azure$/),
      expect.stringMatching(/: properties\.regionalEndpointEnabled is declared as true, and is not set in Azure$/),
      '1 resource compared, 3 differences, 0 properties not known before deployment',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('compares nothing that is not known, and says how much', async () => {
    const template = registryTemplate(
      { ...asIs, adminUserEnabled: "[parameters('admin')]" },
      { name: 'contoso0x0', parameters: { admin: { type: 'bool' } } },
    );
    const { code, stdout } = await drift(template);
    expect(stdout).toContain('0 differences, 1 property not known');
    expect(code).toBe(0);
  });

  it('tells of resources that are not there, and of those it cannot find', async () => {
    const missing = await drift(registryTemplate({}, { name: 'elsewhere' }));
    expect(missing.stdout).toMatch(/registries\/elsewhere is declared and is not in Azure/);
    expect(missing.code).toBe(1);
    const nameless = await drift(registryTemplate({}, { name: '[uniqueString(resourceGroup().id)]' }));
    expect(nameless.stdout).toMatch(/was not compared: its name is only known when it is deployed/);
    expect(nameless.code).toBe(0);
  });

  it('gives programs the same', async () => {
    const { stdout } = await drift(registryTemplate({ adminUserEnabled: false }, { name: 'contoso0x0' }), [
      '-f',
      'json',
    ]);
    expect(JSON.parse(stdout).differences).toEqual([
      expect.objectContaining({
        property: 'properties.adminUserEnabled',
        declared: 'false',
        live: 'true',
        file: 'main.json',
      }),
    ]);
  });
});
