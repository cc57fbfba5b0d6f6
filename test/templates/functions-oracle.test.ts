// Every recorded fact about a template function: what Microsoft's engine and documentation say must hold, what others say is compared.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/values/access.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonKey } from '../../src/values/json-key.ts';
import { root } from '../support/rules.ts';
import { evaluateText } from '../support/template.ts';

/** One fact. Tiers: A recorded from Microsoft's engine, B Microsoft's documentation, C third parties' tests, D a dialect. */
interface Fact {
  readonly expression: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  /** The values of parameters stand in a template as defaults, so that `[[` escapes apply. */
  readonly parametersAreTemplateLiterals?: boolean;
  readonly variables?: Readonly<Record<string, Json>>;
  readonly expected?: Json;
  readonly error?: boolean;
  readonly tier: 'A' | 'B' | 'C' | 'D';
  readonly context?: string;
  readonly conflict?: unknown;
}

const file = `${root}/../shared/oracle/functions.json`;
const facts: readonly Fact[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Fact[]) : [];
const ofTier = (...tiers: readonly Fact['tier'][]): readonly Fact[] =>
  facts.filter(({ tier, context }) => tiers.includes(tier) && context !== 'psrule-mock');

/** `unknown`: no answer where the fact has one. `error`: an error instead. `no error`: an answer instead of one. */
type Outcome = 'agrees' | 'unknown' | 'different' | 'error' | 'no error';

interface Evaluated {
  readonly outcome: Outcome;
  readonly json: Json | undefined;
  readonly errors: readonly string[];
}

function evaluateFact(fact: Fact): Evaluated {
  const { parameters: given = {}, parametersAreTemplateLiterals: literal = false, variables = {} } = fact;
  const parameters = Object.fromEntries(
    Object.entries(given).map(([name, value]): [string, Json] => [
      name,
      { type: declaredType(value), ...(literal ? { defaultValue: value } : {}) },
    ]),
  );
  const { value, errors } = evaluateText(
    fact.expression,
    { parameters, variables },
    { arguments: literal ? {} : given },
  );
  const json = value && toJson(value);
  const outcome = fact.error === true ? withError(errors) : withValue(json, errors, fact.expected ?? null);
  return { outcome, json, errors };
}

function withError(errors: readonly string[]): Outcome {
  return errors.length > 0 ? 'agrees' : 'no error';
}

function withValue(json: Json | undefined, errors: readonly string[], expected: Json): Outcome {
  if (errors.length > 0) return 'error';
  if (json === undefined) return 'unknown';
  return jsonKey(json) === jsonKey(expected) ? 'agrees' : 'different';
}

function declaredType(value: Json): string {
  if (Array.isArray(value)) return 'array';
  const types: Readonly<Record<string, string>> = { number: 'int', boolean: 'bool', string: 'string', bigint: 'int' };
  return types[typeof value] ?? 'object';
}

const title = ({ expression, parameters }: Fact): string =>
  parameters === undefined ? expression : `${expression} with ${JSON.stringify(parameters)}`;

describe.skipIf(facts.length === 0)(`facts about functions (skipped where ${file} is not at hand)`, () => {
  describe('of Microsoft hold', () => {
    const gate = ofTier('A', 'B').filter(({ conflict }) => conflict === undefined);

    it('and there are as many as there were', () => {
      expect(gate.length).toBeGreaterThanOrEqual(398);
    });

    for (const fact of gate)
      it(`${fact.tier}: ${title(fact)}`, () => {
        const { outcome, json, errors } = evaluateFact(fact);
        expect({ outcome, json, errors: fact.error === true ? [] : errors }).toEqual({
          outcome: 'agrees',
          json: fact.error === true ? json : fact.expected,
          errors: [],
        });
      });
  });

  it('of other programs hold, but for those known', () => {
    const found = ofTier('C').map((fact) => [title(fact), evaluateFact(fact).outcome] as const);
    expect(Object.fromEntries(found.filter(([, outcome]) => outcome !== 'agrees'))).toEqual(disagreements);
  });

  it('of a dialect hold for the most part', () => {
    const outcomes = ofTier('D').map((fact) => evaluateFact(fact).outcome);
    const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
    expect({
      unknown: count('unknown'),
      different: count('different'),
      error: count('error'),
      'no error': count('no error'),
    }).toEqual({ unknown: 17, different: 8, error: 17, 'no error': 38 });
  });
});

