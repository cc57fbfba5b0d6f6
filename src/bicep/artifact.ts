// What the string behind `module`, `import` and `using` refers to: a file beside, a module in a registry, a template spec.

import type { BicepConfig } from './config.ts';
import { folderOf, joinPath } from './paths.ts';

/** A reference that was understood, or why it was not. */
export type Artifact = LocalFile | RegistryModule | TemplateSpec | Misunderstood;

export interface LocalFile {
  readonly kind: 'local';
  readonly path: string;
}

/** `br:registry/repository:tag` */
export interface RegistryModule {
  readonly kind: 'registry';
  /** With its alias resolved. */
  readonly reference: string;
  /** The file below a module folder: `br/<registry>/<repository>/<tag>$/main.json`. */
  readonly cached: string;
}

/** `ts:subscription/resourceGroup/name:version` */
export interface TemplateSpec {
  readonly kind: 'templateSpec';
  readonly reference: string;
  /** The id of its resource. */
  readonly id: string;
  readonly cached: string;
}

export interface Misunderstood {
  readonly kind: 'misunderstood';
  readonly message: string;
}

/** Reads a reference as the file at `from` with its configuration means it. */
export function readReference(reference: string, from: string, config: BicepConfig): Artifact {
  const scheme = /^([A-Za-z0-9]+)(?:\/([^:/]*))?:(.*)$/s.exec(reference);
  if (scheme === null) return localFile(reference, from);
  const [, kind, alias, rest = ''] = scheme;
  if (kind === 'br') return registryModule(reference, alias, rest, config);
  if (kind === 'ts') return templateSpec(reference, alias, rest, config);
  return misunderstood(`'${kind}:' is not a kind of module reference; there are br: and ts:`);
}

/** Source: RelativePath.TryCreate. */
function localFile(reference: string, from: string): Artifact {
  if (reference.trim() === '') return misunderstood('The path of the file is empty');
  if (reference.includes('\\')) return misunderstood(`The path '${reference}' must use '/'`);
  if (reference.startsWith('/')) return misunderstood(`The path '${reference}' must be relative to this file`);
  return { kind: 'local', path: joinPath(folderOf(from), reference) };
}

/** Source: OciArtifactAddressComponents.TryParse, BicepRegistryArtifact.ResolveCacheDirectory. */
function registryModule(written: string, alias: string | undefined, rest: string, config: BicepConfig): Artifact {
  let address = rest;
  if (alias !== undefined) {
    const found = config.registryAliases.get(alias);
    if (found === undefined) return unknownAlias('br', alias);
    address = [found.registry, found.modulePath, rest].filter((part) => part !== undefined).join('/');
  }
  const match =
    /^((?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(?::\d+)?)\/([^@:]+)(?::(\w[\w.-]{0,127})|@(sha256:[0-9a-f]{64}))$/.exec(
      address,
    );
  if (match === null || match[2]?.split('/').includes('..'))
    return misunderstood(`'${written}' is not a module reference of the form br:registry/path:tag`);
  const [, registry = '', repository = '', tag, digest = ''] = match;
  const folder = [
    registry.replaceAll(':', '$').toLowerCase(),
    repository.replaceAll('/', '$'),
    tag === undefined ? digest.replaceAll(':', '#') : encodeTag(tag),
  ];
  return { kind: 'registry', reference: `br:${address}`, cached: `br/${folder.join('/')}/main.json` };
}

/** Case matters in tags but not in file names: the positions of capital letters follow behind `$` (Oci/TagEncoder). */
function encodeTag(tag: string): string {
  let mask = 0n;
  for (const [i, letter] of [...tag].entries()) if (letter !== letter.toLowerCase()) mask |= 1n << BigInt(i);
  return `${tag}$${mask === 0n ? '' : mask.toString(16)}`;
}

/** Source: TemplateSpecModuleReference, TemplateSpecModuleArtifact. */
function templateSpec(written: string, alias: string | undefined, rest: string, config: BicepConfig): Artifact {
  let address = rest;
  if (alias !== undefined) {
    const found = config.templateSpecAliases.get(alias);
    if (found === undefined) return unknownAlias('ts', alias);
    address = `${found.subscription}/${found.resourceGroup}/${rest}`;
  }
  const match = /^([0-9a-fA-F-]{36})\/([-\w.()]{1,90})\/([-\w.()]{1,90}):([-\w.()]{1,90})$/.exec(address);
  if (match === null || match.some((part) => /^\.+$/.test(part)))
    return misunderstood(`'${written}' is not a reference of the form ts:subscription/resource-group/name:version`);
  const [, subscription, group, name, version] = match;
  return {
    kind: 'templateSpec',
    reference: `ts:${address}`,
    id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Resources/templateSpecs/${name}/versions/${version}`,
    cached: `ts/${[subscription, group, name, version].join('/').toLowerCase()}/main.json`,
  };
}

function unknownAlias(scheme: string, alias: string): Misunderstood {
  return misunderstood(`bicepconfig.json defines no module alias '${alias}' for ${scheme}:`);
}

function misunderstood(message: string): Misunderstood {
  return { kind: 'misunderstood', message };
}
