// One go through the units of a snapshot: rows that can be judged alone are let go at once, all others are judged at the end.

import type { CheckOptions } from '../engine/check.ts';
import { findingsOf } from '../engine/findings.ts';
import { liveEstate, withExisting } from '../engine/live-estate.ts';
import { type Row, rowOf } from '../engine/sieve/row.ts';
import { type SiftedRule, sieveOf } from '../engine/sieve/sieve.ts';
import type { Coverage, NotCovered, Problem, Report } from '../model/report.ts';
import type { Estate, Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Document } from '../values/document.ts';
import { isJsonObject } from '../values/json.ts';
import { isAsked, scopeText } from './audit-scope.ts';
import { settledBy, sumAzureShare, withAzureShare } from './by-azure.ts';
import { idSpeller } from './canonical-id.ts';
import { gapGroups } from './gap-groups.ts';
import type { Gap } from './gaps.ts';
import { IdTable } from './id-table.ts';
import { idOf, judgeWithGaps } from './judge-gaps.ts';
import { asksForPreviews, liveRules, needsOf } from './needs.ts';
import { doubtPreviews, isPartly } from './preview-doubts.ts';
import { RowJudge } from './row-judge.ts';
import { type Kept, nothingKept } from './row-plans.ts';
import type { SnapshotHeader, Unit } from './snapshot.ts';
import { standingGaps } from './standing-gaps.ts';
import { Tally } from './tally.ts';

/** What a report depends on besides snapshot and rules. */
export interface AuditOptions {
  readonly toolVersion: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A class because units come one after the other. */
export class AuditRun {
  private readonly header: SnapshotHeader;
  private readonly asked: readonly Rule[];
  private readonly options: AuditOptions;
  private readonly kept: Kept;
  private readonly name: string;
  private readonly rules: readonly Rule[];
  private readonly spell: (id: string) => string;
  private readonly tally: Tally;
  private readonly rows: RowJudge;
  private readonly share: ReturnType<typeof sumAzureShare>;
  private readonly gaps: { readonly unit: string; readonly gap: Gap }[] = [];
  private readonly units = new IdTable();
  private readonly readAgain = new Set<string>();
  private readonly lastRead = new Map<string, Unit>();

  constructor(header: SnapshotHeader, rules: readonly Rule[], options: AuditOptions, kept: Kept = nothingKept) {
    const { scope, subscriptions } = header;
    this.header = header;
    this.asked = rules;
    this.options = options;
    this.kept = kept;
    this.name = scopeText(scope, subscriptions.length);
    this.rules = liveRules(rules);
    this.spell = idSpeller(this.rules.flatMap(({ applies }) => applies.types));
    this.tally = new Tally(new Set(needsOf(this.rules).types));
    this.share = sumAzureShare(header);
    const { name, spell } = this;
    this.rows = new RowJudge({ name, header, rules: this.rules, kept, now: options.now, spell }, this.tally);
  }

  /** Takes the next unit. */
  take(unit: Unit): void {
    if (this.kept.units.has(unit.id)) this.lastRead.set(unit.id, unit);
    else if (this.units.seen(unit.id, 0) === undefined) this.use(unit);
    else this.readAgain.add(unit.id);
  }

  private use(unit: Unit): void {
    for (const gap of unit.gaps) this.gaps.push({ unit: unit.id, gap });
    this.share.add(unit);
    for (const resource of unit.resources) this.rows.take(resource);
  }

  /** A run that keeps what must be kept, where this one learnt too late of it; undefined where its result is certain. */
  again(): AuditRun | undefined {
    const types = new Set([...this.kept.types, ...this.rows.uncertain]);
    const units = new Set([...this.kept.units, ...this.readAgain]);
    if (types.size === this.kept.types.size && units.size === this.kept.units.size) return undefined;
    return new AuditRun(this.header, this.asked, this.options, { types, units });
  }

