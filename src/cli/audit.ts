// `pratique audit`: Azure or a snapshot in, reports and an exit code out.

import { auditStream } from '../live/audit.ts';
import { needsOf } from '../live/needs.ts';
import { auditRole } from '../live/role.ts';
import type { StreamedSnapshot } from '../live/snapshot.ts';
import type { JudgedByAzure } from '../model/report.ts';
import type { AuditOptions } from './audit-options.ts';
import { checkHistory, type RunScope } from './history.ts';
import { type Io, UserError } from './io.ts';
import { readOutputs } from './outputs.ts';
import { readSubject, readTarget, tellingLiveErrors } from './read-azure.ts';
import { selectedRules } from './rules.ts';
import { deliver } from './scan.ts';
import { readSettings } from './settings.ts';

/** Runs an audit. Gives the exit code. */
export async function runAudit(named: string | undefined, options: AuditOptions, io: Io): Promise<number> {
  if (options.printRole === true) return printRole(options, io);
  const outputs = readOutputs(options.format ?? [], io);
  await checkHistory(options, io);
  const settings = await readSettings(options, io);
  const { rules, problems } = await selectedRules(settings, settings, io);
  return await tellingLiveErrors(async () => {
    const target = await readTarget(named, options, io);
    if (options.pushDown === true && target.kind === 'snapshot')
      throw new UserError('--push-down is a way to read Azure, and a snapshot has been read');
    const needs = options.pushDown === true ? (await import('../live/push-down.ts')).pushedNeedsOf : needsOf;
    const read = await readSubject(target, () => needs(rules), options, io);
    const report = await auditStream(read, rules, { toolVersion: io.version, now: io.now() });
    if (options.pushDown === true && options.quiet !== true) tellShare(report.coverage.byAzure, io);
    return await deliver(
      { ...report, problems: [...problems, ...report.problems] },
      auditScope(read),
      settings,
      outputs,
      options,
      io,
    );
  });
}

/** More reasons than this are read in a file. */
const maxReasons = 10;

/** Says which rules Azure did not judge, and why. */
function tellShare(byAzure: JudgedByAzure | undefined, io: Io): void {
  const { types = [], here = [] } = byAzure ?? {};
  if (here.length === 0) return;
  const there = new Set(types.flatMap(({ rules }) => rules)).size;
  const lines = here.map(({ rule, because }) => `'${rule}' is judged here: ${because}`);
  const count = `${there} ${there === 1 ? 'rule' : 'rules'} judged by Azure, ${here.length} here`;
  const told = here.length > maxReasons ? [`${count}; -f json has the reasons`] : [...lines, count];
  for (const line of told) io.stderr(`pratique: ${line}\n`);
}

/** What was judged, as a history tells it from other runs. */
function auditScope({ header: { cloud, tenant, scope, takenAt, names } }: StreamedSnapshot): RunScope {
  const { kind, ...parts } = scope;
  const words = ['audit', cloud, tenant, kind, ...Object.values(parts).flat()];
  return { name: words.join(' '), at: Date.parse(takenAt), subscriptionNames: new Map(Object.entries(names)) };
}

function printRole(options: AuditOptions, io: Io): number {
  const scopes = [
    ...(options.managementGroup === undefined
      ? []
      : [`/providers/Microsoft.Management/managementGroups/${options.managementGroup}`]),
    ...(options.subscription ?? []).map((id) => `/subscriptions/${id}`),
  ];
  io.stdout(
    `${JSON.stringify(auditRole(scopes.length > 0 ? scopes : ['/subscriptions/<subscription>']), undefined, 2)}\n`,
  );
  return 0;
}
