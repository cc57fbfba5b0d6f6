// Azure judges by the rules that queries say exactly: the report is the same, and less leaves Azure.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRule } from '../../src/engine/read-rule.ts';
import { pushDown } from '../../src/export/push-down.ts';
import { liveSide } from '../../src/live/live-side.ts';
import { pushedNeedsOf } from '../../src/live/push-down.ts';
import type { SnapshotSink } from '../../src/live/snapshot-file.ts';
import type { TakeSettings } from '../../src/live/take-snapshot.ts';
import type { Report } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import { htmlReport } from '../../src/reporters/html/html.ts';
import { jsonReport } from '../../src/reporters/json.ts';
import { markdownReport } from '../../src/reporters/markdown.ts';
import { styleFor } from '../../src/reporters/style.ts';
import { terminalReport } from '../../src/reporters/terminal.ts';
import { validatorFor } from '../../src/sources/schema.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';
import type { Faults } from '../azure/faults.ts';
import { makeTenant, registryId, subscriptionId, type Tenant } from '../azure/tenant.ts';
import { ruleNamed } from '../support/cli.ts';
import { root, ruleFiles } from '../support/rules.ts';
import { type Audited, type Auditing, audit, errors, failing, judge, planted } from './auditing.ts';
import { readSnapshot } from './snapshots.ts';

const registries = 'microsoft.containerregistry/registries';
const pushable = ruleFiles.rules.filter((rule) => pushDown(rule).kind === 'query');
const adminUser = ruleNamed('admin-user-disabled');
const few = ['admin-user-disabled', 'anonymous-pull-disabled', 'quarantine-enabled'].map(ruleNamed);
const tenant = variousTenant();

/** How Azure judges what it can. Evaluating a query takes longer than answers do elsewhere. */
function pushing(rules: readonly Rule[]): Pick<TakeSettings, 'needs' | 'requestMilliseconds'> {
  return { needs: pushedNeedsOf(rules), requestMilliseconds: 60_000 };
}

/** An audit in which Azure judges what it can. */
async function pushed(rules: readonly Rule[], auditing: Omit<Auditing, 'rules'> = {}): Promise<Audited> {
  const settings = { ...auditing.settings, ...pushing(rules) };
  return await audit(tenant, { ...auditing, rules, settings });
}

/** A report without what says who judged, and without parts of resources that no rule is about: they stay in Azure too. */
function shown(report: Report): string {
  const { byAzure, resources, withoutRule, ...coverage } = report.coverage;
  const counted = resources - withoutRule.reduce((sum, { count }) => sum + count, 0);
  return jsonReport({ ...report, coverage: { ...coverage, resources: counted, withoutRule: [] } });
}

/** Registries, and what belongs to them, of which hardly two are alike. */
function variousTenant(): Tenant {
  const plain = makeTenant({ subscriptions: 3, registries: () => 12, others: 9 });
  const resources = plain.resources.map((resource, i) =>
    String(resource.type).toLowerCase() === registries ? various(resource, i) : resource,
  );
  const parts = [0, 1, 2].flatMap((n) => [0, 1, 2, 3].flatMap((i) => around(n, i)));
  return { ...plain, resources: [...resources, ...parts] };
}

/** One of some values, or the field left out. */
function pick(i: number, ...values: readonly (Json | undefined)[]): Json | undefined {
  return values[i % values.length];
}

function without(object: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;
}

