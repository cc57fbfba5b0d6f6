// Queries and the rule engine say the same of the same rows.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { type GraphQuery, pushDown } from '../../src/export/push-down.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { analyzeKql } from '../support/kusto.ts';
import { runKql } from './kql-evaluator.ts';
import { outsideSubset } from './kql-subset.ts';
import { everyTest, randomRow, randomRule, rowWith, ruleOf, values } from './random-rules.ts';

/** Whether the engine says that the row violates the rule. */
function fails(rule: Rule, row: JsonObject): boolean {
  return verdict(rule, row) === 'fail';
}

/** What the engine says of the row. */
function verdict(rule: Rule, row: JsonObject): string | undefined {
  return checkEstate(liveEstate('rows', [row]), [rule], { now: fixedNow })[0]?.verdict.kind;
}

/** The rows that a query takes for settled, in their order, and what it takes them for. */
function settledRows(query: GraphQuery | undefined): (rows: readonly JsonObject[]) => readonly string[] {
  const { settled, skipped } = query ?? { settled: 'false', skipped: undefined };
  const run = runKql(`resources | where ${settled} | extend violations = ${skipped ?? "''"}`);
  return (rows) => run(rows).map(({ id, violations }) => `${id} ${violations === '' ? 'pass' : 'not-applicable'}`);
}

/** What a rule says of the field where it is absent, and that it says nothing. */
const facts: readonly JsonObject[] = [{}, { means: 'enabled' }, { means: 7 }, { unknown: 'it depends' }];

describe('every test as a query', () => {
  const rows = [{}, ...values.map((a) => ({ a }))].map(rowWith);

  it.each(facts)('says of every value what the engine says, where absent is %o', (fact) => {
    let said = 0;
    for (const test of everyTest('properties.a')) {
      const rule = ruleOf(test, { 'properties.a': fact });
      const pushed = pushDown(rule);
      if (pushed.kind === 'no') continue;
      said += 1;
      const expected = rows.filter((row) => fails(rule, row)).map(({ properties }) => properties);
      const found = runKql(pushed.queries[0]?.text ?? '')(rows).map(
        ({ id }) => rows.find((row) => row.id === id)?.properties,
      );
      expect(new Set(found), JSON.stringify(test)).toEqual(new Set(expected));
      const passing = rows.filter((row) => verdict(rule, row) === 'pass').map(({ id }) => `${id} pass`);
      expect(settledRows(pushed.queries[0])(rows), JSON.stringify(test)).toEqual(passing);
    }
    expect(said).toBeGreaterThan(90);
  });
});

describe('a random rule as a query', () => {
  it('returns exactly the rows that the engine says violate it', () => {
    let said = 0;
    let violations = 0;
    const kinds = new Set<string | undefined>();
    fc.assert(
      fc.property(randomRule, fc.array(randomRow, { minLength: 4, maxLength: 12 }), (rule, rows) => {
        const pushed = pushDown(rule);
        if (pushed.kind === 'no') return;
        const [query] = pushed.queries;
        const numbered = rows.map((row, i) => ({ ...row, id: `${row.id}${i}` }));
        const expected = numbered
          .filter((row) => fails(rule, row))
          .map(({ id }) => id)
          .sort();
        said += 1;
        violations += expected.length;
        expect(runKql(query?.text ?? '')(numbered).map(({ id }) => id)).toEqual(expected);
        expect(settledRows(query)(numbered)).toEqual(
          numbered.flatMap((row) => {
            const kind = verdict(rule, row);
            kinds.add(kind);
            return kind === 'pass' || kind === 'not-applicable' ? [`${row.id} ${kind}`] : [];
          }),
        );
      }),
      { numRuns: 100, seed: 20261121 },
    );
    expect(said).toBeGreaterThan(60);
    expect(violations).toBeGreaterThan(100);
    expect([...kinds].sort()).toEqual(['fail', 'not-applicable', 'pass', 'unknown']);
  });

  it('is right against the tables of the graph', () => {
    fc.assert(
      fc.property(randomRule, (rule) => {
        const pushed = pushDown(rule);
        for (const { text, settled } of pushed.kind === 'query' ? pushed.queries : []) {
          expect(analyzeKql(text).problems).toEqual([]);
          expect(analyzeKql(`resources | where ${settled}`).problems).toEqual([]);
          expect(outsideSubset(text)).toEqual([]);
        }
      }),
      { numRuns: 25, seed: 20261121 },
    );
  });
});
