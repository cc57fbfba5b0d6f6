// Which management groups are above a resource. No id says so: where an estate has the subscriptions, their resources do.

import type { Resource } from '../model/resource.ts';
import { toJson } from '../values/access.ts';
import { identityOf, knownString } from '../values/compare.ts';
import type { Truth } from '../values/truth.ts';
import type { Plain } from '../values/value.ts';
import { readFieldPath } from './fields.ts';
import { reach } from './reach.ts';
import { managementGroupIn, subscriptionIn } from './scopes.ts';

/** The resources that extend management groups, and which groups are above which resources. */
export interface ManagementGroups {
  /** Of a type in lower case: the resources that extend a group, with the group's name. */
  readonly extendedBy: (type: string) => readonly InGroup[];
  /** Whether a group is above a resource. */
  readonly isAbove: (group: Plain, resource: Resource) => Truth;
}

interface InGroup {
  readonly resource: Resource;
  readonly group: Plain;
}

/** Names of groups in lower case; undefined where they are not known. */
type Names = ReadonlySet<string> | undefined;

/** Reads what an estate says of management groups, when it is first asked. */
export function managementGroupsIn(ofType: (type: string) => readonly Resource[]): ManagementGroups {
  const extending = new Map<string, readonly InGroup[]>();
  const above = new Map<Resource, Names>();
  let ancestors: ReadonlyMap<string, Names> | undefined;
  const groupsAbove = (resource: Resource): Names => {
    if (above.has(resource)) return above.get(resource);
    ancestors ??= new Map(ofType('microsoft.resources/subscriptions').flatMap(ancestorsOf));
    const subscription = resource.id.kind === 'choice' ? undefined : subscriptionIn(resource.id);
    const names = ancestors.get((subscription && identityOf(subscription)) ?? '');
    above.set(resource, names);
    return names;
  };
  return {
    extendedBy(type) {
      const found = extending.get(type) ?? ofType(type).flatMap(inGroup);
      extending.set(type, found);
      return found;
    },
    isAbove(group, resource) {
      const names = groupsAbove(resource);
      const name = knownString(group);
      return names === undefined || name === undefined ? 'unknown' : names.has(name.toLowerCase());
    },
  };
}

function inGroup(resource: Resource): readonly InGroup[] {
  return reach(resource.scopeId).flatMap(({ value }) => {
    const group = managementGroupIn(value);
    return group === undefined ? [] : [{ resource, group }];
  });
}

const chain = readFieldPath('properties.managementGroupAncestorsChain[*].name');

function ancestorsOf({ id, body }: Resource): readonly (readonly [string, Names])[] {
  const identity = identityOf(id);
  const names = reach(body, chain).map(({ value }) => toJson(value));
  if (identity === undefined || names.length === 0) return [];
  return [[identity, new Set(names.map((name) => String(name).toLowerCase()))]];
}
