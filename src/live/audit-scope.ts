// What an audit looks at: a tenant, a management group, subscriptions, a resource group, one resource.

import { get, isJsonObject, type Json } from '../values/json.ts';
import { isWithin } from './gaps.ts';
import { LiveError } from './live-error.ts';

/** What is judged. Everything that may matter to it is read from its subscriptions. */
export type AuditScope =
  /** Every subscription that can be seen. */
  | { readonly kind: 'tenant' }
  | { readonly kind: 'managementGroup'; readonly name: string }
  | { readonly kind: 'subscriptions'; readonly ids: readonly string[] }
  | { readonly kind: 'within'; readonly subscription: string; readonly id: string };

/** A scope as somebody asks for it. */
export interface AskedScope {
  readonly managementGroup?: string | undefined;
  readonly subscriptions?: readonly string[] | undefined;
  readonly resourceGroup?: string | undefined;
  readonly resource?: string | undefined;
}

/** Reads what was asked for; what contradicts itself is an error. */
export function readScope({ managementGroup, subscriptions = [], resourceGroup, resource }: AskedScope): AuditScope {
  const [first, ...others] = subscriptions;
  if (resource !== undefined) {
    if (first !== undefined || resourceGroup !== undefined || managementGroup !== undefined)
      throw new LiveError('--resource says everything: leave the other scopes out');
    return withinResource(resource);
  }
  if (managementGroup !== undefined && first !== undefined)
    throw new LiveError('Give a management group or subscriptions, not both');
  if (resourceGroup !== undefined) {
    if (first === undefined || others.length > 0 || managementGroup !== undefined)
      throw new LiveError('--resource-group needs the one --subscription that it is in');
    const subscription = first.toLowerCase();
    return { kind: 'within', subscription, id: `/subscriptions/${subscription}/resourceGroups/${resourceGroup}` };
  }
  if (managementGroup !== undefined) return { kind: 'managementGroup', name: managementGroup };
  if (first === undefined) return { kind: 'tenant' };
  return { kind: 'subscriptions', ids: [...new Set(subscriptions.map((id) => id.toLowerCase()))].sort() };
}

/** The scope that an Azure id stands for; undefined for a text that is none. */
export function scopeOfId(id: string): AuditScope | undefined {
  const [, group] = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)\/?$/i.exec(id) ?? [];
  if (group !== undefined) return { kind: 'managementGroup', name: group };
  const [, subscription, rest] = /^\/subscriptions\/([^/]+)\/?(.*)$/i.exec(id) ?? [];
  if (subscription === undefined || rest === undefined) return undefined;
  if (rest === '') return readScope({ subscriptions: [subscription] });
  const [, resourceGroup] = /^resourceGroups\/([^/]+)\/?$/i.exec(rest) ?? [];
  return resourceGroup === undefined
    ? readScope({ resource: id })
    : readScope({ subscriptions: [subscription], resourceGroup });
}

function withinResource(id: string): AuditScope {
  const subscription = /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+/i.exec(
    id,
  )?.[1];
  if (subscription === undefined)
    throw new LiveError(
      `'${id}' is no resource id: it begins with /subscriptions/<id>/resourceGroups/<name>/providers/`,
    );
  return { kind: 'within', subscription: subscription.toLowerCase(), id: id.replace(/\/+$/, '') };
}

/** Whether a resource is what was asked for, and not just read for its sake. */
export function isAsked(scope: AuditScope, id: string): boolean {
  return scope.kind !== 'within' || isWithin(id, scope.id);
}

/** A scope in words. */
export function scopeText(scope: AuditScope, subscriptions: number): string {
  const many = `${subscriptions} subscription${subscriptions === 1 ? '' : 's'}`;
  switch (scope.kind) {
    case 'tenant':
      return `all visible subscriptions (${subscriptions})`;
    case 'managementGroup':
      return `management group ${scope.name} (${many})`;
    case 'subscriptions':
      return scope.ids.length === 1 ? `subscription ${scope.ids[0]}` : many;
    case 'within':
      return scope.id;
  }
}

/** A scope as it was written down; undefined when it is none. */
export function scopeFrom(json: Json | undefined): AuditScope | undefined {
  if (!isJsonObject(json)) return undefined;
  const [kind, name, ids, subscription, id] = ['kind', 'name', 'ids', 'subscription', 'id'].map((key) =>
    get(json, key),
  );
  if (kind === 'tenant') return { kind };
  if (kind === 'managementGroup' && typeof name === 'string') return { kind, name };
  if (kind === 'subscriptions' && Array.isArray(ids)) return { kind, ids: ids.map(String) };
  if (kind === 'within' && typeof subscription === 'string' && typeof id === 'string')
    return { kind, subscription, id };
  return undefined;
}
