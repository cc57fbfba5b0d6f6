// `related`: how many other resources stand in a relation and hold.

import type { Related } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { Evidence } from '../model/verdict.ts';
import { reasonsOf } from '../values/access.ts';
import { type Because, joinReasons } from '../values/because.ts';
import { conjoin, type Guard } from '../values/guard.ts';
import { all, type Truth } from '../values/truth.ts';
import { besideThat, judgedOnce, type Sifted } from './beside.ts';
import { addTo, newTally, seen, settleCount } from './count.ts';
import { type Candidate, distinctOnes } from './distinct.ts';
import { onlyOption, readPlain } from './field-reader.ts';
import type { Judge, Judgement, World } from './judgement.ts';
import type { Related as RelatedResource } from './key-index.ts';

/** Counts the resources of an estate that are related to the current one and hold. */
export function judgeRelated(condition: Related, world: World, judge: Judge): Judgement {
  const { index, current } = world;
  const tally = newTally();
  const candidates = candidatesOf(condition, world, judge);
  for (const { resource, judgement } of condition.distinct ? distinctOnes([...candidates], index.same) : candidates) {
    addTo(tally, judgement, resource.copies === 'any', copyReasons(resource));
    if (isEnough(tally.least, condition)) break;
  }
  if (condition.elsewhere === 'possible' && !condition.types.every((type) => index.estate.isComplete(type))) {
    const what = `${describeTypes(condition.writtenTypes)} may be declared outside what is scanned`;
    tally.most = Number.POSITIVE_INFINITY;
    tally.because = joinReasons(tally.because, [{ kind: 'elsewhere', what }]);
  }
  return settleCount(tally, condition, describeTypes(condition.writtenTypes), current.origin);
}

/** The related resources, each judged when it is asked for. */
function* candidatesOf(condition: Related, world: World, judge: Judge): Iterable<Candidate> {
  const { current, guard } = world;
  for (const { related, holds } of siftedBy(condition, world, judge)) {
    const { resource } = related;
    // One that stands for any number of resources has others like it beside itself.
    if (resource === current && resource.copies === 'one') continue;
    const judgement = judgeOne(related, world, () => holds ?? judgeWhere(related, condition, world, judge));
    const value = condition.distinct && readPlain(resource.body, condition.distinct.segments, guard);
    yield { resource, judgement, value };
  }
}

/** Those that stand in the relation. Where that is everything, without those that certainly do not hold. */
function siftedBy(condition: Related, world: World, judge: Judge): Iterable<Sifted> {
  const { index, current, guard } = world;
  if (condition.relation.kind === 'any') return besideThat(condition, world, judge);
  const found = index.related(current, condition.relation, condition.types, guard);
  // What is assigned to a subscription is above all that is in it.
  if (condition.relation.kind === 'atOrAbove') return judgedOnce(found, condition, world, judge);
  return found.map((related) => ({ related, holds: undefined }));
}

/** Further ones change nothing. In an estate of thousands every resource is beside thousands. */
function isEnough(least: number, { operator, expected }: Related): boolean {
  return (operator === 'greaterOrEquals' && least >= expected) || (operator === 'greater' && least > expected);
}

/** It counts when it is related, deployed, and holds. */
function judgeOne({ resource, truth, split }: RelatedResource, world: World, judgeWhere: () => Judgement): Judgement {
  const deployed = deployment(resource, world.guard);
  if (deployed.truth === false) return { truth: false, evidence: [], split: undefined };
  const holds = judgeWhere();
  const joint = all([truth, deployed.truth, holds.truth]);
  if (joint === holds.truth && joint !== 'unknown') return holds;
  const because = [...deployed.because, ...belongingReasons(resource, truth)];
  const evidence = holds.evidence.map(
    (one): Evidence => ({ ...one, truth: joint, because: joinReasons(one.because, because) }),
  );
  return { truth: joint, evidence, split: deployed.split ?? split ?? holds.split };
}

function judgeWhere({ resource }: RelatedResource, { where }: Related, world: World, judge: Judge): Judgement {
  return where === undefined
    ? { truth: true, evidence: [seen(resource.type, resource, resource.name, resource.origin)], split: undefined }
    : judge(where, { ...world, current: resource, item: undefined });
}

interface Deployment {
  readonly truth: Truth;
  readonly because: readonly Because[];
  /** The alternatives it depends on. */
  readonly split: readonly Guard[] | undefined;
}

/** Whether a resource is deployed under a guard. */
function deployment({ condition }: Resource, guard: Guard): Deployment {
  const plain = onlyOption(condition, guard);
  if (plain?.kind === 'known') return { truth: plain.json === true, because: [], split: undefined };
  const split =
    condition.kind === 'choice'
      ? condition.options.map((option) => conjoin(guard, option.guard)).filter((both) => both !== undefined)
      : undefined;
  return { truth: 'unknown', because: reasonsOf(condition), split };
}

function belongingReasons({ type }: Resource, truth: Truth): readonly Because[] {
  return truth === 'unknown'
    ? [{ kind: 'elsewhere', what: `whether the ${type} belongs to this resource is not known` }]
    : [];
}

function copyReasons({ copies, type }: Resource): readonly Because[] {
  return copies === 'any' ? [{ kind: 'elsewhere', what: `how many ${type} there are is not known` }] : [];
}

function describeTypes(types: readonly string[]): string {
  return types.map((type) => type.slice(type.indexOf('/') + 1)).join(' or ');
}
