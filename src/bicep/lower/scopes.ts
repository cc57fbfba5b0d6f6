// Where a resource or module is deployed to, and the ids that follow (ScopeHelper).

import type { Span } from '../../values/json.ts';
import type { Expression } from '../syntax/nodes.ts';
import { memberOf } from '../walk.ts';
import { type Arm, access, call, format, text } from './arm.ts';
import { effective, isBuiltin } from './effective.ts';
import type { Environment } from './environment.ts';
import { deeper, type Lowering, report } from './lowering.ts';
import { moduleName, nameSegments, ownName } from './names.ts';
import { ancestorsOf, type ModuleReference, type ResourceReference, resourceOf } from './references.ts';

/** A scope, and what names it where that is not the scope of the deployment. */
export type Scope =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'managementGroup'; readonly name: Arm | undefined }
  | { readonly kind: 'subscription'; readonly id: Arm | undefined }
  | { readonly kind: 'resourceGroup'; readonly subscription: Arm | undefined; readonly name: Arm | undefined }
  /** The resource that is extended. */
  | { readonly kind: 'resource'; readonly resource: ResourceReference };

/** The scope of a resource: what it, or its outermost ancestor, says. */
export function resourceScope(lowering: Lowering, reference: ResourceReference): Scope {
  const [root = reference] = ancestorsOf(lowering, reference);
  return scopeWritten(lowering, memberOf(root.symbol.body, 'scope'), root.environment);
}

/** The scope of a module. */
export function moduleScope(lowering: Lowering, { symbol, environment }: ModuleReference): Scope {
  return scopeWritten(lowering, memberOf(symbol.body, 'scope'), environment);
}

function scopeWritten(lowering: Lowering, node: Expression | undefined, environment: Environment): Scope {
  const scope = node === undefined ? undefined : scopeOf(lowering, node, environment, 0);
  if (scope !== undefined) return scope;
  if (node !== undefined && node.kind !== 'missing')
    report(
      lowering,
      node,
      'Which scope this is cannot be told before deployment; the scope of the file is assumed',
      'warning',
    );
  return scopeFrom(lowering.bound.targetScope, []);
}

/** Variables that stand for scopes are followed at most this far. */
const maxVariables = 32;

/** The scope an expression stands for; undefined when it cannot be told. */
function scopeOf(lowering: Lowering, node: Expression, environment: Environment, depth: number): Scope | undefined {
  const at = effective(lowering, node, environment);
  const inner = at.node;
  if ((inner.kind === 'call' || inner.kind === 'methodCall') && isBuiltin(lowering, inner)) {
    const args = inner.args.map((arg) => lowering.expression(arg, at.environment));
    return isScopeKind(inner.name.text) ? scopeFrom(inner.name.text, args) : undefined;
  }
  const symbol = lowering.bound.uses.get(inner);
  if (symbol?.kind === 'variable' && depth < maxVariables)
    return scopeOf(lowering, symbol.declaration.value, undefined, depth + 1);
  const resource = resourceOf(lowering, inner, at.environment);
  return resource && scopeOfResource(lowering, resource, depth);
}

/** Resource groups and management groups are scopes themselves; any other resource is extended. */
function scopeOfResource(lowering: Lowering, resource: ResourceReference, depth: number): Scope {
  switch (resource.symbol.type.toLowerCase()) {
    case 'microsoft.resources/resourcegroups': {
      const written = memberOf(resource.symbol.body, 'scope');
      const own =
        written && depth < maxVariables ? scopeOf(lowering, written, resource.environment, depth + 1) : undefined;
      const subscription = own?.kind === 'subscription' ? own.id : undefined;
      return { kind: 'resourceGroup', subscription, name: ownName(lowering, resource) };
    }
    case 'microsoft.management/managementgroups':
      return { kind: 'managementGroup', name: ownName(lowering, resource) };
    default:
      return { kind: 'resource', resource };
  }
}

const scopeKinds = ['tenant', 'managementGroup', 'subscription', 'resourceGroup'] as const;
type ScopeKind = (typeof scopeKinds)[number];

