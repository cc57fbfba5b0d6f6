// A snapshot and rules in, a report out: the same report as of a scan, without a network.

import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { type AuditOptions, AuditRun } from './audit-run.ts';
import type { Snapshot, StreamedSnapshot } from './snapshot.ts';

/** Judges a snapshot. */
export function auditReport(
  { header, units, finished }: Snapshot,
  rules: readonly Rule[],
  options: AuditOptions,
): Report {
  let run = new AuditRun(header, rules, options);
  for (;;) {
    for (const unit of units) run.take(unit);
    const again = run.again();
    if (again === undefined) return run.report(finished);
    run = again;
  }
}

/** Judges a snapshot while it is read: it is never in memory as a whole. */
export async function auditStream(
  { header, eachUnit }: StreamedSnapshot,
  rules: readonly Rule[],
  options: AuditOptions,
): Promise<Report> {
  let run = new AuditRun(header, rules, options);
  for (;;) {
    const current = run;
    const finished = await eachUnit((unit) => current.take(unit));
    const again = run.again();
    if (again === undefined) return run.report(finished);
    run = again;
  }
}
