// Where secrets are written in templates and parameter files, and what they are.

import type { SecretPlace } from '../model/report.ts';
import type { TemplateDeployment } from '../templates/deployment.ts';
import type { ParameterDeclaration } from '../templates/parameters.ts';
import { holdsSecureType, type ParameterType, typeOfItem, typesOfMember } from '../templates/types.ts';
import { isJsonArray, isJsonObject, type Json } from '../values/json.ts';
import { originChain } from '../values/origin.ts';
import { childPath, type PathSegment, pathSegments } from '../values/path.ts';
import type { Value } from '../values/value.ts';

/** Values and defaults of secure parameters, and secure members of others; nested deployments followed. */
export function secretPlaces(deployment: TemplateDeployment): readonly SecretPlace[] {
  return secureParameters(deployment).flatMap(({ declaration, value, from }) =>
    writtenPlaces(declaration, value, from).flatMap((place) =>
      secureWays(jsonAt(place), declaration.type).map((way) => ({
        document: place.document,
        path: way.reduce(childPath, place.path),
      })),
    ),
  );
}

/** The texts that secure parameters and members hold; nested deployments followed. */
export function secretTexts(deployment: TemplateDeployment): readonly string[] {
  return secureParameters(deployment).flatMap(({ value }) => (value === undefined ? [] : textsIn(value, false)));
}

interface SecureParameter {
  readonly declaration: ParameterDeclaration;
  readonly value: Value | undefined;
  readonly from: TemplateDeployment;
}

function secureParameters(from: TemplateDeployment): readonly SecureParameter[] {
  const { template, resources } = from;
  const own = [...template.declarations.values()]
    .filter(({ type }) => holdsSecureType(type))
    .map((declaration) => ({ declaration, value: template.scope.parameter(declaration.name), from }));
  return [...own, ...resources.flatMap(({ nested }) => (nested === undefined ? [] : secureParameters(nested)))];
}

/** Where the value of a parameter, its default and the values it may have are written. */
function writtenPlaces(
  { path, type, defaultValue }: ParameterDeclaration,
  value: Value | undefined,
  { template }: TemplateDeployment,
): readonly SecretPlace[] {
  const { document } = template.input;
  const declared = [
    ...(defaultValue === undefined ? [] : ['defaultValue']),
    ...(type.secure && type.allowed !== undefined ? ['allowedValues'] : []),
  ];
  const given =
    value?.origin === undefined
      ? []
      : [...originChain(value.origin)].filter(({ role, written }) => role === 'argument' && written);
  return [
    ...declared.map((key) => ({ document, path: childPath(path, key) })),
    ...given.map((origin) => ({ document: origin.document, path: origin.path })),
  ];
}

function jsonAt({ document, path }: SecretPlace): Json {
  let json = document.root;
  for (const segment of pathSegments(path)) {
    if (isJsonObject(json)) json = json[segment] ?? null;
    else if (isJsonArray(json)) json = json[Number(segment)] ?? null;
  }
  return json;
}

/** The ways into a value to what its type calls secure; the empty way when all of it is. */
function secureWays(json: Json, type: ParameterType): readonly (readonly PathSegment[])[] {
  if (type.secure) return [[]];
  if (isJsonArray(json))
    return json.flatMap((item, i) => {
      const itemType = typeOfItem(type, i);
      return itemType === undefined ? [] : secureWays(item, itemType).map((way) => [i, ...way]);
    });
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, member]) =>
    typesOfMember(type, key).flatMap((memberType) => secureWays(member, memberType).map((way) => [key, ...way])),
  );
}

/** The texts in the secret parts of a value. */
function textsIn(value: Value, isInSecret: boolean): readonly string[] {
  const isSecret = isInSecret || value.secret;
  switch (value.kind) {
    case 'known':
      return isSecret ? stringsIn(value.json) : [];
    case 'string':
      return isSecret ? value.parts.filter((part) => typeof part === 'string') : [];
    case 'object':
      return [...value.entries.values()].flatMap((entry) => textsIn(entry.value, isSecret));
    case 'array':
      return value.elements.flatMap((element) => textsIn(element.kind === 'spread' ? element.item : element, isSecret));
    case 'choice':
      return value.options.flatMap((option) => textsIn(option.value, isSecret));
    case 'unknown':
      return [];
  }
}

function stringsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  if (isJsonArray(json)) return json.flatMap(stringsIn);
  return isJsonObject(json) ? Object.values(json).flatMap(stringsIn) : [];
}
