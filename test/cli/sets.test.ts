// Sets of rules, and settings of rules.

import { describe, expect, it } from 'vitest';
import { cli, registryTemplate } from '../support/cli.ts';
import { coreRules } from '../support/rules.ts';

const files = { 'main.json': registryTemplate() };

describe('--set', () => {
  it('lists and runs the rules of a set', async () => {
    const ids = coreRules.filter(({ sets }) => sets.includes('psrule')).map(({ id }) => id);
    const { stdout } = await cli(['rules', '--set', 'psrule', '-f', 'json']);
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(ids.toSorted());
    const scanned = await cli(['--set', 'PSRule', '-f', 'json'], { files });
    expect(JSON.parse(scanned.stdout).coverage.rules).toEqual(ids.toSorted());
  });

  it('is what the configuration says, unless flags say something', async () => {
    const configured = { ...files, 'pratique.yaml': 'sets: [psrule]\n' };
    const ofSet = coreRules.filter(({ sets }) => sets.includes('psrule')).length;
    expect(JSON.parse((await cli(['-f', 'json'], { files: configured })).stdout).coverage.rules).toHaveLength(ofSet);
    const only = await cli(['--only', 'sku-premium', '-f', 'json'], { files: configured });
    expect(JSON.parse(only.stdout).coverage.rules).toEqual(['sku-premium']);
  });

  it('refuses a set that does not exist, with a suggestion', async () => {
    const { code, stderr } = await cli(['--set', 'baselin'], { files });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "pratique: There is no set 'baselin'; did you mean 'baseline'?\n",
    });
  });
});

const retention = { policies: { retentionPolicy: { status: 'enabled', days: 20 } } };

/** A rule with a setting. */
const rule = `id: retention-long-enough
title: Untagged manifests are kept long enough
severity: low
category: operations
since: 1.0.0
sets: [baseline]
settings:
  days: { type: number, default: 14, description: How many days are enough. }
applies:
  to: [Microsoft.ContainerRegistry/registries]
require:
  field: properties.policies.retentionPolicy.days
  greaterOrEquals: { setting: days }
why: What is gone cannot be looked into any more.
recommendation: Keep manifests for some weeks.
fix: { none: The number of days is for the owner to say. }
links: [{ title: Handbook, url: 'https://contoso.com/handbook' }]
examples: []
`.replace('examples: []', 'examples: [{ name: None yet, verdict: pass, resources: [{}] }]');

describe('settings of rules', () => {
  async function verdicts(settings: string): Promise<{ code: number; stderr: string; failing: readonly string[] }> {
    const { code, stdout, stderr } = await cli(['--only', 'retention-long-enough', '-f', 'json'], {
      files: {
        'main.json': registryTemplate(retention),
        'policies/a.yaml': rule,
        'pratique.yaml': `rules: [policies]\n${settings}`,
      },
    });
    const failing = stdout === '' ? [] : JSON.parse(stdout).findings.map(({ rule: id }: { rule: string }) => id);
    return { code, stderr, failing };
  }

  it('have defaults, and pratique.yaml decides otherwise', async () => {
    expect(await verdicts('')).toMatchObject({ code: 0, failing: [] });
    const strict = await verdicts('settings: { retention-long-enough: { days: 21 } }\n');
    expect(strict).toMatchObject({ code: 1, failing: ['retention-long-enough'] });
  });

  it.each([
    ['settings: { retention-long: { days: 1 } }', "settings for 'retention-long', but there is no such rule"],
    ['settings: { retention-long-enough: { weeks: 1 } }', "has no setting 'weeks'; it has days"],
    [
      'settings: { retention-long-enough: { days: many } }',
      "The setting 'days' of 'retention-long-enough' must be a number",
    ],
  ])('%s is refused', async (settings, message) => {
    const { code, stderr } = await verdicts(`${settings}\n`);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
