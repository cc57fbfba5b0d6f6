// Extensions: which of a file's resources belong to one, and what a template says of it.

import type { ExtensionSymbol } from './symbols.ts';
import { literalText } from './walk.ts';

/** Namespaces that every file has; declaring them as extensions brings nothing new. */
export const builtinNamespaces: ReadonlySet<string> = new Set(['az', 'sys']);

/** What an extension is called where it is declared: `kubernetes`, `br:…`; without the version of the old form. */
export function specificationOf({ declaration }: ExtensionSymbol): string {
  const { specification } = declaration;
  return specification.kind === 'string'
    ? (literalText(specification) ?? '').replace(/@[^@/]*$/, '')
    : specification.text;
}

/**
 * The alias of the extension that a resource type belongs to; undefined for types of Azure. The types of an extension
 * stand in a package that is not read here. A namespace in front of the type decides; otherwise types of Azure are
 * known by their provider, which has a dot in its name.
 */
export function extensionOfType(
  type: string,
  namespace: string | undefined,
  apiVersion: string | undefined,
  extensions: readonly ExtensionSymbol[],
): string | undefined {
  const foreign = extensions.filter((extension) => !builtinNamespaces.has(specificationOf(extension)));
  if (namespace !== undefined) return foreign.find(({ name }) => name === namespace)?.name;
  const provider = type.split('/')[0] ?? '';
  if (/^Microsoft\.Graph$/i.test(provider)) return graphExtension(apiVersion, foreign)?.name;
  if (provider.includes('.') && !provider.endsWith('.k8s.io')) return undefined;
  const kubernetes = foreign.find((extension) => specificationOf(extension) === 'kubernetes');
  return (kubernetes ?? foreign.at(-1))?.name;
}

/** Of several extensions for Microsoft Graph, the one that is named after the version. */
function graphExtension(
  apiVersion: string | undefined,
  extensions: readonly ExtensionSymbol[],
): ExtensionSymbol | undefined {
  const nameOf = (extension: ExtensionSymbol): string => plain(`${extension.name} ${specificationOf(extension)}`);
  const graphs = extensions.filter((extension) => nameOf(extension).includes('graph'));
  const version = plain(apiVersion ?? '');
  return graphs.find((extension) => nameOf(extension).includes(version)) ?? graphs[0] ?? extensions[0];
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
