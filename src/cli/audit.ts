// `pratique audit`: Azure or a snapshot in, reports and an exit code out.

import { selectRules } from '../engine/select.ts';
import { auditReport } from '../live/audit.ts';
import { readScope } from '../live/audit-scope.ts';
import { readCloud } from '../live/clouds.ts';
import { tokenSource } from '../live/credentials.ts';
import { LiveError } from '../live/live-error.ts';
import { auditRole } from '../live/role.ts';
import type { Snapshot } from '../live/snapshot.ts';
import { readSnapshot, type SnapshotSink } from '../live/snapshot-file.ts';
import { takeSnapshot } from '../live/take-snapshot.ts';
import type { Progress } from '../live/tasks.ts';
import type { Rule } from '../model/rule.ts';
import { absolutePath, shownPath } from '../sources/paths.ts';
import type { AuditOptions } from './audit-options.ts';
import { checkHistory, type RunScope } from './history.ts';
import { type Io, UserError } from './io.ts';
import { readOutputs } from './outputs.ts';
import { loadRules } from './rules.ts';
import { deliver } from './scan.ts';
import { readSettings } from './settings.ts';

/** Minutes that an audit takes at most, where nobody says. */
const usualMinutes = 60;

/** No request takes longer. */
const requestMilliseconds = 100_000;

/** Runs an audit. Gives the exit code. */
export async function runAudit(snapshot: string | undefined, options: AuditOptions, io: Io): Promise<number> {
  if (options.printRole === true) return printRole(options, io);
  const outputs = readOutputs(options.format ?? [], io);
  await checkHistory(options, io);
  const settings = await readSettings(options, io);
  const { rules, problems } = await loadRules(settings, io);
  const selected = selectRules(rules, settings);
  if (selected.kind === 'mistake') throw new UserError(selected.message);
  try {
    const read = snapshot === undefined ? await readAzure(options, selected.rules, io) : openSnapshot(snapshot, io);
    const report = auditReport(read, selected.rules, { toolVersion: io.version, now: io.now() });
    return await deliver(
      { ...report, problems: [...problems, ...report.problems] },
      auditScope(read),
      settings,
      outputs,
      options,
      io,
    );
  } catch (error) {
    if (error instanceof LiveError) throw new UserError(error.message);
    throw error;
  }
}

/** What was judged, as a history tells it from other runs. */
function auditScope({ header: { cloud, tenant, scope, takenAt } }: Snapshot): RunScope {
  const { kind, ...parts } = scope;
  const words = ['audit', cloud, tenant, kind, ...Object.values(parts).flat()];
  return { name: words.join(' '), at: Date.parse(takenAt) };
}

/** Reads a snapshot from its file. */
export function openSnapshot(path: string, io: Io): Snapshot {
  const bytes = io.files.read(absolutePath(path, io.workingDirectory));
  if (bytes === undefined) throw new UserError(`There is no snapshot '${path}'`);
  return readSnapshot(path, bytes);
}

async function readAzure(options: AuditOptions, rules: readonly Rule[], io: Io): Promise<Snapshot> {
  const { tenant } = options;
  const scope = readScope({
    managementGroup: options.managementGroup,
    subscriptions: options.subscription,
    resourceGroup: options.resourceGroup,
    resource: options.resource,
  });
  const cloud = readCloud(options.cloud);
  if (options.resume === true && options.save === undefined)
    throw new UserError('--resume continues the file of --save: name it');
  const token = tokenSource({
    auth: options.auth,
    tokenText: options.tokenFile === undefined ? undefined : readToken(options.tokenFile, io),
    tenant,
    cloud,
    env: io.env,
    now: io.now,
    signIn: io.signIn,
  });
  const { snapshot, isSaved } = await takeSnapshot({
    scope,
    tenant,
    cloud,
    rules,
    token,
    network: io.network,
    milliseconds: (options.deadline ?? usualMinutes) * 60_000,
    requestMilliseconds,
    toolVersion: io.version,
    progress: progressLine(io),
    sink: options.save === undefined ? undefined : fileSink(options.save, io),
    before: options.resume === true ? snapshotBefore(options.save ?? '', io) : undefined,
  });
  if (io.isTerminal) io.stderr('\r\u001b[K');
  if (!isSaved) throw new UserError(`'${options.save}' cannot be written`);
  return snapshot;
}

function readToken(path: string, io: Io): string {
  const bytes = io.files.read(absolutePath(path, io.workingDirectory));
  if (bytes === undefined) throw new UserError(`The token file '${path}' cannot be read`);
  return new TextDecoder().decode(bytes);
}

function fileSink(path: string, io: Io): SnapshotSink {
  const absolute = absolutePath(path, io.workingDirectory);
  return {
    begin: (bytes) => io.writeFile(absolute, bytes),
    append: (bytes) => io.appendFile(absolute, bytes),
  };
}

/** What there is to continue; nothing when there is no file yet. */
function snapshotBefore(path: string, io: Io): Snapshot | undefined {
  const absolute = absolutePath(path, io.workingDirectory);
  return io.files.kind(absolute) === 'missing' ? undefined : openSnapshot(shownPath(absolute, io.workingDirectory), io);
}

/** One line that is written over, for somebody who waits. */
function progressLine(io: Io): (progress: Progress) => void {
  if (!io.isTerminal) return () => {};
  const start = io.network.now();
  return ({ what, done, total, resources }) => {
    const seconds = Math.round((io.network.now() - start) / 1000);
    io.stderr(`\r\u001b[Kreading ${what}: ${done} of ${total}, ${resources} resources, ${seconds} s`);
  };
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
