// Where resources of each type are read: a table of Resource Graph, a list of the resource manager, or another resource.

import type { RegistryOperation } from './container-registry-client.ts';

/** Rows of a table of Resource Graph. */
export interface GraphSource {
  readonly kind: 'graph';
  readonly table: string;
  /** A condition on its rows, where not all of them matter. */
  readonly where?: string;
  /** Rows come from management groups and the tenant too. */
  readonly fromAbove?: boolean;
}

/** A request for each resource of another type. */
export interface ArmSource {
  readonly kind: 'arm';
  /** The type that is asked, lower case; `subscription` for those that have a registry. */
  readonly of: string;
  /** Behind the id of what is asked. */
  readonly path: string;
  readonly apiVersion: string;
  /** The operation of the SDK's client, where it has one. */
  readonly operation?: RegistryOperation;
  /** What the answer is. */
  readonly answer: 'list' | 'item' | 'usages' | 'keys' | 'newestRun';
  /** Only those resources are asked that matter to registries. */
  readonly only?: 'containers' | 'registryEndpoints' | 'registryKeys' | 'registryLogs';
}

/** A part of another resource, which Azure shows as a resource of its own. */
export interface PartSource {
  readonly kind: 'part';
  readonly of: string;
  /** The array in its properties. */
  readonly property: string;
  /** The last segment of its type. */
  readonly segment: string;
}

/** A list of subscriptions, or a fact about the tenant. */
export interface TenantSource {
  readonly kind: 'tenant';
  readonly path: (tenant: string) => string;
}

/** Azure has it, and no request that only reads gives it. */
export interface NoSource {
  readonly kind: 'none';
  readonly because: string;
}

export type TypeSource = GraphSource | ArmSource | PartSource | TenantSource | NoSource;

/** The API versions that are asked. The registry's shows what only previews have. */
export const registryVersion = '2026-01-01-preview';
/** Resource Graph shows what the newest stable version has. */
export const registryGraphVersion = '2025-11-01';
const childVersion = '2025-11-01';
const pipelineVersion = '2026-01-01-preview';
const taskVersion = '2025-03-01-preview';

const registries = 'microsoft.containerregistry/registries';

function child(path: string, apiVersion: string = childVersion): ArmSource {
  return { kind: 'arm', of: registries, path: `/${path}`, apiVersion, answer: 'list' };
}

/** A list that the SDK's client of Container Registry has. */
function listed(operation: RegistryOperation): ArmSource {
  return { ...child(operation), operation };
}

const rows: GraphSource = { kind: 'graph', table: 'resources' };

