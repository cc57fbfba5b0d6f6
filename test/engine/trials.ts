// Random templates and rules, judged without their parameters and again with all of them.

import fc from 'fast-check';
import { checkEstate } from '../../src/engine/check.ts';
import { noArguments, templateEstate } from '../../src/engine/template-estate.ts';
import { anyRound } from '../../src/engine/witness.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Judged } from '../../src/model/verdict.ts';
import type { Assumption } from '../../src/templates/parameters.ts';
import { jsonDocument } from '../../src/values/document.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import { fixedNow } from '../support/cli.ts';
import { argumentsFrom } from '../support/template.ts';
import { facts } from '../templates/soundness/containment.ts';
import { type Caller, callers } from '../templates/soundness/parameters.ts';
import { deployable } from '../templates/soundness/repair.ts';
import { resourceTemplates } from '../templates/soundness/templates.ts';
import { ruleThat } from './judging.ts';

const word = fc.constantFrom('on', 'Prod', '', 'a-b');
const text = fc.constantFrom('properties.k', 'properties.tags.a', 'name', 'tags.a');
const item = fc.constantFrom('properties.list[*]', 'properties.loop[*]');
const number = fc.integer({ min: 0, max: 3 });
const amount = fc.constantFrom('equals', 'less', 'greaterOrEquals');

/** Conditions about the fields that random resources have. */
const { condition } = fc.letrec<{ condition: Json }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'condition' },
    fc
      .tuple(text, fc.constantFrom('equals', 'notEquals', 'contains', 'notContains', 'like'), word)
      .map(([field, operator, value]) => ({ field, [operator]: value })),
    fc
      .tuple(fc.constantFrom('equals', 'notEquals'), fc.boolean())
      .map(([operator, value]) => ({ field: 'properties.on', [operator]: value })),
    fc
      .tuple(fc.oneof(text, fc.constantFrom('properties.on', 'properties.more.on')), fc.boolean())
      .map(([field, exists]) => ({ field, exists })),
    fc.tuple(item, word).map(([field, value]) => ({ field, notEquals: value })),
    fc.tuple(item, word, amount, number).map(([field, value, operator, expected]) => ({
      count: { field, where: { item: '.', equals: value } },
      [operator]: expected,
    })),
    fc.tuple(item, amount, number).map(([field, operator, expected]) => ({ count: { field }, [operator]: expected })),
    fc.tuple(word, amount, number).map(([value, operator, expected]) => {
      const where = { field: 'properties.k', equals: value };
      return { related: { by: 'any', type: 'A.B/things', elsewhere: 'impossible', where }, [operator]: expected };
    }),
    tie('condition').map((inner) => ({ not: inner })),
    fc
      .tuple(fc.constantFrom('allOf', 'anyOf'), fc.array(tie('condition'), { minLength: 1, maxLength: 2 }))
      .map(([kind, conditions]) => ({ [kind]: conditions })),
  ),
}));

const about = condition.map((require) => ruleThat(require, { applies: { to: ['A.B/things'] } }));

/** A template, rules about its resources, and people who deploy it. */
export interface Trial {
  readonly about: readonly Rule[];
  readonly template: Json;
  readonly caller: Caller;
  /** Somebody else. */
  readonly other: Caller;
}

/** Trials that the caller can deploy. */
export const trials: fc.Arbitrary<Trial> = fc
  .record({
    about: fc.array(about, { minLength: 3, maxLength: 3 }),
    template: resourceTemplates,
    caller: callers,
    other: callers,
  })
  .map((trial) => ({
    ...trial,
    template: deployable(trial.template, { arguments: trial.caller.passed, facts }).template,
  }));

type Values = Readonly<Record<string, Json>>;

/** The verdicts on a trial's template with these arguments. */
export function judge({ about: rules, template }: Trial, values: Values, assume: Assumption): readonly Judged[] {
  const { estate } = templateEstate({
    name: 'main.json',
    document: jsonDocument('main.json', jsonText(template)),
    supplied: { ...argumentsFrom(values), report: noArguments.report },
    assume,
    facts,
    loadLinked: () => undefined,
  });
  return rules.flatMap((rule) => checkEstate(estate, [rule], { now: fixedNow }).map((one) => ({ ...one, rule })));
}

/** The verdicts on the same resource; on one that stands for any number of them, the verdicts on all. */
export function sameOnes({ rule, resource }: Judged, others: readonly Judged[]): readonly Judged[] {
  const lines = resource.key.split('\n');
  return others.filter((other) => {
    const theirs = other.resource.key.split('\n');
    const isSame = lines.every((line, i) => line === anyRound || line === theirs[i]);
    return rule === other.rule && lines.length === theirs.length && isSame;
  });
}

/** Verdicts that the caller, who passes everything, finds broken: a pass that fails, a failure that passes. */
export function brokenPromises(trial: Trial, judged: readonly Judged[]): readonly string[] {
  const concrete = judge(trial, trial.caller.passed, 'defaults');
  return judged
    .filter(({ verdict: { kind } }) => kind === 'pass' || kind === 'fail')
    .flatMap((one) =>
      sameOnes(one, concrete)
        .filter(({ verdict: { kind } }) => kind !== 'not-applicable' && kind !== one.verdict.kind)
        .map((other) => describeBroken(one, other)),
    );
}

/** What comes of witnesses when somebody else passes them: `confirmed`, or why not. Nothing where Azure refuses the rest. */
export function witnessResults(trial: Trial, judged: readonly Judged[]): readonly string[] {
  const { caller, other, template } = trial;
  const rest = caller.assume === 'any' ? { ...other.passed, ...caller.known } : caller.passed;
  return judged.flatMap((one) => {
    // Of any number of resources, one is enough.
    if (one.verdict.kind !== 'fails-when' || one.resource.copies === 'any') return [];
    const values = { ...rest, ...one.verdict.witness };
    if (isRefused(template, values)) return [];
    return sameOnes(one, judge(trial, values, 'defaults')).map((again) =>
      again.verdict.kind === 'fail' ? 'confirmed' : `${describeBroken(one, again)} with ${JSON.stringify(one.verdict)}`,
    );
  });
}

function isRefused(json: Json, values: Values): boolean {
  const refusals: string[] = [];
  const supplied = { ...argumentsFrom(values), report: (_: string, message: string) => refusals.push(message) };
  const { evaluated } = templateEstate({
    name: 'main.json',
    document: jsonDocument('main.json', jsonText(json)),
    supplied,
    assume: 'defaults',
    facts,
    loadLinked: () => undefined,
  });
  return refusals.length > 0 || evaluated.diagnostics.some(({ severity }) => severity === 'error');
}

function describeBroken(judged: Judged, other: Judged): string {
  const rule = JSON.stringify(judged.rule.require);
  return `${judged.verdict.kind}, then ${other.verdict.kind} of ${other.resource.key.trim()} by ${rule}`;
}
