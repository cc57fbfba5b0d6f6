// Audits of the double of Azure, for tests.

import { auditReport } from '../../src/live/audit.ts';
import { type AskedScope, readScope } from '../../src/live/audit-scope.ts';
import { readCloud } from '../../src/live/clouds.ts';
import { needsOf } from '../../src/live/needs.ts';
import type { Snapshot } from '../../src/live/snapshot.ts';
import { type TakeSettings, takeSnapshot } from '../../src/live/take-snapshot.ts';
import type { Report } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Faults } from '../azure/faults.ts';
import { type LoggedRequest, startAzure } from '../azure/server.ts';
import { hasAdminUser, registryId, type Tenant } from '../azure/tenant.ts';
import { fixedNow, ruleNamed } from '../support/cli.ts';

/** What an audit gave, and what it asked. */
export interface Audited {
  readonly report: Report;
  readonly snapshot: Snapshot;
  readonly requests: readonly LoggedRequest[];
}

/** How to audit. */
export interface Auditing {
  readonly rules?: readonly Rule[];
  readonly faults?: Faults;
  readonly scope?: AskedScope;
  readonly settings?: Partial<TakeSettings>;
}

/** A rule of the registry itself, and rules of its children, its extensions and what only previews show. */
export const someRules: readonly Rule[] = [
  'admin-user-disabled',
  'resource-lock',
  'soft-delete-enabled',
  'token-scope-map-custom',
  'diagnostic-settings-present',
].map(ruleNamed);

/** Audits a tenant. */
export async function audit(
  tenant: Tenant,
  { rules = someRules, faults, scope = {}, settings }: Auditing = {},
): Promise<Audited> {
  const azure = await startAzure(tenant, faults);
  try {
    const { snapshot } = await takeSnapshot({
      scope: readScope(scope),
      tenant: undefined,
      cloud: readCloud(undefined),
      needs: needsOf(rules),
      token: async () => 'token',
      network: azure.network,
      milliseconds: 3_600_000,
      requestMilliseconds: 300,
      toolVersion: '1.2.3',
      progress: () => {},
      sink: undefined,
      before: undefined,
      ...settings,
    });
    return { snapshot, requests: azure.requests, report: judge(snapshot, rules) };
  } finally {
    await azure.close();
  }
}

/** Judges a snapshot. */
export function judge(snapshot: Snapshot, rules: readonly Rule[] = someRules): Report {
  return auditReport(snapshot, rules, { toolVersion: '1.2.3', now: fixedNow });
}

/** Ids of the registries in which a rule fails, lower case and sorted. */
export function failing({ findings }: Report, rule: string): readonly string[] {
  return findings
    .filter((finding) => finding.kind === 'fail' && finding.rule.id === rule)
    .map(({ place }) => place.document.name.toLowerCase())
    .sort();
}

/** Ids of the registries with the planted violation, lower case and sorted. */
export function planted(subscriptions: number, registries: (n: number) => number): readonly string[] {
  return Array.from({ length: subscriptions }, (_, n) =>
    Array.from({ length: registries(n) }, (_, i) =>
      hasAdminUser(n, i) ? [registryId(n, i).toLowerCase()] : [],
    ).flat(),
  )
    .flat()
    .sort();
}

/** The errors of a report, each in one text. */
export function errors({ problems }: Report): readonly string[] {
  return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}
