// A tenant as the double of Azure holds it: every resource once, as the resource manager would answer, made up from a number.

import type { Json, JsonObject } from '../../src/values/json.ts';

/** What a tenant holds. */
export interface Tenant {
  readonly id: string;
  readonly subscriptions: readonly string[];
  /** Every resource, complete, previews included. */
  readonly resources: readonly JsonObject[];
}

/** How large a tenant is. */
export interface TenantSize {
  readonly subscriptions: number;
  /** Registries of a subscription, by its number. */
  readonly registries: (subscription: number) => number;
  /** Further resources, spread over the subscriptions. */
  readonly others?: number;
}

/** The tenant that all generated ones are. */
export const tenantId = '99999999-9999-9999-9999-999999999999';

/** The id of the n-th subscription. */
export function subscriptionId(n: number): string {
  return `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

/** The id of the i-th registry of a subscription. */
export function registryId(n: number, i: number): string {
  return `/subscriptions/${subscriptionId(n)}/resourceGroups/Platform/providers/Microsoft.ContainerRegistry/registries/contoso${n}x${i}`;
}

/** Makes a tenant. Every seventh registry has its admin user enabled, every fifth lacks a lock. */
export function makeTenant({ subscriptions, registries, others = 0 }: TenantSize): Tenant {
  const ids = Array.from({ length: subscriptions }, (_, n) => subscriptionId(n));
  const perSubscription = Math.ceil(others / subscriptions);
  const resources = ids.flatMap((id, n) => [
    subscription(id),
    ...Array.from({ length: registries(n) }, (_, i) => registryWithParts(n, i)).flat(),
    ...Array.from({ length: perSubscription }, (_, i) => identity(id, i)),
  ]);
  return { id: tenantId, subscriptions: ids, resources };
}

/** Whether the registry has the violation that {@link makeTenant} plants. */
export function hasAdminUser(n: number, i: number): boolean {
  return (n + i) % 7 === 0;
}

function subscription(id: string): JsonObject {
  return {
    id: `/subscriptions/${id}`,
    name: `Subscription ${id.slice(0, 8)}`,
    type: 'Microsoft.Resources/subscriptions',
    properties: { state: 'Enabled', managementGroupAncestorsChain: [{ name: 'contoso', displayName: 'Contoso' }] },
  };
}

function registryWithParts(n: number, i: number): readonly JsonObject[] {
  const id = registryId(n, i);
  const name = `contoso${n}x${i}`;
  const part = (path: string, type: string, properties: Json): JsonObject => {
    return { id: `${id}/${path}`, name: path.slice(path.lastIndexOf('/') + 1), type, properties };
  };
  const type = 'Microsoft.ContainerRegistry/registries';
  return [
    registry(id, name, n, i),
    part('tokens/builder', `${type}/tokens`, {
      creationDate: '2025-01-01T00:00:00Z',
      provisioningState: 'Succeeded',
      scopeMapId: `${id}/scopeMaps/builds`,
      status: 'enabled',
    }),
    part('scopeMaps/builds', `${type}/scopeMaps`, {
      creationDate: '2025-01-01T00:00:00Z',
      type: 'UserDefined',
      actions: ['repositories/web/content/read'],
      provisioningState: 'Succeeded',
    }),
    part('providers/Microsoft.Insights/diagnosticSettings/logs', 'Microsoft.Insights/diagnosticSettings', {
      logs: [{ categoryGroup: 'allLogs', enabled: true, retentionPolicy: { enabled: false, days: 0 } }],
      metrics: [],
      workspaceId: `/subscriptions/${subscriptionId(n)}/resourceGroups/Platform/providers/Microsoft.OperationalInsights/workspaces/logs`,
    }),
    ...(i % 5 === 0
      ? []
      : [
          part('providers/Microsoft.Authorization/locks/keep', 'Microsoft.Authorization/locks', {
            level: 'CanNotDelete',
          }),
        ]),
  ];
}

const updated = '2024-05-01T10:00:00.0000000+00:00';

function registry(id: string, name: string, n: number, i: number): JsonObject {
  return {
    id,
    name,
    type: 'Microsoft.ContainerRegistry/registries',
    location: 'westeurope',
    tags: {},
    sku: { name: 'Premium', tier: 'Premium' },
    properties: {
      loginServer: `${name}.azurecr.io`,
      creationDate: '2024-05-01T10:00:00.0000000+00:00',
      provisioningState: 'Succeeded',
      adminUserEnabled: hasAdminUser(n, i),
      anonymousPullEnabled: false,
      networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
      policies: {
        quarantinePolicy: { status: 'enabled' },
        trustPolicy: { type: 'Notary', status: 'disabled' },
        retentionPolicy: { days: 7, lastUpdatedTime: updated, status: 'disabled' },
        exportPolicy: { status: 'enabled' },
        azureADAuthenticationAsArmPolicy: { status: 'disabled' },
        softDeletePolicy: { retentionDays: 7, lastUpdatedTime: updated, status: 'enabled' },
      },
      encryption: { status: 'disabled' },
      dataEndpointEnabled: true,
      dataEndpointHostNames: [`${name}.westeurope.data.azurecr.io`],
      publicNetworkAccess: 'Disabled',
      networkRuleBypassOptions: 'AzureServices',
      networkRuleBypassAllowedForTasks: false,
      zoneRedundancy: 'Enabled',
      roleAssignmentMode: 'AbacRepositoryPermissions',
      privateEndpointConnections: [
        {
          id: `${id}/privateEndpointConnections/inside`,
          name: 'inside',
          type: 'Microsoft.ContainerRegistry/registries/privateEndpointConnections',
          properties: {
            privateEndpoint: {
              id: id.replace(/Microsoft\.ContainerRegistry.*/, `Microsoft.Network/privateEndpoints/${name}`),
            },
            privateLinkServiceConnectionState: { status: 'Approved', description: '', actionsRequired: 'None' },
            provisioningState: 'Succeeded',
          },
        },
      ],
    },
  };
}

function identity(subscription: string, i: number): JsonObject {
  return {
    id: `/subscriptions/${subscription}/resourceGroups/Apps/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app${i}`,
    name: `app${i}`,
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    location: 'westeurope',
    properties: { principalId: `${subscription.slice(0, 8)}-1111-4111-8111-${String(i).padStart(12, '0')}` },
  };
}