/** Sources by type, lower case. Types that are not here and have no parent are rows of `resources`. */
const sources: Readonly<Record<string, TypeSource>> = {
  [`${registries}/replications`]: rows,
  [`${registries}/webhooks`]: rows,
  [`${registries}/tasks`]: rows,
  [`${registries}/agentpools`]: rows,
  [`${registries}/tokens`]: listed('tokens'),
  [`${registries}/scopemaps`]: listed('scopeMaps'),
  [`${registries}/cacherules`]: listed('cacheRules'),
  [`${registries}/credentialsets`]: listed('credentialSets'),
  [`${registries}/connectedregistries`]: listed('connectedRegistries'),
  [`${registries}/importpipelines`]: child('importPipelines', pipelineVersion),
  [`${registries}/exportpipelines`]: child('exportPipelines', pipelineVersion),
  [`${registries}/privateendpointconnections`]: {
    kind: 'part',
    of: registries,
    property: 'privateEndpointConnections',
    segment: 'privateEndpointConnections',
  },
  [`${registries}/usages`]: { ...listed('listUsages'), answer: 'usages' },
  [`${registries}/runs`]: {
    kind: 'arm',
    of: `${registries}/tasks`,
    path: '/runs',
    apiVersion: taskVersion,
    answer: 'newestRun',
  },
  [`${registries}/webhooks/events`]: {
    kind: 'none',
    because: 'the events of a webhook are listed by a POST, and an audit sends none',
  },
  'microsoft.insights/diagnosticsettings': child(
    'providers/Microsoft.Insights/diagnosticSettings',
    '2021-05-01-preview',
  ),
  'microsoft.authorization/locks': {
    kind: 'arm',
    of: 'subscription',
    path: '/providers/Microsoft.Authorization/locks',
    apiVersion: '2020-05-01',
    answer: 'list',
  },
  'microsoft.authorization/roleassignments': { kind: 'graph', table: 'authorizationresources', fromAbove: true },
  'microsoft.authorization/roledefinitions': {
    kind: 'graph',
    table: 'authorizationresources',
    where: "tostring(properties.type) =~ 'CustomRole'",
    fromAbove: true,
  },
  'microsoft.authorization/roleassignmentscheduleinstances': {
    kind: 'arm',
    of: 'subscription',
    path: '/providers/Microsoft.Authorization/roleAssignmentScheduleInstances',
    apiVersion: '2020-10-01',
    answer: 'list',
  },
  'microsoft.authorization/policyassignments': { kind: 'graph', table: 'policyresources', fromAbove: true },
  'microsoft.authorization/policyexemptions': { kind: 'graph', table: 'policyresources', fromAbove: true },
  'microsoft.resources/subscriptions': { kind: 'graph', table: 'resourcecontainers' },
  'microsoft.resources/resourcegroups': { kind: 'none', because: 'Resource Graph shows them under another type' },
  'microsoft.security/pricings': { kind: 'graph', table: 'securityresources' },
  'microsoft.security/assessments': { kind: 'graph', table: 'securityresources' },
  'microsoft.security/assessments/subassessments': { kind: 'graph', table: 'securityresources' },
  'microsoft.network/privatednszones/virtualnetworklinks': rows,
  'microsoft.network/privatednszones/a': { kind: 'graph', table: 'dnsresources' },
  'microsoft.network/privateendpoints/privatednszonegroups': {
    kind: 'arm',
    of: 'microsoft.network/privateendpoints',
    path: '/privateDnsZoneGroups',
    apiVersion: '2024-05-01',
    answer: 'list',
    only: 'registryEndpoints',
  },
  'microsoft.containerservice/managedclusters/agentpools': {
    kind: 'part',
    of: 'microsoft.containerservice/managedclusters',
    property: 'agentPoolProfiles',
    segment: 'agentPools',
  },
  'microsoft.web/sites/slots': rows,
  'microsoft.web/sites/config': siteConfig('microsoft.web/sites'),
  'microsoft.web/sites/slots/config': siteConfig('microsoft.web/sites/slots'),
  'microsoft.web/sites/sitecontainers': {
    kind: 'arm',
    of: 'microsoft.web/sites',
    path: '/sitecontainers',
    apiVersion: '2024-04-01',
    answer: 'list',
    only: 'containers',
  },
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': {
    kind: 'arm',
    of: 'microsoft.managedidentity/userassignedidentities',
    path: '/federatedIdentityCredentials',
    apiVersion: '2023-01-31',
    answer: 'list',
  },
  'microsoft.keyvault/vaults/keys': {
    kind: 'arm',
    of: 'microsoft.keyvault/vaults',
    path: '/keys',
    apiVersion: '2023-07-01',
    answer: 'keys',
    only: 'registryKeys',
  },
  'microsoft.operationalinsights/workspaces/tables': {
    kind: 'arm',
    of: 'microsoft.operationalinsights/workspaces',
    path: '/tables',
    apiVersion: '2022-10-01',
    answer: 'list',
    only: 'registryLogs',
  },
  'microsoft.customerlockbox/tenantoptedin': {
    kind: 'tenant',
    path: (tenant) => `/providers/Microsoft.CustomerLockbox/tenantOptedIn/${tenant}?api-version=2018-02-28-preview`,
  },
};

function siteConfig(of: string): ArmSource {
  return { kind: 'arm', of, path: '/config/web', apiVersion: '2023-12-01', answer: 'item', only: 'containers' };
}

/** Where resources of a type are read. */
export function sourceOf(type: string): TypeSource {
  const lower = type.toLowerCase();
  const found = Object.hasOwn(sources, lower) ? sources[lower] : undefined;
  if (found !== undefined) return found;
  return lower.split('/').length === 2 ? rows : { kind: 'none', because: `this program does not read ${type}` };
}

/** What must be read before resources of a type can be asked for, lower case. */
export function prerequisites(type: string): readonly string[] {
  const source = sourceOf(type);
  if (source.kind === 'part') return [source.of];
  if (source.kind !== 'arm') return [];
  const needed = {
    registryKeys: [registries],
    registryLogs: ['microsoft.insights/diagnosticsettings'],
    containers: [],
    registryEndpoints: [],
  };
  const of = source.of === 'subscription' ? registries : source.of;
  return [of, ...(source.only === undefined ? [] : needed[source.only])];
}

/**
 * Whether a resource that was not found is not there. Some types are asked for only where they have to do with
 * registries, and Resource Graph is sure to have what has a location.
 */
export function showsAll(type: string, hasLocation: boolean): boolean {
  const lower = type.toLowerCase();
  const source = sourceOf(lower);
  switch (source.kind) {
    case 'graph':
      return hasLocation || Object.hasOwn(sources, lower);
    case 'arm':
      return source.answer === 'list' && source.only === undefined && lower.startsWith(`${source.of}/`);
    case 'part':
      return true;
    case 'tenant':
    case 'none':
      return false;
  }
}

/** Whether all that matters of a type stands in the subscription of what it matters to. */
export function isLocal(type: string): boolean {
  const source = sourceOf(type);
  if (source.kind === 'arm' || source.kind === 'part') return localParents.has(source.of);
  if (source.kind === 'tenant') return true;
  if (source.kind !== 'graph') return false;
  return (
    type.toLowerCase().startsWith(`${registries}/`) || source.fromAbove === true || source.table === 'securityresources'
  );
}

const localParents: ReadonlySet<string> = new Set([registries, 'subscription', `${registries}/tasks`]);
