// `resourceInput<'Type@version'>` and its parts. What they are stands in a library of types that is not read here:
// only their source is noted, as the official compiler does, and a type where it cannot be another.

import { isJsonObject, type Json, type JsonObject, own } from '../../values/json.ts';
import { parseResourceType } from '../resource-type.ts';
import type { TypeCall } from '../syntax/nodes.ts';
import { type Lowering, report } from './lowering.ts';
import { registryPropertyType } from './registry-property-types.ts';

const metadataKey = '__bicep_resource_derived_type!';

/** The type of a whole resource. */
export function derivedType(lowering: Lowering, node: TypeCall): JsonObject {
  const [argument] = node.args;
  const literal =
    argument?.kind === 'typeLiteral' && argument.value.kind === 'string' ? argument.value.texts[0] : undefined;
  const parsed = literal === undefined ? undefined : parseResourceType(literal);
  if (parsed === undefined) {
    report(lowering, argument ?? node, "A resource type is a text of the form 'Provider/type@version'");
    return {};
  }
  const source = parsed.apiVersion === undefined ? parsed.type : `${parsed.type}@${parsed.apiVersion}`;
  return describe(node.name.text, source, []);
}

function describe(variant: string, source: string, segments: readonly string[]): JsonObject {
  const pointer = segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const whole = pointer === '' ? source : `${source}#${pointer}`;
  const derived: Json =
    variant === 'resource' ? whole : variant === 'resourceOutput' ? { source: whole, output: true } : { source: whole };
  const type = plausibleType(segments) ?? registryPropertyType(source.split('@')[0] ?? '', segments);
  return { ...(type === undefined ? {} : { type }), metadata: { [metadataKey]: derived } };
}

/** Where a type is derived from; undefined for any other type. */
export function derivedSource(type: JsonObject): string | undefined {
  const derived = derivedFrom(type);
  const source = isJsonObject(derived) ? own(derived, 'source') : derived;
  return typeof source === 'string' ? source : undefined;
}

function derivedFrom(type: JsonObject): Json | undefined {
  const metadata = own(type, 'metadata');
  return isJsonObject(metadata) ? own(metadata, metadataKey) : undefined;
}

/** A part of a derived type. */
export function derivedPart(type: JsonObject, segments: readonly string[]): JsonObject {
  const derived = derivedFrom(type);
  const [source = '', pointer = ''] = (derivedSource(type) ?? '').split('#');
  const before =
    pointer === '' ? [] : pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const variant = !isJsonObject(derived)
    ? 'resource'
    : own(derived, 'output') === true
      ? 'resourceOutput'
      : 'resourceInput';
  return describe(variant, source, [...before, ...segments]);
}

/** Properties that every resource has in the same form. */
const topLevelTypes: ReadonlyMap<string, string> = new Map([
  ['id', 'string'],
  ['name', 'string'],
  ['type', 'string'],
  ['apiVersion', 'string'],
  ['location', 'string'],
  ['kind', 'string'],
  ['properties', 'object'],
  ['tags', 'object'],
  ['identity', 'object'],
  ['sku', 'object'],
  ['plan', 'object'],
  ['extendedLocation', 'object'],
  ['zones', 'array'],
]);

function plausibleType(segments: readonly string[]): string | undefined {
  if (segments.length === 0) return 'object';
  const [first, name = ''] = segments;
  return segments.length === 2 && first === 'properties' ? topLevelTypes.get(name) : undefined;
}
