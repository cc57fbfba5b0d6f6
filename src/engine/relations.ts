// Which resources of an estate stand in a relation to one of them.

import type { FieldPath, Relation } from '../model/condition.ts';
import type { Estate, EstateKind, Resource } from '../model/resource.ts';
import { equal, identityOf } from '../values/compare.ts';
import type { Guard } from '../values/guard.ts';
import type { Truth } from '../values/truth.ts';
import type { Plain, Value } from '../values/value.ts';
import {
  type Handle,
  indexKeys,
  type KeyIndex,
  lookUp,
  type Related,
  type Settle,
  sameId,
  unique,
} from './key-index.ts';
import { type ManagementGroups, managementGroupsIn } from './management-groups.ts';
import { askedOf, handlesAt, principalsOf } from './principals.ts';
import { reach } from './reach.ts';
import { managementGroupIn, scopesOf } from './scopes.ts';

/** An estate, ready for look-ups. */
export interface EstateIndex {
  readonly estate: Estate;
  /** Resources of these types (lower case) that stand, under a guard, in the relation to the given one. */
  related(to: Resource, relation: Relation, types: readonly string[], guard: Guard): readonly Related[];
  /** Whether two values are the same. Principals of two identities are not, also where nobody knows them yet. */
  same(a: Value, b: Value): Truth;
}

/** Indexes an estate. Each kind of look-up is indexed when it is first made. */
export function indexEstate(estate: Estate): EstateIndex {
  const byType = resourcesByType(estate.resources);
  const ofType = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const indexes = new Map<string, KeyIndex>();
  const settle = settledBy(estate);
  const beside = new Map<string, readonly Related[]>();
  const indexed: Indexed = {
    ofType,
    beside(types) {
      const name = types.join('\n');
      const found =
        beside.get(name) ?? types.flatMap(ofType).map((resource) => ({ resource, truth: true, split: undefined }));
      beside.set(name, found);
      return found;
    },
    groups: managementGroupsIn(ofType),
    keys(type, name, handlesOf) {
      const id = `${type}\n${name}`;
      const found = indexes.get(id) ?? indexKeys(ofType(type), handlesOf, settle);
      indexes.set(id, found);
      return found;
    },
    kind: estate.kind,
    ownerOf: ownersIn(estate),
  };
  return {
    estate,
    related(to, relation, types, guard) {
      return relation.kind === 'any'
        ? indexed.beside(types)
        : unique(types.flatMap((type) => relatedOfType(indexed, to, relation, type, guard)));
    },
    same(a, b) {
      const [one, other] = [indexed.ownerOf(a), indexed.ownerOf(b)];
      const identity = identityOf(a);
      if (identity !== undefined && identity === identityOf(b)) return true;
      return one !== undefined && other !== undefined ? sameId(one, other) : equal(a, b, 'ignore');
    },
  };
}

/** Handles name resources of the estate by their ids, or by whose principal they are. */
function settledBy({ resources }: Estate): Settle {
  let ids: ReadonlySet<string> | undefined;
  return ({ value, owner }) => {
    ids ??= new Set(resources.filter(({ copies }) => copies === 'one').flatMap(({ id }) => identityOf(id) ?? []));
    const identity = identityOf(owner ?? value);
    if (identity === undefined || !ids.has(identity)) return undefined;
    return `${owner === undefined ? 'id' : 'owner'} ${identity}`;
  };
}

interface Indexed {
  readonly kind: EstateKind;
  /** Resources of a type in lower case. */
  readonly ofType: (type: string) => readonly Resource[];
  /** All resources of these types, as related to any other. */
  readonly beside: (types: readonly string[]) => readonly Related[];
  /** The index of a type by the values that a name stands for. */
  readonly keys: (type: string, name: string, handlesOf: HandlesOf) => KeyIndex;
  readonly ownerOf: OwnerOf;
  readonly groups: ManagementGroups;
}

type HandlesOf = (resource: Resource) => readonly Handle[];

function relatedOfType(
  indexed: Indexed,
  to: Resource,
  relation: LookUpRelation,
  type: string,
  guard: Guard,
): readonly Related[] {
  const { name, handlesOf } = keysFor(relation, indexed);
  const keys = indexed.keys(type, name, handlesOf);
  const found = wantedOf(to, relation, indexed).flatMap((wanted) => lookUp(keys, wanted, guard));
  return [...found, ...throughGroups(indexed, to, relation, type)];
}

/** Values of other resources under which they are found. */
interface Keys {
  readonly name: string;
  readonly handlesOf: HandlesOf;
}

type LookUpRelation = Exclude<Relation, { kind: 'any' }>;

