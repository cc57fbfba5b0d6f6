// A history as text for people, and as JSON and CSV for programs.

import { daysBetween, type PastFinding, type ReportHistory, type RunRecord } from '../history/history.ts';
import type { Everything } from '../history/read.ts';
import { severities } from '../model/rule.ts';
import { printedJson } from '../reporters/json-text.ts';
import { harmless } from '../reporters/style.ts';
import { count } from '../reporters/text.ts';

/** `3 new, 2 resolved, 1 reopened, 40 persisting (run 7)` */
export function changeText({ runs }: ReportHistory): string {
  const last = runs.at(-1);
  return last === undefined ? '' : `${changes(last)} (run ${runs.length} of this scope)`;
}

function changes(run: RunRecord): string {
  const parts = [
    `${run.new} new`,
    `${run.resolved} resolved`,
    `${run.reopened} reopened`,
    `${run.persisting} persisting`,
    ...(run.unconfirmed > 0 ? [`${run.unconfirmed} not confirmed`] : []),
  ];
  return parts.join(', ');
}

/** Every scope with its latest runs and its oldest open findings, so many of each. */
export function historyText(name: string, { runs, findings }: Everything, show: number): string {
  const scopes = [...new Set(runs.map(({ scope }) => scope))];
  const title = `${name}: ${count(runs.length, 'run')}, ${count(scopes.length, 'scope')}`;
  const sections = scopes.map((scope) => {
    const own = runs.filter((run) => run.scope === scope);
    const open = findings.filter((finding) => finding.scope === scope && isOpenFailure(finding));
    return [scope, ...runLines(own, show), '', ...oldestLines(open, own, show)].join('\n');
  });
  return `${harmlessLines([title, ...sections].join('\n\n'))}\n`;
}

function harmlessLines(text: string): string {
  return text.split('\n').map(harmless).join('\n');
}

function isOpenFailure({ state, verdict }: PastFinding): boolean {
  return state !== 'resolved' && verdict !== 'unknown';
}

function runLines(runs: readonly RunRecord[], show: number): readonly string[] {
  const latest = runs.slice(-show);
  const most = Math.max(1, ...latest.map(failing));
  const digits = String(most).length;
  return latest.map((run) => {
    const bySeverity = severities.flatMap((severity) =>
      run.failing[severity] === 0 ? [] : [`${run.failing[severity]} ${severity}`],
    );
    const what = bySeverity.length === 0 ? 'nothing fails' : bySeverity.join(' ');
    const bar = '█'.repeat(Math.ceil((failing(run) / most) * 20)).padEnd(20);
    const partial = run.complete ? '' : '; not everything was judged';
    return `  ${moment(run.at)}  ${String(failing(run)).padStart(digits)} ${bar}  ${what}; ${changes(run)}${partial}`;
  });
}

function failing(run: RunRecord): number {
  return severities.reduce((sum, severity) => sum + run.failing[severity], 0);
}

function oldestLines(open: readonly PastFinding[], runs: readonly RunRecord[], show: number): readonly string[] {
  const now = runs.at(-1)?.at ?? 0;
  if (open.length === 0) return ['  nothing is open'];
  const oldest = [...open].sort((a, b) => a.since - b.since).slice(0, show);
  const lines = oldest.map((finding) => {
    const { severity, rule, resource, file, since, state } = finding;
    const age = count(daysBetween(since, now), 'day');
    const unsure = state === 'unconfirmed' ? ' (not confirmed by the last run)' : '';
    return `  ${age.padStart(9)}  ${severity.padEnd(8)}  ${rule}  ${resource}  ${file}${unsure}`;
  });
  return [`  ${count(open.length, 'open finding')}, the oldest first:`, ...lines];
}

function moment(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** The shape of the export; raised when a reader of an earlier one would misunderstand it. */
const exportVersion = 1;

/** All runs and findings, dates in ISO form. */
export function historyJson({ runs, findings }: Everything): string {
  return printedJson({
    version: exportVersion,
    runs: runs.map((run) => ({ ...run, at: iso(run.at) })),
    findings: findings.map((finding) => ({
      ...finding,
      firstSeen: iso(finding.firstSeen),
      since: iso(finding.since),
      lastSeen: iso(finding.lastSeen),
      resolvedAt: finding.resolvedAt === undefined ? null : iso(finding.resolvedAt),
    })),
  });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** All findings, a line each. */
export function historyCsv({ runs, findings }: Everything): string {
  const latest = new Map(runs.map(({ scope, at }) => [scope, at]));
  const titles = [
    ...['scope', 'state', 'verdict', 'severity', 'rule', 'title', 'resource', 'file'],
    ...['firstSeen', 'since', 'lastSeen', 'resolvedAt', 'ageDays', 'timesReopened', 'fingerprint'],
  ];
  const lines = findings.map((finding) => {
    const { scope, state, verdict, severity, rule, title, resource, file } = finding;
    const { firstSeen, since, lastSeen, resolvedAt, timesReopened, fingerprint } = finding;
    const age = daysBetween(since, resolvedAt ?? latest.get(scope) ?? lastSeen);
    return [
      ...[scope, state, verdict, severity, rule, title, resource, file],
      ...[iso(firstSeen), iso(since), iso(lastSeen), resolvedAt === undefined ? '' : iso(resolvedAt)],
      ...[String(age), String(timesReopened), fingerprint],
    ];
  });
  return [titles, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
