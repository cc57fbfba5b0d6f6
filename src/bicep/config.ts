// bicepconfig.json: what the nearest one above a file says of module aliases, extensions and the module cache.

import type { Document } from '../values/document.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** A registry that module references name by an alias: `br/alias:path:tag`. */
export interface RegistryAlias {
  readonly registry: string;
  readonly modulePath: string | undefined;
}

/** A resource group that template specs are taken from by an alias: `ts/alias:name:version`. */
export interface TemplateSpecAlias {
  readonly subscription: string;
  readonly resourceGroup: string;
}

export interface BicepConfig {
  readonly registryAliases: ReadonlyMap<string, RegistryAlias>;
  readonly templateSpecAliases: ReadonlyMap<string, TemplateSpecAlias>;
  /** As written: relative to the configuration file, unless it is absolute. */
  readonly cacheRootDirectory: string | undefined;
  /** What `extension name` stands for: a reference, or `builtin:`. */
  readonly extensions: ReadonlyMap<string, string>;
  readonly implicitExtensions: readonly string[];
  /** Names of the experimental features that are on. */
  readonly features: ReadonlySet<string>;
}

/** What holds without any configuration file (Configuration/bicepconfig.json of the compiler). */
export const builtinConfig: BicepConfig = {
  registryAliases: new Map([['public', { registry: 'mcr.microsoft.com', modulePath: 'bicep' }]]),
  templateSpecAliases: new Map(),
  cacheRootDirectory: undefined,
  extensions: new Map(),
  implicitExtensions: [],
  features: new Set(),
};

/** A configuration laid over another one: what it says wins, member by member. */
export function readConfig(document: Document, base: BicepConfig): BicepConfig {
  const root = asObject(document.root);
  const aliases = asObject(get(root, 'moduleAliases'));
  const implicit = get(root, 'implicitExtensions');
  return {
    registryAliases: new Map([...base.registryAliases, ...entries(get(aliases, 'br'), registryAlias)]),
    templateSpecAliases: new Map([...base.templateSpecAliases, ...entries(get(aliases, 'ts'), templateSpecAlias)]),
    cacheRootDirectory: asText(get(root, 'cacheRootDirectory')) ?? base.cacheRootDirectory,
    extensions: new Map([...base.extensions, ...entries(get(root, 'extensions'), asText)]),
    implicitExtensions: Array.isArray(implicit) ? implicit.filter(isText) : base.implicitExtensions,
    features: readFeatures(get(root, 'experimentalFeaturesEnabled'), base.features),
  };
}

/** The configuration another one continues, relative to it. */
export function extendedConfig(document: Document): string | undefined {
  return asText(get(asObject(document.root), 'extends'));
}

function registryAlias(json: Json): RegistryAlias | undefined {
  const registry = asText(get(asObject(json), 'registry'));
  return registry === undefined ? undefined : { registry, modulePath: asText(get(asObject(json), 'modulePath')) };
}

function templateSpecAlias(json: Json): TemplateSpecAlias | undefined {
  const subscription = asText(get(asObject(json), 'subscription'));
  const resourceGroup = asText(get(asObject(json), 'resourceGroup'));
  return subscription === undefined || resourceGroup === undefined ? undefined : { subscription, resourceGroup };
}

function readFeatures(json: Json | undefined, base: ReadonlySet<string>): ReadonlySet<string> {
  const features = new Set(base);
  for (const [name, on] of Object.entries(asObject(json))) {
    if (on === true) features.add(name);
    else features.delete(name);
  }
  return features;
}

function entries<T>(json: Json | undefined, read: (json: Json) => T | undefined): readonly (readonly [string, T])[] {
  return Object.entries(asObject(json)).flatMap(([name, member]) => {
    const value = read(member);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function asObject(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

function asText(json: Json | undefined): string | undefined {
  return typeof json === 'string' && json !== '' ? json : undefined;
}

function isText(json: Json): json is string {
  return typeof json === 'string';
}
