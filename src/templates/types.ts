// Types of parameters: simple ones, and those that templates define (languageVersion 2).

import { jsonType } from '../values/access.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject, own } from '../values/json.ts';
import { jsonKey, jsonText } from '../values/json-key.ts';
import { type Limits, lengthOf } from '../values/limits.ts';
import { childPath, type Path } from '../values/path.ts';
import type { ValueType } from '../values/value.ts';

/** A type as declared, references resolved one step. */
export interface ParameterType {
  readonly type: ValueType | undefined;
  readonly secure: boolean;
  readonly nullable: boolean;
  readonly allowed: readonly Json[] | undefined;
  readonly limits: Limits | undefined;
  readonly declaration: JsonObject;
  readonly definitions: JsonObject;
}

/** References to types are followed at most this far, and values checked at most this deep. */
const maxDepth = 64;

/** Reads a type declaration: a parameter, a property, an item. Asked again for every value, so that answers are kept. */
export function readType(declaration: JsonObject, definitions: JsonObject): ParameterType {
  const known = types.get(declaration);
  if (known?.definitions === definitions) return known;
  const merged = resolve(declaration, definitions);
  const written = stringOf(get(merged, 'type'))?.toLowerCase();
  const allowed = get(merged, 'allowedValues');
  const type: ParameterType = {
    type: written === undefined ? undefined : typeNames.get(written),
    secure: written !== undefined && isSecureName(written),
    nullable: get(merged, 'nullable') === true,
    allowed: isJsonArray(allowed) ? allowed : undefined,
    limits: readLimits(merged),
    declaration: merged,
    definitions,
  };
  types.set(declaration, type);
  return type;
}

const types = new WeakMap<JsonObject, ParameterType>();

const typeNames: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['string', 'string'],
  ['securestring', 'string'],
  ['int', 'int'],
  ['bool', 'bool'],
  ['object', 'object'],
  ['secureobject', 'object'],
  ['array', 'array'],
]);

/** The limits a value of the type keeps to. For arrays, allowed values are those of the items. */
function readLimits(declaration: JsonObject): Limits | undefined {
  const number = (key: string): number | undefined => {
    const value = get(declaration, key);
    return typeof value === 'number' ? value : undefined;
  };
  const allowed = get(declaration, 'allowedValues');
  const isArray = stringOf(get(declaration, 'type'))?.toLowerCase() === 'array';
  const limits: Limits = {
    min: number('minValue'),
    max: number('maxValue'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    allowed: isJsonArray(allowed) && !isArray ? allowed : undefined,
  };
  return Object.values(limits).every((limit) => limit === undefined) ? undefined : limits;
}

/** Follows `$ref` to `#/definitions/…`; what stands beside the reference wins. */
function resolve(declaration: JsonObject, definitions: JsonObject): JsonObject {
  let merged = declaration;
  for (let i = 0; i < maxDepth; i++) {
    const target = referenceOf(merged, definitions);
    if (target === undefined) return merged;
    const { $ref: _, ...beside } = merged;
    merged = { ...target, ...beside };
  }
  return merged;
}

/** The definition that a declaration refers to. */
function referenceOf(declaration: JsonObject, definitions: JsonObject): JsonObject | undefined {
  const reference = stringOf(own(declaration, '$ref'));
  const name = reference === undefined ? undefined : /^#\/definitions\/(.+)$/.exec(reference)?.[1];
  const target = name === undefined ? undefined : (get(definitions, name) ?? get(definitions, decodePointer(name)));
  return isJsonObject(target) ? target : undefined;
}

function decodePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What is wrong with a value, and where inside it. */
export interface TypeProblem {
  readonly message: string;
  readonly path: Path;
}

/** Checks a value against a type; undefined when it fits. */
export function checkType(value: Json, type: ParameterType, path: Path, depth = 0): TypeProblem | undefined {
  if (depth > maxDepth || (value === null && type.nullable)) return undefined;
  const problem = (message: string): TypeProblem => ({ message, path });
  const actual = jsonType(value);
  if (
    type.type !== undefined &&
    actual !== type.type &&
    !(actual === 'float' && type.type === 'int' && Number.isInteger(value))
  ) {
    return problem(`expects ${article(type.type)} but gets ${article(actual)}`);
  }
  const wrongSize = checkLimits(value, type);
  if (wrongSize !== undefined) return problem(wrongSize);
  if (isJsonArray(value)) return checkItems(value, type, path, depth);
  return isJsonObject(value) ? checkMembers(value, type, path, depth) : undefined;
}

function checkLimits(value: Json, { allowed, limits }: ParameterType): string | undefined {
  if (allowed !== undefined && !isAllowed(value, allowed))
    return `accepts only ${allowed.slice(0, 8).map(jsonText).join(', ')}${allowed.length > 8 ? ', …' : ''}`;
  const { min, max, minLength, maxLength } = limits ?? {};
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (min !== undefined && value < min) return `expects at least ${min} but gets ${value}`;
    if (max !== undefined && value > max) return `expects at most ${max} but gets ${value}`;
  }
  const length = lengthOf(value);
  if (length !== undefined && minLength !== undefined && length < minLength)
    return `expects a length of at least ${minLength} but gets ${length}`;
  if (length !== undefined && maxLength !== undefined && length > maxLength)
    return `expects a length of at most ${maxLength} but gets ${length}`;
  return undefined;
}

