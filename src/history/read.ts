// From rows to runs and findings.

import { type Severity, severities } from '../model/rule.ts';
import type { HistoryDatabase, Row } from './database.ts';
import type { PastFinding, RunRecord } from './history.ts';

/** Everything a history holds; runs oldest first, findings severest first. */
export interface Everything {
  readonly runs: readonly RunRecord[];
  readonly findings: readonly PastFinding[];
}

/** Reads all scopes. */
export function readEverything(database: HistoryDatabase): Everything {
  return { runs: readRuns(database), findings: readFindings(database, 'true') };
}

/** The runs over one scope, or over all. */
export function readRuns(database: HistoryDatabase, scope?: string): readonly RunRecord[] {
  const select = 'select run.*, scope.name as scope_name from run join scope on scope.id = run.scope';
  const rows =
    scope === undefined
      ? database.rows(`${select} order by run.id`)
      : database.rows(`${select} where scope.name = ? order by run.id`, scope);
  return rows.map(runOf);
}

/** Findings for which a condition holds, the severest first, then by rule, file and resource. */
export function readFindings(
  database: HistoryDatabase,
  condition: string,
  ...values: readonly (string | number)[]
): readonly PastFinding[] {
  const order = severities.map((severity, i) => `when '${severity}' then ${i}`).join(' ');
  return database
    .rows(
      `select finding.*, scope.name as scope_name from finding join scope on scope.id = finding.scope
       where ${condition}
       order by case severity ${order} end, rule, file, resource, fingerprint, decided desc`,
      ...values,
    )
    .map(findingOf);
}

function runOf(row: Row): RunRecord {
  return {
    id: Number(row.id),
    scope: String(row.scope_name),
    at: Number(row.at),
    toolVersion: String(row.tool_version),
    complete: row.complete === 1,
    resources: Number(row.resources),
    passed: Number(row.passed),
    failing: {
      critical: Number(row.critical),
      high: Number(row.high),
      medium: Number(row.medium),
      low: Number(row.low),
      info: Number(row.info),
    },
    failsWhen: Number(row.fails_when),
    unknown: Number(row.unknown),
    new: Number(row.new),
    persisting: Number(row.persisting),
    reopened: Number(row.reopened),
    resolved: Number(row.resolved),
    unconfirmed: Number(row.unconfirmed),
  };
}

function findingOf(row: Row): PastFinding {
  return {
    fingerprint: String(row.fingerprint),
    scope: String(row.scope_name),
    // The tables check these three.
    state: row.state as PastFinding['state'],
    verdict: row.verdict as PastFinding['verdict'],
    severity: row.severity as Severity,
    rule: String(row.rule),
    title: String(row.title),
    resource: String(row.resource),
    file: String(row.file),
    firstSeen: Number(row.first_seen),
    since: Number(row.since),
    lastSeen: Number(row.last_seen),
    resolvedAt: row.resolved_at === null ? undefined : Number(row.resolved_at),
    timesReopened: Number(row.times_reopened),
  };
}
