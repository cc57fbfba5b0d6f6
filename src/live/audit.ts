// A snapshot and rules in, a report out: the same report as of a scan, without a network.

import { countUncovered, countVerdicts } from '../engine/counts.ts';
import { findingsOf } from '../engine/findings.ts';
import { liveEstate } from '../engine/live-estate.ts';
import type { Coverage, NotCovered, Problem, Report } from '../model/report.ts';
import type { Estate, Resource } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { Judged } from '../model/verdict.ts';
import { isAsked, scopeText } from './audit-scope.ts';
import { estateResources } from './estate-resources.ts';
import type { Gap } from './gaps.ts';
import { idOf, judgeWithGaps } from './judge-gaps.ts';
import { liveRules, needsOf, wantedBy } from './needs.ts';
import { doubtPreviews } from './preview-doubts.ts';
import type { Snapshot, SnapshotHeader } from './snapshot.ts';
import { isLocal, sourceOf } from './type-sources.ts';

/** What a report depends on besides snapshot and rules. */
export interface AuditOptions {
  readonly toolVersion: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Judges a snapshot. */
export function auditReport(snapshot: Snapshot, rules: readonly Rule[], options: AuditOptions): Report {
  const { scope, subscriptions } = snapshot.header;
  const name = scopeText(scope, subscriptions.length);
  const live = liveRules(rules);
  const gaps = [...snapshot.units.flatMap((unit) => unit.gaps), ...standingGaps(snapshot, live)];
  const estate = liveEstate(
    name,
    estateResources(
      snapshot.units,
      live.flatMap(({ applies }) => applies.types),
    ),
  );
  const judged = doubtPreviews(judgeWithGaps(markAsked(estate, snapshot), live, gaps, options.now), estate);
  const resources = estate.resources.filter((resource) => isAsked(scope, idOf(resource)));
  return {
    toolVersion: options.toolVersion,
    rules: [...live].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findings: findingsOf([{ deployment: name, judged }]),
    counts: countVerdicts(judged),
    coverage: coverageOf(name, snapshot.header, resources, live, gaps),
    problems: problemsOf(snapshot, name, judged, gaps),
    secrets: [],
    assume: 'defaults',
  };
}

/** What no audit reads, what this snapshot was not taken for, and what may exist outside of its subscriptions. */
function standingGaps({ header, finished }: Snapshot, rules: readonly Rule[]): readonly Gap[] {
  const planned = new Set(header.types);
  const needed = needsOf(rules).types;
  const all = (types: readonly string[], because: string, avoidable: boolean): readonly Gap[] =>
    types.map((type) => ({ types: [type], scope: '/', because, avoidable }));
  const unread = needed.flatMap((type) => {
    const source = sourceOf(type);
    return source.kind === 'none' ? all([type], source.because, false) : [];
  });
  const unplanned = needed.filter((type) => sourceOf(type).kind !== 'none' && !planned.has(type));
  const sought = [...new Set(rules.flatMap((rule) => wantedBy(rule).map(({ type }) => type)))];
  const elsewhere = header.scope.kind === 'tenant' ? [] : sought.filter((type) => planned.has(type) && !isLocal(type));
  const interrupted = finished ? [] : all(header.types, 'reading was interrupted', false);
  return [
    ...unread,
    ...interrupted,
    ...all(unplanned, 'the snapshot was taken for other rules and does not have them', true),
    ...all(elsewhere, 'others may be in subscriptions that were not read', false),
  ];
}

/** Resources that were read for the sake of others are known, and not judged. */
function markAsked(estate: Estate, { header }: Snapshot): Estate {
  if (header.scope.kind !== 'within') return estate;
  const resources = estate.resources.map((resource) => ({
    ...resource,
    existing: !isAsked(header.scope, idOf(resource)),
  }));
  return { ...estate, resources };
}

function coverageOf(
  name: string,
  header: SnapshotHeader,
  resources: readonly Resource[],
  rules: readonly Rule[],
  gaps: readonly Gap[],
): Coverage {
  const covered = new Set(needsOf(rules).types);
  return {
    files: header.subscriptions.map((id) => `/subscriptions/${id}`),
    deployments: [name],
    resources: resources.length,
    withoutRule: countUncovered(
      resources.map(({ type }) => type),
      covered,
    ),
    notCovered: gapGroups(gaps).map((group): NotCovered => {
      return { what: group.what, because: group.because, place: undefined, file: name };
    }),
  };
}

/** What makes the audit incomplete, and what is worth knowing about it. */
function problemsOf(
  { finished }: Snapshot,
  name: string,
  judged: readonly Judged[],
  gaps: readonly Gap[],
): readonly Problem[] {
  const problem = (severity: Problem['severity'], message: string): Problem => {
    return { severity, message, place: undefined, file: name };
  };
  const unfinished = finished
    ? []
    : [problem('error', 'Reading was interrupted: what is missing is unknown. Continue with --resume')];
  const nothing =
    judged.length > 0 ? [] : [problem('error', `Nothing in ${name} is of a type that the selected rules judge`)];
  const missed = gapGroups(gaps.filter(({ avoidable }) => avoidable)).map(({ what, because }) =>
    problem('error', `${what} could not be read: ${because}`),
  );
  return [...unfinished, ...missed, ...nothing];
}

interface GapGroup {
  readonly what: string;
  readonly because: string;
}

/** Gaps of one kind are told once, with the number of places. */
function gapGroups(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups = new Map<string, { readonly gap: Gap; readonly scopes: Set<string> }>();
  for (const gap of gaps) {
    const key = `${gap.types.join()}\n${withoutNames(gap.because)}`;
    const group = groups.get(key) ?? { gap, scopes: new Set<string>() };
    group.scopes.add(gap.scope);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ gap, scopes }) => ({
      what: `${typesText(gap.types)}${scopesText([...scopes].sort())}`,
      because: gap.because,
    }))
    .sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** Messages of Azure name the resource and the caller; the same failure elsewhere is the same. */
function withoutNames(because: string): string {
  return because.replace(/'[^']*'/g, "''").replace(/[\w-]*\/[\w/.-]*/g, '/');
}

function typesText(types: readonly string[]): string {
  const names = types.map((type) => type.slice(type.indexOf('/') + 1));
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} other types` : names.join(', ');
}

function scopesText([first = '/', ...others]: readonly string[]): string {
  if (first === '/') return '';
  return others.length === 0
    ? ` of ${first}`
    : ` of ${first} and ${others.length} other${others.length === 1 ? '' : 's'}`;
}
