// A small tenant that has one of everything that an audit reads of a registry.

import type { Json, JsonObject } from '../../src/values/json.ts';
import { makeTenant, registryId, subscriptionId, type Tenant, tenantId } from './tenant.ts';

const registry = registryId(0, 0);
const registries = 'Microsoft.ContainerRegistry/registries';
const made = '2025-01-01T00:00:00.0000000+00:00';
const person = '11111111-1111-4111-8111-111111111111';
const vault = 'https://contoso.vault.azure.net/secrets';
const identity = `/subscriptions/${subscriptionId(0)}/resourceGroups/Apps/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app0`;
const assignments = `/subscriptions/${subscriptionId(0)}/providers/Microsoft.Authorization`;
const platform = { os: 'Linux', architecture: 'amd64' };

/** Makes the tenant. */
export function showcase(): Tenant {
  const { resources, ...tenant } = makeTenant({ subscriptions: 1, registries: () => 2, others: 1 });
  return {
    ...tenant,
    resources: [...resources, ...caching(), ...replicas(), ...pipelines(), ...building(), ...access()],
  };
}

function child(kind: string, name: string, properties: Json, more: JsonObject = {}): JsonObject {
  return { id: `${registry}/${kind}/${name}`, name, type: `${registries}/${kind}`, ...more, properties };
}

function caching(): readonly JsonObject[] {
  const provisioningState = 'Succeeded';
  const credentials = {
    name: 'Credential1',
    usernameSecretIdentifier: `${vault}/user`,
    passwordSecretIdentifier: `${vault}/password`,
    credentialHealth: { status: 'Healthy' },
  };
  return [
    child('cacheRules', 'hub', {
      credentialSetResourceId: `${registry}/credentialSets/hub`,
      sourceRepository: 'docker.io/library/alpine',
      targetRepository: 'hub/alpine',
      creationDate: made,
      provisioningState,
    }),
    child(
      'credentialSets',
      'hub',
      { loginServer: 'docker.io', authCredentials: [credentials], creationDate: made, provisioningState },
      { identity: { principalId: person, tenantId, type: 'SystemAssigned' } },
    ),
    child('usages', 'Size', { limit: 107_374_182_400, currentValue: 12_345_678, unit: 'Bytes' }),
    child('usages', 'Webhooks', { limit: 500, currentValue: 1, unit: 'Count' }),
  ];
}

function replicas(): readonly JsonObject[] {
  const location = { location: 'northeurope', tags: {} };
  return [
    child('connectedRegistries', 'plant', {
      mode: 'ReadOnly',
      activation: { status: 'Active' },
      parent: {
        syncProperties: {
          tokenId: `${registry}/tokens/builder`,
          schedule: '0 9 * * *',
          messageTtl: 'P2D',
          syncWindow: 'PT3H',
        },
      },
      clientTokenIds: [`${registry}/tokens/builder`],
      logging: { logLevel: 'Information', auditLogStatus: 'Enabled' },
      notificationsList: ['web:*:*'],
      garbageCollection: { enabled: true, schedule: '0 5 * * *' },
    }),
    child(
      'replications',
      'northeurope',
      {
        provisioningState: 'Succeeded',
        status: { displayStatus: 'Ready', message: '', timestamp: made },
        regionEndpointEnabled: true,
        zoneRedundancy: 'Enabled',
      },
      location,
    ),
    child(
      'webhooks',
      'notify',
      { status: 'enabled', scope: 'web:*', actions: ['push', 'quarantine'], provisioningState: 'Succeeded' },
      location,
    ),
  ];
}

function pipelines(): readonly JsonObject[] {
  const location = 'westeurope';
  const uri = 'https://contoso.blob.core.windows.net/images';
  const end = { type: 'AzureStorageBlobContainer', uri, keyVaultUri: `${vault}/sas` };
  return [
    child(
      'importPipelines',
      'in',
      {
        source: end,
        trigger: { sourceTrigger: { status: 'Enabled' } },
        options: ['ContinueOnErrors'],
        provisioningState: 'Succeeded',
      },
      {
        location,
        identity: {
          type: 'UserAssigned',
          userAssignedIdentities: { [identity]: { clientId: person, principalId: person } },
        },
      },
    ),
    child(
      'exportPipelines',
      'out',
      { target: end, options: ['OverwriteBlobs'], provisioningState: 'Succeeded' },
      { location, identity: { type: 'SystemAssigned', principalId: person, tenantId } },
    ),
  ];
}

function building(): readonly JsonObject[] {
  const agentConfiguration = { cpu: 2 };
  const image = {
    registry: 'contoso0x0.azurecr.io',
    repository: 'web',
    tag: '1.0',
    digest: `sha256:${'0'.repeat(64)}`,
  };
  const run = (name: string, task: string): JsonObject =>
    child('runs', name, {
      provisioningState: 'Succeeded',
      runId: name,
      status: 'Succeeded',
      lastUpdatedTime: made,
      runType: 'AutoBuild',
      createTime: made,
      startTime: made,
      finishTime: made,
      outputImages: [image],
      task,
      isArchiveEnabled: false,
      platform,
      agentConfiguration,
    });
  const step = {
    type: 'Docker',
    imageNames: ['web:1.0'],
    dockerFilePath: 'Dockerfile',
    contextPath: 'https://github.com/contoso/web.git#main',
    isPushEnabled: true,
    noCache: false,
    arguments: [{ name: 'REGION', value: 'west', isSecret: false }],
  };
  const baseImageTrigger = {
    name: 'base',
    status: 'Enabled',
    baseImageTriggerType: 'Runtime',
    updateTriggerPayloadType: 'Default',
  };
  const task = {
    provisioningState: 'Succeeded',
    creationDate: made,
    status: 'Enabled',
    platform,
    agentConfiguration,
    step,
    trigger: { baseImageTrigger },
    isSystemTask: false,
  };
  return [
    child('tasks', 'build', task, { location: 'westeurope', tags: {} }),
    run('cb2', 'other'),
    run('cb1', 'build'),
  ];
}

function access(): readonly JsonObject[] {
  const roleDefinitionId = `${assignments}/roleDefinitions/c8d4ff99-41c3-41a8-9f60-21dfdad59608`;
  const scope = `/subscriptions/${subscriptionId(0)}`;
  return [
    {
      id: `${identity}/federatedIdentityCredentials/deploy`,
      name: 'deploy',
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
      properties: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:contoso/web:environment:production',
        audiences: ['api://AzureADTokenExchange'],
      },
    },
    {
      id: `${assignments}/roleAssignmentScheduleInstances/one`,
      name: 'one',
      type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
      properties: {
        originRoleAssignmentId: `${assignments}/roleAssignments/one`,
        assignmentType: 'Assigned',
        scope,
        roleDefinitionId,
        principalId: person,
        principalType: 'User',
        status: 'Provisioned',
        roleAssignmentScheduleId: `${assignments}/roleAssignmentSchedules/one`,
        startDateTime: made,
        endDateTime: '2026-12-31T00:00:00Z',
        memberType: 'Direct',
        createdOn: made,
        expandedProperties: {
          scope: { id: scope, displayName: 'Contoso', type: 'subscription' },
          roleDefinition: { id: roleDefinitionId, displayName: 'AcrQuarantineWriter', type: 'BuiltInRole' },
          principal: { id: person, displayName: 'Somebody', type: 'User' },
        },
      },
    },
  ];
}
