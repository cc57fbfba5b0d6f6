// What Resource Graph lacks: asked of each resource that it belongs to.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../values/json.ts';
import { readList, readRegistryList } from './arm-list.ts';
import { gapOf } from './gaps.ts';
import type { SnapshotHeader } from './snapshot.ts';
import { type Reading, registryType, subscriptionsWithRegistries, type Task, type TaskResult } from './tasks.ts';
import type { Transport } from './transport.ts';
import { type ArmSource, prerequisites, sourceOf } from './type-sources.ts';

/** Tasks for everything that can be asked now; those of the second wave need answers of the first. */
export function readParents(
  { transport, header }: Reading,
  resources: readonly JsonObject[],
  wave: number,
): readonly Task[] {
  const byType = groupByType(resources);
  return header.types.flatMap((type) => {
    const source = sourceOf(type);
    if (source.kind !== 'arm' || waveOf(type) !== wave) return [];
    return parentsOf(source, resources, byType).map((parent): Task => {
      const what = source.path.slice(source.path.lastIndexOf('/') + 1);
      return {
        id: `${type} of ${parent.id.toLowerCase()}`,
        what,
        read: () => readOne(transport, type, source, parent),
      };
    });
  });
}

/** What tasks need to know of resources that were read before: a tenant has a million of others. */
export function keptForTasks({ types }: SnapshotHeader): (resources: readonly JsonObject[]) => readonly JsonObject[] {
  const asking = new Map<string, ArmSource[]>([[registryType, []]]);
  for (const source of types.map(sourceOf)) {
    if (source.kind !== 'arm') continue;
    asking.set(source.of, [...(asking.get(source.of) ?? []), source]);
    if (source.only === 'registryLogs') asking.set(settingsType, asking.get(settingsType) ?? []);
  }
  return (resources) =>
    resources.flatMap((resource) => {
      const sources = asking.get(String(resource.type).toLowerCase());
      const isAsked = sources?.length === 0 || sources?.some((source) => mayMatter(source, resource));
      return isAsked === true ? [withoutRest(resource)] : [];
    });
}

/** False where the resource alone says that nothing is asked of it. */
function mayMatter(source: ArmSource, resource: JsonObject): boolean {
  const isAlone = source.only === 'containers' || source.only === 'registryEndpoints';
  return !isAlone || relevance(source, new Map())(resource);
}

/** The members of a resource that tasks look at. */
function withoutRest({ id, name, type, kind, properties }: JsonObject): JsonObject {
  const all = isJsonObject(properties) ? properties : {};
  const lower = String(type).toLowerCase();
  const needed = lower === registryType ? 'encryption' : lower === settingsType ? 'workspaceId' : undefined;
  const some = needed === undefined ? undefined : { [needed]: get(all, needed) ?? null };
  const kept = some ?? (lower === endpointType ? all : {});
  return { id: id ?? null, name: name ?? null, type: type ?? null, kind: kind ?? null, properties: kept };
}

const settingsType = 'microsoft.insights/diagnosticsettings';
const endpointType = 'microsoft.network/privateendpoints';

/** What is found by the answers of others comes after them. */
function waveOf(type: string): number {
  return prerequisites(type).some((other) => sourceOf(other).kind === 'arm') ? 1 : 0;
}

interface Parent {
  readonly id: string;
  readonly name: string;
}

function parentsOf(
  source: ArmSource,
  resources: readonly JsonObject[],
  byType: ReadonlyMap<string, readonly JsonObject[]>,
): readonly Parent[] {
  if (source.of === 'subscription')
    return subscriptionsWithRegistries(resources).map((name) => ({ id: `/subscriptions/${name}`, name }));
  const matters = relevance(source, byType);
  const found = (byType.get(source.of) ?? []).filter(matters);
  const parents = found.map((resource) => ({ id: String(resource.id), name: String(resource.name) }));
  return [...new Map(parents.map((parent) => [parent.id.toLowerCase(), parent])).values()];
}

