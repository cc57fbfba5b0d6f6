// Where a template is deployed: facts somebody gave, and named unknowns for the rest.

import { chars } from '../values/char-set.ts';
import type { Limits } from '../values/limits.ts';
import { known, type Plain, unknown } from '../values/value.ts';

/** What a template can be deployed to. */
export type ScopeLevel = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

/** The clouds whose endpoints are known here. */
export const clouds = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'] as const;
export type Cloud = (typeof clouds)[number];

/** What somebody said about the deployment; everything is optional. */
export interface ContextFacts {
  readonly tenant?: string | undefined;
  readonly managementGroup?: string | undefined;
  readonly subscription?: string | undefined;
  readonly resourceGroup?: string | undefined;
  /** The location of the resource group, or of the deployment above it. */
  readonly location?: string | undefined;
  readonly cloud?: Cloud | undefined;
  /** The name of the deployment. */
  readonly deployment?: string | undefined;
}

/** The context one template is evaluated in: every part a string, known or not. */
export interface DeploymentContext {
  readonly level: ScopeLevel;
  readonly tenantId: Plain;
  readonly managementGroup: Plain;
  readonly subscriptionId: Plain;
  readonly resourceGroup: Plain;
  readonly resourceGroupLocation: Plain;
  readonly deploymentName: Plain;
  readonly deploymentLocation: Plain;
  readonly cloud: Cloud | undefined;
  /** The path of a linked template below the one that was deployed; undefined where templates have no address. */
  readonly linkedPath: string | undefined;
}

const uuid: Limits = { minLength: 36, maxLength: 36, alphabet: chars('0-9a-fA-F-') };
const name: Limits = { minLength: 1, maxLength: 90, alphabet: chars('^/') };

/** The context of a template that somebody deploys. */
export function rootContext(level: ScopeLevel, facts: ContextFacts): DeploymentContext {
  const location = (what: string): Plain => fact(facts.location, what, { minLength: 1, alphabet: chars('a-zA-Z0-9 ') });
  return {
    level,
    tenantId: fact(facts.tenant, 'tenant().tenantId', uuid),
    managementGroup: fact(facts.managementGroup, 'managementGroup().name', name),
    subscriptionId: fact(facts.subscription, 'subscription().subscriptionId', uuid),
    resourceGroup: fact(facts.resourceGroup, 'resourceGroup().name', name),
    resourceGroupLocation: location('resourceGroup().location'),
    deploymentName: fact(facts.deployment, 'deployment().name', { ...name, maxLength: 64 }),
    deploymentLocation: location('deployment().location'),
    cloud: facts.cloud,
    linkedPath: '',
  };
}

/** A fact, or an unknown named by the expression that asks for it. */
export function fact(value: string | undefined, what: string, limits?: Limits): Plain {
  return value === undefined ? unknown([{ kind: 'context', what }], what, { type: 'string', limits }) : known(value);
}

/** The level a template's `$schema` is for; undefined when it names no kind of template. */
export function levelOfSchema(schema: string): ScopeLevel | undefined {
  const file = /\/([A-Za-z]+)\.json#?$/.exec(schema.trim())?.[1]?.toLowerCase();
  switch (file) {
    case 'deploymenttemplate':
      return 'resourceGroup';
    case 'subscriptiondeploymenttemplate':
      return 'subscription';
    case 'managementgroupdeploymenttemplate':
      return 'managementGroup';
    case 'tenantdeploymenttemplate':
      return 'tenant';
    default:
      return undefined;
  }
}
