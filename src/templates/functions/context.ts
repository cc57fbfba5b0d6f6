// Functions that ask where the template is deployed.

import { knownString } from '../../values/compare.ts';
import type { Json } from '../../values/json.ts';
import {
  type Entry,
  known,
  must,
  objectOf,
  type Plain,
  type UnknownAbout,
  unknown,
  type Value,
} from '../../values/value.ts';
import type { Cloud, DeploymentContext } from '../context.ts';
import { deploymentScope, managementGroupScope, resourceGroupScope, subscriptionScope } from '../resource-ids.ts';
import { TemplateError } from '../run.ts';
import { ownTerm, type Scope } from '../scope.ts';
import { plainFunction, type TemplateFunction, unknownCall } from './definition.ts';

export const contextFunctions: readonly TemplateFunction[] = [
  plainFunction('subscription', [0, 0], (_, { scope }) => subscription(scope.context)),
  plainFunction('resourceGroup', [0, 0], (_, { scope }) => resourceGroup(scope.context)),
  plainFunction('managementGroup', [0, 0], (_, { scope }) => managementGroup(scope.context)),
  plainFunction('tenant', [0, 0], (_, { scope }) => tenant(scope.context)),
  plainFunction('deployment', [0, 0], (_, { scope }) => deployment(scope.context)),
  plainFunction('deployer', [0, 0], () => open('deployer()', [])),
  plainFunction('environment', [0, 0], (_, { scope }) => environment(scope.context.cloud)),
  plainFunction('newGuid', [0, 0], (_, { scope }) =>
    nondeterministic('newGuid()', scope, { type: 'string', limits: { minLength: 36, maxLength: 36 } }),
  ),
  plainFunction('utcNow', [0, 1], (_, { scope }) =>
    nondeterministic('utcNow()', scope, { type: 'string', limits: { minLength: 1 } }),
  ),
  plainFunction('pickZones', [3, 5], (args) => zones('pickZones', args)),
  plainFunction('toLogicalZone', [3, 3], (args) => zone('toLogicalZone', args)),
  plainFunction('toLogicalZones', [3, 3], (args) => zones('toLogicalZones', args)),
  plainFunction('toPhysicalZone', [3, 3], (args) => zone('toPhysicalZone', args)),
  plainFunction('toPhysicalZones', [3, 3], (args) => zones('toPhysicalZones', args)),
  plainFunction('providers', [1, 2], (args) => contextual('providers', args, { type: 'object' })),
  plainFunction('externalInputs', [1, 1], externalInputs),
  plainFunction('extensions', [1, 1], (args) => contextual('extensions', args, { type: 'object' })),
];

type Members = readonly (readonly [string, Plain | Value])[];

/** An object of which some members are known and others may exist. */
function open(what: string, members: Members): Value {
  return objectOf(new Map(members.map(([key, value]): [string, Entry] => [key, must(value)])), {
    open: { because: [{ kind: 'context', what }], term: what },
  });
}

function subscription(context: DeploymentContext): Value {
  if (context.level !== 'resourceGroup' && context.level !== 'subscription')
    throw new TemplateError('subscription() is only available in deployments to a subscription or a resource group');
  const { subscriptionId, tenantId } = context;
  return open('subscription()', [
    ['id', subscriptionScope(subscriptionId)],
    ['subscriptionId', subscriptionId],
    ['tenantId', tenantId],
  ]);
}

function resourceGroup(context: DeploymentContext): Value {
  if (context.level !== 'resourceGroup')
    throw new TemplateError('resourceGroup() is only available in deployments to a resource group');
  return open('resourceGroup()', [
    ['id', resourceGroupScope(context.subscriptionId, context.resourceGroup)],
    ['name', context.resourceGroup],
    ['type', known('Microsoft.Resources/resourceGroups')],
    ['location', context.resourceGroupLocation],
  ]);
}

function managementGroup(context: DeploymentContext): Value {
  if (context.level === 'tenant')
    throw new TemplateError('managementGroup() is not available in deployments to a tenant');
  return open('managementGroup()', [
    ['id', managementGroupScope(context.managementGroup)],
    ['name', context.managementGroup],
  ]);
}

function tenant(context: DeploymentContext): Value {
  return open('tenant()', [['tenantId', context.tenantId]]);
}

function deployment(context: DeploymentContext): Value {
  const template = open('deployment().properties.template', []);
  const address = unknown(
    [{ kind: 'context', what: 'deployment().properties.templateLink' }],
    templateAddressTerm(context.linkedPath ?? '?'),
    { type: 'string' },
  );
  const properties = open('deployment().properties', [
    ['template', template],
    ['templateLink', open('deployment().properties.templateLink', [['uri', address]])],
  ]);
  const id = textOfDeployment(context);
  const location: Members = context.level === 'resourceGroup' ? [] : [['location', context.deploymentLocation]];
  return open('deployment()', [['name', context.deploymentName], ['id', id], ...location, ['properties', properties]]);
}

