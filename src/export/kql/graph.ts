// What Azure Resource Graph has: in which table a resource type is, and what its rows lack.

/** A table of the graph. */
export type GraphTable = 'resources' | 'authorizationresources' | 'policyresources' | 'securityresources';

/** Types that rules are about and that the graph has, lower case. All others are read from ARM. */
const tables: Readonly<Record<string, GraphTable>> = {
  'microsoft.app/containerapps': 'resources',
  'microsoft.app/jobs': 'resources',
  'microsoft.app/managedenvironments': 'resources',
  'microsoft.authorization/policyassignments': 'policyresources',
  'microsoft.authorization/policyexemptions': 'policyresources',
  'microsoft.authorization/roleassignments': 'authorizationresources',
  'microsoft.authorization/roledefinitions': 'authorizationresources',
  'microsoft.containerinstance/containergroups': 'resources',
  'microsoft.containerregistry/registries': 'resources',
  'microsoft.containerregistry/registries/agentpools': 'resources',
  'microsoft.containerregistry/registries/replications': 'resources',
  'microsoft.containerregistry/registries/tasks': 'resources',
  'microsoft.containerregistry/registries/webhooks': 'resources',
  'microsoft.containerservice/managedclusters': 'resources',
  'microsoft.keyvault/vaults': 'resources',
  'microsoft.managedidentity/userassignedidentities': 'resources',
  'microsoft.network/privatednszones': 'resources',
  'microsoft.network/privateendpoints': 'resources',
  'microsoft.operationalinsights/workspaces': 'resources',
  'microsoft.security/pricings': 'securityresources',
  'microsoft.web/sites': 'resources',
  'microsoft.web/sites/slots': 'resources',
};

/** The table of a resource type; undefined where the graph does not have the type. */
export function tableOf(type: string): GraphTable | undefined {
  const lower = type.toLowerCase();
  return Object.hasOwn(tables, lower) ? tables[lower] : undefined;
}

/** Properties that rows lack although the resource may have them, lower case. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  'microsoft.web/sites': ['properties.siteconfig'],
  'microsoft.web/sites/slots': ['properties.siteconfig'],
};

/** Objects whose members are named by whoever wrote them, in any case; queries compare names with regard to case. */
const dictionaries: readonly string[] = ['tags', 'identity.userassignedidentities', 'properties.addonprofiles'];

/** Whether the names on the path are those of the API, and not of whoever made the resource. */
export function hasFixedNames(path: string): boolean {
  return !dictionaries.some((dictionary) => isAtOrBelow(path.toLowerCase(), dictionary));
}

function isAtOrBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
}

/**
 * Properties of registries that the newest stable API version has. The graph answers with that version, so others are
 * missing in its rows whatever the registry has.
 */
const registryProperties: readonly string[] = [
  'adminUserEnabled',
  'anonymousPullEnabled',
  'creationDate',
  'dataEndpointEnabled',
  'dataEndpointHostNames',
  'encryption',
  'loginServer',
  'networkRuleBypassAllowedForTasks',
  'networkRuleBypassOptions',
  'networkRuleSet.defaultAction',
  'networkRuleSet.ipRules',
  'policies.azureADAuthenticationAsArmPolicy',
  'policies.exportPolicy',
  'policies.quarantinePolicy',
  'policies.retentionPolicy',
  'policies.trustPolicy',
  'privateEndpointConnections',
  'provisioningState',
  'publicNetworkAccess',
  'roleAssignmentMode',
  'status',
  'zoneRedundancy',
].map((name) => `properties.${name.toLowerCase()}`);

/** Whether the rows of a type have the property at a path whenever the resource has it. */
export function rowHas(type: string, path: string): boolean {
  const lower = path.toLowerCase();
  const isBelow = (prefix: string): boolean => isAtOrBelow(lower, prefix);
  if (type.toLowerCase() === 'microsoft.containerregistry/registries' && lower.startsWith('properties.'))
    return registryProperties.some(isBelow);
  return !(lacking[type.toLowerCase()] ?? []).some(isBelow);
}
