// Reports for tests of pages and histories, made by the engine itself over generated live registries.

import { checkEstate } from '../../src/engine/check.ts';
import { findingsOf } from '../../src/engine/findings.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import type { Problem, Report } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { JsonObject } from '../../src/values/json.ts';
import { fixedNow } from './cli.ts';
import { coreRules } from './rules.ts';

/** What a generated report differs in. */
export interface ReportParts {
  readonly rules?: readonly Rule[];
  readonly problems?: readonly Problem[];
}

/** The report on live registries. */
export function liveReport(registries: readonly JsonObject[], parts: ReportParts = {}): Report {
  const { rules = coreRules, problems = [] } = parts;
  const judged = checkEstate(liveEstate('tenant', registries), rules, { now: fixedNow });
  const counts = { pass: 0, fail: 0, 'fails-when': 0, unknown: 0, 'not-applicable': 0 };
  for (const { verdict } of judged) counts[verdict.kind]++;
  return {
    toolVersion: '1.2.3',
    rules: [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findings: findingsOf([{ deployment: 'tenant', judged }]),
    counts,
    coverage: { files: [], deployments: ['tenant'], resources: registries.length, withoutRule: [], notCovered: [] },
    problems,
    secrets: [],
    assume: 'defaults',
  };
}

/** The first of so many registries, spread over subscriptions; each is wrong in its own way, the same every time. */
export function registries(number: number, subscriptions = 40): readonly JsonObject[] {
  return Array.from({ length: number }, (_, i) =>
    registry(`contoso${i}`, i % subscriptions, {
      adminUserEnabled: i % 3 === 0,
      anonymousPullEnabled: i % 7 === 0,
      publicNetworkAccess: i % 2 === 0 ? 'Enabled' : 'Disabled',
      networkRuleSet: { defaultAction: i % 4 === 0 ? 'Allow' : 'Deny' },
      policies: {
        quarantinePolicy: { status: 'disabled' },
        exportPolicy: { status: i % 5 === 0 ? 'enabled' : 'disabled' },
        retentionPolicy: { days: i % 11, status: i % 6 === 0 ? 'disabled' : 'enabled' },
        softDeletePolicy: { retentionDays: 7, status: i % 8 === 0 ? 'enabled' : 'disabled' },
      },
    }),
  );
}

/** A registry as Azure answers. */
export function registry(name: string, subscription = 0, properties: JsonObject = {}): JsonObject {
  const id = `00000000-0000-4000-8000-${String(subscription).padStart(12, '0')}`;
  return {
    id: `/subscriptions/${id}/resourceGroups/rg-registries/providers/Microsoft.ContainerRegistry/registries/${name}`,
    type: 'Microsoft.ContainerRegistry/registries',
    name,
    location: 'westeurope',
    sku: { name: 'Premium' },
    apiVersion: '2023-07-01',
    properties,
  };
}
