// The SARIF that other programs rely on: code scanning, dashboards, scripts.

import type { Location, Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { severities } from '../../src/model/rule.ts';
import { type CliSetting, cli, folderAsWorkingDirectory, registryTemplate, ruleNamed } from '../support/cli.ts';
import { coreRules, root } from '../support/rules.ts';

async function runOf(argv: readonly string[], setting: CliSetting): Promise<Run> {
  const { stdout } = await cli([...argv, '-f', 'sarif'], setting);
  const log = JSON.parse(stdout) as Log;
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (run === undefined) throw new Error('There is no run');
  return run;
}

async function resultsOf(argv: readonly string[], setting: CliSetting): Promise<readonly Result[]> {
  return (await runOf(argv, setting)).results ?? [];
}

async function onlyResult(argv: readonly string[], setting: CliSetting): Promise<Result> {
  const [result, ...others] = await resultsOf(argv, setting);
  expect(others).toEqual([]);
  if (result === undefined) throw new Error('There is no result');
  return result;
}

/** The characters a region covers. */
function regionText(text: string, location: Location | undefined): string {
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = location?.physicalLocation?.region ?? {};
  const lines = text.split('\n');
  if (startLine === endLine) return (lines[startLine - 1] ?? '').slice(startColumn - 1, endColumn - 1);
  const middle = lines.slice(startLine, endLine - 1);
  const [first, last] = [lines[startLine - 1] ?? '', lines[endLine - 1] ?? ''];
  return [first.slice(startColumn - 1), ...middle, last.slice(0, endColumn - 1)].join('\n');
}

const contoso = { files: folderAsWorkingDirectory(`${root}/fixtures/contoso`) };
const admin = ['--only', 'admin-user-disabled'];
const failing = registryTemplate({ adminUserEnabled: true });

describe('rules', () => {
  it('driver.rules holds every rule that ran, those without results too', async () => {
    const { tool, results } = await runOf([], { files: { 'main.json': registryTemplate() } });
    const baseline = coreRules.filter(({ sets }) => sets.includes('baseline'));
    expect(tool.driver).toMatchObject({ name: 'pratique', version: '1.2.3', semanticVersion: '1.2.3' });
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(baseline.map(({ id }) => id).sort());
    expect(new Set(results?.map(({ ruleId }) => ruleId)).size).toBeLessThan(baseline.length);
  });

  it('each says what it is, why, and how to fix it', async () => {
    const { tool } = await runOf(['--only', '*'], { files: { 'main.json': registryTemplate() } });
    const bands = { critical: [9, 10], high: [7, 8.9], medium: [4, 6.9], low: [0.1, 3.9], info: [0.1, 3.9] };
    for (const descriptor of tool.driver.rules ?? []) {
      const rule = ruleNamed(descriptor.id);
      expect(descriptor.shortDescription?.text).toBe(rule.title);
      expect(descriptor.fullDescription?.text).toBe(rule.why);
      expect(descriptor.help?.text).toContain(rule.recommendation);
      expect(descriptor.help?.markdown).toContain('## Recommendation');
      expect(descriptor.helpUri).toMatch(/^https:/);
      expect(descriptor.name).toMatch(/^([A-Z0-9][a-z0-9]*)+$/);
      const severity = Number(descriptor.properties?.['security-severity']);
      const [least = 0, most = 0] = bands[rule.severity];
      expect(severity).toBeGreaterThanOrEqual(least);
      expect(severity).toBeLessThanOrEqual(most);
      expect(typeof descriptor.properties?.['security-severity']).toBe('string');
      expect(descriptor.properties?.tags?.length).toBeLessThanOrEqual(20);
      expect(descriptor.properties?.severity).toBe(rule.severity);
    }
  });

  it('properties.aliases holds the ids in other tools', async () => {
    const { tool } = await runOf(['--only', '*'], { files: { 'main.json': failing } });
    for (const { id, properties } of tool.driver.rules ?? [])
      expect(properties?.aliases, id).toEqual(Object.values(ruleNamed(id).aliases).flat());
    const rule = tool.driver.rules?.find(({ id }) => id === 'quarantine-enabled');
    expect(rule?.properties?.aliases).toEqual(expect.arrayContaining(['CKV_AZURE_166', 'Azure.ACR.Quarantine']));
  });
});

describe('a failure', () => {
  it('names the rule, the resource and the exact value', async () => {
    const result = await onlyResult(admin, { files: { 'infra/main.json': failing } });
    expect(result).toMatchObject({
      ruleId: 'admin-user-disabled',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      properties: { verdict: 'fail', deployments: ['infra/main.json'] },
    });
    const [location] = result.locations ?? [];
    expect(regionText(failing, location)).toBe('true');
    expect(location?.physicalLocation?.artifactLocation).toEqual({ uri: 'infra/main.json', uriBaseId: '%SRCROOT%' });
    expect(location?.logicalLocations?.[0]).toEqual({
      fullyQualifiedName: 'Microsoft.ContainerRegistry/registries/contosoregistry',
      name: 'contosoregistry',
      kind: 'resource',
    });
    expect(result.properties).not.toHaveProperty('witness');
    expect(result.relatedLocations).toBeUndefined();
  });

  it('of something missing points at the object that lacks it', async () => {
    const files = { 'main.json': registryTemplate({ policies: { trustPolicy: { status: 'enabled' } } }) };
    const result = await onlyResult(['--only', 'quarantine-enabled'], { files });
    expect(JSON.parse(regionText(files['main.json'], result.locations?.[0]))).toEqual({
      trustPolicy: { status: 'enabled' },
    });
  });

  it('of a child names its type and the names above it', async () => {
    const rule = {
      ...ruleNamed('admin-user-disabled'),
      applies: { types: ['microsoft.containerregistry/registries/webhooks'], only: undefined, when: [] },
      absent: [],
    };
    const files = {
      'main.json': registryTemplate()
        .replace('registries"', 'registries/webhooks"')
        .replace('"contosoregistry"', '"contosoregistry/rollout"'),
    };
    const result = await onlyResult([], { files, rules: [rule] });
    expect(result.locations?.[0]?.logicalLocations?.[0]).toMatchObject({
      fullyQualifiedName: 'Microsoft.ContainerRegistry/registries/webhooks/contosoregistry/rollout',
      name: 'contosoregistry/rollout',
    });
  });

  it('has its trail as related locations, nearest first', async () => {
    const result = (await resultsOf(admin, contoso)).find(({ relatedLocations }) => relatedLocations !== undefined);
    const steps = result?.relatedLocations?.map(({ id, message, physicalLocation }) => [
      id,
      message?.text,
      physicalLocation?.artifactLocation?.uri,
    ]);
    expect(steps).toEqual([
      [1, 'variable access', 'infra/registry/main.json'],
      [2, 'parameter adminUser', 'infra/registry/main.json'],
      [3, 'the value given to adminUser', 'infra/registry/main.parameters.dev.json'],
    ]);
  });
});

describe('a fails-when', () => {
  const parameters = { flag: { type: 'bool' } };
  const files = { 'main.json': registryTemplate({ adminUserEnabled: "[parameters('flag')]" }, { parameters }) };

  it('carries its verdict and its witness', async () => {
    const result = await onlyResult(admin, { files });
    expect(result).toMatchObject({ kind: 'fail', properties: { verdict: 'fails-when', witness: { flag: true } } });
    expect(result.message.text).toContain('fails when flag = true');
    expect(regionText(files['main.json'], result.locations?.[0])).toBe(`"[parameters('flag')]"`);
  });

  it.each(severities)('is a warning at most: severity %s', async (severity) => {
    const rules = [{ ...ruleNamed('admin-user-disabled'), severity }];
    const levels = { critical: 'warning', high: 'warning', medium: 'warning', low: 'note', info: 'note' };
    expect(await onlyResult([], { files, rules })).toMatchObject({ level: levels[severity] });
  });
});

describe('an unknown', () => {
  it('is up for review, without a level, with its reason', async () => {
    const files = { 'main.json': registryTemplate({ adminUserEnabled: "[reference('x').flag]" }) };
    const result = await onlyResult(admin, { files });
    expect(result).toMatchObject({
      kind: 'review',
      level: 'none',
      properties: { verdict: 'unknown', because: ["reference('x') is only known after deployment"] },
    });
    expect(regionText(files['main.json'], result.locations?.[0])).toBe(`"[reference('x').flag]"`);
  });
});

describe('fingerprints', () => {
  async function prints(text: string, name = 'main.json'): Promise<readonly unknown[]> {
    const results = await resultsOf(['--only', '*'], { files: { [name]: text } });
    return results.map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints?.['pratique/v1']]);
  }

  it('stay when lines move', async () => {
    const before = await prints(failing);
    expect(before.length).toBeGreaterThan(3);
    expect(await prints(failing.replace('"contentVersion"', '\n\n\n"metadata": {},\n"contentVersion"'))).toEqual(
      before,
    );
    expect(await prints(JSON.stringify(JSON.parse(failing)))).toEqual(before);
    expect(await prints(failing.replaceAll('\n', '\r\n'))).toEqual(before);
  });

  it('stay when a resource is put in front', async () => {
    const other =
      '"resources": [\n{ "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "x" },';
    expect(await prints(failing.replace('"resources": [', other))).toEqual(await prints(failing));
  });

  it('differ by rule, file and resource', async () => {
    const all = [
      ...(await prints(failing)),
      ...(await prints(failing, 'other.json')),
      ...(await prints(failing.replace('contosoregistry', 'contosoother'))),
    ];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });
});

