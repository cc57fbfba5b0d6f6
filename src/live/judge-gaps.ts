// Judging where something was not read: what depends on it is unknown, with the reason; everything else is judged in full.

import { type CheckOptions, checkEstate } from '../engine/check.ts';
import { withExisting } from '../engine/live-estate.ts';
import type { Condition } from '../model/condition.ts';
import type { Estate, Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Judged } from '../model/verdict.ts';
import { toJson } from '../values/access.ts';
import { type Because, joinReasons } from '../values/because.ts';
import { type Gap, isWithin } from './gaps.ts';
import { type Wanted, wantedBy } from './needs.ts';

/** Judges every resource by every rule, the gaps of what was read considered where they matter. */
export function judgeWithGaps(
  estate: Estate,
  rules: readonly Rule[],
  gaps: readonly Gap[],
  options: CheckOptions,
): readonly Judged[] {
  const sorted = rules.map((rule) => concern(rule, gaps));
  const lacking = new Set(gaps.flatMap(({ types }) => types));
  const doubtful: Estate = { ...estate, isComplete: (type) => !lacking.has(type) };
  const isTouched = touching(sorted.filter(({ reach }) => reach === 'places').flatMap((one) => one.gaps));
  const check = (where: Estate, reach: Concern['reach']): readonly Judged[] => {
    const concerned = sorted.filter((one) => one.reach === reach).map(({ rule }) => rule);
    return concerned.length === 0 ? [] : checkEstate(where, concerned, options);
  };
  const doubt = (where: Estate, reach: Concern['reach']): readonly Judged[] => {
    const concerned = sorted.filter((one) => one.reach === reach);
    if (concerned.length === 0) return [];
    const byId = new Map(concerned.map((one) => [one.rule.id, one]));
    const doubting = concerned.map(({ rule }) => doubtingRule(rule));
    return checkEstate(where, doubting, options).map((judged) => explained(judged, byId.get(judged.rule.id)));
  };
  return [
    ...check(estate, 'nothing'),
    ...check(
      judgingOnly(estate, (resource) => !isTouched(resource)),
      'places',
    ),
    ...doubt(judgingOnly(doubtful, isTouched), 'places'),
    ...doubt(doubtful, 'everything'),
  ];
}

/** How far the gaps reach that a rule is concerned by. */
interface Concern {
  readonly rule: Rule;
  readonly gaps: readonly Gap[];
  readonly reach: 'nothing' | 'places' | 'everything';
}

function concern(rule: Rule, gaps: readonly Gap[]): Concern {
  const wanted = wantedBy(rule);
  const types = new Set(wanted.map(({ type }) => type));
  const own = gaps.filter((gap) => gap.types.some((type) => types.has(type)));
  const reach = own.length === 0 ? 'nothing' : own.every((gap) => isInPlace(gap, wanted)) ? 'places' : 'everything';
  return { rule, gaps: own, reach };
}

/** Children and extensions of one resource are missed by that resource alone. */
function isInPlace({ types, scope }: Gap, wanted: readonly Wanted[]): boolean {
  return scope !== '/' && wanted.every(({ type, atSubject }) => atSubject || !types.includes(type));
}

/** Whether a resource is in the scope of a gap, or the other way round. */
function touching(gaps: readonly Gap[]): (resource: Resource) => boolean {
  const scopes = new Set(gaps.map(({ scope }) => scope.toLowerCase()));
  const above = new Set([...scopes].flatMap(idsAbove));
  return (resource) => {
    const id = idOf(resource).toLowerCase();
    return above.has(id) || idsAbove(id).some((scope) => scopes.has(scope));
  };
}

/** Every beginning of an id that ends at a slash, and the id itself. */
function idsAbove(id: string): readonly string[] {
  const segments = id.split('/');
  return segments.map((_, i) => segments.slice(0, i + 1).join('/')).filter((scope) => scope !== '');
}

/** The others are known, and not judged. */
function judgingOnly(estate: Estate, isJudged: (resource: Resource) => boolean): Estate {
  const resources = estate.resources.map((resource) => (isJudged(resource) ? resource : withExisting(resource, true)));
  return { ...estate, resources };
}

/** The rule as it is read where even what it takes for complete is not. */
function doubtingRule(rule: Rule): Rule {
  const { applies, require } = rule;
  const when = applies.when.map((one) => ({ ...one, condition: doubting(one.condition) }));
  return { ...rule, applies: { ...applies, when }, require: doubting(require) };
}

function doubting(condition: Condition): Condition {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return { ...condition, conditions: condition.conditions.map(doubting) };
    case 'not':
      return { ...condition, condition: doubting(condition.condition) };
    case 'test':
      return condition;
    case 'count':
      return { ...condition, where: condition.where && doubting(condition.where) };
    case 'related':
      return { ...condition, where: condition.where && doubting(condition.where), elsewhere: 'possible' };
  }
}

/** Says what was not read, and why, where a verdict is unknown for it. */
function explained(judged: Judged, concerned: Concern | undefined): Judged {
  const { verdict, resource } = judged;
  if (concerned === undefined) return judged;
  const { rule, gaps } = concerned;
  if (verdict.kind !== 'unknown') return { ...judged, rule };
  const id = idOf(resource);
  const near = gaps.filter(({ scope }) => isWithin(id, scope) || isWithin(scope, id));
  const reasons = (near.length > 0 ? near : gaps).map(
    (gap): Because => ({ kind: 'elsewhere', what: gapText(gap, rule) }),
  );
  const others = verdict.because.filter(({ kind }) => kind !== 'elsewhere');
  return { ...judged, rule, verdict: { ...verdict, because: joinReasons(others, reasons) } };
}

function gapText({ types, scope, because }: Gap, rule: Rule): string {
  const wanted = new Set(wantedBy(rule).map(({ type }) => type));
  const names = types.filter((type) => wanted.has(type)).map((type) => type.slice(type.indexOf('/') + 1));
  const where = scope === '/' ? '' : ` of ${scope.slice(scope.lastIndexOf('/') + 1)}`;
  return `${names.join(' and ')}${where} were not read: ${because}`;
}

/** The id of a live resource, which is always known. */
export function idOf({ id }: Resource): string {
  return String(toJson(id));
}
