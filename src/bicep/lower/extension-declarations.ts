// `imports` of a template: the extensions it needs (TemplateWriter.EmitExtensions, EmitImports).

import { setKey } from '../../values/json.ts';
import { specificationOf } from '../extensions.ts';
import type { ExtensionSymbol } from '../symbols.ts';
import { keyText } from '../walk.ts';
import { type Lowering, place } from './lowering.ts';
import { type Members, put } from './values.ts';

/** The extensions that a file declares, by alias. */
export function lowerExtensions(lowering: Lowering, extensions: readonly ExtensionSymbol[]): Members {
  const object: Members = {};
  for (const extension of extensions) {
    const specification = specificationOf(extension);
    if (specification === 'sys') continue;
    setKey(object, extension.name, lowerExtension(lowering, extension, specification));
    place(lowering, object, extension.name, extension.declaration);
  }
  return object;
}

function lowerExtension(lowering: Lowering, { declaration }: ExtensionSymbol, specification: string): Members {
  const { extensionConfigs } = lowering.template;
  const { extensions } = lowering.workspace.config(lowering.bound.source.path);
  const { name, version } = providerOf(extensions.get(specification) ?? specification);
  const object: Members = { [extensionConfigs ? 'name' : 'provider']: name, version };
  const { config } = declaration;
  if (config === undefined) return object;
  if (!extensionConfigs || config.kind !== 'object') put(lowering, object, 'config', config, undefined);
  else {
    const configs: Members = {};
    for (const member of config.members) {
      const key = member.kind === 'property' ? keyText(member.key) : undefined;
      if (member.kind !== 'property' || key === undefined) continue;
      const one: Members = {};
      put(lowering, one, 'defaultValue', member.value, undefined, member.key);
      setKey(configs, key, one);
    }
    setKey(object, 'config', configs);
  }
  return object;
}

/** Name and version stand in the extension's package, which is not read here; both can be guessed from its reference. */
function providerOf(specification: string): { readonly name: string; readonly version: string } {
  if (specification === 'kubernetes') return { name: 'Kubernetes', version: '1.0.0' };
  if (specification === 'az') return { name: 'AzureResourceManager', version: '1.0.0' };
  const [, path = specification, version = '1.0.0'] = /^(.*?)(?::([^:/]*))?$/.exec(specification) ?? [];
  const segments = path.split('/').filter((segment) => !/^(v\d.*|beta)$/.test(segment));
  const last = segments.at(-1) ?? path;
  return { name: last === 'microsoftgraph' ? 'MicrosoftGraph' : last, version };
}