  /** Judges what was kept, and tells of everything. `finished`: all units came. */
  report(finished: boolean): Report {
    const { header, rules, name, tally } = this;
    for (const unit of this.lastRead.values()) this.use(unit);
    // Units come in the order in which Azure answered; what is told of them does not depend on it.
    const inOrder = this.gaps.sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0));
    const gaps = [...inOrder.map(({ gap }) => gap), ...standingGaps(header, finished, rules)];
    for (const resource of this.judgeKept(gaps))
      if (isAsked(header.scope, idOf(resource)))
        tally.addResource(resource.key, resource.type.toLowerCase(), () => resource.type);
    const share = this.share.share();
    const report: Report = {
      toolVersion: this.options.toolVersion,
      rules: [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
      findings: findingsOf([{ deployment: name, judged: tally.telling }]),
      counts: tally.counts(),
      coverage: coverageOf(name, header, tally, gaps),
      problems: problemsOf(finished, name, tally.verdicts() + settledBy(header, rules, share), gaps),
      secrets: [],
      assume: 'defaults',
    };
    return withAzureShare(report, header, rules, share);
  }

  /** Judges the resources that were kept; gives them. */
  private judgeKept(gaps: readonly Gap[]): readonly Resource[] {
    const { header, rules, name, tally } = this;
    const kept = this.rows.pool.resources(this.spell).filter((resource) => !this.rows.judgeKept(resource));
    const estate = liveEstate(name, kept);
    const options: CheckOptions = { now: this.options.now, isSettled: settler(rules, estate, tally, this.options.now) };
    const judged = judgeWithGaps(markAsked(estate, header), rules, gaps, options);
    for (const one of doubtPreviews(judged, estate)) tally.add(one);
    return estate.resources;
  }
}

/** Counts what the sieve says of the resources of an estate, so that nobody judges it again. */
function settler(
  rules: readonly Rule[],
  { resources }: Estate,
  tally: Tally,
  now: number,
): (rule: Rule, resource: Resource) => boolean {
  const sieve = new Map(sieveOf(rules, now).map((sifted): [string, SiftedRule] => [sifted.rule.id, sifted]));
  const doubtful = new Set(resources.some(isPartly) ? rules.filter(asksForPreviews).map(({ id }) => id) : []);
  let document: Document | undefined;
  let row: Row | undefined;
  return ({ id }, { origin }) => {
    if (origin === undefined || doubtful.has(id)) return false;
    if (origin.document !== document) {
      document = origin.document;
      row = isJsonObject(document.root) ? rowOf(document.root) : undefined;
    }
    const sifted = row === undefined ? undefined : sieve.get(id)?.sift(row);
    if (sifted === undefined || sifted === 'unsaid') return false;
    tally.count(sifted, 1);
    return true;
  };
}

/** Resources that were read for the sake of others are known, and not judged. */
function markAsked(estate: Estate, { scope }: SnapshotHeader): Estate {
  if (scope.kind !== 'within') return estate;
  const resources = estate.resources.map((resource) => withExisting(resource, !isAsked(scope, idOf(resource))));
  return { ...estate, resources };
}

function coverageOf(name: string, header: SnapshotHeader, tally: Tally, gaps: readonly Gap[]): Coverage {
  return {
    files: header.subscriptions.map((id) => `/subscriptions/${id}`),
    deployments: [name],
    resources: tally.resources,
    withoutRule: tally.withoutRule(),
    notCovered: gapGroups(gaps).map((group): NotCovered => {
      return { what: group.what, because: group.because, place: undefined, file: name };
    }),
  };
}

/** What makes the audit incomplete, and what is worth knowing about it. */
function problemsOf(finished: boolean, name: string, judged: number, gaps: readonly Gap[]): readonly Problem[] {
  const problem = (severity: Problem['severity'], message: string): Problem => {
    return { severity, message, place: undefined, file: name };
  };
  const unfinished = finished
    ? []
    : [problem('error', 'Reading was interrupted: what is missing is unknown. Continue with --resume')];
  const nothing = judged > 0 ? [] : [problem('error', `Nothing in ${name} is of a type that the selected rules judge`)];
  const missed = gapGroups(gaps.filter(({ avoidable }) => avoidable)).map(({ what, because }) =>
    problem('error', `${what} could not be read: ${because}`),
  );
  return [...unfinished, ...missed, ...nothing];
}
