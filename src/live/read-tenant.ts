// Reads what rules need of a scope, unit by unit: tables first, then what is asked of single resources.

import type { JsonObject } from '../values/json.ts';
import { readList } from './arm-list.ts';
import { readParents } from './arm-units.ts';
import { gapOf } from './gaps.ts';
import { type GraphScope, readGraph, subscriptionsPerRequest } from './graph.ts';
import { type TableRequest, tableQuery } from './graph-query.ts';
import { withoutSecrets } from './redact.ts';
import type { SnapshotHeader, Unit } from './snapshot.ts';
import { type Reading, registryType, subscriptionsWithRegistries, type Task, type TaskResult } from './tasks.ts';
import type { Failure } from './transport.ts';
import { registryGraphVersion, registryVersion, sourceOf } from './type-sources.ts';

/** Reads everything, and keeps every unit as soon as it is whole. Gives all units in the order of their ids. */
export async function readTenant(reading: Reading): Promise<readonly Unit[]> {
  const units = new Map<string, Unit>();
  const resources = (): readonly JsonObject[] => [...units.values()].flatMap((unit) => unit.resources);
  const run = async (tasks: readonly Task[]): Promise<void> => {
    for (const unit of await runTasks(reading, tasks, units)) units.set(unit.id, unit);
  };
  await run(tableTasks(reading));
  await run([...previewTasks(reading, resources()), ...tenantTasks(reading)]);
  for (const wave of [0, 1]) await run(readParents(reading, resources(), wave));
  return [...units.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Runs tasks side by side; the lanes of the transport see to the pace. */
async function runTasks(
  { store, progress }: Reading,
  tasks: readonly Task[],
  before: ReadonlyMap<string, Unit>,
): Promise<readonly Unit[]> {
  let done = 0;
  let resources = [...before.values()].reduce((sum, unit) => sum + unit.resources.length, 0);
  return await eachOf(tasks, async ({ id, what, read }) => {
    const known = store.find(id);
    const unit = known ?? (await readUnit(id, read));
    if (known === undefined) store.keep(unit);
    resources += unit.resources.length;
    progress({ what, done: ++done, total: tasks.length, resources });
    return unit;
  });
}

async function readUnit(id: string, read: Task['read']): Promise<Unit> {
  const { resources, gaps } = await read();
  return { id, resources: resources.map(withoutSecrets), gaps };
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
    const query = tableQuery(table);
    return batches(header.subscriptions).map((subscriptions, i): Task => {
      return {
        id: `table ${table.table} ${i}`,
        what: table.table,
        read: async () => {
          const scope: GraphScope = { subscriptions };
          const result = await readGraph(transport, query, scope);
          if (result.kind === 'failed') return lost(table.types, subscriptions, result.failure);
          return { resources: result.rows.map(asResource), gaps: [] };
        },
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

/** A row, with the API version whose properties it shows where that decides what a missing one means. */
function asResource(row: JsonObject): JsonObject {
  return String(row.type).toLowerCase() === registryType ? { ...row, apiVersion: registryGraphVersion } : row;
}

function lost(types: readonly string[], subscriptions: readonly string[], failure: Failure): TaskResult {
  return { resources: [], gaps: subscriptions.map((id) => gapOf(types, `/subscriptions/${id}`, failure)) };
}

/** Registries once more, with what only previews show: one list for each subscription that has any. */
function previewTasks({ transport, header }: Reading, resources: readonly JsonObject[]): readonly Task[] {
  if (!header.previews) return [];
  return subscriptionsWithRegistries(resources).map((subscription) => ({
    id: `previews ${subscription}`,
    what: 'registries',
    read: async () => {
      const path = `/subscriptions/${subscription}/providers/Microsoft.ContainerRegistry/registries?api-version=${registryVersion}`;
      const result = await readList(transport, path);
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
