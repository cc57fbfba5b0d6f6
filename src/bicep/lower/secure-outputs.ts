// Which outputs of a template hold secrets: they are read by another function than the others.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject, own } from '../../values/json.ts';

/** The names of outputs that are secure, or contain something that is (TypeHelper.IsOrContainsSecureType). */
export function secureOutputs(template: JsonObject): ReadonlySet<string> {
  const outputs = get(template, 'outputs');
  const definitions = get(template, 'definitions');
  const names = Object.entries(isJsonObject(outputs) ? outputs : {})
    .filter(([, output]) => holdsSecret(output, isJsonObject(definitions) ? definitions : {}, new Set()))
    .map(([name]) => name);
  return new Set(names);
}

function holdsSecret(type: Json, definitions: JsonObject, seen: Set<Json>): boolean {
  if (!isJsonObject(type) || seen.has(type)) return false;
  seen.add(type);
  const name = get(type, 'type');
  if (typeof name === 'string' && /^secure/i.test(name)) return true;
  const reference = own(type, '$ref');
  const target = typeof reference === 'string' ? at(definitions, reference) : undefined;
  return [...(target === undefined ? [] : [target]), ...partsOf(type)].some((part) =>
    holdsSecret(part, definitions, seen),
  );
}

function partsOf(type: JsonObject): readonly Json[] {
  const discriminator = own(type, 'discriminator');
  const maps = [own(type, 'properties'), isJsonObject(discriminator) ? own(discriminator, 'mapping') : undefined];
  const prefix = own(type, 'prefixItems');
  const others = [own(type, 'additionalProperties'), own(type, 'items')].filter((part) => part !== undefined);
  return [
    ...maps.flatMap((map) => (isJsonObject(map) ? Object.values(map) : [])),
    ...(isJsonArray(prefix) ? prefix : []),
    ...others,
  ];
}

function at(definitions: JsonObject, reference: string): Json | undefined {
  const segments = reference.replace(/^#\/definitions\//, '').split('/');
  return segments.reduce<Json | undefined>((value, segment) => {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonArray(value)) return value[Number(key)];
    return isJsonObject(value) ? own(value, key) : undefined;
  }, definitions);
}
