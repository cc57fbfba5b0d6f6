// What could not be read, and why: a verdict that depends on it is unknown, never a pass.

import type { Failure } from './transport.ts';

/** Resources of a type that may exist in a scope and were not read. */
export interface Gap {
  /** Resource types, lower case. */
  readonly types: readonly string[];
  /** Id of the resource, subscription or management group they would be in; `/` for everywhere. */
  readonly scope: string;
  readonly because: string;
  /** Whether a reader with more rights, or more time, would have read it; the others cannot be read at all. */
  readonly avoidable: boolean;
}

/** The gap that a failure leaves. */
export function gapOf(types: readonly string[], scope: string, { because, code, reason }: Failure): Gap {
  const beyondRoles = scope === '/' && reason === 'forbidden';
  return {
    types: types.map((type) => type.toLowerCase()),
    scope,
    because: beyondRoles ? `${because}. ${atRoot}` : because,
    avoidable: !beyondRoles && !absentKinds.has(code.toLowerCase()),
  };
}

/** Custom roles, the one of `--print-role` included, are assigned to management groups and what is below them. */
const atRoot = 'It is read at the root of the tenant, which no custom role reaches';

/** How Azure says that a cloud or a tenant has nothing of the kind: no right and no time would help. */
const absentKinds: ReadonlySet<string> = new Set([
  'aadpremiumlicenserequired',
  'disallowedlogicaltablename',
  'invalidapiversionparameter',
  'invalidresourcenamespace',
  'invalidresourcetype',
  'noregisteredproviderfound',
  'resourcetypenotsupported',
]);

/** Whether a resource is in a scope, or is it. */
export function isWithin(id: string, scope: string): boolean {
  const [inner, outer] = [id.toLowerCase(), scope.toLowerCase()];
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}
