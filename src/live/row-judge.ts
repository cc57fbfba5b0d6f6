// Judges rows as they come, and lets go of those that nothing else depends on: memory holds what is told of them, not the rows.

import { checkEstate } from '../engine/check.ts';
import { hasTypeInId, liveEstate, typeInId } from '../engine/live-estate.ts';
import { type Row, rowOf } from '../engine/sieve/row.ts';
import type { Rule } from '../model/rule.ts';
import type { Judged } from '../model/verdict.ts';
import { get, type Json, type JsonObject } from '../values/json.ts';
import { isAsked } from './audit-scope.ts';
import {
  isNewer,
  lowerIdOf,
  partsAndOwners,
  partsOf,
  ResourcePool,
  respelt,
  roleTypes,
  versionOf,
} from './estate-resources.ts';
import { IdTable } from './id-table.ts';
import { asksForPreviews } from './needs.ts';
import { previewDoubt } from './preview-doubts.ts';
import { type Kept, keptWith, type RowPlan, rowPlans } from './row-plans.ts';
import type { SnapshotHeader } from './snapshot.ts';
import type { Tally } from './tally.ts';
import { registryType } from './tasks.ts';
import { registryGraphVersion } from './type-sources.ts';

/** What rows are judged by. */
export interface RowJudging {
  readonly name: string;
  readonly header: SnapshotHeader;
  readonly rules: readonly Rule[];
  readonly kept: Kept;
  readonly now: number;
  readonly spell: (id: string) => string;
}

/** A class because it sees one row after the other, and must remember which ones it saw. */
export class RowJudge {
  /** The rows that cannot be judged alone. */
  readonly pool: ResourcePool = new ResourcePool();
  /** Types that must be kept for the result to be certain, and are not. */
  readonly uncertain: Set<string> = new Set();
  private readonly judging: RowJudging;
  private readonly tally: Tally;
  private readonly planOf: (type: string) => RowPlan;
  private readonly ids = new IdTable();
  private readonly versions: string[] = [];
  private readonly asking = new Map<Rule, boolean>();

  constructor(judging: RowJudging, tally: Tally) {
    this.judging = judging;
    this.tally = tally;
    this.planOf = rowPlans(judging.rules, judging.header, judging.kept, judging.now);
  }

  /** Judges a row, or keeps it. */
  take(resource: JsonObject): void {
    const id = lowerIdOf(resource);
    const type = typeOf(id, resource);
    const plan = type === undefined ? undefined : this.planOf(type);
    if (type === undefined || plan === undefined || plan.keep === 'always') this.pool.add(resource);
    else this.takeAlone(resource, id, type, plan);
  }

  private takeAlone(resource: JsonObject, id: string, type: string, plan: RowPlan): void {
    this.doubt(type, get(resource, 'type'));
    const version = versionOf(resource);
    const before = this.ids.seen(id, this.numberOf(version));
    // What was let go cannot be taken back: where a later version comes after it, its type is kept in a second go.
    if (before !== undefined && isNewer(version, this.versions[before] ?? '')) this.uncertain.add(type);
    if (before !== undefined) return;
    if (!this.settle(resource, id, type, plan)) {
      this.pool.add(resource);
      return;
    }
    if (type === roleTypes.assignments) this.pool.addNamedRole(resource);
    if (isSpecial(type)) for (const part of partsOf(resource)) this.takePart(part, type);
  }

  /** Judges a resource that was kept, where that takes no other one; false where it does. */
  judgeKept(resource: JsonObject): boolean {
    const id = lowerIdOf(resource);
    const type = typeInId(id)?.toLowerCase();
    const plan = type === undefined ? undefined : this.planOf(type);
    return type !== undefined && plan?.isAlone === true && this.settle(resource, id, type, plan);
  }

  /** A part stands in its owner alone; where it comes as a resource of its own too, that one counts. */
  private takePart(part: JsonObject, owner: string): void {
    const id = lowerIdOf(part);
    const type = typeInId(id)?.toLowerCase();
    if (type === undefined || partsAndOwners.get(type) !== owner) {
      this.uncertain.add(owner);
      return;
    }
    const plan = this.planOf(type);
    if (plan.keep === 'always' || !this.settle(part, id, type, plan)) this.pool.addPart(part);
  }

  /** Rows whose meaning depends on others of their kind, or that are not what their ids say. */
  private doubt(type: string, json: Json | undefined): void {
    if (partsAndOwners.has(type)) for (const other of keptWith(type)) this.uncertain.add(other);
    const written = json === type ? type : String(json).toLowerCase();
    if (written !== type && (isSpecial(type) || isSpecial(written))) {
      this.uncertain.add(type);
      this.uncertain.add(written);
    }
  }

  private numberOf(version: string): number {
    const known = this.versions.lastIndexOf(version);
    return known >= 0 ? known : this.versions.push(version) - 1;
  }

  /** Judges a row by every rule about its type; false when one of them must see other rows too. */
  private settle(resource: JsonObject, id: string, type: string, plan: RowPlan): boolean {
    const { header, spell } = this.judging;
    if (!isAsked(header.scope, id)) return true;
    const row = rowOf(resource, spell);
    const open: Rule[] = [];
    let pass = 0;
    let skipped = 0;
    for (const { rule, sift } of plan.sieve) {
      const sifted = this.isDoubtful(rule, type, row) ? 'unsaid' : sift(row);
      if (sifted === 'pass') pass++;
      else if (sifted === 'not-applicable') skipped++;
      else if (plan.looking.has(rule.id)) return false;
      else open.push(rule);
    }
    this.tally.count('pass', pass);
    this.tally.count('not-applicable', skipped);
    this.tally.addResource(id, type, () => typeInId(spell(String(get(resource, 'id')))) ?? type);
    if (open.length > 0) this.judge(respelt(resource, spell), open, type, row);
    return true;
  }

  /** What the sieve leaves open, by the engine. */
  private judge(resource: JsonObject, open: readonly Rule[], type: string, row: Row): void {
    const { name, now } = this.judging;
    const estate = liveEstate(name, [resource]);
    const doubtful = new Set(open.filter((rule) => this.isDoubtful(rule, type, row)));
    for (const one of checkEstate(estate, open, { now }))
      this.tally.add(doubtful.has(one.rule) ? ({ ...one, verdict: previewDoubt } satisfies Judged) : one);
  }

  /** Whether a rule asks a registry for what Azure did not show of it. */
  private isDoubtful(rule: Rule, type: string, { version }: Row): boolean {
    return type === registryType && version === registryGraphVersion && this.asks(rule);
  }

  private asks(rule: Rule): boolean {
    const known = this.asking.get(rule) ?? asksForPreviews(rule);
    this.asking.set(rule, known);
    return known;
  }
}

/** The type in an id, lower case. Almost always the row says the same. */
function typeOf(id: string, resource: JsonObject): string | undefined {
  const { type } = resource;
  return typeof type === 'string' && hasTypeInId(id, type) ? type : typeInId(id)?.toLowerCase();
}

/** Whether resources of the type are parts of others, have parts, or name roles. */
function isSpecial(type: string): boolean {
  return specialTypes.has(type);
}

const specialTypes: ReadonlySet<string> = new Set([
  ...partsAndOwners.values(),
  ...partsAndOwners.keys(),
  ...Object.values(roleTypes),
]);
