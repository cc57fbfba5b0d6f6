// Reads what rules need of a scope, unit by unit: tables first, then what is asked of single resources.

import type { JsonObject } from '../values/json.ts';
import { readRegistryList } from './arm-list.ts';
import { keptForTasks, readParents } from './arm-units.ts';
import { gapOf } from './gaps.ts';
import { subscriptionsPerRequest } from './graph.ts';
import type { TableRequest } from './graph-query.ts';
import { readTable } from './read-table.ts';
import { withoutSecrets } from './redact.ts';
import type { SnapshotHeader, Unit } from './snapshot.ts';
import { type Reading, subscriptionsWithRegistries, type Task } from './tasks.ts';
import { registryVersion, sourceOf } from './type-sources.ts';

/** Reads everything, and keeps every unit as soon as it is whole. In memory stays what later tasks ask for, and no more. */
export async function readTenant(reading: Reading): Promise<void> {
  const { store, header } = reading;
  const forLater = keptForTasks(header);
  const found = store.known.flatMap(({ resources }) => forLater(resources));
  const known = new Set(store.known.map(({ id }) => id));
  const progress = { resources: store.known.reduce((sum, { resources }) => sum + resources.length, 0) };
  const run = async (tasks: readonly Task[]): Promise<void> => {
    let done = 0;
    const read = async ({ id, what, read: readResult }: Task): Promise<readonly JsonObject[]> => {
      const unit = known.has(id) ? undefined : await readUnit(id, readResult);
      if (unit !== undefined) store.keep(unit);
      progress.resources += unit?.resources.length ?? 0;
      reading.progress({ what, done: ++done, total: tasks.length, ...progress });
      return unit === undefined ? [] : forLater(unit.resources);
    };
    for (const some of await eachOf(tasks, read)) found.push(...some);
  };
  await run(tableTasks(reading));
  await run([...previewTasks(reading, found), ...tenantTasks(reading)]);
  for (const wave of [0, 1]) await run(readParents(reading, found, wave));
}

async function readUnit(id: string, read: Task['read']): Promise<Unit> {
  const result = await read();
  return { ...result, id, resources: result.resources.map(withoutSecrets) };
}

/** Tasks that are begun at once; more would only wait in memory. */
const maxBegun = 32;

async function eachOf<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      try {
        results[at] = await run(items[at] as T);
      } catch (error) {
        // What ends one ends all: nothing further is begun.
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxBegun, items.length) }, worker));
  return results;
}

/** One query for each table, for so many subscriptions at a time. */
function tableTasks({ transport, header }: Reading): readonly Task[] {
  return tablesFor(header).flatMap((table) => {
    return batches(header.subscriptions).map((subscriptions, i): Task => {
      return {
        id: `table ${table.table} ${i}`,
        what: table.table,
        read: () => readTable(transport, header, table, subscriptions),
      };
    });
  });
}

/** The tables that the types of a snapshot are in. */
export function tablesFor({
  types,
  assessments,
}: Pick<SnapshotHeader, 'types' | 'assessments'>): readonly TableRequest[] {
  const tables = new Map<string, { types: string[]; narrowed: Map<string, string>; fromAbove: boolean }>();
  for (const type of types) {
    const source = sourceOf(type);
    if (source.kind !== 'graph') continue;
    const table = tables.get(source.table) ?? { types: [], narrowed: new Map<string, string>(), fromAbove: false };
    table.types.push(type);
    table.fromAbove ||= source.fromAbove === true;
    const condition = source.where ?? assessmentCondition(type, assessments);
    if (condition !== undefined) table.narrowed.set(type, condition);
    tables.set(source.table, table);
  }
  return [...tables].map(([table, request]) => ({ table, ...request }));
}

function assessmentCondition(type: string, keys: readonly string[] | null): string | undefined {
  if (keys === null || !type.startsWith('microsoft.security/assessments') || keys.length === 0) return undefined;
  return `(${keys.map((key) => `id contains '/assessments/${key.replace(/[^\w-]/g, '')}'`).join(' or ')})`;
}

function batches(subscriptions: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(subscriptions.length / subscriptionsPerRequest);
  return Array.from({ length: count }, (_, i) =>
    subscriptions.slice(i * subscriptionsPerRequest, (i + 1) * subscriptionsPerRequest),
  );
}

/** Registries once more, with what only previews show: one list for each subscription that has any. */
function previewTasks({ transport, header }: Reading, resources: readonly JsonObject[]): readonly Task[] {
  if (!header.previews) return [];
  return subscriptionsWithRegistries(resources).map((subscription) => ({
    id: `previews ${subscription}`,
    what: 'registries',
    read: async () => {
      const of = `/subscriptions/${subscription}`;
      const result = await readRegistryList(transport, { operation: 'registries', of, apiVersion: registryVersion });
      // The row of the graph stays, with the version that does not have what is asked for: unknown, not absent.
      if (result.kind === 'failed')
        return {
          resources: [],
          gaps: [gapOf(['preview properties of registries'], `/subscriptions/${subscription}`, result.failure)],
        };
      return { resources: result.items.map((item) => ({ ...item, apiVersion: registryVersion })), gaps: [] };
    },
  }));
}

function tenantTasks({ transport, header }: Reading): readonly Task[] {
  return header.types.flatMap((type) => {
    const source = sourceOf(type);
    if (source.kind !== 'tenant') return [];
    const path = source.path(header.tenant);
    return [
      {
        id: `tenant ${type}`,
        what: 'the tenant',
        read: async () => {
          const reply = await transport.get(path);
          if (reply.kind === 'failed') return { resources: [], gaps: [gapOf([type], '/', reply.failure)] };
          const id = path.slice(0, path.indexOf('?'));
          const { isOptedIn = null } = reply.body;
          return { resources: [{ ...reply.body, id, name: header.tenant, type, properties: { isOptedIn } }], gaps: [] };
        },
      },
    ];
  });
}
