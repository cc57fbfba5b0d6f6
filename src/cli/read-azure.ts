// What runs, as a command line names it: a snapshot that was saved, or a part of Azure that is read now.

import { type AskedScope, type AuditScope, readScope, scopeOfId } from '../live/audit-scope.ts';
import { readCloud } from '../live/clouds.ts';
import { tokenSource } from '../live/credentials.ts';
import { LiveError } from '../live/live-error.ts';
import type { Needs } from '../live/needs.ts';
import { type Snapshot, type StreamedSnapshot, streamed } from '../live/snapshot.ts';
import { openSnapshot, type SnapshotSink, wholeSnapshot } from '../live/snapshot-file.ts';
import { takeSnapshot } from '../live/take-snapshot.ts';
import type { TokenSource } from '../live/transport.ts';
import { piecesOf } from '../sources/file-system.ts';
import { absolutePath, shownPath } from '../sources/paths.ts';
import type { AzureOptions } from './audit-options.ts';
import { interruptible, unlessAborted } from './interrupts.ts';
import { type Io, UserError } from './io.ts';
import { proxyFor } from './network.ts';
import { progressLine } from './progress.ts';

/** Minutes that reading takes at most, where nobody says. */
const usualMinutes = 60;

/** No request takes longer. */
const requestMilliseconds = 100_000;

/** What a command is about. */
export type Target =
  | { readonly kind: 'snapshot'; readonly snapshot: StreamedSnapshot }
  | { readonly kind: 'scope'; readonly scope: AuditScope };

/** Finds out what is meant: the file or the Azure id that was named, or else what the options say. */
export async function readTarget(named: string | undefined, options: AzureOptions, io: Io): Promise<Target> {
  const asked = askedScope(options);
  if (named === undefined) return { kind: 'scope', scope: readScope(asked) };
  if (Object.values(asked).some((value) => value !== undefined))
    throw new UserError(`'${named}' says what is meant: leave the scopes out`);
  const isFile = io.files.kind(absolutePath(named, io.workingDirectory)) === 'file';
  const scope = isFile ? undefined : scopeOfId(named);
  return scope === undefined ? { kind: 'snapshot', snapshot: await openFile(named, io) } : { kind: 'scope', scope };
}

/** Whether the options say which part of Azure is meant. */
export function namesScope(options: AzureOptions): boolean {
  return options.tenant !== undefined || Object.values(askedScope(options)).some((value) => value !== undefined);
}

function askedScope({ managementGroup, subscription, resourceGroup, resource }: AzureOptions): AskedScope {
  return { managementGroup, subscriptions: subscription, resourceGroup, resource };
}

/** The snapshot that a command is about; what is no snapshot yet is read from Azure. */
export async function readSubject(
  target: Target,
  needs: () => Needs,
  options: AzureOptions,
  io: Io,
): Promise<StreamedSnapshot> {
  return target.kind === 'snapshot' ? target.snapshot : streamed(await readAzure(target.scope, needs(), options, io));
}

/** Opens the file of a snapshot. */
async function openFile(path: string, io: Io): Promise<StreamedSnapshot> {
  const absolute = absolutePath(path, io.workingDirectory);
  if (io.files.kind(absolute) !== 'file') throw new UserError(`There is no snapshot '${path}'`);
  return await openSnapshot(path, () => piecesOf(io.files, absolute));
}

/** Runs what reads Azure or a snapshot; its errors are mistakes of whoever asked. */
export async function tellingLiveErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LiveError) throw new UserError(error.message);
    throw error;
  }
}

async function readAzure(scope: AuditScope, needs: Needs, options: AzureOptions, io: Io): Promise<Snapshot> {
  if (options.resume === true && options.save === undefined)
    throw new UserError('--resume continues the file of --save: name it');
  const cloud = readCloud(options.cloud);
  // A proxy that cannot be asked is told of before anything is tried.
  proxyFor(cloud.arm, io.env);
  const token = tokenFor(options, io);
  const before = options.resume === true ? await snapshotBefore(options.save ?? '', io) : undefined;
  const { snapshot, isSaved } = await interruptible(io, options.save, async (signal) =>
    takeSnapshot({
      scope,
      tenant: options.tenant,
      cloud,
      needs,
      token: (refused) => unlessAborted(token(refused), signal),
      network: io.network,
      milliseconds: (options.deadline ?? usualMinutes) * 60_000,
      requestMilliseconds,
      toolVersion: io.version,
      progress: progressLine(io),
      sink: options.save === undefined ? undefined : fileSink(options.save, io),
      before,
      signal,
    }),
  );
  if (!isSaved) throw new UserError(`'${options.save}' cannot be written`);
  return snapshot;
}

function tokenFor({ auth, tokenFile, tenant, cloud }: AzureOptions, io: Io): TokenSource {
  return tokenSource({
    auth,
    tokenText: tokenFile === undefined ? undefined : readToken(tokenFile, io),
    tenant,
    cloud: readCloud(cloud),
    env: io.env,
    now: io.now,
    fetch: io.network.fetch,
    signIn: io.signIn,
  });
}

function readToken(path: string, io: Io): string {
  const bytes = io.files.read(absolutePath(path, io.workingDirectory));
  if (bytes === undefined) throw new UserError(`The token file '${path}' cannot be read`);
  return new TextDecoder().decode(bytes);
}

function fileSink(path: string, io: Io): SnapshotSink {
  const absolute = absolutePath(path, io.workingDirectory);
  return {
    begin: (bytes) => {
      // Told at once, and not after an hour of reading.
      if (!io.writeFile(absolute, bytes)) throw new UserError(`'${path}' cannot be written`);
      return true;
    },
    append: (bytes) => io.appendFile(absolute, bytes),
  };
}

/** What there is to continue; nothing when there is no file yet. */
async function snapshotBefore(path: string, io: Io): Promise<Snapshot | undefined> {
  const absolute = absolutePath(path, io.workingDirectory);
  if (io.files.kind(absolute) === 'missing') return undefined;
  return await wholeSnapshot(await openFile(shownPath(absolute, io.workingDirectory), io));
}
