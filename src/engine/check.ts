// Rules against an estate: one verdict for every resource that a rule is about.

import type { Assignment, Estate, Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Evidence, Judged, Verdict } from '../model/verdict.ts';
import { toJson } from '../values/access.ts';
import { type Because, joinReasons } from '../values/because.ts';
import { conjoin, type Guard, termIsNot } from '../values/guard.ts';
import type { Json } from '../values/json.ts';
import { jsonKey } from '../values/json-key.ts';
import { parameterNamed, parameterTerm } from '../values/terms.ts';
import { type Case, type CaseInput, casesOf } from './cases.ts';
import { judge } from './judge.ts';
import type { World } from './judgement.ts';
import { type EstateIndex, indexEstate } from './relations.ts';
import { findWitness, sameResource } from './witness.ts';

/** What verdicts may depend on besides the resources. */
export interface CheckOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Says of a verdict that somebody knows it already: then it is neither made nor given. Asked once of each. */
  readonly isSettled?: (rule: Rule, resource: Resource) => boolean;
}

/** How often an estate is evaluated anew to confirm witnesses; behind that, what may fail stays unknown. */
const maxReevaluations = 400;

/** Judges every resource of an estate by every rule that is about its type. */
export function checkEstate(estate: Estate, rules: readonly Rule[], options: CheckOptions): readonly Judged[] {
  const index = indexEstate(estate);
  const rulesFor = rulesByType(rules);
  const confirm = witnessConfirmer(estate, options);
  const judged: Judged[] = [];
  for (const resource of estate.resources) {
    if (resource.existing || toJson(resource.condition) === false) continue;
    for (const rule of rulesFor(resource.type)) {
      if (rule.applies.only !== undefined && rule.applies.only !== estate.kind) continue;
      if (options.isSettled?.(rule, resource) === true) continue;
      judged.push({ rule, resource, verdict: verdictOf({ rule, resource, index, now: options.now }, confirm) });
    }
  }
  return judged;
}

/** The rules about a resource type, those about every type included. The same list is asked about many estates. */
export function rulesByType(rules: readonly Rule[]): (type: string) => readonly Rule[] {
  const known = byRules.get(rules) ?? groupRules(rules);
  byRules.set(rules, known);
  return (type) => known.get(type.toLowerCase()) ?? known.get(everyType) ?? [];
}

const byRules = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly Rule[]>>();

const everyType = '*';

function groupRules(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const type of new Set(rule.applies.types.map((name) => name.toLowerCase()))) {
      const others = byType.get(type);
      if (others === undefined) byType.set(type, [rule]);
      else others.push(rule);
    }
  }
  const general = byType.get(everyType) ?? [];
  for (const [type, own] of byType) if (type !== everyType) own.push(...general);
  return byType;
}

type Confirm = (rule: Rule, resource: Resource, guards: readonly Guard[]) => Readonly<Record<string, Json>> | undefined;

/** Evaluates the estate anew under assignments, each of them once for all rules. */
function witnessConfirmer(estate: Estate, { now }: CheckOptions): Confirm {
  const evaluated = new Map<string, EstateIndex | undefined>();
  const under = (assignment: Assignment): EstateIndex | undefined => {
    const key = [...assignment]
      .map(([name, value]) => `${name}=${jsonKey(value)}`)
      .sort()
      .join('&');
    if (!evaluated.has(key)) {
      const allowed = evaluated.size < maxReevaluations ? estate.withParameters?.(assignment) : undefined;
      evaluated.set(key, allowed && indexEstate(allowed));
    }
    return evaluated.get(key);
  };
  return (rule, resource, guards) => {
    if (estate.withParameters === undefined) return undefined;
    return findWitness(estate, guards, (assignment) => {
      const index = under(assignment);
      const again = index && sameResource(index.estate, resource);
      if (index === undefined || again === undefined) return false;
      const cases = casesOf({ rule, resource: again, index, now });
      return cases.length > 0 && cases.every(({ result }) => result.kind === 'judged' && result.truth === false);
    });
  };
}