function various(registry: JsonObject, i: number): JsonObject {
  const { properties } = registry;
  const sku = String(pick(i, 'Premium', 'Premium', 'Standard', 'Basic'));
  return {
    ...registry,
    location: String(pick(i, 'westeurope', 'westus')),
    sku: { name: sku, tier: sku },
    ...without({ identity: pick(i, undefined, { type: 'SystemAssigned' }, { type: 'None' }) }),
    properties: without({
      ...(properties as JsonObject),
      adminUserEnabled: pick(i, false, true, undefined),
      anonymousPullEnabled: pick(i, undefined, false, true, false, false),
      publicNetworkAccess: pick(i, 'Disabled', 'Enabled', undefined),
      networkRuleSet: pick(i, undefined, { defaultAction: 'Deny' }, { defaultAction: 'Allow' }),
      encryption: pick(i, undefined, { status: 'disabled' }, { status: 'enabled', keyVaultProperties: {} }),
      roleAssignmentMode: pick(i, 'AbacRepositoryPermissions', 'LegacyRegistryPermissions', undefined),
      policies: without({
        quarantinePolicy: pick(i, { status: 'enabled' }, { status: 'enabled' }, { status: 'disabled' }, undefined),
        retentionPolicy: pick(i, { status: 'enabled', days: 3 }, { status: 'enabled', days: 30 }, undefined),
        exportPolicy: pick(i, { status: 'disabled' }, { status: 'enabled' }),
      }),
    }),
  };
}