/** The term of the address a template was deployed from; linked templates have theirs below it. */
export function templateAddressTerm(linkedPath: string): string {
  return `address of '${linkedPath}'`;
}

/** The path in a term of {@link templateAddressTerm}, or undefined. */
export function templateAddressPath(term: string): string | undefined {
  return /^address of '(.*)'$/.exec(term)?.[1];
}

function textOfDeployment(context: DeploymentContext): Value {
  const args: readonly Plain[] = [deploymentScope(context), context.deploymentName];
  return unknownCall('deployment().id', args, 'string');
}

function nondeterministic(what: string, scope: Scope, about: UnknownAbout): Value {
  return unknown([{ kind: 'nondeterministic', what }], ownTerm(what, scope), about);
}

function contextual(name: string, args: readonly Plain[], about: UnknownAbout = {}): Value {
  const call = unknownCall(name, args, about.type);
  return unknown([{ kind: 'context', what: `${name}()` }], call.kind === 'unknown' ? call.term : name, about);
}

/** Named after what is asked for; a Bicep parameter file asks by a call of its own. */
function externalInputs(args: readonly Plain[]): Value {
  const asked = knownString(args[0] ?? known(null));
  const call = unknownCall('externalInputs', args, undefined);
  const what = asked === undefined ? 'externalInputs()' : asked.includes('(') ? asked : `externalInputs('${asked}')`;
  return unknown([{ kind: 'context', what }], call.kind === 'unknown' ? call.term : what);
}

function zone(name: string, args: readonly Plain[]): Value {
  return contextual(name, args, { type: 'string' });
}

function zones(name: string, args: readonly Plain[]): Value {
  return contextual(name, args, { type: 'array' });
}

/** What `environment()` says in one cloud; members that no source shows for that cloud are left open. */
function environment(cloud: Cloud | undefined): Value {
  if (cloud === undefined)
    return unknown([{ kind: 'context', what: 'environment()' }], 'environment()', { type: 'object' });
  const { suffixes, authentication, ...rest } = environments[cloud];
  const members = (object: Readonly<Record<string, Json>>): Members =>
    Object.entries(object).map(([key, value]) => [key, known(value)]);
  return open('environment()', [
    ['name', known(cloud)],
    ...members(rest),
    ['authentication', open('environment().authentication', members(authentication))],
    ['suffixes', open('environment().suffixes', members(suffixes))],
  ]);
}

interface EnvironmentFacts {
  readonly resourceManager: string;
  readonly portal: string;
  readonly authentication: Readonly<Record<string, Json>>;
  readonly suffixes: Readonly<Record<string, string>>;
}

/** Source: the documentation of environment() and the published metadata of the sovereign clouds. */
const environments: Readonly<Record<Cloud, EnvironmentFacts>> = {
  AzureCloud: {
    resourceManager: 'https://management.azure.com/',
    portal: 'https://portal.azure.com',
    authentication: {
      loginEndpoint: 'https://login.microsoftonline.com/',
      audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    suffixes: {
      acrLoginServer: '.azurecr.io',
      azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
      keyvaultDns: '.vault.azure.net',
      sqlServerHostname: '.database.windows.net',
      storage: 'core.windows.net',
    },
  },
  AzureUSGovernment: {
    resourceManager: 'https://management.usgovcloudapi.net/',
    portal: 'https://portal.azure.us',
    authentication: { loginEndpoint: 'https://login.microsoftonline.us/', tenant: 'common', identityProvider: 'AAD' },
    suffixes: {
      acrLoginServer: '.azurecr.us',
      keyvaultDns: '.vault.usgovcloudapi.net',
      sqlServerHostname: '.database.usgovcloudapi.net',
      storage: 'core.usgovcloudapi.net',
    },
  },
  AzureChinaCloud: {
    resourceManager: 'https://management.chinacloudapi.cn/',
    portal: 'https://portal.azure.cn',
    authentication: { loginEndpoint: 'https://login.chinacloudapi.cn/', tenant: 'common', identityProvider: 'AAD' },
    suffixes: {
      acrLoginServer: '.azurecr.cn',
      keyvaultDns: '.vault.azure.cn',
      sqlServerHostname: '.database.chinacloudapi.cn',
      storage: 'core.chinacloudapi.cn',
    },
  },
};
