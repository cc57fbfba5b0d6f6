// Kinds of rows that belong to other resources: the parts of registries, and what identities trust.

import type { JsonObject } from '../src/values/json.ts';
import { hex, type Place, registries, registryPath, row } from './audit-kinds.ts';

function child(place: Place, kind: string, properties: JsonObject): JsonObject {
  return row(
    place,
    `${registries}/${kind}`,
    `${registryPath(place)}/${kind}/${kind.toLowerCase()}${hex(place.n, 8)}`,
    properties,
  );
}

/** A row of its kind. */
export function token(place: Place): JsonObject {
  const scopeMap = place.isWrong ? '_repositories_push' : `builds${place.n % 17}`;
  const status = 'disabled';
  const scopeMapId = `${place.scope}/providers/${registries}/acr00001/scopeMaps/${scopeMap}`;
  return child(place, 'tokens', {
    creationDate: '2025-11-01T00:00:00Z',
    provisioningState: 'Succeeded',
    scopeMapId,
    status,
  });
}

/** A row of its kind. */
export function scopeMap(place: Place): JsonObject {
  const repository = place.isWrong ? '*' : `team${place.n % 400}/app${place.n % 31}`;
  const actions = ['content/read', 'metadata/read'].map((action) => `repositories/${repository}/${action}`);
  return child(place, 'scopeMaps', {
    type: 'UserDefined',
    description: `Map ${place.n}`,
    actions,
    provisioningState: 'Succeeded',
  });
}

/** A row of its kind. */
export function cacheRule(place: Place): JsonObject {
  const source = `${place.isWrong ? 'docker.io' : 'mcr.microsoft.com'}/oss/tool${place.n % 300}`;
  return child(place, 'cacheRules', {
    sourceRepository: source,
    targetRepository: `cache/tool${place.n}`,
    provisioningState: 'Succeeded',
  });
}

/** A row of its kind. */
export function webhook(place: Place): JsonObject {
  const status = place.isWrong ? 'disabled' : 'enabled';
  return child(place, 'webhooks', {
    status,
    scope: `app${place.n % 31}:*`,
    actions: ['push', 'delete'],
    provisioningState: 'Succeeded',
  });
}

/** A row of its kind. */
export function replication(place: Place): JsonObject {
  const status = {
    displayStatus: place.isWrong ? 'Syncing' : 'Ready',
    timestamp: `2026-01-0${1 + (place.n % 9)}T00:00:00Z`,
  };
  return child(place, 'replications', {
    provisioningState: 'Succeeded',
    regionEndpointEnabled: true,
    zoneRedundancy: 'Enabled',
    status,
  });
}

/** A row of its kind. */
export function task(place: Place): JsonObject {
  const properties = {
    provisioningState: 'Succeeded',
    status: place.isWrong ? 'Disabled' : 'Enabled',
    platform: { os: 'Linux', architecture: 'amd64' },
    agentConfiguration: { cpu: 2 },
    timeout: 1800 + (place.n % 600),
    step: { type: 'EncodedTask', encodedTaskContent: taskFile(place), values: [] },
    trigger: { timerTriggers: [{ schedule: `${place.n % 60} 3 * * *`, status: 'Enabled', name: 'nightly' }] },
  };
  return child(place, 'tasks', properties);
}

function taskFile({ n }: Place): string {
  const purge = `acr purge --filter 'team${n % 400}/app${n}:.*' --ago ${7 + (n % 50)}d --keep ${3 + (n % 9)}`;
  return Buffer.from(`version: v1.1.0\nsteps:\n  - cmd: ${purge}\n    timeout: 3600\n`).toString('base64');
}

/** A row of its kind. */
export function federatedCredential(place: Place): JsonObject {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
  const [namespace, identities, credentials] = type.split('/');
  const path = `${namespace}/${identities}/id${place.n % 999}/${credentials}/fic${hex(place.n, 8)}`;
  const branch = place.isWrong ? 'pull_request' : 'environment:production';
  return row(place, type, path, {
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `repo:contoso/app${place.n}:${branch}`,
    audiences: ['api://AzureADTokenExchange'],
  });
}
