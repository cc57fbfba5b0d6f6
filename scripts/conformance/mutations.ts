// Small changes to a template that change what it deploys: a judge worth something sees each of them.

import { classify } from '../../src/templates/expression.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { jsonKey } from '../../src/values/json-key.ts';
import type { PathSegment } from '../../src/values/path.ts';
import { mutateExpression } from './mutate-expression.ts';
import type { Random } from './random.ts';

export type MutationKind = (typeof mutationKinds)[number];

export const mutationKinds = [
  'scalar changed',
  'expression changed',
  'property dropped',
  'property set to null',
  'null property added',
  'array reordered',
  'item dropped',
  'condition negated',
  'condition added',
  'scope changed',
  'resource missing',
  'resource doubled',
  'loop count changed',
  'variable changed',
] as const;

export interface Mutation {
  readonly kind: MutationKind;
  readonly path: readonly PathSegment[];
  readonly template: JsonObject;
}

/** A place in a template, what stands there, and the resource it is part of. */
interface Site {
  readonly path: readonly PathSegment[];
  readonly json: Json;
  readonly resource: JsonObject | undefined;
}

/** One random mutation of a kind; undefined when the template has no place for it. */
export function mutate(template: JsonObject, kind: MutationKind, random: Random): Mutation | undefined {
  const sites = sitesOf(template).filter((site) => mutated[kind](site, random) !== undefined);
  const site = random.pick(sites);
  const value = site && mutated[kind](site, random);
  if (site === undefined || value === undefined) return undefined;
  return { kind, path: site.path, template: replaceAt(template, site.path, value) as JsonObject };
}

/** What takes the place of a site: a value, nothing, or several under new keys. */
type Replacement = { readonly json: Json } | 'nothing' | 'twice';

const mutated: Readonly<Record<MutationKind, (site: Site, random: Random) => Replacement | undefined>> = {
  'scalar changed': ({ path, json }) => (isInside(path) ? otherScalar(json) : undefined),
  'expression changed': ({ path, json }, random) =>
    isInside(path) && typeof json === 'string' && classify(json) === 'expression'
      ? wrapped(mutateExpression(json, random))
      : undefined,
  'property dropped': ({ path }) => (isInside(path) && typeof path.at(-1) === 'string' ? 'nothing' : undefined),
  'property set to null': ({ path, json }) =>
    isInside(path) && typeof path.at(-1) === 'string' && json !== null ? { json: null } : undefined,
  'null property added': ({ path, json }) =>
    (isInside(path) || isResource(path)) &&
    isJsonObject(json) &&
    !path.slice(-2).includes('parameters') &&
    path[path.length - 2] !== 'copy'
      ? { json: { ...json, addedByMutation: null } }
      : undefined,
  'array reordered': ({ path, json }) =>
    isInside(path) && isJsonArray(json) && path.at(-1) !== 'copy' ? wrapped(reordered(json)) : undefined,
  'item dropped': ({ path }) => (isInside(path) && typeof path.at(-1) === 'number' ? 'nothing' : undefined),
  'condition negated': ({ path, json }) =>
    isResourcePart(path, 'condition') && typeof json === 'string' ? { json: `[not(${json.slice(1, -1)})]` } : undefined,
  'condition added': ({ path, json }) =>
    isResource(path) && isJsonObject(json) && json.condition === undefined
      ? { json: { ...json, condition: "[equals(deployment().name, 'x')]" } }
      : undefined,
  'scope changed': ({ path, json }, random) =>
    isResource(path) && isJsonObject(json) ? wrapped(otherScope(json, random)) : undefined,
  'resource missing': ({ path }) => (isResource(path) ? 'nothing' : undefined),
  'resource doubled': ({ path }) => (isResource(path) ? 'twice' : undefined),
  'loop count changed': ({ path, json }) =>
    path.at(-1) === 'count' && path.includes('copy') && path.includes('resources')
      ? { json: typeof json === 'string' ? `[add(${json.slice(1, -1)}, 1)]` : Number(json) + 1 }
      : undefined,
  'variable changed': ({ path, json }, random) =>
    path[path.length - 2] === 'variables'
      ? typeof json === 'string' && classify(json) === 'expression'
        ? wrapped(mutateExpression(json, random))
        : otherScalar(json)
      : undefined,
};

function wrapped(json: Json | undefined): Replacement | undefined {
  return json === undefined ? undefined : { json };
}

