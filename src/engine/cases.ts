// Tries the alternatives a verdict depends on, so that what belongs together stays together.

import type { Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Evidence } from '../model/verdict.ts';
import { optionsOf } from '../values/choice.ts';
import { conjoin, type Guard, termIs } from '../values/guard.ts';
import { standsForMany } from '../values/terms.ts';
import type { Truth } from '../values/truth.ts';
import { judge } from './judge.ts';
import type { Judgement, World } from './judgement.ts';
import type { EstateIndex } from './relations.ts';

/** What a rule says under one guard. */
export interface Case {
  readonly guard: Guard;
  readonly result: CaseResult;
}

export type CaseResult =
  | { readonly kind: 'judged'; readonly truth: Truth; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'not-applicable'; readonly because: string };

/** More cases than this for one rule and one resource: what is left over counts as unknown. */
export const maxCases = 256;

/** What the cases of a rule and a resource are judged in. */
export interface CaseInput {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly index: EstateIndex;
  readonly now: number;
}

/** All cases of a rule and a resource, for the case that the resource is deployed. Their guards cover everything. */
export function casesOf(input: CaseInput): readonly Case[] {
  const cases: Case[] = [];
  const waiting: Guard[] = [...deployedGuards(input.resource)];
  for (let guard = waiting.pop(); guard !== undefined; guard = waiting.pop()) {
    const { result, split } = judgeCase(input, guard);
    const narrower = (split ?? []).map((option) => conjoin(guard, option)).filter((both) => both !== undefined);
    if (narrower.length > 1 && cases.length + waiting.length + narrower.length <= maxCases) waiting.push(...narrower);
    else cases.push({ guard, result });
  }
  return cases;
}

/** The circumstances under which the resource is deployed. */
function deployedGuards({ condition }: Resource): readonly Guard[] {
  const guards = optionsOf(condition).flatMap((option): Guard[] => {
    if (option.value.kind === 'known') return option.value.json === true ? [option.guard] : [];
    if (option.value.kind === 'unknown' && !standsForMany(option.value.term)) {
      const both = conjoin(option.guard, termIs(option.value.term, true));
      return both === undefined ? [] : [both];
    }
    return [option.guard];
  });
  return guards;
}

interface JudgedCase {
  readonly result: CaseResult;
  readonly split: readonly Guard[] | undefined;
}

function judgeCase({ rule, resource, index, now }: CaseInput, guard: Guard): JudgedCase {
  const world: World = {
    rule,
    index,
    subject: resource,
    current: resource,
    item: undefined,
    guard,
    now,
    ignoreUnversioned: false,
  };
  const applicability: Judgement[] = [];
  for (const { condition, otherwise } of rule.applies.when) {
    const applies = judge(condition, world);
    if (applies.truth === false) return { result: { kind: 'not-applicable', because: otherwise }, split: undefined };
    applicability.push(applies);
  }
  const required = withVersions(rule, world);
  const unsure = applicability.filter((applies) => applies.truth === 'unknown');
  if (unsure.length === 0 || required.result.kind === 'not-applicable' || required.result.truth === true)
    return required;
  // Whether the rule applies is not known: then a failure is none yet.
  const evidence = unsure.flatMap((applies) => applies.evidence);
  return {
    result: { kind: 'judged', truth: 'unknown', evidence },
    split: unsure.find((applies) => applies.split !== undefined)?.split,
  };
}

function judged({ truth, evidence, split }: Judgement): JudgedCase {
  return { result: { kind: 'judged', truth, evidence }, split };
}

/**
 * A field that the declared API version does not have has no effect: what is declared passes only if it would pass without,
 * and what is missing cannot be held against the template. What is declared and wrong fails.
 */
function withVersions(rule: Rule, world: World): JudgedCase {
  const required = judge(rule.require, world);
  const lacking = required.evidence.filter((evidence) => !evidence.inVersion);
  if (lacking.length === 0 || required.truth === 'unknown') return judged(required);
  const doubtful =
    required.truth === true
      ? judge(rule.require, { ...world, ignoreUnversioned: true }).truth !== true
      : lacking.some((evidence) => evidence.actual === undefined);
  if (!doubtful) return judged(required);
  const previewOnly = lacking.every((evidence) => isPreviewOnly(rule, evidence));
  if (previewOnly)
    return {
      result: {
        kind: 'not-applicable',
        because: `Only preview API versions have the property; ${versionReason(lacking[0])}.`,
      },
      split: undefined,
    };
  const evidence = lacking.map(
    (one): Evidence => ({ ...one, truth: 'unknown', because: [{ kind: 'version', what: versionReason(one) }] }),
  );
  return judged({ truth: 'unknown', evidence, split: undefined });
}

/** A stable API version cannot say anything about a feature in preview. */
function isPreviewOnly(rule: Rule, { subject }: Evidence): boolean {
  const field = fieldOf(subject);
  return rule.absent.some((fact) => fact.field.text === field && fact.stable === null);
}

function versionReason(evidence: Evidence | undefined): string {
  if (evidence?.subject.kind !== 'test') return 'the declared API version does not have it';
  const { apiVersion } = evidence.subject.resource;
  const version = apiVersion.kind === 'known' ? String(apiVersion.json) : 'the declared one';
  return `API version ${version} does not have '${fieldOf(evidence.subject)}'`;
}

function fieldOf(subject: Evidence['subject']): string {
  return subject.kind === 'test' && subject.test.subject.kind === 'field' ? subject.test.subject.path.text : '';
}
