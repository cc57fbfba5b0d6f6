// From a scope to a snapshot: finds the subscriptions, reads them, and continues what was interrupted.

import type { Rule } from '../model/rule.ts';
import type { AuditScope } from './audit-scope.ts';
import type { AzureCloud } from './clouds.ts';
import { LiveError } from './live-error.ts';
import { needsOf } from './needs.ts';
import { readTenant } from './read-tenant.ts';
import type { Snapshot, SnapshotHeader, Unit } from './snapshot.ts';
import { type SnapshotSink, type SnapshotWriter, writeSnapshot } from './snapshot-file.ts';
import { subscriptionsIn } from './subscriptions.ts';
import type { Progress } from './tasks.ts';
import { type Network, openTransport, type TokenSource } from './transport.ts';

/** What to read, as whom, and how long at most. */
export interface TakeSettings {
  readonly scope: AuditScope;
  readonly tenant: string | undefined;
  readonly cloud: AzureCloud;
  readonly rules: readonly Rule[];
  readonly token: TokenSource;
  readonly network: Network;
  readonly milliseconds: number;
  readonly requestMilliseconds: number;
  readonly toolVersion: string;
  readonly progress: (progress: Progress) => void;
  /** Where the snapshot is written while it is read. */
  readonly sink: SnapshotSink | undefined;
  /** A snapshot to continue. */
  readonly before: Snapshot | undefined;
}

/** What was read, and whether it could be saved. */
export interface Taken {
  readonly snapshot: Snapshot;
  readonly isSaved: boolean;
}

/** Reads a scope. */
export async function takeSnapshot(settings: TakeSettings): Promise<Taken> {
  const { network, cloud, token, before } = settings;
  const transport = openTransport({
    cloud,
    network,
    token,
    deadline: network.now() + settings.milliseconds,
    requestMilliseconds: settings.requestMilliseconds,
    userAgent: `pratique/${settings.toolVersion}`,
  });
  const found = await subscriptionsIn(transport, settings.scope, settings.tenant);
  const header = headerOf(settings, found.ids, found.tenant);
  const kept = before === undefined ? [] : continued(before, header);
  const known = new Map(kept.map((unit) => [unit.id, unit]));
  const writer = settings.sink && writeSnapshot(before?.header ?? header, kept, settings.sink);
  try {
    const store = { find: (id: string) => known.get(id), keep: (unit: Unit) => writer?.keep(unit) };
    const units = await readTenant({ transport, header, store, progress: settings.progress });
    writer?.finish();
    return taken(before?.header ?? header, units, writer);
  } finally {
    // What was read until a failure is not read again.
    writer?.flush();
  }
}

function taken(header: SnapshotHeader, units: readonly Unit[], writer: SnapshotWriter | undefined): Taken {
  writer?.flush();
  return { snapshot: { header, units, finished: true }, isSaved: writer?.isWritten() ?? true };
}

function headerOf(settings: TakeSettings, subscriptions: readonly string[], tenant: string): SnapshotHeader {
  const { types, previews, assessments } = needsOf(settings.rules);
  return {
    takenAt: new Date(settings.network.now()).toISOString(),
    cloud: settings.cloud.name,
    tenant: settings.tenant ?? tenant,
    scope: settings.scope,
    subscriptions,
    types,
    previews,
    assessments: assessments ?? null,
  };
}

/** The units that need not be read again: those that lack nothing a further attempt could bring. */
function continued({ header, units }: Snapshot, now: SnapshotHeader): readonly Unit[] {
  const same = (key: keyof SnapshotHeader): boolean => JSON.stringify(header[key]) === JSON.stringify(now[key]);
  const keys = ['cloud', 'tenant', 'scope', 'subscriptions', 'types', 'previews', 'assessments'] as const;
  const different = keys.find((key) => !same(key));
  if (different !== undefined)
    throw new LiveError(
      `The snapshot cannot be continued: its ${different === 'types' ? 'rules' : different} are not those of this audit`,
    );
  return units.filter(({ gaps }) => !gaps.some(({ avoidable }) => avoidable));
}
