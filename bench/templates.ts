// Templates made for measuring: a small one, and the parts that the larger ones repeat.

import type { Json, JsonObject } from '../src/values/json.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** A template around its resources. */
export function template(resources: readonly Json[], parts: JsonObject = {}): JsonObject {
  return { $schema: schema, contentVersion: '1.0.0.0', ...parts, resources };
}

/** A registry. */
export function registry(name: string, properties: JsonObject, parts: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2023-07-01',
    name,
    location: '[resourceGroup().location]',
    sku: { name: 'Premium' },
    properties,
    ...parts,
  };
}

/** What a developer has open: a registry, its webhook, a few expressions. */
export const smallTemplate: JsonObject = template(
  [
    registry("[variables('name')]", { adminUserEnabled: "[parameters('admin')]", publicNetworkAccess: 'Disabled' }),
    {
      type: 'Microsoft.ContainerRegistry/registries/webhooks',
      apiVersion: '2023-07-01',
      name: "[format('{0}/{1}', variables('name'), 'build')]",
      location: '[resourceGroup().location]',
      dependsOn: ["[resourceId('Microsoft.ContainerRegistry/registries', variables('name'))]"],
      properties: { actions: ['push'], serviceUri: 'https://build.contoso.com/hooks' },
    },
  ],
  {
    parameters: { prefix: { type: 'string', defaultValue: 'contoso' }, admin: { type: 'bool', defaultValue: false } },
    variables: { name: "[concat(parameters('prefix'), uniqueString(resourceGroup().id))]" },
  },
);