/** Where another program gives an answer that no official source settles, or that ours refuses. */
const disagreements: Readonly<Record<string, Outcome>> = {
  '[add(-2.5, 3.5)]': 'error',
  "[cidrSubnet('10.144.0.0/20', 20, 1)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 1)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 2)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 3)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 4)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 5)]": 'unknown',
  "[cidrSubnet('10.144.0.0/27', 27, 6)]": 'unknown',
  "[contains(shallowMerge(createArray(createObject('a', 200), null())), 'a')]": 'unknown',
  "[contains(shallowMerge(createArray(createObject('a', 200), null())), 'e')]": 'unknown',
  "[contains(shallowMerge(createArray(createObject('a', 200), null())), 'g')]": 'unknown',
  '[contains(shallowMerge(createArray(null(), json(\'{"e":"f","g":"h"}\'))), \'a\')]': 'unknown',
  '[contains(shallowMerge(createArray(null(), json(\'{"e":"f","g":"h"}\'))), \'e\')]': 'unknown',
  '[contains(shallowMerge(createArray(null(), json(\'{"e":"f","g":"h"}\'))), \'g\')]': 'unknown',
  "[contains(union(createObject('a', 200), null()), 'a')]": 'unknown',
  "[contains(union(createObject('a', 200), null()), 'e')]": 'unknown',
  "[contains(union(createObject('a', 200), null()), 'g')]": 'unknown',
  '[contains(union(null(), json(\'{"e":"f","g":"h"}\')), \'a\')]': 'unknown',
  '[contains(union(null(), json(\'{"e":"f","g":"h"}\')), \'e\')]': 'unknown',
  '[contains(union(null(), json(\'{"e":"f","g":"h"}\')), \'g\')]': 'unknown',
  '[dataUri(1)]': 'no error',
  '[first(null())]': 'unknown',
  "[int('3.7')]": 'unknown',
  "[json('')]": 'unknown',
  "[json('{''''a'''': ''''b''''}').a]": 'error',
  "[json(format('{{''''a'''': ''''{0}''''}}', 'b')).a]": 'error',
  '[last(null())]': 'unknown',
  "[length(union(createArray('one', 'two'), null(), createArray('one', 'three')))]": 'unknown',
  "[length(union(createArray('one', 'two'), null(), null()))]": 'unknown',
  "[length(union(null(), createArray('three', 'four')))]": 'unknown',
  "[mod(7, '3')]": 'error',
  "[mul(5, '3')]": 'error',
  '[resourceGroup().name]': 'unknown',
  '[string(true)]': 'error',
  '[subscription().subscriptionId]': 'unknown',
  "[tryGet(createObject('properties', createObject('displayName', 'Test 001', 'values', createArray('Value 1', 'Value 2'))), 'properties', 'notValue')]":
    'unknown',
  "[tryGet(createObject('properties', createObject('displayName', 'Test 001', 'values', createArray('Value 1', 'Value 2'))), 'properties', 'notValue', 'value')]":
    'unknown',
  "[tryGet(createObject('properties', createObject('displayName', 'Test 001', 'values', createArray('Value 1', 'Value 2'))), 'properties', 'values', 2)]":
    'unknown',
  "[tryIndexFromEnd(createArray('one', 'two', 'three'), '2')]": 'error',
  "[uriComponent('http://contoso.com/resources/nested/azuredeploy.json')]": 'different',
};
