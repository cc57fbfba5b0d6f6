// Which management groups are above a resource. No id says so: where an estate has the subscriptions, their resources do.

import type { Resource } from '../model/resource.ts';
import { toJson } from '../values/access.ts';
import { identityOf } from '../values/compare.ts';
import type { Truth } from '../values/truth.ts';
import type { Plain } from '../values/value.ts';
import { readFieldPath } from './fields.ts';
import { reach } from './reach.ts';
import { managementGroupIn, subscriptionIn } from './scopes.ts';

/** The resources that extend management groups, and which groups are above which resources. */
export interface ManagementGroups {
  /** Of a type in lower case: the resources that extend a group, with the group's name. */
  readonly extendedBy: (type: string) => readonly InGroup[];
  /** Whether a group is above the resource with an id. */
  readonly isAbove: (group: Plain, id: Plain) => Truth;
}

interface InGroup {
  readonly resource: Resource;
  readonly group: Plain;
}

/** Reads what an estate says of management groups, when it is first asked. */
export function managementGroupsIn(ofType: (type: string) => readonly Resource[]): ManagementGroups {
  const extending = new Map<string, readonly InGroup[]>();
  let ancestors: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    extendedBy(type) {
      const found = extending.get(type) ?? ofType(type).flatMap(inGroup);
      extending.set(type, found);
      return found;
    },
    isAbove(group, id) {
      const subscription = subscriptionIn(id);
      const identity = subscription && identityOf(subscription);
      const name = toJson(group);
      ancestors ??= new Map(ofType('microsoft.resources/subscriptions').flatMap(ancestorsOf));
      const above = identity === undefined ? undefined : ancestors.get(identity);
      return above === undefined || typeof name !== 'string' ? 'unknown' : above.has(name.toLowerCase());
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

function ancestorsOf({ id, body }: Resource): readonly (readonly [string, ReadonlySet<string>])[] {
  const identity = identityOf(id);
  const names = reach(body, chain).map(({ value }) => toJson(value));
  if (identity === undefined || names.length === 0) return [];
  return [[identity, new Set(names.map((name) => String(name).toLowerCase()))]];
}
