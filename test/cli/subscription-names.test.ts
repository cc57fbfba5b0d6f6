// Names of subscriptions: read once, kept in snapshots, and shown instead of ids where a report is for people.

import { expect, it } from 'vitest';
import { startAzure } from '../azure/server.ts';
import { makeTenant, subscriptionId } from '../azure/tenant.ts';
import { cli, filesIn } from '../support/cli.ts';

it('stand in the HTML report, of Azure and of a snapshot', async () => {
  const azure = await startAzure(makeTenant({ subscriptions: 1, registries: () => 1 }));
  const binaries = new Map<string, Uint8Array>();
  const only = ['--only', 'admin-user-disabled', '-f', 'html'];
  const live = await cli(['audit', ...only, '--save', 'monday'], {
    network: azure.network,
    env: { PRATIQUE_ARM_TOKEN: 'token' },
    binaries,
  }).finally(azure.close);
  const memory = filesIn({ monday: '' });
  const files = { ...memory, read: (path: string) => binaries.get('monday') ?? memory.read(path) };
  const saved = await cli(['audit', 'monday', ...only], { files });
  for (const { stdout, code } of [live, saved]) {
    expect(code).toBe(1);
    expect(stdout).toMatch(/By subscription[\s\S]*>Contoso</);
    expect(stdout).not.toContain(`>${subscriptionId(0)}<`);
  }
});
