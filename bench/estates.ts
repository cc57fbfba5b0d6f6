// Estates of many registries, each with children, settings and assignments around it: what relations have to find their way in.

import type { Json, JsonObject } from '../src/values/json.ts';
import { registry, template } from './templates.ts';

/** How names are written: in full, or with a part that only Azure knows, so that ids have holes. */
export type Naming = 'literal' | 'unique';

/** Resources a registry brings along, itself included. */
export const resourcesEach = 6;

/** A template of so many registries. */
export function estateTemplate(registries: number, naming: Naming): JsonObject {
  return template(Array.from({ length: registries }, (_, i) => oneRegistry(i, naming)).flat());
}

function oneRegistry(i: number, naming: Naming): readonly Json[] {
  const name =
    naming === 'literal' ? `'contoso${i}'` : `format('contoso{0}{1}', ${i}, uniqueString(resourceGroup().id))`;
  const id = `resourceId('Microsoft.ContainerRegistry/registries', ${name})`;
  const child = (type: string, own: string, properties: JsonObject): Json => ({
    type: `Microsoft.ContainerRegistry/registries/${type}`,
    apiVersion: '2023-07-01',
    name: `[format('{0}/{1}', ${name}, '${own}')]`,
    properties,
  });
  const scopeMap = `resourceId('Microsoft.ContainerRegistry/registries/scopeMaps', ${name}, 'pull')`;
  return [
    registry(`[${name}]`, { adminUserEnabled: i % 2 === 0, policies: { quarantinePolicy: { status: 'enabled' } } }),
    child('replications', 'northeurope', { zoneRedundancy: 'Enabled' }),
    child('scopeMaps', 'pull', { actions: ['repositories/app/content/read'] }),
    child('tokens', 'build', { scopeMapId: `[${scopeMap}]`, status: 'enabled' }),
    extension('Microsoft.Insights/diagnosticSettings', 'audit', id, {
      logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }],
    }),
    extension('Microsoft.Authorization/locks', 'keep', id, { level: 'CanNotDelete' }),
  ];
}

function extension(type: string, name: string, id: string, properties: JsonObject): Json {
  return { type, apiVersion: '2020-05-01', name, scope: `[${id}]`, properties };
}

/** A rule that uses every kind of relation, as data of a rule file. */
export const relationRule: JsonObject = {
  id: 'bench-relations',
  title: 'Every relation at once',
  severity: 'info',
  category: 'operations',
  applies: { to: ['Microsoft.ContainerRegistry/registries'] },
  require: {
    allOf: [
      related({ by: 'child', type: 'Microsoft.ContainerRegistry/registries/replications' }),
      related({ by: 'child', type: 'Microsoft.ContainerRegistry/registries/tokens', where: tokenWithMap() }),
      related({ by: 'extension', type: 'Microsoft.Insights/diagnosticSettings' }),
      related({ by: 'atOrAbove', type: 'Microsoft.Authorization/locks' }),
    ],
  },
};

function tokenWithMap(): JsonObject {
  return related({
    by: 'references',
    field: 'properties.scopeMapId',
    type: 'Microsoft.ContainerRegistry/registries/scopeMaps',
  });
}

function related(relation: JsonObject): JsonObject {
  return { related: { elsewhere: 'impossible', ...relation }, greater: 0 };
}