/** An array may hold any of the allowed values; anything else must be one of them, strings compared without case. */
function isAllowed(value: Json, allowed: readonly Json[]): boolean {
  const keys = new Set(allowed.map((json) => jsonKey(json).toLowerCase()));
  if (keys.has(jsonKey(value).toLowerCase())) return true;
  return isJsonArray(value) && value.every((item) => keys.has(jsonKey(item).toLowerCase()));
}

function checkItems(items: readonly Json[], type: ParameterType, path: Path, depth: number): TypeProblem | undefined {
  for (const [i, item] of items.entries()) {
    const itemType = typeOfItem(type, i);
    const problem = itemType && checkType(item, itemType, childPath(path, i), depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkMembers(object: JsonObject, type: ParameterType, path: Path, depth: number): TypeProblem | undefined {
  const { declaration, definitions } = variantOf(object, type);
  const properties = own(declaration, 'properties');
  const others = own(declaration, 'additionalProperties');
  const declared = isJsonObject(properties) ? properties : {};
  for (const [key, member] of Object.entries(declared)) {
    if (!isJsonObject(member)) continue;
    const memberType = readType(member, definitions);
    if (get(object, key) === undefined && !memberType.nullable) return { message: `lacks the property '${key}'`, path };
  }
  for (const [key, value] of Object.entries(object)) {
    const member = get(declared, key) ?? (isJsonObject(others) ? others : undefined);
    if (member === undefined && others === false)
      return { message: `has the unexpected property '${key}'`, path: childPath(path, key) };
    if (!isJsonObject(member)) continue;
    const problem = checkType(value, readType(member, definitions), childPath(path, key), depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The branch of a discriminated union that the object's discriminator selects. */
function variantOf(object: JsonObject, type: ParameterType): ParameterType {
  const discriminator = own(type.declaration, 'discriminator');
  if (!isJsonObject(discriminator)) return type;
  const name = stringOf(own(discriminator, 'propertyName'));
  const mapping = own(discriminator, 'mapping');
  const selected = name === undefined ? undefined : stringOf(get(object, name));
  const variant = selected !== undefined && isJsonObject(mapping) ? get(mapping, selected) : undefined;
  return isJsonObject(variant) ? readType(variant, type.definitions) : type;
}

/** True when the type, or anything inside it, is secure. */
export function holdsSecureType(type: ParameterType): boolean {
  const known = secureTypes.get(type);
  if (known !== undefined) return known;
  const holds = type.secure || declaresSecure(type.declaration, type.definitions, new Set());
  secureTypes.set(type, holds);
  return holds;
}

const secureTypes = new WeakMap<ParameterType, boolean>();

/** Types may contain themselves: each declaration is looked at once. */
function declaresSecure(declaration: JsonObject, definitions: JsonObject, seen: Set<JsonObject>): boolean {
  if (seen.has(declaration)) return false;
  seen.add(declaration);
  const type = stringOf(get(declaration, 'type'));
  if (type !== undefined && isSecureName(type)) return true;
  const target = referenceOf(declaration, definitions);
  const inside = [...memberDeclarations(declaration), ...itemDeclarations(declaration), ...branchesOf(declaration)];
  return [...inside, ...(target === undefined ? [] : [target])].some((one) => declaresSecure(one, definitions, seen));
}

function isSecureName(type: string): boolean {
  return /^secure/i.test(type);
}

/** The types a member may have: one for each branch of the type that has such a member. */
export function typesOfMember(type: ParameterType, key: string): readonly ParameterType[] {
  return variantsOf(type).flatMap(({ declaration, definitions }) => {
    const properties = own(declaration, 'properties');
    const member =
      (isJsonObject(properties) ? get(properties, key) : undefined) ?? own(declaration, 'additionalProperties');
    return isJsonObject(member) ? [readType(member, definitions)] : [];
  });
}

/** The type of an item, where one is declared. */
export function typeOfItem({ declaration, definitions }: ParameterType, index: number): ParameterType | undefined {
  const prefix = own(declaration, 'prefixItems');
  const item = isJsonArray(prefix) && index < prefix.length ? prefix[index] : own(declaration, 'items');
  return isJsonObject(item) ? readType(item, definitions) : undefined;
}

/** The type itself and the branches of a discriminated union. */
function variantsOf(type: ParameterType): readonly ParameterType[] {
  return [type, ...branchesOf(type.declaration).map((branch) => readType(branch, type.definitions))];
}

function branchesOf(declaration: JsonObject): readonly JsonObject[] {
  const discriminator = own(declaration, 'discriminator');
  const mapping = isJsonObject(discriminator) ? own(discriminator, 'mapping') : undefined;
  return isJsonObject(mapping) ? Object.values(mapping).filter(isJsonObject) : [];
}

function memberDeclarations(declaration: JsonObject): readonly JsonObject[] {
  const properties = own(declaration, 'properties');
  const declared = isJsonObject(properties) ? Object.values(properties) : [];
  return [...declared, own(declaration, 'additionalProperties')].filter(isJsonObject);
}

function itemDeclarations(declaration: JsonObject): readonly JsonObject[] {
  const prefix = own(declaration, 'prefixItems');
  return [...(isJsonArray(prefix) ? prefix : []), own(declaration, 'items')].filter(isJsonObject);
}

function stringOf(json: Json | undefined): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

function article(type: ValueType): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
