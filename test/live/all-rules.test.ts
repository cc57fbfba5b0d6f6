// Every rule of the catalogue against the double of Azure: how much is asked, and that nothing is guessed.

import { beforeAll, describe, expect, it } from 'vitest';
import { makeTenant } from '../azure/tenant.ts';
import { warmUpKusto } from '../support/kusto.ts';
import { ruleFiles } from '../support/rules.ts';
import { audit, errors, someRules } from './auditing.ts';

const { rules } = ruleFiles;

beforeAll(warmUpKusto);

/** Queries of Resource Graph among requests. */
function queries(requests: readonly { readonly method: string }[]): number {
  return requests.filter(({ method }) => method === 'POST').length;
}

describe('an audit by all rules', () => {
  it('reads everything that is there', async () => {
    const { report } = await audit(makeTenant({ subscriptions: 3, registries: () => 2 }), {
      rules,
      faults: { missing: /customerlockbox/ },
    });
    expect(errors(report)).toEqual([]);
    expect(report.coverage.notCovered.map(({ what }) => what)).toEqual(['registries/webhooks/events', 'tenantoptedin']);
    const unknown = report.findings.filter(({ kind }) => kind === 'unknown').map(({ rule }) => rule.id);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('asks Resource Graph once for each table, however many rules there are', async () => {
    const tenant = makeTenant({ subscriptions: 300, registries: (n) => Number(n < 3) });
    const { requests } = await audit(tenant, { rules });
    const half = await audit(tenant, { rules: rules.filter((_, i) => i % 2 === 0) });
    expect(queries(requests)).toBe(6);
    expect(queries(half.requests)).toBe(6);
    expect(requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('keeps within the quota also where it needs many pages', async () => {
    const tenant = makeTenant({ subscriptions: 2, registries: () => 9000 });
    const { report, requests } = await audit(tenant, {
      rules: someRules.slice(0, 1),
      settings: { requestMilliseconds: 20_000 },
    });
    expect(errors(report)).toEqual([]);
    expect(queries(requests)).toBe(18);
    expect(requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});
