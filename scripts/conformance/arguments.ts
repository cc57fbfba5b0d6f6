// Arguments for a template, invented from its parameters' types: plausible, and the same every time.

import type { ParameterDeclaration } from '../../src/templates/parameters.ts';
import { type ParameterType, readType } from '../../src/templates/types.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject, own } from '../../src/values/json.ts';
import { arrayOf, type Entry, known, must, objectOf, unknown, type Value } from '../../src/values/value.ts';

/** How much an argument says. */
export type Fill =
  /** Every property there can be, two items, true, the first allowed value that is no default. */
  | 'full'
  /** Only what must be, one item, false, the last allowed value. */
  | 'sparse';

/** A value for a parameter. Where the type says nothing of what is inside, that stays unknown. */
export function inventedArgument({ name, type, defaultValue }: ParameterDeclaration, fill: Fill): Value {
  return invent(name, type, { fill, term: name, depth: 0, avoid: defaultValue });
}

interface Where {
  readonly fill: Fill;
  /** Names what cannot be invented. */
  readonly term: string;
  readonly depth: number;
  /** A declared default: another value is preferred, so that more of the template is seen. */
  readonly avoid?: Json | undefined;
}

/** Types may contain themselves. */
const maxDepth = 7;

function invent(name: string, type: ParameterType, where: Where): Value {
  const variant = variantOf(type);
  const { allowed } = variant;
  if (allowed !== undefined && allowed.length > 0) return inventAllowed(variant, allowed, where);
  switch (variant.type) {
    case 'string':
      return known(inventText(name, variant));
    case 'int':
      return known(inventNumber(variant));
    case 'bool':
      return known(where.fill === 'full' && where.avoid !== true);
    case 'array':
      return inventArray(name, variant, where);
    case 'object':
      return inventObject(variant, where);
    default:
      return unknown([{ kind: 'parameter', name: where.term }], `argument('${where.term}')`);
  }
}

function inventAllowed(type: ParameterType, allowed: readonly Json[], { avoid, fill }: Where): Value {
  if (fill === 'sparse') return known(type.type === 'array' ? allowed.slice(-1) : (allowed.at(-1) ?? null));
  if (type.type === 'array') return known(isJsonArray(allowed[0]) ? (allowed[0] ?? []) : allowed.slice(0, 2));
  return known(allowed.find((value) => value !== avoid) ?? allowed[0] ?? null);
}

/** Names say what kind of text is expected; expressions take ids and addresses apart. */
const samples: readonly (readonly [RegExp, string])[] = [
  [
    /resource_?ids?$|^(subnet|workspace|vnet|keyvault|storageaccount|identity|scope)\w*id$/i,
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/other/providers/Microsoft.Sample/things/thing/parts/part',
  ],
  [/(principal|object|tenant|subscription|client|app|application)_?id$/i, '11111111-2222-3333-4444-555555555555'],
  [/artifacts_?location$/i, 'https://sample.example.org/path/'],
  [/location$|^region$/i, 'westeurope'],
  [/(ip_?address|^ip)$/i, '10.1.2.4'],
  [/(prefix|cidr|address_?space|range)(es)?$/i, '10.1.0.0/16'],
  [/(ur[il]|endpoint)$/i, 'https://sample.example.org/path/file.json'],
  [/(time|date)$/i, '2030-01-02T03:04:05Z'],
];

function inventText(name: string, { limits }: ParameterType): string {
  const sample = samples.find(([pattern]) => pattern.test(name))?.[1] ?? name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = limits ?? {};
  return sample.slice(0, maxLength).padEnd(minLength, 'x');
}

function inventNumber({ limits }: ParameterType): number {
  const { min, max } = limits ?? {};
  return Math.min(Math.max(2, min ?? 2), max ?? Number.POSITIVE_INFINITY);
}

/** Two items (or one), as far as the type allows: loops run, and tell their rounds apart. */
function inventArray(name: string, type: ParameterType, { fill, term, depth }: Where): Value {
  const prefix = own(type.declaration, 'prefixItems');
  const items = own(type.declaration, 'items');
  if (depth >= maxDepth) return known([]);
  const count = Math.min(Math.max(fill === 'full' ? 2 : 1, type.limits?.minLength ?? 0), type.limits?.maxLength ?? 2);
  const total = isJsonArray(prefix) && !isJsonObject(items) ? prefix.length : count;
  return arrayOf(
    Array.from({ length: total }, (_, i) => {
      const declared = isJsonArray(prefix) && i < prefix.length ? prefix[i] : items;
      const where = { fill, term: `${term}[${i}]`, depth: depth + 1 };
      const one = isJsonObject(declared) ? readType(declared, type.definitions) : undefined;
      if (one === undefined) return unknown([{ kind: 'parameter', name: term }], `argument('${where.term}')`);
      return distinct(invent(name.replace(/s$/, ''), one, where), i);
    }),
  );
}

/** Items that are equal would hide a loop that reads the wrong one. */
function distinct(value: Value, i: number): Value {
  if (i === 0 || value.kind !== 'known' || typeof value.json !== 'string') return value;
  return known(/^[a-z]+$/.test(value.json) ? `${value.json}${i}` : value.json);
}

function inventObject(type: ParameterType, { fill, term, depth }: Where): Value {
  const properties = own(type.declaration, 'properties');
  const others = own(type.declaration, 'additionalProperties');
  const entries = new Map<string, Entry>();
  if (!isJsonObject(properties) && !isJsonObject(others))
    return unknown([{ kind: 'parameter', name: term }], `argument('${term}')`, { type: 'object' });
  const member = (key: string, declared: JsonObject): void => {
    const one = readType(declared, type.definitions);
    if (!one.nullable || (fill === 'full' && depth < maxDepth))
      entries.set(
        key,
        must(depth > 2 * maxDepth ? known(null) : invent(key, one, { fill, term: `${term}.${key}`, depth: depth + 1 })),
      );
  };
  for (const [key, declared] of isJsonObject(properties) ? Object.entries(properties) : [])
    if (isJsonObject(declared)) member(key, declared);
  if (isJsonObject(others) && depth < maxDepth) member('more', others);
  return objectOf(entries);
}

/** Of a tagged union, its first variant. */
function variantOf(type: ParameterType): ParameterType {
  const discriminator = own(type.declaration, 'discriminator');
  const mapping = isJsonObject(discriminator) ? get(discriminator, 'mapping') : undefined;
  const tag = isJsonObject(discriminator) ? get(discriminator, 'propertyName') : undefined;
  const [name, first] = isJsonObject(mapping) ? (Object.entries(mapping)[0] ?? []) : [];
  if (!isJsonObject(first) || name === undefined || typeof tag !== 'string') return type;
  return readType(first, type.definitions);
}