describe('what could not be judged', () => {
  it('is a notification of the invocation, with its place', async () => {
    const files = { 'main.json': failing, 'broken.json': failing.replace('"sku": {', '"sku" {') };
    const { invocations, results } = await runOf(admin, { files });
    expect(results).toHaveLength(1);
    expect(invocations).toHaveLength(1);
    expect(invocations?.[0]?.executionSuccessful).toBe(false);
    const [notification, ...others] = invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(others).toEqual([]);
    expect(notification).toMatchObject({
      descriptor: { id: 'input-problem' },
      level: 'error',
      message: { text: "Expected ':' after the property name; the file was not judged" },
    });
    const [location] = notification?.locations ?? [];
    expect(location?.physicalLocation?.artifactLocation?.uri).toBe('broken.json');
    expect(regionText(files['broken.json'], location)).toBe('{');
  });

  it('warnings leave the run successful', async () => {
    const files = { 'main.json': failing.replace('"sku": {', '"tags": {}, "tags": {}, "sku": {') };
    const { invocations } = await runOf(admin, { files });
    expect(invocations?.[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'warning', descriptor: { id: 'input-problem' } }],
    });
  });

  it('what was not covered is a note', async () => {
    const files = { 'main.json': failing, 'empty.json': '' };
    const { invocations } = await runOf(admin, { files });
    expect(invocations?.[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'note',
          descriptor: { id: 'not-covered' },
          message: { text: expect.stringContaining('the file is empty') },
        },
      ],
    });
  });

  it('a clean run has an empty list of results', async () => {
    const run = await runOf(admin, { files: { 'main.json': registryTemplate() } });
    expect(run).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
    });
  });
});
