// What is known before deployment covers whatever a caller then deploys.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/values/json.ts';
import { evaluateTemplate, template } from '../../support/template.ts';
import { calledFunctions, callsOf } from './calls.ts';
import { compare, facts } from './containment.ts';
import { type Caller, callers, declarations, definitions } from './parameters.ts';
import { templates } from './templates.ts';

describe('a template that is evaluated without its arguments', () => {
  it.each([20260201, 20260202])('covers what everybody deploys (seed %i)', (seed) => {
    let covered = 0;
    fc.assert(
      fc.property(templates, callers, (parts, caller) => {
        const comparison = compare({ template: parts, caller });
        expect(comparison.contradictions).toEqual([]);
        covered += comparison.covered;
      }),
      { numRuns: 50, seed },
    );
    // The comparison would be worth nothing if everything were known, or nothing could be deployed.
    expect(covered).toBeGreaterThan(500);
  });
});

/** A call alone in a template. */
function calling(call: Json): Json {
  return template({
    languageVersion: '2.0',
    definitions,
    parameters: declarations,
    outputs: { o: { type: 'object', value: call } },
  });
}

function fails(json: Json, { passed }: Caller): boolean {
  return evaluateTemplate(json, { arguments: passed, facts }).diagnostics.some(({ severity }) => severity === 'error');
}

describe('a call whose arguments are not all known', () => {
  it.each(calledFunctions)('covers every result: %s()', (name) => {
    let deployed = 0;
    fc.assert(
      fc.property(callsOf(name), callers, (call, caller) => {
        const json = calling(call);
        if (fails(json, caller)) return;
        deployed++;
        expect(compare({ template: json, caller }).contradictions).toEqual([]);
      }),
      { numRuns: 30, seed: 20260204 },
    );
    expect(deployed).toBeGreaterThan(5);
  });
});
