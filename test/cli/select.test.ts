// Which rules run: ids, ids in other tools, tags, sets, wildcards, severities.

import { describe, expect, it } from 'vitest';
import { severities } from '../../src/model/rule.ts';
import { type CliSetting, cli, registryTemplate } from '../support/cli.ts';
import { coreRules } from '../support/rules.ts';

const files = { 'main.json': registryTemplate() };
const all = coreRules;

async function rulesRun(argv: readonly string[], setting: CliSetting = {}): Promise<readonly string[]> {
  const { stdout, stderr } = await cli([...argv, '-f', 'json'], { files, ...setting });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { coverage: { rules: string[] } }).coverage.rules;
}

function idsWhere(wanted: (rule: (typeof all)[number]) => boolean): readonly string[] {
  return all
    .filter(wanted)
    .map(({ id }) => id)
    .sort();
}

it('the baseline set runs when nobody selects', async () => {
  expect(await rulesRun([])).toEqual(idsWhere(({ sets }) => sets.includes('baseline')));
});

it.each([
  { what: 'an id', name: 'quarantine-enabled', ids: ['quarantine-enabled'] },
  { what: 'an id in other case', name: 'QUARANTINE-Enabled', ids: ['quarantine-enabled'] },
  { what: 'an id of Checkov', name: 'CKV_AZURE_166', ids: ['quarantine-enabled'] },
  { what: 'a name of PSRule', name: 'Azure.ACR.Quarantine', ids: ['quarantine-enabled'] },
  { what: 'a reference of PSRule', name: 'azr-000008', ids: ['quarantine-enabled'] },
  {
    what: 'a GUID of Azure Policy',
    name: '0fdf0491-d080-4575-b627-ad0e843cba0f',
    ids: ['public-network-access-disabled'],
  },
  { what: 'two ids with a comma', name: 'sku-premium, quarantine-enabled', ids: ['quarantine-enabled', 'sku-premium'] },
])('--only takes $what', async ({ name, ids }) => {
  expect(await rulesRun(['--only', name])).toEqual(ids);
});

it('--only takes a tag, a set, a category and a wildcard', async () => {
  expect(await rulesRun(['--only', 'lifecycle'])).toEqual(idsWhere(({ tags }) => tags.includes('lifecycle')));
  expect(await rulesRun(['--only', 'psrule'])).toEqual(idsWhere(({ sets }) => sets.includes('psrule')));
  expect(await rulesRun(['--only', 'reliability'])).toEqual(idsWhere(({ category }) => category === 'reliability'));
  expect(await rulesRun(['--only', 'sku-*'])).toEqual(idsWhere(({ id }) => id.startsWith('sku-')));
  expect(await rulesRun(['--only', '*-disabled'])).toEqual(idsWhere(({ id }) => id.endsWith('-disabled')));
  expect(await rulesRun(['--only', 's*-de*-enabled'])).toEqual(['soft-delete-enabled']);
  expect(await rulesRun(['--only', '*'])).toEqual(idsWhere(() => true));
});

it('--only repeats', async () => {
  const repeated = await rulesRun(['--only', 'sku-premium', '--only', 'CKV_AZURE_166']);
  expect(repeated).toEqual(['quarantine-enabled', 'sku-premium']);
});

it('--skip takes away from what would run', async () => {
  expect(await rulesRun(['--skip', 'AZR-000008,lifecycle'])).toEqual(
    idsWhere(
      ({ id, sets, tags }) => sets.includes('baseline') && id !== 'quarantine-enabled' && !tags.includes('lifecycle'),
    ),
  );
  expect(await rulesRun(['--only', 'sku-*', '--skip', '*basic'])).toEqual(
    idsWhere(({ id }) => id.startsWith('sku-') && !id.endsWith('basic')),
  );
});

it.each(severities)('--severity %s runs that severity and above', async (bound) => {
  const wanted = idsWhere(
    ({ severity, sets }) => sets.includes('baseline') && severities.indexOf(severity) <= severities.indexOf(bound),
  );
  expect(await rulesRun(['--severity', bound])).toEqual(wanted);
});

describe('a selector that selects nothing is a mistake', () => {
  it.each([
    [['--only', 'quarantine-enable'], "--only quarantine-enable selects no rule; did you mean 'quarantine-enabled'?"],
    [['--only', 'CKV_AZURE_1666'], "selects no rule; did you mean 'CKV_AZURE_166'?"],
    [['--only', 'sku-premium,no-such-thing-anywhere'], '--only no-such-thing-anywhere selects no rule'],
    [['--only', 'zzz*'], '--only zzz* selects no rule'],
    [['--skip', 'lifecylce'], "--skip lifecylce selects no rule; did you mean 'lifecycle'?"],
    [['--only', 'sku-premium', '--skip', 'sku-*'], 'No rule is left'],
    [['--only', 'sku-premium', '--severity', 'critical'], 'No rule is left'],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { files });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

it.each(all.map(({ id, aliases }) => ({ id, names: Object.values(aliases).flat() })))(
  '$id runs by each of its ids elsewhere',
  async ({ id, names }) => {
    for (const name of names) expect(await rulesRun(['--only', name]), name).toContain(id);
  },
);