/** By which of its values another resource is found. */
function keysFor(relation: LookUpRelation, { kind, ownerOf }: Indexed): Keys {
  switch (relation.kind) {
    case 'child':
      return { name: 'parent', handlesOf: ({ parentId }) => (parentId === undefined ? [] : handles(parentId)) };
    case 'extension':
    case 'atOrAbove':
      return { name: 'scope', handlesOf: ({ scopeId }) => handles(scopeId) };
    case 'covers':
      return { name: 'scopes', handlesOf: ({ id }) => scopeHandles(id) };
    case 'parent':
    case 'references':
      return { name: 'id', handlesOf: ({ id }) => handles(id) };
    case 'referencedBy':
    case 'holds':
      return { name: `field ${relation.field.text}`, handlesOf: ({ body }) => handles(body, relation.field) };
    case 'principal':
      return { name: `principal ${relation.field.text}`, handlesOf: (other) => named(other, relation.field, ownerOf) };
    case 'principalOf':
      return { name: relation.identity, handlesOf: (other) => principalsOf(other, relation.identity, kind) };
  }
}

/** Which values of this resource those must be. */
function wantedOf(to: Resource, relation: LookUpRelation, { kind, ownerOf }: Indexed): readonly Handle[] {
  switch (relation.kind) {
    case 'child':
    case 'extension':
    case 'referencedBy':
      return handles(to.id);
    case 'atOrAbove':
      return scopeHandles(to.id);
    case 'covers':
      return handles(to.scopeId);
    case 'parent':
      return to.parentId === undefined ? [] : handles(to.parentId);
    case 'references':
      return handles(to.body, relation.field);
    case 'holds':
      return handlesAt(to, relation.value.segments.map(String), kind);
    case 'principal':
      return principalsOf(to, relation.identity, kind);
    case 'principalOf':
      return named(to, relation.field, ownerOf);
  }
}

function handles(value: Value, path?: FieldPath): readonly Handle[] {
  return reach(value, path).map((reached) => ({ ...reached, owner: undefined }));
}

function scopeHandles(id: Value): readonly Handle[] {
  return handles(id).flatMap((handle) => scopesOf(handle.value).flatMap((scope) => reachedAs(handle, scope)));
}

function reachedAs(handle: Handle, value: Value): readonly Handle[] {
  return handles(value).map((found) => ({ ...handle, value: found.value }));
}

/** The principals that a field names, each with its owner where it is known whose it is. */
function named({ body }: Resource, field: FieldPath, ownerOf: OwnerOf): readonly Handle[] {
  return handles(body, field).map((handle) => ({ ...handle, owner: ownerOf(handle.value) }));
}

/** The resource whose identity has a principal, of which only is known how it is asked for. */
type OwnerOf = (principal: Value) => Value | undefined;

/** Knows the principals of all identities of an estate by their terms. */
function ownersIn({ resources, kind }: Estate): OwnerOf {
  let owners: ReadonlyMap<string, Value> | undefined;
  return (principal) => {
    if (principal.kind !== 'unknown') return undefined;
    owners ??= new Map(resources.flatMap((resource) => ownersOf(resource, kind)));
    return owners.get(principal.term);
  };
}

function ownersOf(resource: Resource, kind: EstateKind): readonly (readonly [string, Value])[] {
  const isCluster = resource.type.toLowerCase() === 'microsoft.containerservice/managedclusters';
  const kubelets = isCluster ? principalsOf(resource, 'kubelet', kind) : [];
  return [...askedOf(resource), ...principalsOf(resource, 'own', kind), ...kubelets].flatMap(({ value, owner }) =>
    value.kind === 'unknown' && owner !== undefined ? [[value.term, owner] as const] : [],
  );
}

/** A management group is above subscriptions, but it stands in no id below it. */
function throughGroups(
  { groups, ofType }: Indexed,
  to: Resource,
  relation: Relation,
  type: string,
): readonly Related[] {
  if (relation.kind === 'atOrAbove')
    return groups.extendedBy(type).flatMap(({ resource, group }) => inGroup(groups, group, to, resource));
  if (relation.kind !== 'covers') return [];
  return reach(to.scopeId).flatMap(({ value }) => {
    const group = managementGroupIn(value);
    return group === undefined ? [] : ofType(type).flatMap((other) => inGroup(groups, group, other, other));
  });
}

function inGroup(groups: ManagementGroups, group: Plain, below: Resource, resource: Resource): readonly Related[] {
  const truth = groups.isAbove(group, below);
  return truth === false ? [] : [{ resource, truth, split: undefined }];
}

function resourcesByType(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const type = resource.type.toLowerCase();
    const others = byType.get(type);
    if (others === undefined) byType.set(type, [resource]);
    else others.push(resource);
  }
  return byType;
}
