// The shapes of answers as Azure publishes them: the members and types of the examples in Azure/azure-rest-api-specs.
// Each entry names its example. What the example shows and Azure leaves out at times is marked as optional.

import type { Shape } from './shape.ts';

/** The shape of the answers to some requests. */
export interface PublishedShape {
  /** Paths that are answered so. */
  readonly paths: RegExp;
  readonly apiVersion: string;
  /** The file of the example, below `specification/`. */
  readonly source: string;
  readonly body: Shape;
}

/** What every resource has. */
export const resource: { readonly id: 'string'; readonly name: 'string'; readonly type: 'string' } = {
  id: 'string',
  name: 'string',
  type: 'string',
};

/** A list of the resource manager. */
export function list(item: Shape): Shape {
  return { value: [item], 'nextLink?': 'string' };
}

/** Lists that are not of Container Registry. */
export const otherShapes: readonly PublishedShape[] = [
  {
    paths: /^\/subscriptions$/,
    apiVersion: '2022-12-01',
    source: 'resources/resource-manager/Microsoft.Resources/stable/2022-12-01/examples/GetSubscriptions.json',
    body: list({
      id: 'string',
      subscriptionId: 'string',
      tenantId: 'string',
      displayName: 'string',
      state: 'string',
      subscriptionPolicies: { locationPlacementId: 'string', quotaId: 'string', spendingLimit: 'string' },
      authorizationSource: 'string',
      managedByTenants: [{ tenantId: 'string' }],
      'tags?': { '*': 'string' },
    }),
  },
  {
    paths: /\/providers\/Microsoft\.Insights\/diagnosticSettings$/,
    apiVersion: '2021-05-01-preview',
    source:
      'monitor/resource-manager/Microsoft.Insights/Insights/preview/2021-05-01-preview/examples/listDiagnosticSettings.json',
    body: list({
      ...resource,
      properties: {
        'storageAccountId?': 'string',
        'eventHubAuthorizationRuleId?': 'string',
        'workspaceId?': 'string',
        'marketplacePartnerId?': 'string',
        metrics: [{ category: 'string', enabled: 'boolean', retentionPolicy: { enabled: 'boolean', days: 'number' } }],
        logs: [
          { categoryGroup: 'string', enabled: 'boolean', retentionPolicy: { enabled: 'boolean', days: 'number' } },
        ],
      },
    }),
  },
  {
    paths: /\/providers\/Microsoft\.Authorization\/locks$/,
    apiVersion: '2020-05-01',
    source:
      'resources/resource-manager/Microsoft.Authorization/locks/stable/2020-05-01/examples/ManagementLocks_ListAtSubscriptionLevel.json',
    body: list({ ...resource, properties: { level: 'string' } }),
  },
  {
    paths: /\/providers\/Microsoft\.Authorization\/roleAssignmentScheduleInstances$/,
    apiVersion: '2020-10-01',
    source:
      'authorization/resource-manager/Microsoft.Authorization/stable/2020-10-01/examples/GetRoleAssignmentScheduleInstancesByScope.json',
    body: list({
      ...resource,
      properties: {
        originRoleAssignmentId: 'string',
        'linkedRoleEligibilityScheduleId?': 'string',
        'linkedRoleEligibilityScheduleInstanceId?': 'string',
        assignmentType: 'string',
        scope: 'string',
        roleDefinitionId: 'string',
        principalId: 'string',
        principalType: 'string',
        status: 'string',
        roleAssignmentScheduleId: 'string',
        startDateTime: 'string',
        endDateTime: 'string',
        memberType: 'string',
        createdOn: 'string',
        'condition?': 'string',
        'conditionVersion?': 'string',
        expandedProperties: {
          scope: { id: 'string', displayName: 'string', type: 'string' },
          roleDefinition: { id: 'string', displayName: 'string', type: 'string' },
          principal: { id: 'string', displayName: 'string', 'email?': 'string', type: 'string' },
        },
      },
    }),
  },
  {
    paths: /\/federatedIdentityCredentials$/,
    apiVersion: '2023-01-31',
    source:
      'msi/resource-manager/Microsoft.ManagedIdentity/ManagedIdentity/stable/2023-01-31/examples/FederatedIdentityCredentialList.json',
    body: list({ ...resource, properties: { issuer: 'string', subject: 'string', audiences: ['string'] } }),
  },
];

/** An answer of Resource Graph, whatever its rows are. The last of several pages has no token. */
export const graphShape: PublishedShape = {
  paths: /^\/providers\/Microsoft\.ResourceGraph\/resources$/,
  apiVersion: '2024-04-01',
  source:
    'resourcegraph/resource-manager/Microsoft.ResourceGraph/ResourceGraph/stable/2024-04-01/examples/ResourcesNextPageQuery.json',
  body: {
    totalRecords: 'number',
    count: 'number',
    resultTruncated: 'string',
    data: [
      {
        '*': 'dynamic',
        id: 'string',
        name: 'string',
        type: 'string',
        location: 'string',
        'kind?': 'string',
        'managedBy?': 'string',
      },
    ],
    facets: [],
    '$skipToken?': 'string',
  },
};

/** Failures, as the definitions have them; for a login server, as its documentation shows them. */
export const failureShapes: Readonly<Record<'manager' | 'graph' | 'registry', Shape>> = {
  manager: { error: { code: 'string', message: 'string' } },
  graph: { error: { code: 'string', message: 'string', details: [{ code: 'string', message: 'string' }] } },
  registry: {
    errors: [{ code: 'string', message: 'string', detail: [{ Type: 'string', Name: 'string', Action: 'string' }] }],
  },
};

const dataPlaneExamples = 'containerregistry/data-plane/AzureContainerRegistry/stable/2021-07-01/examples';

/** What a login server answers. */
export const registryShapes: readonly PublishedShape[] = [
  {
    paths: /^\/acr\/v1\/_catalog$/,
    apiVersion: '2021-07-01',
    source: `${dataPlaneExamples}/GetRepositoryList.json`,
    body: { repositories: ['string'] },
  },
  {
    paths: /\/_manifests$/,
    apiVersion: '2021-07-01',
    source: 'containerregistry/data-plane/Azure.ContainerRegistry/stable/2021-07-01/examples/GetManifestList.json',
    body: {
      registry: 'string',
      imageName: 'string',
      manifests: [
        {
          digest: 'string',
          imageSize: 'number',
          createdTime: 'string',
          lastUpdateTime: 'string',
          architecture: 'string',
          os: 'string',
          tags: ['string'],
          changeableAttributes: {
            deleteEnabled: 'boolean',
            writeEnabled: 'boolean',
            readEnabled: 'boolean',
            listEnabled: 'boolean',
          },
        },
      ],
    },
  },
  {
    paths: /^\/oauth2\/exchange$/,
    apiVersion: '2021-07-01',
    source: `${dataPlaneExamples}/PostRefreshToken.json`,
    body: { refresh_token: 'string' },
  },
  {
    paths: /^\/oauth2\/token$/,
    apiVersion: '2021-07-01',
    source: `${dataPlaneExamples}/PostAccessToken.json`,
    body: { access_token: 'string' },
  },
];