function otherScalar(json: Json): Replacement | undefined {
  if (typeof json === 'string') return classify(json) === 'text' ? { json: `${json}x` } : undefined;
  if (typeof json === 'number') return { json: json + 1 };
  return typeof json === 'boolean' ? { json: !json } : undefined;
}

function reordered(items: readonly Json[]): Json | undefined {
  const at = items.findIndex((one, i) => i > 0 && jsonKey(one) !== jsonKey(items[i - 1] ?? null));
  if (at < 0) return undefined;
  return items.map((one, i) => (i === at ? items[at - 1] : i === at - 1 ? items[at] : one) ?? null);
}

/** Elsewhere: another resource group for a deployment, another extended resource for the rest. */
function otherScope(resource: JsonObject, random: Random): Json | undefined {
  const { type, scope, resourceGroup, subscriptionId } = resource;
  if (type !== 'Microsoft.Resources/deployments')
    return { ...resource, scope: scope === undefined ? 'Microsoft.Sample/things/elsewhere' : `${String(scope)}/x` };
  const key = random.pick(['resourceGroup', 'subscriptionId'].filter((one) => resource[one] !== undefined));
  if (key === undefined) return scope === undefined ? { ...resource, resourceGroup: 'elsewhere' } : undefined;
  const { [key]: _, ...without } = resource;
  return resourceGroup !== undefined || subscriptionId !== undefined ? without : undefined;
}

/** Every place in a template, templates inside it included. */
function sitesOf(template: JsonObject): readonly Site[] {
  const sites: Site[] = [];
  const visit = (json: Json, path: readonly PathSegment[], around: JsonObject | undefined): void => {
    const resource = isResource(path) && isJsonObject(json) ? json : around;
    if (resource?.existing === true || isNormalised(path, resource)) return;
    sites.push({ path, json, resource });
    const members: readonly (readonly [PathSegment, Json])[] = isJsonArray(json)
      ? [...json.entries()]
      : isJsonObject(json)
        ? Object.entries(json)
        : [];
    for (const [key, member] of members) if (!unjudged.has(String(key))) visit(member, [...path, key], resource);
  };
  visit(template, [], undefined);
  return sites;
}

/** Not compared by evaluation, or only through their effect. */
const unjudged = new Set([
  '$schema',
  'contentVersion',
  'metadata',
  'definitions',
  'languageVersion',
  'dependsOn',
  'functions',
]);

/** The API version of a deployment is the compiler's choice. */
function isNormalised(path: readonly PathSegment[], resource: JsonObject | undefined): boolean {
  return isResourcePart(path, 'apiVersion') && resource?.type === 'Microsoft.Resources/deployments';
}

function isResource(path: readonly PathSegment[]): boolean {
  return path.length >= 2 && path[path.length - 2] === 'resources' && ownResources(path) === path.length - 2;
}

/** Where the resources of the innermost template begin. */
function ownResources(path: readonly PathSegment[]): number {
  const inner = path.lastIndexOf('template') + 1;
  return path[inner] === 'resources' ? inner : -1;
}

function isResourcePart(path: readonly PathSegment[], key: string): boolean {
  return path.at(-1) === key && isResource(path.slice(0, -1));
}

/** Inside a resource, but no control property, and not what a nested template declares about itself. */
function isInside(path: readonly PathSegment[]): boolean {
  const at = ownResources(path);
  const key = path[at + 2];
  if (
    at < 0 ||
    key === undefined ||
    ['copy', 'condition', 'type', 'existing', '@options', 'scope'].includes(String(key))
  )
    return false;
  if (path.at(-1) === 'template' || (path.at(-1) === 'properties' && path.length === at + 4)) return false;
  return (
    !(path.includes('copy') && ['name', 'count'].includes(String(path.at(-1)))) &&
    path.at(-1) !== 'expressionEvaluationOptions'
  );
}

/** The JSON with another value at a path. */
export function replaceAt(json: Json, path: readonly PathSegment[], by: Replacement): Json {
  const [key, ...rest] = path;
  if (key === undefined) return by === 'nothing' || by === 'twice' ? null : by.json;
  const last = rest.length === 0;
  if (isJsonArray(json))
    return json.flatMap((item, i) => {
      if (i !== key) return [item];
      if (last && by === 'nothing') return [];
      return last && by === 'twice' ? [item, item] : [replaceAt(item, rest, by)];
    });
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, member]): [string, Json][] => {
      if (name !== key) return [[name, member]];
      if (last && by === 'nothing') return [];
      if (last && by === 'twice')
        return [
          [name, member],
          [`${name}Again`, member],
        ];
      return [[name, replaceAt(member, rest, by)]];
    }),
  );
}
