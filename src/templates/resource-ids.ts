// Resource ids: how type and name make one, and which scope stands in front.

import { type Known, type PartialString, type Plain, stringOf, type Unknown } from '../values/value.ts';
import type { DeploymentContext } from './context.ts';
import { textPart } from './functions/text.ts';
import { TemplateError } from './run.ts';

type Text = Known | PartialString;

/** Text from literals and values; what is not known stays a hole. */
export function text(...parts: readonly (string | Plain)[]): Text {
  const all: (string | Unknown)[] = [];
  let secret = false;
  for (const part of parts) {
    if (typeof part === 'string') all.push(part);
    else {
      all.push(...textPart(part));
      secret ||= part.secret;
    }
  }
  return stringOf(all, undefined, secret);
}

/** `/subscriptions/…` */
export function subscriptionScope(subscriptionId: Plain): Text {
  return text('/subscriptions/', subscriptionId);
}

/** `/subscriptions/…/resourceGroups/…` */
export function resourceGroupScope(subscriptionId: Plain, resourceGroup: Plain): Text {
  return text('/subscriptions/', subscriptionId, '/resourceGroups/', resourceGroup);
}

/** `/providers/Microsoft.Management/managementGroups/…` */
export function managementGroupScope(managementGroup: Plain): Text {
  return text('/providers/Microsoft.Management/managementGroups/', managementGroup);
}

/** The scope a template deploys to; the tenant's is empty. */
export function deploymentScope(context: DeploymentContext): Text {
  const scope = scopes.get(context) ?? scopeOf(context);
  scopes.set(context, scope);
  return scope;
}

/** Every resource of a deployment asks for it. */
const scopes = new WeakMap<DeploymentContext, Text>();

function scopeOf(context: DeploymentContext): Text {
  switch (context.level) {
    case 'resourceGroup':
      return resourceGroupScope(context.subscriptionId, context.resourceGroup);
    case 'subscription':
      return subscriptionScope(context.subscriptionId);
    case 'managementGroup':
      return managementGroupScope(context.managementGroup);
    case 'tenant':
      return text('');
  }
}

/** `<scope>/providers/<type>/<name>`, type and name segments alternating. */
export function idIn(scope: Plain, type: string, names: readonly Plain[]): Text {
  const [provider = '', ...types] = type.split('/');
  if (types.length !== names.length)
    throw new TemplateError(`The type '${type}' needs ${types.length} name segments but gets ${names.length}`);
  const segments = types.flatMap((segment, i) => ['/', segment, '/', names[i] ?? '']);
  return text(scope, '/providers/', provider, ...segments);
}

/** How many name segments a resource type has. */
export function typeSegments(type: string): number {
  return type.split('/').length - 1;
}
