// What is read of the tenant itself: no custom role reaches there, so that an auditor without that right is no failure.

import { describe, expect, it } from 'vitest';
import type { Faults } from '../azure/faults.ts';
import { startAzure } from '../azure/server.ts';
import { makeTenant } from '../azure/tenant.ts';
import { cli, ruleNamed } from '../support/cli.ts';
import { audit, errors } from './auditing.ts';

const tenant = makeTenant({ subscriptions: 1, registries: () => 1 });
const rules = ['customer-lockbox', 'resource-lock'].map(ruleNamed);
const nobody: Faults = { forbidden: /^\/providers\/microsoft\.customerlockbox/ };

describe('an auditor who may not read of the tenant whether it opted in to Customer Lockbox', () => {
  it('is told that it was not read, why, and that it is no fault of the run', async () => {
    const { report } = await audit(tenant, { rules, faults: nobody });
    expect(errors(report)).toEqual([]);
    expect(report.coverage.notCovered).toEqual([
      expect.objectContaining({
        what: 'tenantoptedin',
        because: expect.stringMatching(
          /^Azure answered 403 AuthorizationFailed: .*\. It is read at the root of the tenant, which no custom role reaches$/,
        ),
      }),
    ]);
  });

  it('is told so loudly where there is nothing else to judge', async () => {
    const azure = await startAzure(tenant, nobody);
    const { code, stdout } = await cli(['audit', '--only', 'customer-lockbox'], {
      network: azure.network,
      env: { PRATIQUE_ARM_TOKEN: 'token' },
      rules,
    }).finally(azure.close);
    expect(code).toBe(2);
    expect(stdout).toContain('is of a type that the selected rules judge');
  });
});

it('rights below the tenant can be had, and without them the run is incomplete', async () => {
  const { report } = await audit(tenant, { rules, faults: { forbidden: /customerlockbox|authorization\/locks$/ } });
  expect(errors(report)).toEqual([expect.stringMatching(/^locks of .* could not be read: Azure answered 403/)]);
});
