// The resources of a snapshot as rules look for them: each once, with the parts that Azure shows inside of others.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../values/json.ts';
import { idSpeller } from './canonical-id.ts';
import type { Unit } from './snapshot.ts';
import { type PartSource, sourceOf } from './type-sources.ts';

/** All resources, sorted by id; ids are spelt as `types` write their types. */
export function estateResources(units: readonly Unit[], types: readonly string[]): readonly JsonObject[] {
  const spell = idSpeller(types);
  const byId = new Map<string, JsonObject>();
  for (const { resources } of units) {
    for (const resource of resources) {
      const id = String(get(resource, 'id')).toLowerCase();
      const other = byId.get(id);
      if (other === undefined || isNewer(resource, other)) byId.set(id, resource);
    }
  }
  const whole = [...byId.values()];
  const parts = whole.flatMap(partsOf).filter((part) => !byId.has(String(part.id).toLowerCase()));
  const all = [...whole, ...parts, ...rolesUnderOtherIds(whole, byId)];
  return all
    .map((resource) => ({ ...resource, id: spell(String(get(resource, 'id'))) }))
    .sort((a, b) => (lowerId(a) < lowerId(b) ? -1 : 1));
}

/** What a later API version shows is more. */
function isNewer(resource: JsonObject, other: JsonObject): boolean {
  return String(resource.apiVersion ?? '') > String(other.apiVersion ?? '');
}

const partTypes = [
  'microsoft.containerregistry/registries/privateendpointconnections',
  'microsoft.containerservice/managedclusters/agentpools',
]
  .map(sourceOf)
  .filter((source): source is PartSource => source.kind === 'part');

function partsOf(resource: JsonObject): readonly JsonObject[] {
  const type = String(get(resource, 'type')).toLowerCase();
  return partTypes.filter(({ of }) => of === type).flatMap((source) => partsIn(resource, source));
}

function partsIn(resource: JsonObject, { property, segment }: PartSource): readonly JsonObject[] {
  const properties = get(resource, 'properties');
  const items = isJsonObject(properties) ? get(properties, property) : undefined;
  return (isJsonArray(items) ? items : []).filter(isJsonObject).flatMap((item) => {
    const { id, name } = item;
    const own = typeof id === 'string' ? id.slice(id.lastIndexOf('/') + 1) : name;
    if (typeof own !== 'string') return [];
    const inner = get(item, 'properties');
    return [
      {
        ...item,
        id: typeof id === 'string' ? id : `${resource.id}/${segment}/${own}`,
        name: own,
        type: `${resource.type}/${segment}`,
        properties: isJsonObject(inner) ? inner : item,
      },
    ];
  });
}

/** Assignments name a role below their subscription; Azure lists it once for the tenant. */
function rolesUnderOtherIds(
  resources: readonly JsonObject[],
  byId: ReadonlyMap<string, JsonObject>,
): readonly JsonObject[] {
  const roles = new Map(resources.filter(isOfType('roledefinitions')).map((role) => [lastOf(lowerId(role)), role]));
  const others = new Map<string, JsonObject>();
  for (const assignment of resources.filter(isOfType('roleassignments'))) {
    const properties = get(assignment, 'properties');
    const id = isJsonObject(properties) ? get(properties, 'roleDefinitionId') : undefined;
    const role = typeof id === 'string' ? roles.get(lastOf(id.toLowerCase())) : undefined;
    if (typeof id === 'string' && role !== undefined && !byId.has(id.toLowerCase()))
      others.set(id.toLowerCase(), { ...role, id });
  }
  return [...others.values()];
}

function isOfType(name: string): (resource: JsonObject) => boolean {
  return ({ type }) => String(type).toLowerCase() === `microsoft.authorization/${name}`;
}

function lowerId(resource: JsonObject): string {
  return String(get(resource, 'id')).toLowerCase();
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
