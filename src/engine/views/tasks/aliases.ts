// Aliases of task files: `$Registry`, `$ID`, those a file declares, and commands that stand for images.
//
// Source: Azure/acr-builder, graph/preprocessor.go and graph/global-defaults-linux.go.

import { isJsonArray, isJsonObject } from '../../../values/json.ts';
import { NotUnderstood } from './yaml-lines.ts';
import { readYamlSubset } from './yaml-subset.ts';

/** Aliases, and the character that stands before them. */
export interface Aliases {
  readonly aliases: ReadonlyMap<string, string>;
  readonly directive: string;
}

/** What every task has. The images have no tag here: which one is current changes. */
const givenAliases: readonly (readonly [string, string])[] = [
  ...['ID', 'SharedVolume', 'Registry', 'RegistryName', 'Date', 'OS', 'Architecture', 'Commit', 'Branch'].map(
    (name) => [name, `{{.Run.${name}}}`] as const,
  ),
  ['acr', 'mcr.microsoft.com/acr/acr-cli'],
  ['az', 'mcr.microsoft.com/acr/azure-cli'],
  ['bash', 'mcr.microsoft.com/acr/bash'],
  ['curl', 'mcr.microsoft.com/acr/curl'],
  ['cssc', 'mcr.microsoft.com/acr/cssc'],
];

/** Files without a version, or with an older one, have no aliases: their text is taken as it is. */
export function supportsAliases(source: string): boolean {
  for (const line of source.split(/\r?\n/)) {
    const [, version] = /^['"]*version['"]*\s*:(.*)$/.exec(line) ?? [];
    if (version !== undefined) return version.trim().replace(/^['"]+|['"]+$/g, '') >= 'v1.1.0';
  }
  return false;
}

/** The part that declares aliases, and all else; comments that have a line of their own are in neither. */
export function separateAliases(source: string): { readonly aliasPart: string; readonly rest: string } {
  const aliasPart: string[] = [];
  const rest: string[] = [];
  let inside = false;
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*#/.test(line)) continue;
    if (!inside) inside = /^alias\s*:/.test(line);
    else if (/^[^\s:]+[^:]*:/.test(line)) inside = false;
    (inside ? aliasPart : rest).push(line);
  }
  return { aliasPart: aliasPart.join('\n'), rest: rest.join('\n') };
}

/** Reads the part that declares aliases. Those that stand in other files are not known, so then nothing is. */
export function aliasesOf(part: string): Aliases {
  const yaml = part.trim() === '' ? {} : readYamlSubset(part);
  const alias = isJsonObject(yaml) ? (yaml.alias ?? {}) : undefined;
  if (!isJsonObject(alias)) throw new NotUnderstood();
  const { src, values = {}, directive } = alias;
  if ((src ?? null) !== null && !(isJsonArray(src) && src.length === 0)) throw new NotUnderstood();
  const aliases = new Map(givenAliases);
  if (!isJsonObject(values ?? {})) throw new NotUnderstood();
  for (const [name, value] of Object.entries(values ?? {})) {
    if (typeof value !== 'string' || !/^[a-zA-Z0-9]+$/.test(name)) throw new NotUnderstood();
    aliases.set(name, value);
  }
  const sign = typeof directive === 'string' && directive !== '' ? directive : '$';
  if ([...sign].length !== 1 || /[a-zA-Z0-9]/.test(sign)) throw new NotUnderstood();
  return { aliases, directive: sign };
}

/** Puts in what `$name` stands for. `$$` is one sign, and what is no alias stays. */
export function expandAliases(source: string, aliases: ReadonlyMap<string, string>, directive: string): string {
  let text = '';
  let name: string | undefined;
  for (const symbol of `${source} `) {
    if (name === undefined) {
      if (symbol === directive) name = '';
      else text += symbol;
    } else if (symbol === directive && name === '') {
      text += directive;
      name = undefined;
    } else if (/[a-zA-Z0-9]/.test(symbol)) {
      name += symbol;
    } else {
      const value = aliases.get(name);
      text += value ?? `${directive}${name}`;
      // A sign right behind an alias begins the next one.
      const goesOn = value !== undefined && symbol === directive;
      if (!goesOn) text += symbol;
      name = goesOn ? '' : undefined;
    }
  }
  return text.slice(0, -1);
}
