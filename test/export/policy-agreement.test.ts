// Every test of a rule, said in Azure Policy, means what the rule engine takes it to mean.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { policyDefinition } from '../../src/export/policy/definition.ts';
import { isJsonArray, type Json, type JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { marks } from './policy-evaluator.ts';
import { everyTest, rowWith, ruleOf, values } from './random-rules.ts';

/** What a rule says of the field where it is absent, by the type of the field. */
const facts: readonly JsonObject[] = [
  {},
  { means: 'enabled' },
  { means: 7 },
  { means: true },
  { unknown: 'it depends' },
];

/** The type that a field must have for a test to make sense: Azure validates it before any policy sees it. */
function typeIn({ field: _, ...test }: JsonObject): string {
  const [operand = null] = Object.values(test);
  return 'exists' in test || operand === null ? 'any' : isJsonArray(operand) ? 'string' : typeof operand;
}

function mayBe(value: Json, type: string): boolean {
  return value === null || type === 'any' || typeof value === type;
}

describe('every test as a policy', () => {
  it.each(facts)('marks what the engine says violates it, where absent is %o', (fact) => {
    let said = 0;
    for (const test of everyTest('properties.a').filter((one) => mayBe(fact.means ?? null, typeIn(one)))) {
      const rule = ruleOf(test, { 'properties.a': fact });
      const result = policyDefinition(rule, 'audit');
      if (result.kind === 'no') continue;
      said += 1;
      const rows = [{}, ...values.filter((value) => mayBe(value, typeIn(test))).map((a) => ({ a }))].map(rowWith);
      for (const row of rows) {
        const [judged] = checkEstate(liveEstate('rows', [row]), [rule], { now: fixedNow });
        const expected = judged?.verdict.kind === 'fail';
        expect(marks(result.properties, row, []), JSON.stringify([test, row.properties ?? null])).toBe(expected);
      }
    }
    expect(said).toBeGreaterThan(5);
  });
});