/** A webhook, a replication, a task, a cluster and a plan of Defender. */
function around(n: number, i: number): readonly JsonObject[] {
  const id = registryId(n, i);
  const group = id.slice(0, id.indexOf('/providers/'));
  const one = (path: string, type: string, properties: JsonObject): JsonObject => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { id: path, name, type, location: 'westeurope', properties };
  };
  const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/c${i}`;
  const plan = `/subscriptions/${subscriptionId(n)}/providers/Microsoft.Security/pricings/${i === 0 ? 'Containers' : `P${i}`}`;
  const type = 'Microsoft.ContainerRegistry/registries';
  return [
    one(`${id}/webhooks/w${i}`, `${type}/webhooks`, without({ status: pick(i, 'enabled', 'disabled', undefined) })),
    one(`${id}/replications/r${i}`, `${type}/replications`, without({ zoneRedundancy: pick(i, 'Enabled', undefined) })),
    one(
      `${id}/tasks/t${i}`,
      `${type}/tasks`,
      without({ status: pick(i, 'Enabled', 'Disabled'), timeout: pick(i, 60) }),
    ),
    one(cluster, 'Microsoft.ContainerService/managedClusters', without({ securityProfile: pick(i, undefined, {}) })),
    one(plan, 'Microsoft.Security/pricings', { pricingTier: String(pick(i, 'Standard', 'Free')) }),
  ];
}

/** Rows that came from Resource Graph. */
function rowsOf({ requests }: Audited): number {
  return requests.reduce((sum, { rows }) => sum + rows, 0);
}

describe('an audit with push-down', () => {
  it('says the same by every rule that queries say', async () => {
    const whole = await audit(tenant, { rules: pushable });
    const ours = await pushed(pushable);
    expect(shown(ours.report)).toBe(shown(whole.report));
    expect(new Set(ours.report.findings.map(({ rule }) => rule.id)).size).toBeGreaterThan(15);
    expect(ours.report.counts['not-applicable']).toBeGreaterThan(20);
    expect(ours.report.coverage.byAzure?.types.map(({ type }) => type)).toEqual([
      registries,
      `${registries}/replications`,
      `${registries}/tasks`,
      `${registries}/webhooks`,
      'microsoft.containerservice/managedclusters',
      'microsoft.security/pricings',
    ]);
    expect(ours.report.coverage.byAzure?.here).toEqual([]);
  });

  it.each(pushable)('says the same by $id alone, and reads no more than that is about', async (rule) => {
    const whole = await audit(tenant, { rules: [rule] });
    const ours = await pushed([rule]);
    expect(shown(ours.report)).toBe(shown(whole.report));
    const types = ours.report.coverage.byAzure?.types ?? [];
    const found = new Set(ours.report.findings.map(({ place }) => place.document.name)).size;
    expect(types.reduce((sum, { read }) => sum + read, 0)).toBe(found);
  });

  it('reads fewer rows, by one more query for a table', async () => {
    const whole = await audit(tenant, { rules: few });
    const ours = await pushed(few);
    expect(rowsOf(ours)).toBeLessThan(rowsOf(whole));
    expect(ours.requests.length).toBe(whole.requests.length + 1);
    expect(ours.report.coverage.byAzure).toEqual({
      types: [{ type: registries, rules: few.map(({ id }) => id), resources: 36, read: 27 }],
      here: [],
    });
  });

  it('is told by every format', async () => {
    const { report } = await pushed(few);
    const text = '36 of registries by 3 rules, of which 27 were read';
    expect(markdownReport(report)).toContain(`Judged by Azure: ${text}.`);
    expect(htmlReport(report)).toContain(`Judged by Azure: ${text}.`);
    const style = styleFor({ color: false, unicode: false });
    expect(terminalReport(report, { style, width: 100, show: 0 })).toContain(`judged by Azure: ${text}`);
    const schema = JSON.parse(readFileSync(`${root}/schemas/report.schema.json`, 'utf8')) as Json;
    expect(validatorFor(schema)(JSON.parse(jsonReport(report)) as Json)).toEqual([]);
  });

  it('passes where nothing is wrong, and where nothing of the type is there finds nothing to judge', async () => {
    const fine = makeTenant({ subscriptions: 1, registries: () => 3 });
    const settings = pushing([ruleNamed('quarantine-enabled')]);
    const { report } = await audit(fine, { rules: [ruleNamed('quarantine-enabled')], settings });
    expect([errors(report), report.findings, report.counts.pass]).toEqual([[], [], 3]);
    const none = await audit(makeTenant({ subscriptions: 1, registries: () => 0 }), {
      rules: [ruleNamed('quarantine-enabled')],
      settings,
    });
    expect(errors(none.report).join()).toMatch(/^Nothing in .* is of a type that the selected rules judge$/);
  });

  it('reads what no rule decides, and says that it is unknown', async () => {
    const read = readRule({
      id: 'open',
      title: 'Open',
      applies: { to: ['Microsoft.ContainerRegistry/registries/webhooks'] },
      require: { field: 'properties.status', equals: 'enabled' },
      absent: { 'properties.status': { unknown: 'it depends' } },
    });
    if (read.kind === 'mistakes') throw new Error(JSON.stringify(read.mistakes));
    const whole = await audit(tenant, { rules: [{ ...adminUser, ...read.rule }] });
    const ours = await pushed([{ ...adminUser, ...read.rule }]);
    expect(shown(ours.report)).toBe(shown(whole.report));
    expect(ours.report.counts).toMatchObject({ unknown: 3, fail: 3, pass: 6 });
  });

  it('judges a resource group or a resource alone', async () => {
    const subscription = subscriptionId(1);
    for (const scope of [
      { subscriptions: [subscription], resourceGroup: 'PLATFORM' },
      { subscriptions: [subscription], resourceGroup: 'Plat' },
      { resource: registryId(1, 3) },
    ]) {
      const whole = await audit(tenant, { rules: few, scope });
      const ours = await pushed(few, { scope });
      expect(shown(ours.report)).toBe(shown(whole.report));
    }
  });

  it('reads whole where the scope has letters that queries compare in another way', async () => {
    const scope = { subscriptions: [subscriptionId(1)], resourceGroup: 'Überwachung' };
    const { report } = await pushed(few, { scope });
    expect(report.problems.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^What --push-down asks was read whole instead: queries compare/),
    );
  });
});

describe('what Azure does not judge', () => {
  it('is said of every rule', () => {
    const rules = ['admin-user-disabled', 'resource-lock', 'webhook-enabled', 'task-timeout-bounded'].map(ruleNamed);
    const { pushDown: plan } = pushedNeedsOf(rules);
    expect(plan?.types.map(({ type }) => type)).toEqual([`${registries}/tasks`, `${registries}/webhooks`]);
    expect(plan?.here).toEqual([
      {
        rule: 'admin-user-disabled',
        because: "registries are read whole for 'resource-lock', which is judged here",
      },
      { rule: 'resource-lock', because: 'it looks at other resources' },
    ]);
  });

  it('is judged here, and the rest by Azure', async () => {
    const rules = ['admin-user-disabled', 'resource-lock', 'webhook-enabled', 'soft-delete-enabled'].map(ruleNamed);
    const whole = await audit(tenant, { rules });
    const ours = await pushed(rules);
    expect(shown(ours.report)).toBe(shown(whole.report));
    expect(ours.report.coverage.byAzure?.types.map(({ rules: asked }) => asked)).toEqual([['webhook-enabled']]);
  });

  it('is every type that others look for, or are found by', () => {
    const whole = (...ids: readonly string[]): readonly string[] =>
      pushedNeedsOf(ids.map(ruleNamed)).pushDown?.types.map(({ type }) => type) ?? [];
    expect(whole('admin-user-disabled')).toEqual([registries]);
    expect(whole('admin-user-disabled', 'token-scope-map-custom')).toEqual([]);
    expect(whole('webhook-enabled')).toEqual([`${registries}/webhooks`]);
    expect(whole('webhook-enabled', 'quarantine-webhook-present')).toEqual([]);
  });

  it('is nothing of the whole catalogue that another rule needs', () => {
    const { pushDown: plan, types } = pushedNeedsOf(ruleFiles.rules);
    expect(plan?.types.map(({ type }) => type)).not.toContain(registries);
    expect(types).toContain(registries);
    expect(plan?.here.filter(({ because }) => because === '')).toEqual([]);
  });
});

describe('faults', () => {
  const violations = planted(4, () => 9);
  const plain = makeTenant({ subscriptions: 4, registries: () => 9 });
  const settings = pushing([adminUser]);
  const passing: Readonly<Record<string, Faults>> = {
    'a storm of throttling': { storm: 12 },
    'server errors': { errorEvery: 3 },
    'connections that break': { dropEvery: 4 },
    'answers that are too large': { maxAnswerBytes: 3000 },
  };
  for (const [name, faults] of Object.entries(passing)) {
    it(`lose nothing: ${name}`, async () => {
      const whole = await audit(plain, { rules: [adminUser] });
      const { report } = await audit(plain, { rules: [adminUser], faults, settings });
      expect(shown(report)).toBe(shown(whole.report));
      expect(failing(report, adminUser.id)).toEqual(violations);
    });
  }

  it('lose nothing where the pages of Resource Graph do not fit together', async () => {
    const large = makeTenant({ subscriptions: 2, registries: () => 4000 });
    const { report, requests } = await audit(large, { rules: [adminUser], faults: { torn: true }, settings });
    expect(errors(report)).toEqual([]);
    expect(failing(report, adminUser.id)).toEqual(planted(2, () => 4000));
    expect(report.counts.pass + report.counts.fail).toBe(8000);
    expect(requests.length).toBeGreaterThan(4);
  });

  it('are told: a part of the subscriptions', async () => {
    const { report } = await audit(plain, { rules: [adminUser], faults: { partialScope: true }, settings });
    expect(errors(report).join()).toMatch(
      /registries of .* and 3 others could not be read: Resource Graph looked at a/,
    );
  });

  it.each([
    ['a query that Azure does not take', /not\(/],
    ['a count that Azure does not take', /summarize/],
  ])('read everything, and say so: %s', async (_, wrongQuery) => {
    const whole = await audit(plain, { rules: [adminUser] });
    const ours = await audit(plain, { rules: [adminUser], faults: { wrongQuery }, settings });
    expect(errors(ours.report)).toEqual([]);
    expect(ours.report.problems.map(({ message }) => message)).toEqual([
      'What --push-down asks was read whole instead: Azure answered 400 InvalidQuery: Please provide below info when asking for support: timestamp = 2026-01-15, correlationId = 0',
    ]);
    expect(shown({ ...ours.report, problems: [] })).toBe(shown(whole.report));
    expect(ours.report.coverage.byAzure?.types).toMatchObject([{ resources: 36, read: 36 }]);
  });

  it('are told as without push-down: a cloud that has no such table', async () => {
    const rules = [ruleNamed('defender-plans-standard')];
    const faults = { withoutTables: ['securityresources'] };
    const whole = await audit(tenant, { rules, faults });
    const ours = await pushed(rules, { faults });
    expect(shown(ours.report)).toBe(shown(whole.report));
  });

  it('keep what was found where the count fails, and are told', async () => {
    const faults = { failingQuery: /summarize/ };
    const { report } = await audit(plain, { rules: [adminUser], faults, settings });
    expect(failing(report, adminUser.id)).toEqual(violations);
    expect(errors(report).join()).toMatch(/^registries of .* and 3 others could not be read: Azure answered 500/);
  });
});

describe('a snapshot of an audit with push-down', () => {
  it('says the same again, also by some of its rules', async () => {
    const ours = await pushed(few);
    expect(jsonReport(judge(ours.snapshot, few))).toBe(jsonReport(ours.report));
    const [first] = few;
    const alone = await audit(tenant, { rules: few.slice(0, 1) });
    const part = judge(ours.snapshot, few.slice(0, 1));
    expect(part.counts).toEqual(alone.report.counts);
    expect(failing(part, first?.id ?? '')).toEqual(failing(alone.report, first?.id ?? ''));
    expect(errors(part)).toEqual([]);
  });

  it('that was interrupted continues where it stopped', async () => {
    let file = Buffer.alloc(0);
    const sink: SnapshotSink = {
      begin: (bytes) => {
        file = Buffer.from(bytes);
        return true;
      },
      append: (bytes) => {
        file = Buffer.concat([file, bytes]);
        return true;
      },
    };
    const rules = [adminUser, ruleNamed('defender-plans-standard')];
    const whole = await pushed(rules);
    const failure = await pushed(rules, { faults: { tokenUses: 4 }, settings: { sink } }).catch(
      (error: Error) => error.message,
    );
    expect(failure).toMatch(/^Azure refuses the token/);
    const before = await readSnapshot('monday', file);
    expect(before.units.map(({ id, settled = [] }) => [id, settled.length > 0])).toEqual([['table resources 0', true]]);
    const rest = await pushed(rules, { settings: { sink, before } });
    expect(jsonReport(rest.report)).toBe(jsonReport(whole.report));
    expect(rest.requests.length).toBe(whole.requests.length - 2);
    const other = await audit(tenant, { rules, settings: { before } }).catch((error: Error) => error.message);
    expect(other).toBe('The snapshot cannot be continued: its rules of --push-down are not those of this audit');
  });

  const kept =
    'registries could not be read: the snapshot was taken for other rules, with --push-down, and has only what those ask about';

  it('passes by no other rule', async () => {
    const { snapshot } = await pushed(few);
    const report = judge(snapshot, [...few, ruleNamed('sku-premium')]);
    expect(errors(report)).toEqual([kept]);
    expect(report.coverage.byAzure?.types[0]?.rules).toEqual(few.map(({ id }) => id));
  });

  it('passes by no rule that has come to ask something else', async () => {
    const { snapshot } = await pushed([adminUser]);
    const changed: Rule = {
      ...adminUser,
      file: { ...adminUser.file, require: { field: 'sku.name', equals: 'Premium' } },
    };
    const report = judge(snapshot, [changed]);
    expect(errors(report)).toEqual([kept]);
    expect(report.counts.pass).toBe(0);
    const set = {
      ...adminUser,
      settings: [{ name: 'x', type: 'text', description: '', value: 'y', usual: null }],
    } as const;
    expect(errors(judge(snapshot, [set]))).toEqual([kept]);
  });

  it('leaves open what looks for what Azure kept', async () => {
    const hooks = await pushed([ruleNamed('webhook-enabled'), adminUser]);
    const report = judge(hooks.snapshot, [ruleNamed('quarantine-webhook-present')]);
    expect(errors(report)).toEqual([kept, kept.replace('registries', 'registries/webhooks')]);
    expect(report.counts).toMatchObject({ pass: 0, fail: 0 });
  });

  it('does not let a resource that Azure kept count as gone', async () => {
    const { snapshot } = await pushed([adminUser]);
    expect(liveSide(snapshot).doubt('Microsoft.ContainerRegistry/registries', true)).toEqual({
      because: 'the snapshot was taken with --push-down and has only what rules ask about',
      avoidable: true,
    });
  });
});