/** Whether a resource has to do with registries, where most of its kind do not. */
function relevance(
  { only }: ArmSource,
  byType: ReadonlyMap<string, readonly JsonObject[]>,
): (resource: JsonObject) => boolean {
  const registries = byType.get(registryType) ?? [];
  if (only === undefined) return () => true;
  switch (only) {
    case 'containers':
      // Web apps on Windows without containers pull nothing.
      return ({ kind }) => kind === undefined || kind === null || /linux|container/i.test(String(kind));
    case 'registryEndpoints':
      return (endpoint) =>
        /Microsoft\.ContainerRegistry\/registries/i.test(JSON.stringify(endpoint.properties ?? null));
    case 'registryKeys': {
      const vaults = new Set(registries.flatMap((registry) => vaultOf(registry) ?? []));
      return ({ name }) => vaults.has(String(name).toLowerCase());
    }
    case 'registryLogs': {
      const settings = byType.get(settingsType) ?? [];
      const workspaces = new Set(settings.map((setting) => textAt(setting, 'workspaceId')?.toLowerCase()));
      return ({ id }) => workspaces.has(String(id).toLowerCase());
    }
  }
}

/** The vault of `https://<vault>.vault.azure.net/keys/<key>`. */
function vaultOf(registry: JsonObject): string | undefined {
  const text = JSON.stringify(get(propertiesOf(registry), 'encryption') ?? null);
  return /https:\/\/([^./"]+)\.vault\./i.exec(text)?.[1]?.toLowerCase();
}

async function readOne(transport: Transport, type: string, source: ArmSource, parent: Parent): Promise<TaskResult> {
  const { path, apiVersion, answer } = source;
  const base = answer === 'newestRun' ? parent.id.slice(0, parent.id.toLowerCase().lastIndexOf('/tasks/')) : parent.id;
  const query = answer === 'newestRun' ? `&$filter=${encodeURIComponent(`TaskName eq '${parent.name}'`)}&$top=1` : '';
  const address = `${base}${path}?api-version=${apiVersion}${query}`;
  if (answer === 'item') {
    const reply = await transport.get(address);
    if (reply.kind === 'failed') return { resources: [], gaps: [gapOf([type], parent.id, reply.failure)] };
    return { resources: [reply.body], gaps: [] };
  }
  if (answer === 'newestRun') return await readNewestRun(transport, type, address, parent);
  const list =
    source.operation === undefined
      ? await readList(transport, address)
      : await readRegistryList(transport, { operation: source.operation, of: parent.id, apiVersion });
  if (list.kind === 'failed') return { resources: [], gaps: [gapOf([type], parent.id, list.failure)] };
  if (answer === 'usages') return { resources: usagesOf(list.items, parent), gaps: [] };
  return answer === 'keys'
    ? await readKeys(transport, type, list.items, apiVersion)
    : { resources: list.items, gaps: [] };
}

/** A registry answers usages as a plain list without ids. */
function usagesOf(items: readonly JsonObject[], parent: Parent): readonly JsonObject[] {
  return items.map((item) => {
    const name = String(item.name);
    const { currentValue = null, limit = null, unit = null } = item;
    const id = `${parent.id}/usages/${name}`;
    return {
      id,
      name,
      type: 'Microsoft.ContainerRegistry/registries/usages',
      properties: { currentValue, limit, unit },
    };
  });
}

/** Runs are listed newest first: the first one is enough. */
async function readNewestRun(transport: Transport, type: string, address: string, parent: Parent): Promise<TaskResult> {
  const reply = await transport.get(address);
  const items = reply.kind === 'ok' ? get(reply.body, 'value') : undefined;
  if (reply.kind === 'failed') return { resources: [], gaps: [gapOf([type], parent.id, reply.failure)] };
  const runs = isJsonArray(items) ? items.filter(isJsonObject) : [];
  return { resources: runs.slice(0, 1), gaps: [] };
}

/** A list of keys lacks their rotation: each key is asked. */
async function readKeys(
  transport: Transport,
  type: string,
  keys: readonly JsonObject[],
  apiVersion: string,
): Promise<TaskResult> {
  const replies = await Promise.all(
    keys.map(async ({ id }) => ({ id: String(id), reply: await transport.get(`${id}?api-version=${apiVersion}`) })),
  );
  return {
    resources: replies.flatMap(({ reply }) => (reply.kind === 'ok' ? [reply.body] : [])),
    gaps: replies.flatMap(({ id, reply }) => (reply.kind === 'failed' ? [gapOf([type], id, reply.failure)] : [])),
  };
}

function groupByType(resources: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const resource of resources) {
    const type = String(resource.type).toLowerCase();
    const group = groups.get(type);
    if (group === undefined) groups.set(type, [resource]);
    else group.push(resource);
  }
  return groups;
}

function propertiesOf(resource: JsonObject): JsonObject {
  const properties = get(resource, 'properties');
  return isJsonObject(properties) ? properties : {};
}

function textAt(resource: JsonObject, name: string): string | undefined {
  const value = get(propertiesOf(resource), name);
  return typeof value === 'string' ? value : undefined;
}
