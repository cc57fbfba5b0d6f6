// Queries and the rule engine say the same of the same rows.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { pushDown } from '../../src/export/push-down.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { analyzeKql } from '../support/kusto.ts';
import { runKql } from './kql-evaluator.ts';
import { outsideSubset } from './kql-subset.ts';
import { everyTest, randomRow, randomRule, rowWith, ruleOf, values } from './random-rules.ts';

/** Whether the engine says that the row violates the rule. */
function fails(rule: Rule, row: JsonObject): boolean {
  return checkEstate(liveEstate('rows', [row]), [rule], { now: fixedNow }).some(
    ({ verdict }) => verdict.kind === 'fail',
  );
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
    }
    expect(said).toBeGreaterThan(90);
  });
});

describe('a random rule as a query', () => {
  it('returns exactly the rows that the engine says violate it', () => {
    let said = 0;
    let violations = 0;
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
        expect(runKql(query?.rows ?? '')(numbered).map(({ id }) => id)).toEqual(expected);
      }),
      { numRuns: 100, seed: 20261121 },
    );
    expect(said).toBeGreaterThan(60);
    expect(violations).toBeGreaterThan(100);
  });

  it('is right against the tables of the graph', () => {
    fc.assert(
      fc.property(randomRule, (rule) => {
        const pushed = pushDown(rule);
        for (const { text, rows } of pushed.kind === 'query' ? pushed.queries : []) {
          expect(analyzeKql(text).problems).toEqual([]);
          expect([...outsideSubset(text), ...outsideSubset(rows)]).toEqual([]);
        }
      }),
      { numRuns: 25, seed: 20261121 },
    );
  });
});
