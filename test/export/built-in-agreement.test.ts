// The built-in rules say the same as queries, as policies and in the rule engine, of random resources.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { exportPolicies } from '../../src/export/policy/template.ts';
import { pushDown } from '../../src/export/push-down.ts';
import { registryType } from '../../src/live/tasks.ts';
import { registryGraphVersion } from '../../src/live/type-sources.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';
import { runKql } from './kql-evaluator.ts';
import { marks } from './policy-evaluator.ts';
import { rowsFor } from './rule-rows.ts';

const pushed = ruleFiles.rules.map(pushDown).filter((result) => result.kind === 'query');
const { definitions } = exportPolicies(ruleFiles.rules, { effect: 'audit', scope: 'subscription' });

/** Whether the engine says that the first of the resources violates the rule. */
function fails(rule: Rule, rows: readonly JsonObject[]): boolean {
  const judged = checkEstate(liveEstate('rows', rows), [rule], { now: fixedNow });
  return judged.some(
    ({ resource, verdict }) => resource.key === String(rows[0]?.id).toLowerCase() && verdict.kind === 'fail',
  );
}

/** Rows of registries as an audit reads them: with the version that the graph shows. */
function asRead(rows: readonly JsonObject[]): readonly JsonObject[] {
  return rows.map((row) => (row.type === registryType ? { ...row, apiVersion: registryGraphVersion } : row));
}

/** The rules that do not apply, where a rule has nothing to say of the first of the resources. */
function settledAs(rule: Rule, [row]: readonly JsonObject[]): readonly string[] {
  const [judged] = checkEstate(liveEstate('rows', row === undefined ? [] : [row]), [rule], { now: fixedNow });
  if (judged?.verdict.kind === 'pass') return [''];
  return judged?.verdict.kind === 'not-applicable' ? [`${rule.id};`] : [];
}

/** Random resources violate the rule and keep it, unless that hangs on more than its fields. */
function seesBoth({ applies, settings }: Rule, verdicts: ReadonlySet<boolean>): void {
  if (applies.when.length === 0 && settings.every(({ type }) => type !== 'boolean'))
    expect([...verdicts].sort()).toEqual([false, true]);
}

describe('built-in rules as queries', () => {
  it.each(pushed)('return what the engine says violates $rule.id', ({ rule, queries }) => {
    const verdicts = new Set<boolean>();
    const byType = new Map(queries.map(({ type, text }) => [type.toLowerCase(), runKql(text)]));
    const settledByType = new Map(
      queries.map(({ table, type, settled, skipped }) => [
        type.toLowerCase(),
        runKql(`${table} | where ${settled} | extend violations = ${skipped ?? "''"}`),
      ]),
    );
    fc.assert(
      fc.property(rowsFor(rule), (rows) => {
        const expected = fails(rule, rows);
        verdicts.add(expected);
        const found = byType.get(String(rows[0]?.type))?.(rows.slice(0, 1)) ?? [];
        expect(found.map(({ violations }) => violations)).toEqual(expected ? [`${rule.id};`] : []);
        const settled = settledByType.get(String(rows[0]?.type))?.(rows.slice(0, 1)) ?? [];
        expect(settled.map(({ violations }) => violations)).toEqual(settledAs(rule, asRead(rows)));
      }),
      { numRuns: 60, seed: 20261121 },
    );
    seesBoth(rule, verdicts);
  });
});

describe('built-in rules as policies', () => {
  const withoutOpenSettings = definitions.filter(({ rule }) => rule.settings.every(({ value }) => value !== undefined));

  it.each(withoutOpenSettings)('mark what the engine says violates $rule.id', ({ rule, properties }) => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(rowsFor(rule), (rows) => {
        const expected = fails(rule, rows);
        verdicts.add(expected);
        const [subject = {}, ...others] = rows;
        expect(marks(properties, subject, others)).toBe(expected);
      }),
      { numRuns: 60, seed: 20261121 },
    );
    seesBoth(rule, verdicts);
  });
});
