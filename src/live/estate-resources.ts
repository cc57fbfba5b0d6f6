// The resources of a snapshot as rules look for them: each once, with the parts that Azure shows inside of others.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../values/json.ts';
import { idSpeller } from './canonical-id.ts';
import type { Unit } from './snapshot.ts';
import { type PartSource, sourceOf } from './type-sources.ts';

/** All resources, sorted by id; ids are spelt as `types` write their types. */
export function estateResources(units: Iterable<Unit>, types: readonly string[]): readonly JsonObject[] {
  const pool = new ResourcePool();
  for (const { resources } of units) for (const resource of resources) pool.add(resource);
  return pool.resources(idSpeller(types));
}

/** Resources that are kept until all are there: what they are is only certain then. */
export class ResourcePool {
  private readonly byId = new Map<string, JsonObject>();
  private readonly looseParts: JsonObject[] = [];
  /** Ids of roles that assignments name, as written last, by their lower case. */
  private readonly namedRoles = new Map<string, string>();
  private readonly namedLast = new Set<string>();

  /** Adds a resource, or what a later API version shows of it. */
  add(resource: JsonObject): void {
    const id = lowerIdOf(resource);
    const other = this.byId.get(id);
    if (other === undefined || isNewer(versionOf(resource), versionOf(other))) this.byId.set(id, resource);
  }

  /** Adds a part of a resource that is not kept itself. */
  addPart(part: JsonObject): void {
    this.looseParts.push(part);
  }

  /** Adds the role that an assignment names which is not kept itself. */
  addNamedRole(assignment: JsonObject): void {
    const id = roleIn(assignment);
    // Thousands of assignments name the same role in the same way.
    if (id === undefined || this.namedLast.has(id)) return;
    const lower = id.toLowerCase();
    this.namedLast.delete(this.namedRoles.get(lower) ?? '');
    this.namedLast.add(id);
    this.namedRoles.set(lower, id);
  }

  /** Everything, sorted by id. */
  resources(spell: (id: string) => string): readonly JsonObject[] {
    const whole = [...this.byId.values()];
    const parts = [...whole.flatMap(partsOf), ...this.looseParts].filter((part) => !this.byId.has(lowerIdOf(part)));
    return [...whole, ...parts, ...this.rolesUnderOtherIds(whole)]
      .map((resource) => [lowerIdOf(resource), respelt(resource, spell)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, resource]) => resource);
  }

  /** Assignments name a role below their subscription; Azure lists it once for the tenant. */
  private rolesUnderOtherIds(resources: readonly JsonObject[]): readonly JsonObject[] {
    const roles = new Map(resources.filter(isRole).map((role) => [lastOf(lowerIdOf(role)), role]));
    const named = new Map(this.namedRoles);
    for (const assignment of resources.filter(isAssignment)) {
      const id = roleIn(assignment);
      if (id !== undefined) named.set(id.toLowerCase(), id);
    }
    return [...named].flatMap(([lower, id]) => {
      const role = roles.get(lastOf(lower));
      return role === undefined || this.byId.has(lower) ? [] : [{ ...role, id }];
    });
  }
}

/** A resource under its id as rules write it. */
export function respelt(resource: JsonObject, spell: (id: string) => string): JsonObject {
  return { ...resource, id: spell(String(get(resource, 'id'))) };
}

/** The API version that a resource says it is shown by. */
export function versionOf({ apiVersion }: JsonObject): string {
  return String(apiVersion ?? '');
}

/** What a later API version shows is more. */
export function isNewer(version: string, other: string): boolean {
  return version > other;
}

const partTypes = [
  'microsoft.containerregistry/registries/privateendpointconnections',
  'microsoft.containerservice/managedclusters/agentpools',
];

const partSources = partTypes.map(sourceOf).filter((source): source is PartSource => source.kind === 'part');

/** Types in lower case whose resources stand inside of others, with the types of those. */
export const partsAndOwners: ReadonlyMap<string, string> = new Map(
  partSources.map(({ of, segment }) => [`${of}/${segment}`.toLowerCase(), of]),
);

/** The parts of a resource that Azure shows as resources of their own. */
export function partsOf(resource: JsonObject): readonly JsonObject[] {
  const type = String(get(resource, 'type')).toLowerCase();
  const sources = partSources.filter(({ of }) => of === type);
  return sources.length === 0 ? none : sources.flatMap((source) => partsIn(resource, source));
}

const none: readonly JsonObject[] = [];

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

/** Types in lower case that belong together: what one of them means depends on the others. */
export const roleTypes = {
  assignments: 'microsoft.authorization/roleassignments',
  definitions: 'microsoft.authorization/roledefinitions',
} as const;

function isRole({ type }: JsonObject): boolean {
  return String(type).toLowerCase() === roleTypes.definitions;
}

function isAssignment({ type }: JsonObject): boolean {
  return String(type).toLowerCase() === roleTypes.assignments;
}

function roleIn(assignment: JsonObject): string | undefined {
  const properties = get(assignment, 'properties');
  const id = isJsonObject(properties) ? get(properties, 'roleDefinitionId') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The id of a resource in lower case: ids are the same whatever their case. */
export function lowerIdOf(resource: JsonObject): string {
  return String(get(resource, 'id')).toLowerCase();
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
