// From a scope to a snapshot: finds the subscriptions, reads them, and continues what was interrupted.

import type { AuditScope } from './audit-scope.ts';
import type { AzureCloud } from './clouds.ts';
import { LiveError } from './live-error.ts';
import type { Needs } from './needs.ts';
import { readTenant } from './read-tenant.ts';
import type { Snapshot, SnapshotHeader, Unit } from './snapshot.ts';
import { type SnapshotSink, writeSnapshot } from './snapshot-file.ts';
import { type SubscriptionsInScope, subscriptionsIn } from './subscriptions.ts';
import type { Progress, UnitStore } from './tasks.ts';
import { type Network, openTransport, type TokenSource } from './transport.ts';

/** What to read, as whom, and how long at most. */
export interface TakeSettings {
  readonly scope: AuditScope;
  readonly tenant: string | undefined;
  readonly cloud: AzureCloud;
  /** What to read of it. */
  readonly needs: Needs;
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
  /** Ends reading at once; what was read until then is kept. */
  readonly signal?: AbortSignal | undefined;
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
    ...(settings.signal === undefined ? {} : { signal: settings.signal }),
  });
  const found = await subscriptionsIn(transport, settings.scope, settings.tenant);
  const header = headerOf(settings, found);
  const kept = before === undefined ? [] : continued(before, header);
  const writer = writeSnapshot(before?.header ?? header, kept, settings.sink);
  try {
    const store: UnitStore = { known: kept, keep: writer.keep };
    await readTenant({ transport, header, store, progress: settings.progress });
    writer.finish();
    const snapshot: Snapshot = { header: before?.header ?? header, units: writer.units, finished: true };
    return { snapshot, isSaved: writer.isWritten() };
  } finally {
    // What was read until a failure is not read again.
    writer.flush();
  }
}

function headerOf(settings: TakeSettings, { ids: subscriptions, names, tenant }: SubscriptionsInScope): SnapshotHeader {
  const { types, previews, assessments, pushDown } = settings.needs;
  return {
    takenAt: new Date(settings.network.now()).toISOString(),
    cloud: settings.cloud.name,
    tenant: settings.tenant ?? tenant,
    scope: settings.scope,
    subscriptions,
    names,
    types,
    previews,
    assessments: assessments ?? null,
    pushDown: pushDown ?? null,
  };
}

/** What people call parts of a header. */
const namesOfKeys: Readonly<Record<string, string>> = { types: 'rules', pushDown: 'rules of --push-down' };

/** The units that need not be read again: those that lack nothing a further attempt could bring. */
function continued({ header, units }: Snapshot, now: SnapshotHeader): readonly Unit[] {
  const same = (key: keyof SnapshotHeader): boolean => JSON.stringify(header[key]) === JSON.stringify(now[key]);
  const keys = ['cloud', 'tenant', 'scope', 'subscriptions', 'types', 'previews', 'assessments', 'pushDown'] as const;
  const different = keys.find((key) => !same(key));
  if (different !== undefined)
    throw new LiveError(
      `The snapshot cannot be continued: its ${namesOfKeys[different] ?? different} are not those of this audit`,
    );
  return [...units].filter(({ gaps }) => !gaps.some(({ avoidable }) => avoidable));
}
