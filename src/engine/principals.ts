// The identities of a resource, as role assignments name them.

import type { Resource } from '../model/resource.ts';
import { memberOf } from '../values/access.ts';
import { identityOf } from '../values/compare.ts';
import { memberTerm, referenceTerm } from '../values/terms.ts';
import { type Plain, unknown, type Value } from '../values/value.ts';

/** Where the principal id of an identity stands in what `reference()` gives, in full and without. */
const places: Readonly<Record<'own' | 'kubelet', readonly (readonly string[])[]>> = {
  own: [
    ['identity', 'principalId'],
    ['properties', 'principalId'],
  ],
  kubelet: [['properties', 'identityProfile', 'kubeletidentity', 'objectId']],
};

/** The values by which other resources may name the principal of this one: what is live, or what templates ask at run time. */
export function principalsOf({ id, body }: Resource, identity: 'own' | 'kubelet'): readonly Value[] {
  const target = identityOf(id);
  return places[identity].flatMap((path) => {
    const declared = path.reduce<Value | undefined>(step, body);
    const terms = target === undefined ? [] : termsOf(target, path);
    return [
      ...(declared === undefined ? [] : [declared]),
      ...terms.map((term) => unknown([{ kind: 'runtime', what: 'reference()' }], term)),
    ];
  });
}

/** `reference(id, version, 'full').properties.x` is `reference(id).x`. */
function termsOf(target: string, path: readonly string[]): readonly string[] {
  const inFull = path.reduce(memberTerm, referenceTerm(target, true));
  const [first, ...rest] = path;
  return first === 'properties' ? [inFull, rest.reduce(memberTerm, referenceTerm(target, false))] : [inFull];
}

function step(value: Value | undefined, key: string): Value | undefined {
  return value === undefined || value.kind === 'choice' ? undefined : memberOf(value as Plain, key)?.value;
}
