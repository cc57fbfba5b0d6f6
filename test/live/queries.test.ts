// What is asked of Azure: queries that its own language service accepts, and reads that the printed role allows.

import { describe, expect, it } from 'vitest';
import { pushDown } from '../../src/export/push-down.ts';
import { idSpeller } from '../../src/live/canonical-id.ts';
import { openRows, settledRows, tableQuery } from '../../src/live/graph-query.ts';
import { needsOf } from '../../src/live/needs.ts';
import { pushedNeedsOf } from '../../src/live/push-down.ts';
import { tablesFor } from '../../src/live/read-tenant.ts';
import { auditRole } from '../../src/live/role.ts';
import { sourceOf } from '../../src/live/type-sources.ts';
import { outsideSubset } from '../export/kql-subset.ts';
import { analyzeKql } from '../support/kusto.ts';
import { ruleFiles } from '../support/rules.ts';

const needs = needsOf(ruleFiles.rules);
const tables = tablesFor({ types: needs.types, assessments: needs.assessments ?? null });

/** What the language service says. All tables have the columns that are asked for. */
function problems(query: string): readonly string[] {
  return analyzeKql(query.replace(/^\w+/, 'resources')).problems;
}

describe('queries', () => {
  it('are one for each table', () => {
    expect(tables.map(({ table }) => table).sort()).toEqual([
      'authorizationresources',
      'dnsresources',
      'policyresources',
      'resourcecontainers',
      'resources',
      'securityresources',
    ]);
  });

  for (const table of tables) {
    it(`are understood: ${table.table}`, () => {
      const query = tableQuery(table);
      expect(problems(query.text)).toEqual([]);
      expect(problems(query.partition(7, 3))).toEqual([]);
      expect(query.text).toMatch(/ \| order by id asc$/);
    });
  }
});

describe('queries of an audit with push-down', () => {
  const rules = ruleFiles.rules.filter((rule) => pushDown(rule).kind === 'query');
  const { types, pushDown: plan } = pushedNeedsOf(rules);
  const pushed = tablesFor({ types, assessments: null }).flatMap((table) => {
    const own = (plan?.types ?? []).filter(({ type }) => table.types.includes(type));
    return [undefined, "/subscriptions/s/resourceGroups/it's"].flatMap((within) => [
      tableQuery(openRows(table, { types: own, within })),
      settledRows(table.table, { types: own, within }),
    ]);
  });

  it('are two for each table', () => {
    expect(new Set(pushed.map(({ text }) => text.slice(0, text.indexOf(' '))))).toEqual(
      new Set(['resources', 'securityresources']),
    );
    expect(pushed).toHaveLength(8);
  });

  it.each(pushed)('are understood, and stay in what Resource Graph documents', ({ text, partition }) => {
    expect(problems(text)).toEqual([]);
    expect(problems(partition(7, 3))).toEqual([]);
    expect(outsideSubset(text)).toEqual([]);
    expect(text).toMatch(/ \| order by id asc$/);
  });
});

describe('the printed role', () => {
  const allowed = (auditRole(['/']).Actions as readonly string[]).map((action) => action.toLowerCase());
  const isAllowed = (action: string): boolean =>
    allowed.some((one) => new RegExp(`^${one.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(action));

  it('allows every type that is read', () => {
    const read = needs.types.filter((type) => sourceOf(type).kind !== 'none' && sourceOf(type).kind !== 'part');
    const special: Readonly<Record<string, string>> = { usages: 'listusages' };
    const action = (type: string): string => `${type.replace(/[^/]+$/, (last) => special[last] ?? last)}/read`;
    expect(read.map(action).filter((one) => !isAllowed(one))).toEqual([]);
  });

  it('allows nothing that gives secrets or changes anything', () => {
    expect(allowed.filter((action) => !action.endsWith('/read'))).toEqual([]);
    expect(allowed.filter((action) => /listcredentials|listkeys|secrets/.test(action))).toEqual([]);
  });
});

describe('ids', () => {
  it('are spelt in one way', () => {
    const spell = idSpeller([
      'Microsoft.ContainerRegistry/registries',
      'Microsoft.ContainerRegistry/registries/tokens',
    ]);
    const id = '/subscriptions/a1/resourceGroups/platform/providers/Microsoft.ContainerRegistry/registries/One';
    expect(
      spell('/SUBSCRIPTIONS/A1/resourcegroups/Platform/Providers/microsoft.containerregistry/Registries/One'),
    ).toBe(id);
    expect(spell(`${id.toLowerCase().replace('one', 'One')}/TOKENS/t`)).toBe(`${id}/tokens/t`);
    expect(spell('/subscriptions/A1')).toBe('/subscriptions/a1');
    expect(spell('/providers/Microsoft.Management/managementGroups/X')).toBe(
      '/providers/Microsoft.Management/managementGroups/X',
    );
  });
});
