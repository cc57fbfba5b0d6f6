// Where a resource goes: its full type and name, the scope it belongs to, its id.

import { reasonsOf, typeOf } from '../values/access.ts';
import { mapChoices } from '../values/choice.ts';
import { knownString } from '../values/compare.ts';
import { termOf } from '../values/lattice.ts';
import { known, type Plain, stringOf, type Unknown, unknown, type Value } from '../values/value.ts';
import type { DeploymentContext } from './context.ts';
import { textPart } from './functions/text.ts';
import {
  deploymentScope,
  idIn,
  managementGroupScope,
  resourceGroupScope,
  subscriptionScope,
  text,
  typeSegments,
} from './resource-ids.ts';

/** A resource's place among all others. */
export interface ResourcePlace {
  /** The type without a leading scope: `Microsoft.Authorization/roleAssignments`, however the template wrote it. */
  readonly type: string;
  /** Name segments joined by `/`, as many as the type has. */
  readonly name: Value;
  /** The id of the resource it extends, or of the scope it is deployed to; the tenant's is empty. */
  readonly scopeId: Value;
  readonly id: Value;
  /** The id of the resource it is a child of. */
  readonly parentId: Value | undefined;
}

/** What a resource says of its scope, besides what the deployment does. */
export interface ScopeProperties {
  readonly scope: Value | undefined;
  readonly subscriptionId: Value | undefined;
  readonly resourceGroup: Value | undefined;
}

/** Places a resource. Parts that are not known leave holes in the id; where not even its shape is known, the id is unknown. */
export function placeResource(
  type: string,
  name: Value,
  own: ScopeProperties,
  context: DeploymentContext,
): ResourcePlace {
  const scopeId = scopeOf(own, context);
  const extension = splitProviders(type, name, scopeId);
  if (extension !== undefined) return extension;
  return place(type, name, scopeId);
}

function place(type: string, name: Value, scopeId: Value): ResourcePlace {
  const id = lift([scopeId, name], ([scope, plain]) => idOf(type, plain as Plain, scope as Plain));
  const count = typeSegments(type);
  const parentType = type.slice(0, type.lastIndexOf('/'));
  const parentId =
    count < 2
      ? undefined
      : lift([scopeId, name], ([scope, plain]) => parentOf(parentType, plain as Plain, scope as Plain, count));
  return { type, name, scopeId, id, parentId };
}

/** The scope in front of `/providers/` in the id. */
function scopeOf(own: ScopeProperties, context: DeploymentContext): Value {
  if (own.scope !== undefined) return lift([own.scope], ([scope]) => explicitScope(scope as Plain, context));
  const subscription = own.subscriptionId ?? context.subscriptionId;
  if (own.resourceGroup !== undefined)
    return lift([subscription, own.resourceGroup], ([sub, group]) => resourceGroupScope(sub as Plain, group as Plain));
  if (own.subscriptionId !== undefined) return lift([subscription], ([sub]) => subscriptionScope(sub as Plain));
  return deploymentScope(context);
}

/** `/` is the tenant; a full id stands as it is; anything else is relative to the scope of the deployment. */
function explicitScope(scope: Plain, context: DeploymentContext): Value {
  const start = scope.kind === 'string' ? scope.parts[0] : knownString(scope);
  if (start === '/') return text('');
  if (typeof start !== 'string' || start.startsWith('/')) return scope;
  const group = /^Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(knownString(scope) ?? '')?.[1];
  return group === undefined
    ? text(deploymentScope(context), '/providers/', scope)
    : managementGroupScope(known(group));
}

/** Some types have ids of their own form. */
function idOf(type: string, name: Plain, scopeId: Plain): Value {
  const special = type.toLowerCase();
  if (special === 'microsoft.resources/resourcegroups') return text(scopeId, '/resourceGroups/', name);
  if (special === 'microsoft.resources/subscriptions') return subscriptionScope(name);
  const names = nameSegments(name, typeSegments(type));
  return names === undefined ? unknownId(type, name, scopeId) : idIn(scopeId, type, names);
}

function parentOf(type: string, name: Plain, scopeId: Plain, count: number): Value {
  const names = nameSegments(name, count);
  return names === undefined ? unknownId(type, name, scopeId) : idIn(scopeId, type, names.slice(0, -1));
}

function unknownId(type: string, name: Plain, scopeId: Plain): Value {
  const because = reasonsOf(name);
  return unknown(
    because.length > 0
      ? because
      : [{ kind: 'failed', what: `the name of the ${type} has the wrong number of segments` }],
    `id(${type}, ${termOf(name)}, ${termOf(scopeId)})`,
    { type: 'string' },
  );
}

/**
 * A name cut into as many segments as the type has. A deployment is refused when the numbers differ,
 * so literal slashes that give the right number are all the slashes there are.
 */
export function nameSegments(name: Plain, count: number): readonly Plain[] | undefined {
  if (count === 1) return [name];
  if (typeOf(name) !== 'string') return undefined;
  const pieces: (string | Unknown)[][] = [[]];
  for (const part of textPart(name)) {
    if (typeof part !== 'string') {
      pieces.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...rest] = part.split('/');
    pieces.at(-1)?.push(first);
    for (const piece of rest) pieces.push([piece]);
  }
  return pieces.length === count ? pieces.map((piece) => stringOf(piece)) : undefined;
}

/**
 * `Microsoft.Storage/storageAccounts/providers/roleAssignments` named `account/Microsoft.Authorization/x` is the
 * older way to write the role assignment `x` that extends the account.
 */
function splitProviders(type: string, name: Value, scopeId: Value): ResourcePlace | undefined {
  const at = type.toLowerCase().indexOf('/providers/');
  if (at < 0) return undefined;
  const baseType = type.slice(0, at);
  const rest = type.slice(at + '/providers/'.length);
  const baseCount = typeSegments(baseType);
  const count = baseCount + 1 + rest.split('/').length;
  const plain = name.kind === 'choice' ? undefined : nameSegments(name, count);
  const provider = plain === undefined ? undefined : knownString(plain[baseCount]);
  if (plain === undefined || provider === undefined) return undefined;
  const baseId = lift([scopeId], ([scope]) => idIn(scope as Plain, baseType, plain.slice(0, baseCount)));
  const names = plain.slice(baseCount + 1);
  return place(
    `${provider}/${rest}`,
    text(...names.flatMap((segment, i) => (i === 0 ? [segment] : ['/', segment]))),
    baseId,
  );
}

function lift(values: readonly Value[], apply: (plain: readonly Plain[]) => Value): Value {
  return (
    mapChoices(values, apply) ??
    unknown([{ kind: 'failed', what: 'the place of the resource' }], 'place[*]', { type: 'string' })
  );
}
