// The built-in rules as queries: what Microsoft's parser and the documented subset say of them.

import { describe, expect, it } from 'vitest';
import { pushDown, pushDownAll } from '../../src/export/push-down.ts';
import { analyzeKql } from '../support/kusto.ts';
import { ruleFiles } from '../support/rules.ts';
import { runKql } from './kql-evaluator.ts';
import { outsideSubset } from './kql-subset.ts';
import { rowWith, ruleOf } from './random-rules.ts';

const { queries, local } = pushDownAll(ruleFiles.rules);

describe('queries of the built-in rules', () => {
  it('say every rule, or why not', () => {
    const said = new Set(queries.flatMap(({ rules }) => rules));
    expect(said.size).toBeGreaterThan(25);
    expect(said.size + local.length).toBe(ruleFiles.rules.length);
    expect(local.filter(({ because }) => because === '')).toEqual([]);
  });

  it('are one for each resource type', () => {
    expect(new Set(queries.map(({ type }) => type)).size).toBe(queries.length);
  });

  it.each(queries)('are right against the tables of the graph: $type', ({ text, table, settled, skipped }) => {
    expect(analyzeKql(text)).toEqual({
      problems: [],
      columns: ['id: string', 'name: string', 'resourceGroup: string', 'subscriptionId: string', 'violations: string'],
    });
    const query = `${table} | where ${settled} | project name, skipped = ${skipped ?? "''"} | order by name asc`;
    expect(analyzeKql(query)).toEqual({ problems: [], columns: ['name: string', 'skipped: string'] });
    expect(outsideSubset(query)).toEqual([]);
  });

  it.each(queries)('stay in what Resource Graph documents: $type', ({ text }) => {
    expect(outsideSubset(text)).toEqual([]);
  });

  it('do not depend on the order of the rules', () => {
    expect(pushDownAll([...ruleFiles.rules].reverse()).queries).toEqual(queries);
  });

  it('hold more rules than one strcat takes', () => {
    const many = Array.from({ length: 150 }, (_, i) => {
      const rule = ruleOf({ field: 'properties.status', equals: `state-${i}` }, {});
      return { ...rule, id: `rule-${String(i).padStart(3, '0')}` };
    });
    const [query] = pushDownAll(many).queries;
    expect(analyzeKql(query?.text ?? '').problems).toEqual([]);
    const [row] = runKql(query?.text ?? '')([rowWith({ status: 'state-77' }, 0)]);
    expect(String(row?.violations).match(/rule-\d+;/g)).toEqual(
      many.map(({ id }) => `${id};`).filter((violation) => violation !== 'rule-077;'),
    );
  });

  it('are the same for a rule alone', () => {
    const rule = ruleFiles.rules.find(({ id }) => id === 'quarantine-enabled');
    const alone = rule && pushDown(rule);
    expect(alone?.kind === 'query' && alone.queries.map(({ text }) => text)).toEqual([
      `resources
| where type =~ 'microsoft.containerregistry/registries'
| extend violations = strcat(
    iff(tostring(properties.policies.quarantinePolicy.status) !~ 'enabled', 'quarantine-enabled;', ''),
    '')
| where isnotempty(violations)
| order by id asc
| project id, name, resourceGroup, subscriptionId, violations
`,
    ]);
  });
});

describe('the checks themselves', () => {
  it.each([
    ['an unknown column', 'resources | where typ =~ "x" | order by id asc', 'KS142'],
    ['an unknown function', 'resources | where tobol(properties.x) == true', 'KS211'],
    ['a text compared with a number', 'resources | where name > 5', 'KS106'],
  ])('find %s', (_, query, code) => {
    expect(analyzeKql(query).problems.join()).toContain(code);
  });

  it.each([
    ['an operator', 'resources | serialize n = row_number() | order by id asc', 'SerializeOperator'],
    ['a function', 'resources | where strlen(name) > 5 | order by id asc', 'strlen()'],
    [
      'too many joins',
      `resources ${'| join kind=inner (resources) on id '.repeat(4)}| order by id asc`,
      'too many JoinOperator',
    ],
    ['a missing order', 'resources | where name =~ "x"', 'pages are not ordered'],
  ])('refuse %s outside the subset', (_, query, what) => {
    expect(outsideSubset(query)).toContain(what);
  });
});
