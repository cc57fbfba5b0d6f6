// A run enters the history: which of its findings are new, which were there, which came back, and what is gone.

import type { Finding, Report } from '../model/report.ts';
import { type HistoryDatabase, HistoryError, type Row } from './database.ts';
import type { ReportHistory, Standing, Status } from './history.ts';
import { readFindings, readRuns } from './read.ts';

/** A run to be kept. Runs over different scopes have nothing to do with each other. */
export interface Run {
  /** What was looked at, and how: the same text every time that the same is asked for. */
  readonly scope: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly report: Report;
}

/** Keeps a run, and says how it stands to those before it. All of it, or nothing. */
export function recordRun(database: HistoryDatabase, asked: Run): ReportHistory {
  database.run('begin');
  try {
    const scope = scopeId(database, asked.scope);
    const run = { ...asked, at: momentOf(database, asked) };
    const known = new Map(
      database.rows('select * from finding where scope = ?', scope).map((row) => [rowKey(row), row]),
    );
    const seen = keepSeen(database, scope, known, run);
    const gone = keepGone(database, known, seen, run);
    keepNumbers(database, scope, run, seen, gone);
    database.run('commit');
    return {
      runs: readRuns(database, run.scope),
      standings: new Map(seen.map(({ finding, standing }) => [finding.fingerprint, standing])),
      resolved: readResolved(database, gone.resolved),
    };
  } catch (error) {
    database.run('rollback');
    throw error;
  }
}

/** Clocks of two machines may differ by so much. */
const tolerance = 86_400_000;

/** Runs are kept in the order of their time: what is older than the last one would resolve what came after it. */
function momentOf(database: HistoryDatabase, { scope, at }: Run): number {
  const last = readRuns(database, scope).at(-1)?.at ?? at;
  if (at >= last) return at;
  if (last - at < tolerance) return last;
  const date = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
  throw new HistoryError(
    `The history has a run of ${date(last)} over this scope already; one of ${date(at)} cannot be put in front of it`,
  );
}

function scopeId(database: HistoryDatabase, name: string): number {
  database.run('insert into scope (name) values (?) on conflict do nothing', name);
  return Number(database.rows('select id from scope where name = ?', name)[0]?.id);
}

/** A finding of the run, and what became of it. */
interface Seen {
  readonly finding: Finding;
  readonly key: string;
  readonly standing: Standing;
}

/** Failures and unknowns have lives of their own: what was unknown and now fails, is a new failure. */
function findingKey({ fingerprint, kind }: Finding): string {
  return `${fingerprint} ${kind === 'unknown' ? 0 : 1}`;
}

function rowKey(row: Row): string {
  return `${row.fingerprint} ${row.decided}`;
}

function keepSeen(
  database: HistoryDatabase,
  scope: number,
  known: ReadonlyMap<string, Row>,
  { at, report }: Run,
): readonly Seen[] {
  const seen = report.findings.map((finding): Seen => {
    const key = findingKey(finding);
    return { finding, key, standing: standingOf(known.get(key), at) };
  });
  database.runAll(
    `insert into finding (scope, fingerprint, decided, state, verdict, rule, severity, title, resource, file,
       first_seen, since, last_seen, resolved_at, times_reopened)
     values (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, null, 0)
     on conflict (scope, fingerprint, decided) do update set
       state = 'open', verdict = excluded.verdict, severity = excluded.severity, title = excluded.title,
       resource = excluded.resource, file = excluded.file, since = excluded.since, last_seen = excluded.last_seen,
       resolved_at = null, times_reopened = times_reopened + (state = 'resolved')`,
    seen.map(({ finding, standing }) => {
      const { rule, kind, place, fingerprint } = finding;
      const texts = [kind, rule.id, rule.severity, rule.title, resourceName(finding), place.document.name];
      return [scope, fingerprint, kind === 'unknown' ? 0 : 1, ...texts, standing.firstSeen, standing.since, at];
    }),
  );
  return seen;
}

