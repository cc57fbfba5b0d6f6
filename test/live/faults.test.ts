// Complete or loud: whatever goes wrong, every planted violation is found, or the report says what is missing.

import { describe, expect, it } from 'vitest';
import type { Faults } from '../azure/faults.ts';
import { makeTenant } from '../azure/tenant.ts';
import { ruleNamed } from '../support/cli.ts';
import { audit, errors, failing, planted } from './auditing.ts';

const adminUser = ruleNamed('admin-user-disabled');

const subscriptions = 4;
const registries = (n: number): number => (n === 3 ? 0 : 9);
const tenant = makeTenant({ subscriptions, registries, others: 40 });
const violations = planted(subscriptions, registries);

describe('an audit', () => {
  it('finds every planted violation, and nothing else', async () => {
    const { report, requests } = await audit(tenant);
    expect(errors(report)).toEqual([]);
    expect(failing(report, 'admin-user-disabled')).toEqual(violations);
    expect(violations.length).toBeGreaterThan(2);
    expect(failing(report, 'resource-lock')).toHaveLength(6);
    expect(failing(report, 'soft-delete-enabled')).toEqual([]);
    expect(report.findings.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('sends nothing but GET and the one query', async () => {
    const { requests } = await audit(tenant);
    const posted = requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
    expect(new Set(posted)).toEqual(
      new Set(['POST /providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01']),
    );
  });
});

describe('faults that pass', () => {
  const passing: Readonly<Record<string, Faults>> = {
    'a storm of throttling': { storm: 12 },
    'server errors': { errorEvery: 4 },
    'connections that break': { dropEvery: 5 },
    'bodies that do not end': { stallEvery: 9 },
    'answers that are too large': { maxAnswerBytes: 3000 },
    'all of them': { storm: 3, errorEvery: 7, dropEvery: 11, stallEvery: 29, maxAnswerBytes: 6000 },
  };
  for (const [name, faults] of Object.entries(passing)) {
    it(`lose nothing: ${name}`, async () => {
      const { report, requests } = await audit(tenant, { faults });
      expect(errors(report)).toEqual([]);
      expect(failing(report, 'admin-user-disabled')).toEqual(violations);
      expect(failing(report, 'resource-lock')).toHaveLength(6);
      expect(
        requests.some(({ status }) => status !== 200) ||
          name === 'connections that break' ||
          name === 'bodies that do not end',
      ).toBe(true);
    });
  }

  it('lose nothing where the pages of Resource Graph do not fit together', async () => {
    const large = makeTenant({ subscriptions, registries: () => 400 });
    const { report, requests } = await audit(large, { faults: { torn: true }, rules: [adminUser] });
    expect(errors(report)).toEqual([]);
    expect(failing(report, adminUser.id)).toEqual(planted(subscriptions, () => 400));
    expect(requests.length).toBeGreaterThan(4);
  });
});

describe('faults that stay', () => {
  const staying: Readonly<Record<string, { readonly faults: Faults; readonly says: RegExp }>> = {
    'a right that is missing': {
      faults: { forbidden: /contoso1x2\/tokens$/ },
      says: /registries\/tokens of .*contoso1x2 could not be read: Azure answered 403 AuthorizationFailed/i,
    },
    'a link to another host': {
      faults: { foreignLink: /contoso0x1\/tokens$/ },
      says: /tokens of .*contoso0x1 could not be read: Azure's answer continues at another host \(example\.com\)/i,
    },
    'a redirect': {
      faults: { redirect: /contoso0x1\/tokens$/ },
      says: /tokens of .* could not be read: Azure redirects/,
    },
    'a part of the subscriptions': {
      faults: { partialScope: true },
      says: /registries.* of .* and 3 others could not be read: Resource Graph looked at a part/,
    },
    'server errors without end': { faults: { errorEvery: 1 }, says: /./ },
  };
  for (const [name, { faults, says }] of Object.entries(staying)) {
    it(`are told: ${name}`, async () => {
      const outcome = await audit(tenant, { faults }).then(
        ({ report }) => errors(report).join('\n'),
        (error: Error) => error.message,
      );
      expect(outcome).toMatch(says);
    });
  }

  it('leave unknown what depends on them, with the reason, and judge the rest', async () => {
    const { report } = await audit(tenant, { faults: { forbidden: /contoso1x2\/providers\/microsoft.insights/ } });
    const unknown = report.findings.filter(({ kind }) => kind === 'unknown');
    expect(unknown.map(({ rule, resources }) => [rule.id, resources[0]?.name])).toEqual([
      ['diagnostic-settings-present', 'contoso1x2'],
    ]);
    expect(unknown[0]?.because[0]).toMatchObject({
      what: expect.stringMatching(/^diagnosticsettings of contoso1x2 were not read: Azure answered 403/),
    });
    expect(failing(report, 'diagnostic-settings-present')).toEqual([]);
  });

  it('leave unknown what a cloud does not have, without calling the audit incomplete', async () => {
    const rules = [ruleNamed('admin-user-disabled'), ruleNamed('defender-scan-present')];
    const { report } = await audit(tenant, { rules, faults: { withoutTables: ['securityresources'] } });
    expect(errors(report)).toEqual([]);
    expect(report.coverage.notCovered.map(({ because }) => because)).toEqual([
      expect.stringMatching(/^Azure answered 400 DisallowedLogicalTableName/),
    ]);
    const kinds = report.findings.filter(({ rule }) => rule.id === 'defender-scan-present').map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['unknown']));
    expect(failing(report, 'admin-user-disabled')).toEqual(violations);
  });

  it('leave open what may be in subscriptions that were not read', async () => {
    const rules = [ruleNamed('resource-lock'), ruleNamed('private-endpoint-present')];
    const whole = await audit(tenant, { rules });
    const part = await audit(tenant, { rules, scope: { subscriptions: [tenant.subscriptions[0] ?? ''] } });
    expect(whole.report.coverage.notCovered).toEqual([]);
    expect(errors(part.report)).toEqual([]);
    expect(part.report.coverage.notCovered.map(({ what, because }) => `${what}: ${because}`)).toEqual([
      'privateendpoints: others may be in subscriptions that were not read',
    ]);
    expect(failing(part.report, 'resource-lock')).toHaveLength(2);
  });

  it('leave unknown what only previews of the API show', async () => {
    const { report } = await audit(tenant, {
      faults: { forbidden: /subscriptions\/00000001[^/]*\/providers\/microsoft.containerregistry\/registries$/ },
    });
    const found = report.findings.filter(({ rule }) => rule.id === 'soft-delete-enabled');
    expect(found.map(({ kind }) => kind)).toEqual(Array.from({ length: 9 }, () => 'unknown'));
    expect(errors(report)).toEqual([
      expect.stringMatching(/^preview properties of registries of .* could not be read: .*403/),
    ]);
  });

  it('stop at the deadline, and say so', async () => {
    const { report } = await audit(tenant, { settings: { milliseconds: 150 } });
    expect(errors(report).join('\n')).toContain('the time for the audit was over');
  });
});
