// The identities of a resource, as role assignments name their principals.

import type { PrincipalIdentity } from '../model/condition.ts';
import type { EstateKind, Resource } from '../model/resource.ts';
import { membersOf } from '../values/access.ts';
import { identityOf, knownString } from '../values/compare.ts';
import { anyItemTerm, memberTerm, referenceTerm } from '../values/terms.ts';
import {
  type Entry,
  isConcrete,
  known,
  type NamedMember,
  type Open,
  stringOf,
  unknown,
  type Value,
} from '../values/value.ts';
import type { Handle } from './key-index.ts';
import { type Reached, reach } from './reach.ts';

/** The values by which others may name the principals of a resource: what is live, or what templates ask at run time. */
export function principalsOf(resource: Resource, identity: PrincipalIdentity, kind: EstateKind): readonly Handle[] {
  return identity === 'kubelet'
    ? kubeletsOf(resource, kind)
    : [...ownOf(resource, kind), ...userAssignedOf(resource, kind)];
}

/** What a resource has at a path: what is declared there, and what `reference()` gives of it. */
export function handlesAt(
  { body, id }: Resource,
  path: readonly string[],
  kind: EstateKind,
  owner: Value | undefined = undefined,
): readonly Handle[] {
  return both(declaredAt(body, path, owner), kind, () => askedAt(id, path, owner));
}

/** How templates ask for the identity that a resource may have of its own. */
export function askedOf({ id }: Resource): readonly Handle[] {
  return askedAt(id, ['identity', 'principalId'], id);
}

/** The identity that lives and dies with the resource, or that it is. */
function ownOf(resource: Resource, kind: EstateKind): readonly Handle[] {
  const { type, id, body } = resource;
  if (type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities')
    return handlesAt(resource, ['properties', 'principalId'], kind, id);
  const mayHaveOne = at(body, ['identity', 'type']).some(({ value }) =>
    (knownString(value) ?? 'SystemAssigned').toLowerCase().includes('systemassigned'),
  );
  return mayHaveOne ? handlesAt(resource, ['identity', 'principalId'], kind, id) : [];
}

/** The identities that a resource uses beside others. */
function userAssignedOf({ body }: Resource, kind: EstateKind): readonly Handle[] {
  return at(body, ['identity', 'userAssignedIdentities']).flatMap((reached) => {
    const { entries = new Map<string, Entry>(), open } = membersOf(reached.value) ?? {};
    const written = [...entries].map(([name, { value }]): NamedMember => ({ name: known(name), value }));
    const others = open === undefined || open.named !== undefined ? [] : [anyOf(open)];
    const members = [...written, ...(open?.named ?? [])].flatMap(({ name, value }) =>
      both(declaredAt(value, ['principalId'], name), kind, () => ofIdentity(name)),
    );
    return [...members, ...others].map(behind(reached));
  });
}

/** One of several principals, or none: nothing is known of them. */
function anyOf({ because, term }: Open): Handle {
  return { value: unknown(because, anyItemTerm(term)), ways: [], sure: false, owner: undefined };
}

const kubelet = ['properties', 'identityProfile', 'kubeletidentity'];

/** The identity with which the nodes of a cluster pull images: one that the template names, or one that Azure makes. */
function kubeletsOf(cluster: Resource, kind: EstateKind): readonly Handle[] {
  const { id, body } = cluster;
  const named = at(body, [...kubelet, 'resourceId']);
  const isMade = at(body, kubelet).length === 0;
  const path = [...kubelet, 'objectId'];
  const asked = (): readonly Handle[] => [
    ...askedAt(id, path, named[0]?.value ?? (isMade ? madeFor(id) : undefined)),
    ...named.flatMap((reached) => ofIdentity(reached.value).map(behind(reached))),
  ];
  return both(declaredAt(body, path, named[0]?.value), kind, asked);
}

/** A cluster has two identities of its own; this is the name of the second one. */
function madeFor(cluster: Value): Value | undefined {
  if (cluster.kind === 'string') return stringOf([...cluster.parts, '/kubelet']);
  const text = knownString(cluster);
  return text === undefined ? undefined : known(`${text}/kubelet`);
}

/** What is known needs not be asked for, and nobody asks for what is live. */
function both(declared: readonly Handle[], kind: EstateKind, asked: () => readonly Handle[]): readonly Handle[] {
  const isKnown = declared.length > 0 && declared.every(({ value, sure }) => sure && isConcrete(value));
  return isKnown || kind === 'live' ? declared : [...declared, ...asked()];
}

/** The principal of a user-assigned identity, by the identity's id. */
function ofIdentity(id: Value): readonly Handle[] {
  return askedAt(id, ['properties', 'principalId'], id);
}

function declaredAt(from: Value, path: readonly string[], owner: Value | undefined): readonly Handle[] {
  return at(from, path).map((reached) => ({ ...reached, owner }));
}

/** What `reference()` gives of the resource with this id: `reference(id, version, 'full').properties.x` is `reference(id).x`. */
function askedAt(id: Value, path: readonly string[], owner: Value | undefined): readonly Handle[] {
  return reach(id).flatMap((reached) => {
    const target = identityOf(reached.value);
    if (target === undefined) return [];
    const [first, ...rest] = path;
    const inFull = path.reduce(memberTerm, referenceTerm(target, true));
    const terms = first === 'properties' ? [inFull, rest.reduce(memberTerm, referenceTerm(target, false))] : [inFull];
    return terms.map((term) => ({
      ...reached,
      value: unknown([{ kind: 'runtime', what: 'reference()' }], term),
      owner: owner?.kind === 'choice' ? reached.value : owner,
    }));
  });
}

/** A handle in something that depends on choices itself. */
function behind({ ways, sure }: Reached): (handle: Handle) => Handle {
  return (handle) => ({ ...handle, ways: [...ways, ...handle.ways], sure: sure && handle.sure });
}

function at(from: Value, path: readonly string[]): readonly Reached[] {
  return reach(from, { text: path.join('.'), segments: path });
}