function verdictOf(input: CaseInput, confirm: Confirm): Verdict {
  const cases = casesOf(input);
  const failing = cases.filter(({ result }) => result.kind === 'judged' && result.truth === false);
  const unsure = cases.filter(({ result }) => result.kind === 'judged' && result.truth === 'unknown');
  const passing = cases.filter(({ result }) => result.kind === 'judged' && result.truth === true);
  const [notApplicable] = cases.filter(({ result }) => result.kind === 'not-applicable');
  if (failing.length === 0 && unsure.length === 0) {
    if (passing.length > 0) return { kind: 'pass', evidence: evidenceOf(passing) };
    const because =
      notApplicable?.result.kind === 'not-applicable'
        ? notApplicable.result.because
        : 'The resource is never deployed.';
    return { kind: 'not-applicable', because };
  }
  if (failing.length === cases.length)
    return { kind: 'fail', evidence: evidenceOf(failing), causes: causesOf(input, failing) };
  return maybeFailing(input, failing, unsure, confirm);
}

/** Fails in some cases, or might: a confirmed witness makes it a fails-when, otherwise it is unknown. */
function maybeFailing(input: CaseInput, failing: readonly Case[], unsure: readonly Case[], confirm: Confirm): Verdict {
  const doubtful = [...failing, ...unsure];
  const witness = confirm(
    input.rule,
    input.resource,
    doubtful.flatMap((one) => guardsToTry(one, input.index.estate)),
  );
  if (witness !== undefined) {
    const shown = failing.length > 0 ? failing : unsure;
    return { kind: 'fails-when', evidence: evidenceOf(shown.slice(0, 1)), witness, causes: causesOf(input, shown) };
  }
  const evidence = evidenceOf(doubtful);
  const because = joinReasons(...evidence.map((one) => one.because), parametersIn(doubtful));
  const fallback = [{ kind: 'budget', what: 'the cases it depends on could not be told apart' } as const];
  return { kind: 'unknown', evidence, because: because.length > 0 ? because : fallback };
}

/** Parameters of nested deployments that nobody gives a value: cases depend on them, and no caller can decide them. */
function parametersIn(cases: readonly Case[]): readonly Because[] {
  const names = cases.flatMap(({ guard }) => guard.flatMap(({ term }) => parameterNamed(term) ?? []));
  return [...new Set(names)].map((name) => ({ kind: 'parameter', name }));
}

/** The guard of a case, and for integers with declared bounds the bounds: a caller can pass them. */
function guardsToTry({ guard, result }: Case, { freeParameters }: Estate): readonly Guard[] {
  const evidence = result.kind === 'judged' ? result.evidence : [];
  const bounded = freeParameters
    .filter(({ type, min, max }) => type === 'int' && (min !== undefined || max !== undefined))
    .map(({ name }) => parameterTerm(name));
  const terms = evidence.flatMap(({ truth, actual }) =>
    truth === 'unknown' && actual?.kind === 'unknown' ? bounded.filter((term) => actual.term.includes(term)) : [],
  );
  const hints = [...new Set(terms)].map((term) => conjoin(guard, termIsNot(term)) ?? guard);
  return [...(guard.length > 0 ? [guard] : []), ...hints];
}

function evidenceOf(cases: readonly Case[]): readonly Evidence[] {
  return cases.flatMap(({ result }) => (result.kind === 'judged' ? result.evidence : []));
}

/** Rules whose failure is the cause of this one. */
function causesOf({ rule, resource, index, now }: CaseInput, cases: readonly Case[]): readonly string[] {
  const guard = cases.length === 1 ? (cases[0]?.guard ?? []) : [];
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
  return rule.causes.filter(({ condition }) => judge(condition, world).truth === true).map((cause) => cause.text);
}