/** True for the functions that give scopes. */
export function isScopeKind(name: string): name is ScopeKind {
  return (scopeKinds as readonly string[]).includes(name);
}

function scopeFrom(kind: ScopeKind, args: readonly Arm[]): Scope {
  switch (kind) {
    case 'tenant':
      return { kind };
    case 'managementGroup':
      return { kind, name: args[0] };
    case 'subscription':
      return { kind, id: args[0] };
    case 'resourceGroup':
      return args.length > 1
        ? { kind, subscription: args[0], name: args[1] }
        : { kind, subscription: undefined, name: args[0] };
  }
}

/** The id of a resource. */
export function resourceId(lowering: Lowering, reference: ResourceReference): Arm {
  return deeper(lowering, reference.symbol.declaration.name, () =>
    idIn(lowering, resourceScope(lowering, reference), reference.symbol.type, nameSegments(lowering, reference)),
  );
}

export const deploymentType = 'Microsoft.Resources/deployments';

/** The id of a module's deployment. */
export function moduleId(lowering: Lowering, reference: ModuleReference): Arm {
  return idIn(lowering, moduleScope(lowering, reference), deploymentType, [moduleName(lowering, reference)]);
}

/** Source: ScopeHelper.FormatFullyQualifiedResourceId. */
function idIn(lowering: Lowering, scope: Scope, type: string, names: readonly Arm[]): Arm {
  const rest = [text(type), ...names];
  switch (scope.kind) {
    case 'tenant':
      return call('tenantResourceId', ...rest);
    case 'subscription':
      return call('subscriptionResourceId', ...(scope.id === undefined ? [] : [scope.id]), ...rest);
    case 'managementGroup':
      return call('extensionResourceId', managementGroupId(scope.name), ...rest);
    case 'resource':
      return call('extensionResourceId', resourceId(lowering, scope.resource), ...rest);
    case 'resourceGroup': {
      if (scope.name === undefined) return call('resourceId', ...rest);
      const subscription = scope.subscription ?? access(call('subscription'), 'subscriptionId');
      const group = format(['/subscriptions/', '/resourceGroups/', ''], [subscription, scope.name]);
      return call('extensionResourceId', group, ...rest);
    }
  }
}

const managementGroupType = 'Microsoft.Management/managementGroups';

function managementGroupId(name: Arm | undefined): Arm {
  return name === undefined
    ? access(call('managementGroup'), 'id')
    : call('tenantResourceId', text(managementGroupType), name);
}

/** The properties by which a template says that something is deployed elsewhere (ExpressionBuilder.EmitResourceOrModuleScopeProperties). */
export function scopeProperties(lowering: Lowering, scope: Scope): readonly (readonly [string, Arm])[] {
  const target = lowering.bound.targetScope;
  switch (scope.kind) {
    case 'tenant':
      return target === 'tenant' ? [] : [['scope', text('/')]];
    case 'managementGroup': {
      if (scope.name === undefined) return [];
      const isAbove = target === 'tenant' || target === 'managementGroup';
      return [
        ['scope', isAbove ? format([`${managementGroupType}/`, ''], [scope.name]) : managementGroupId(scope.name)],
      ];
    }
    case 'subscription':
      if (scope.id !== undefined) return [['subscriptionId', scope.id]];
      return target === 'resourceGroup' ? [['subscriptionId', access(call('subscription'), 'subscriptionId')]] : [];
    case 'resourceGroup': {
      const { subscription, name } = scope;
      return [
        ...(subscription === undefined ? [] : [['subscriptionId', subscription] as const]),
        ...(name === undefined ? [] : [['resourceGroup', name] as const]),
      ];
    }
    case 'resource':
      return [['scope', resourceId(lowering, scope.resource)]];
  }
}

/** Where the scope of a declaration is written; its name when it is not. */
export function scopePlace(body: Expression | undefined, otherwise: Span): Span {
  return body?.kind === 'object' ? (memberOf(body, 'scope') ?? otherwise) : otherwise;
}
