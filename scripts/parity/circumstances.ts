// What a fixture leaves out because its peer does not ask: the registry that makes a vault or an exemption matter, and settings.

import { nameLabel } from '../../src/engine/labels.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import type { Estate, Resource } from '../../src/model/resource.ts';
import { toJson } from '../../src/values/access.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';

/** Settings of our rules that a fixture decides, by rule. */
export type Settings = Readonly<Record<string, Readonly<Record<string, Json>>>>;

const standIn = 'parityregistry';

/** The estate with names for vaults that only a caller would name: the parameter's own, so that a registry can say it. */
export function withNames(estate: Estate): Estate {
  const vaults = estate.resources
    .filter(({ type }) => /^Microsoft\.KeyVault\/vaults(\/keys)?$/i.test(type))
    .map(({ name }) => nameLabel(name).split('/')[0]);
  const free = estate.freeParameters.filter(({ name }) => vaults.includes(`{${name}}`));
  return estate.withParameters?.(new Map(free.map(({ name }) => [name.toLowerCase(), name]))) ?? estate;
}

/**
 * The estate with a registry beside it for each vault, whose key encrypts it, and one in the scope of each exemption:
 * peers judge every vault and every exemption, we those that matter to a registry.
 */
export function withRegistries(estate: Estate): Estate {
  const registries = liveEstate('stand-ins', estate.resources.flatMap(registriesFor)).resources;
  const { withParameters } = estate;
  return {
    ...estate,
    resources: [...estate.resources, ...registries],
    withParameters: withParameters && ((values) => withRegistriesIn(withParameters(values))),
  };
}

function withRegistriesIn(estate: Estate | undefined): Estate | undefined {
  return estate && withRegistries(estate);
}

/** Whether a resource was put there by {@link withRegistries}. */
export function isStandIn({ name }: Resource): boolean {
  return nameLabel(name).startsWith(standIn);
}

function registriesFor({ type, name, scopeId }: Resource): readonly JsonObject[] {
  const scope = toJson(scopeId);
  const where = typeof scope === 'string' ? scope : '/subscriptions/unknown/resourceGroups/unknown';
  const [vault, key = 'key'] = nameLabel(name).split('/');
  switch (type.toLowerCase()) {
    case 'microsoft.keyvault/vaults':
    case 'microsoft.keyvault/vaults/keys':
      return [registry(where, `${vault}${key}`, `https://${vault}.vault.azure.net/keys/${key}`)];
    case 'microsoft.authorization/policyexemptions':
      return [registry(where, '', undefined)];
    default:
      return [];
  }
}

function registry(scope: string, suffix: string, keyIdentifier: string | undefined): JsonObject {
  const name = `${standIn}${suffix}`;
  return {
    id: `${scope}/providers/Microsoft.ContainerRegistry/registries/${name}`,
    type: 'Microsoft.ContainerRegistry/registries',
    name,
    sku: { name: 'Premium' },
    properties: keyIdentifier === undefined ? {} : { encryption: { keyVaultProperties: { keyIdentifier } } },
  };
}

/** Fixtures hide the keys of assessments, and do not say what a vault is for: what is there is what is meant. */
export function settingsFor({ resources }: Estate): Settings {
  const assessments = namesOf(resources, 'Microsoft.Security/assessments');
  return {
    'defender-scan-present': assessments.length === 0 ? {} : { assessments },
    'defender-registry-findings': assessments.length === 0 ? {} : { assessments },
    'signing-key-vault-rbac': { vaults: namesOf(resources, 'Microsoft.KeyVault/vaults') },
  };
}

function namesOf(resources: readonly Resource[], type: string): readonly string[] {
  return resources
    .filter((resource) => resource.type.toLowerCase() === type.toLowerCase())
    .map(({ name }) => nameLabel(name));
}
