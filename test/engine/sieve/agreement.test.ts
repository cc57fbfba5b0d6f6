// The sieve never says anything that the engine does not say.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../../src/engine/check.ts';
import { liveEstate } from '../../../src/engine/live-estate.ts';
import { rowOf } from '../../../src/engine/sieve/row.ts';
import { sieveOf } from '../../../src/engine/sieve/sieve.ts';
import { liveRules, wantedBy } from '../../../src/live/needs.ts';
import type { Rule } from '../../../src/model/rule.ts';
import type { JsonObject } from '../../../src/values/json.ts';
import { rowsFor } from '../../export/rule-rows.ts';
import { fixedNow } from '../../support/cli.ts';
import { ruleFiles } from '../../support/rules.ts';
import { anyRow, anyRule } from './random-conditions.ts';
import { exampleRows } from './rows.ts';

const rules = liveRules(ruleFiles.rules);

/** What the engine says of the first of some resources. */
function judged(rule: Rule, rows: readonly JsonObject[]): string | undefined {
  const [first] = rows;
  return checkEstate(liveEstate('rows', rows), [rule], { now: fixedNow }).find(
    ({ resource }) => resource.key === String(first?.id).toLowerCase(),
  )?.verdict.kind;
}

/** What the sieve says of one resource. */
function sifted(rule: Rule, row: JsonObject): string | undefined {
  return sieveOf([rule], fixedNow)[0]?.sift(rowOf(row));
}

describe('the sieve', () => {
  it('says of random resources and random rules what the engine says, or nothing', () => {
    const said = { pass: 0, 'not-applicable': 0, unsaid: 0 };
    const left = { pass: 0, 'not-applicable': 0 };
    fc.assert(
      fc.property(anyRule, fc.array(anyRow, { minLength: 3, maxLength: 6 }), (rule, rows) => {
        const [sieve] = sieveOf([rule], fixedNow);
        for (const row of rows) {
          const quick = sieve?.sift(rowOf(row)) ?? 'unsaid';
          const full = judged(rule, [row]);
          said[quick]++;
          if (quick !== 'unsaid') expect(quick).toBe(full);
          else if (full === 'pass' || full === 'not-applicable') left[full]++;
        }
      }),
      { numRuns: 1500, seed: 20261121 },
    );
    expect(said.pass).toBeGreaterThan(500);
    expect(said['not-applicable']).toBeGreaterThan(500);
    expect(left.pass + left['not-applicable']).toBeLessThan(said.pass + said['not-applicable']);
  });

  it('says of random resources and the rules of the catalogue what the engine says, or nothing', () => {
    let said = 0;
    const versions = fc.constantFrom(undefined, '2019-05-01', '2021-06-01-preview', '2025-11-01', '2026-01-01-preview');
    for (const rule of rules) {
      fc.assert(
        fc.property(rowsFor(rule), versions, ([own, ...others], apiVersion) => {
          const row = { ...own, ...(apiVersion === undefined ? {} : { apiVersion }) };
          const quick = sifted(rule, row);
          if (quick === 'unsaid') return;
          said++;
          expect(quick, rule.id).toBe(judged(rule, [row, ...others]));
        }),
        { numRuns: 25, seed: 20261121 },
      );
    }
    expect(said).toBeGreaterThan(1000);
  });
});

/** What only previews have is judged by the evidence for it. */
const sometimesUnsaid = ['dnl-scope-set'];

describe('the rules about single resources', () => {
  const single = rules.filter((rule) => wantedBy(rule).length === 0);

  it('are decided by the sieve in their own examples, nearly all of them', () => {
    let decided = 0;
    const unsaid = single.filter((rule) =>
      exampleRows(rule).some((row) => {
        const quick = sifted(rule, row);
        const full = judged(rule, [row]);
        if (quick !== 'unsaid') expect(quick, rule.id).toBe(full);
        const isDecided = full !== 'pass' && full !== 'not-applicable' ? undefined : quick !== 'unsaid';
        decided += Number(isDecided ?? 0);
        return isDecided === false;
      }),
    );
    expect(unsaid.map(({ id }) => id).sort()).toEqual(sometimesUnsaid);
    expect(single.length).toBeGreaterThan(75);
    expect(decided).toBeGreaterThan(130);
  });
});
