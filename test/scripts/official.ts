// A template as the compiler writes one, small and with everything in it that the comparison looks at.

import type { Json, JsonObject } from '../../src/values/json.ts';

export const official: JsonObject = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  metadata: { _generator: { name: 'bicep', version: '0.36.1.42791', templateHash: '123' } },
  parameters: {
    names: { type: 'array', defaultValue: ['one', 'two'] },
    secure: { type: 'bool', defaultValue: true },
  },
  variables: {
    prefix: "[concat('contoso', uniqueString(resourceGroup().id))]",
    locations: ['westeurope', 'northeurope'],
  },
  resources: [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: "[format('{0}registry', variables('prefix'))]",
      location: "[variables('locations')[0]]",
      sku: { name: "[if(parameters('secure'), 'Premium', 'Basic')]" },
      properties: {
        adminUserEnabled: false,
        networkRuleSet: { defaultAction: 'Deny', ipRules: [{ value: '10.0.0.0/8' }, { value: '10.1.0.0/16' }] },
      },
    },
    {
      condition: "[parameters('secure')]",
      type: 'Microsoft.Authorization/locks',
      apiVersion: '2020-05-01',
      scope: "[resourceId('Microsoft.ContainerRegistry/registries', format('{0}registry', variables('prefix')))]",
      name: 'keep',
      properties: { level: 'CanNotDelete' },
      dependsOn: ["[resourceId('Microsoft.ContainerRegistry/registries', format('{0}registry', variables('prefix')))]"],
    },
    {
      copy: { name: 'groups', count: "[length(parameters('names'))]" },
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: "[format('group-{0}', parameters('names')[copyIndex()])]",
      resourceGroup: 'other',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        parameters: { name: { value: "[parameters('names')[copyIndex()]]" } },
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          parameters: { name: { type: 'string' } },
          resources: [
            {
              type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
              apiVersion: '2023-01-31',
              name: "[parameters('name')]",
              location: 'westeurope',
            },
          ],
          outputs: { name: { type: 'string', value: "[toUpper(parameters('name'))]" } },
        },
      },
    },
  ],
  outputs: {
    server: {
      type: 'string',
      value:
        "[reference(resourceId('Microsoft.ContainerRegistry/registries', format('{0}registry', variables('prefix'))), '2023-07-01').loginServer]",
    },
  },
};

/** The template with other resources and more. */
export function officialWith(parts: Readonly<Record<string, Json>>): JsonObject {
  return { ...official, ...parts };
}

/** A template of these resources alone, each given by its name and what else it has. */
export function templateOf(resources: Json, parts: Readonly<Record<string, Json>> = {}): JsonObject {
  const { $schema, contentVersion, metadata } = official;
  return {
    $schema: $schema ?? null,
    contentVersion: contentVersion ?? null,
    metadata: metadata ?? null,
    resources,
    ...parts,
  };
}
