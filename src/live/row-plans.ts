// Which rows can be let go as soon as they are judged, and which are kept until all are there.

import { rulesByType } from '../engine/check.ts';
import { type SiftedRule, sieveOf } from '../engine/sieve/sieve.ts';
import type { Rule } from '../model/rule.ts';
import { partsAndOwners, roleTypes } from './estate-resources.ts';
import { asksForPreviews, wantedBy } from './needs.ts';
import type { SnapshotHeader } from './snapshot.ts';
import { registryType } from './tasks.ts';

/** What becomes of the rows of a type. */
export interface RowPlan {
  /** The rules about the type. */
  readonly sieve: readonly SiftedRule[];
  /** Ids of those of them that look at other resources too. */
  readonly looking: ReadonlySet<string>;
  /** `open`: a row is kept where a rule that looks at others leaves it open. */
  readonly keep: 'always' | 'open' | 'never';
  /** Whether no other resource matters to those of the type, nor they to others: what they are may matter nevertheless. */
  readonly isAlone: boolean;
}

/** Types and units that are kept although nothing asked for it: what came later made something of them uncertain. */
export interface Kept {
  /** Lower case. */
  readonly types: ReadonlySet<string>;
  /** Ids of units that were read again. */
  readonly units: ReadonlySet<string>;
}

/** What is kept where nothing came twice. */
export const nothingKept: Kept = { types: new Set(), units: new Set() };

/** Plans types, given in lower case. */
export function rowPlans(
  rules: readonly Rule[],
  { previews }: SnapshotHeader,
  kept: Kept,
  now: number,
): (type: string) => RowPlan {
  const wanted = new Set(keptFor(rules));
  const always = new Set([...wanted, ...special, ...kept.types, ...(previews ? [registryType] : [])]);
  const rulesFor = rulesByType(rules);
  const plans = new Map<string, RowPlan>();
  const planned = (type: string): RowPlan => {
    const own = rulesFor(type);
    const looking = new Set(own.filter(looksBeside).map(({ id }) => id));
    const keep = always.has(type) ? 'always' : looking.size === 0 ? 'never' : 'open';
    return { sieve: sieveOf(own, now), looking, keep, isAlone: looking.size === 0 && !wanted.has(type) };
  };
  return (type) => {
    const plan = plans.get(type) ?? planned(type);
    plans.set(type, plan);
    return plan;
  };
}

/** The types that rules look at beside the one they judge. */
function keptFor(rules: readonly Rule[]): readonly string[] {
  const looking = rules.filter(looksBeside);
  const wanted = looking.flatMap((rule) => wantedBy(rule).map(({ type }) => type));
  // Which management groups are above a resource is said by its subscription, which preview it lacks by its registry.
  const always = looking.length === 0 ? [] : ['microsoft.resources/subscriptions'];
  const registries = looking.some(asksForPreviews) ? [registryType] : [];
  const assignments = looking.some(isAboutAssignments) ? [roleTypes.assignments] : [];
  return [...wanted, ...always, ...registries, ...assignments];
}

/** Which roles there are is only certain once all assignments are there. */
const special = [roleTypes.definitions];

function isAboutAssignments({ applies }: Rule): boolean {
  return applies.types.some((type) => type.toLowerCase() === roleTypes.assignments);
}

/** Whether a verdict of the rule depends on other resources. */
function looksBeside(rule: Rule): boolean {
  return (
    wantedBy(rule).length > 0 ||
    (asksForPreviews(rule) && rule.applies.types.some((type) => type.toLowerCase() !== registryType))
  );
}

/** Types whose rows mean something to others of these types: they are kept together or not at all. */
export function keptWith(type: string): readonly string[] {
  const owner = partsAndOwners.get(type);
  return owner === undefined ? [type] : [type, owner];
}