function standingOf(row: Row | undefined, at: number): Standing {
  if (row === undefined) return { status: 'new', since: at, firstSeen: at };
  const firstSeen = Number(row.first_seen);
  if (row.state === 'resolved') return { status: 'reopened', since: at, firstSeen };
  return { status: 'persisting', since: Number(row.since), firstSeen };
}

function resourceName({ resources }: Finding): string {
  const [first] = resources;
  return first === undefined ? '' : `${first.type}/${first.name}`;
}

/** Findings of earlier runs that this run has not. */
interface Gone {
  readonly resolved: readonly Row[];
  readonly unconfirmed: readonly Row[];
}

/**
 * What is not found again is resolved only where this run could have found it: everything was judged, its rule among
 * it, and the rule does not say that it cannot tell.
 */
function keepGone(
  database: HistoryDatabase,
  known: ReadonlyMap<string, Row>,
  seen: readonly Seen[],
  { at, report }: Run,
): Gone {
  const keys = new Set(seen.map(({ key }) => key));
  const rules = new Set(report.rules.map(({ id }) => id));
  const undecided = new Set(
    report.findings.flatMap((finding) =>
      finding.kind === 'unknown'
        ? [subjectKey(finding.rule.id, finding.place.document.name, resourceName(finding))]
        : [],
    ),
  );
  const missing = [...known].flatMap(([key, row]) => (keys.has(key) || row.state === 'resolved' ? [] : [row]));
  const isResolved = (row: Row): boolean =>
    isComplete(report) &&
    rules.has(String(row.rule)) &&
    (row.decided === 0 || !undecided.has(subjectKey(row.rule, row.file, row.resource)));
  const resolved = missing.filter(isResolved);
  const unconfirmed = missing.filter((row) => !isResolved(row));
  database.runAll(
    `update finding set state = 'resolved', resolved_at = ? where id = ?`,
    resolved.map(({ id = null }) => [at, id]),
  );
  database.runAll(
    `update finding set state = 'unconfirmed' where id = ?`,
    unconfirmed.map(({ id = null }) => [id]),
  );
  return { resolved, unconfirmed };
}

function subjectKey(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

function isComplete({ problems }: Report): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

function keepNumbers(database: HistoryDatabase, scope: number, run: Run, seen: readonly Seen[], gone: Gone): void {
  const { report, at } = run;
  const { findings, counts, coverage, toolVersion } = report;
  const failing = (severity: string): number =>
    findings.filter(({ kind, rule }) => kind === 'fail' && rule.severity === severity).length;
  const ofKind = (wanted: Finding['kind']): number => findings.filter(({ kind }) => kind === wanted).length;
  const ofStatus = (status: Status): number =>
    seen.filter(({ finding, standing }) => finding.kind !== 'unknown' && standing.status === status).length;
  const decided = (rows: readonly Row[]): number => rows.filter((row) => row.decided === 1).length;
  const numbers = {
    scope,
    at,
    tool_version: toolVersion,
    complete: isComplete(report) ? 1 : 0,
    resources: coverage.resources,
    passed: counts.pass,
    critical: failing('critical'),
    high: failing('high'),
    medium: failing('medium'),
    low: failing('low'),
    info: failing('info'),
    fails_when: ofKind('fails-when'),
    unknown: ofKind('unknown'),
    new: ofStatus('new'),
    persisting: ofStatus('persisting'),
    reopened: ofStatus('reopened'),
    resolved: decided(gone.resolved),
    unconfirmed: decided(gone.unconfirmed),
  };
  const names = Object.keys(numbers);
  database.run(
    `insert into run (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    ...Object.values(numbers),
  );
}

function readResolved(database: HistoryDatabase, rows: readonly Row[]): ReportHistory['resolved'] {
  const ids = rows.flatMap(({ id, decided }) => (decided === 1 ? [Number(id)] : []));
  return readFindings(database, 'finding.id in (select value from json_each(?))', JSON.stringify(ids));
}
