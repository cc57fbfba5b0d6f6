// Functions that ask where the template is deployed.

import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

const schema = (level: string): Readonly<Record<string, string>> => ({
  $schema: `https://schema.management.azure.com/schemas/2019-08-01/${level}.json#`,
});

describe('without facts', () => {
  it.each([
    ['resourceGroup().name', '<string 1..90>', 'context: resourceGroup().name'],
    ['resourceGroup().location', '<string 1..>', 'context: resourceGroup().location'],
    ['resourceGroup().tags', '<any>', 'context: resourceGroup()'],
    ['subscription().subscriptionId', '<string 36>', 'context: subscription().subscriptionId'],
    ['subscription().displayName', '<any>', 'context: subscription()'],
    ['tenant().tenantId', '<string 36>', 'context: tenant().tenantId'],
    ['deployment().name', '<string 1..64>', 'context: deployment().name'],
    ['deployment().properties.mode', '<any>', 'context: deployment().properties'],
    ['environment().name', '<any>', 'context: environment()'],
    ['deployer().objectId', '<any>', 'context: deployer()'],
    ['newGuid()', '<string 36>', 'nondeterministic: newGuid()'],
    ["utcNow('yyyy')", '<string 1..>', 'nondeterministic: utcNow()'],
  ])('%s is unknown', (expression, expected, because) => {
    expect(shown(`[${expression}]`)).toBe(expected);
    expect(reasons(`[${expression}]`)).toEqual([because]);
  });

  it.each([
    ['equals(resourceGroup().location, resourceGroup().location)', 'true'],
    ['equals(newGuid(), newGuid())', '<bool>'],
    ['equals(utcNow(), utcNow())', '<bool>'],
    [
      "equals(resourceGroup().id, concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name))",
      'true',
    ],
    ['resourceGroup().type', '"Microsoft.Resources/resourceGroups"'],
    ["startsWith(subscription().id, '/subscriptions/')", 'true'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('with facts', () => {
  const facts = {
    tenant: 'TEN',
    managementGroup: 'mg',
    subscription: 'SUB',
    resourceGroup: 'rg',
    location: 'westeurope',
    cloud: 'AzureUSGovernment',
    deployment: 'dep',
  } as const;

  it.each([
    ['resourceGroup().id', '"/subscriptions/SUB/resourceGroups/rg"'],
    ['resourceGroup().location', '"westeurope"'],
    ['subscription().id', '"/subscriptions/SUB"'],
    ['subscription().tenantId', '"TEN"'],
    ['managementGroup().id', '"/providers/Microsoft.Management/managementGroups/mg"'],
    ['tenant().tenantId', '"TEN"'],
    ['deployment().name', '"dep"'],
    ['environment().name', '"AzureUSGovernment"'],
    ['environment().suffixes.acrLoginServer', '".azurecr.us"'],
    ['environment().suffixes.storage', '"core.usgovcloudapi.net"'],
    ['environment().authentication.audiences', '<any>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`, {}, { facts })).toBe(expected);
  });

  it('environment() leaves open what no source shows', () => {
    expect(shown('[environment().suffixes.unheardOf]', {}, { facts })).toBe('<any>');
    expect(shown('[environment().suffixes.acrLoginServer]', {}, { facts: { cloud: 'AzureCloud' } })).toBe(
      '".azurecr.io"',
    );
  });

  it('deployment().location is there in all but deployments to a resource group', () => {
    expect(shown('[deployment().location]', schema('subscriptionDeploymentTemplate'), { facts })).toBe('"westeurope"');
    expect(shown('[deployment().location]', {}, { facts })).toBe('<any>');
  });
});

describe('at levels that do not have them', () => {
  it.each([
    [
      'resourceGroup()',
      'subscriptionDeploymentTemplate',
      'resourceGroup() is only available in deployments to a resource group',
    ],
    [
      'subscription()',
      'managementGroupDeploymentTemplate',
      'subscription() is only available in deployments to a subscription or a resource group',
    ],
    [
      'subscription()',
      'tenantDeploymentTemplate',
      'subscription() is only available in deployments to a subscription or a resource group',
    ],
    ['managementGroup()', 'tenantDeploymentTemplate', 'managementGroup() is not available in deployments to a tenant'],
  ])('%s in a %s fails', (expression, level, message) => {
    expect(errorOf(`[${expression}]`, schema(level))).toBe(message);
  });
});

describe('names', () => {
  it.each([
    ["parameters('nope')", "The template has no parameter 'nope'"],
    ["variables('nope')", "The template has no variable 'nope'"],
    ['parameters(5)', 'parameters() expects a string as argument 1 but gets an integer'],
    ['copyIndex()', 'copyIndex() stands outside any copy loop'],
    ["copyIndex('nope')", "There is no copy loop 'nope' here"],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });

  it('are looked up without regard to case, and may be computed', () => {
    const variables = { Alpha: 'a', Beta: 'b' };
    expect(shown("[VARIABLES('ALPHA')]", { variables })).toBe('"a"');
    expect(shown("[variables(if(parameters('b'), 'alpha', 'beta'))]", { variables })).toBe(
      'b=true → "a" | b=false → "b"',
    );
    expect(shown("[variables(parameters('s'))]", { variables })).toBe('<any>');
  });
});
