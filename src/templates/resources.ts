// The resources of a template: entries, copies and children become instances, each evaluated when first asked for.

import { toJson } from '../values/access.ts';
import { choiceOf, mapChoices, optionsOf } from '../values/choice.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { writtenAt } from '../values/origin.ts';
import { childPath, type Path } from '../values/path.ts';
import { type Entry, known, must, objectOf, type PartialObject, type Plain, type Value } from '../values/value.ts';
import type { DeploymentContext } from './context.ts';
import { insideLoop, type Rounds, roundsOf } from './copy.ts';
import { guarded } from './evaluate.ts';
import { describe } from './functions/definition.ts';
import { conjunction, truthOf } from './functions/logic.ts';
import { evaluateNode } from './nodes.ts';
import { text } from './resource-ids.ts';
import { placeResource, type ResourcePlace } from './resource-place.ts';
import type { Scope } from './scope.ts';

/** A resource that a deployment declares: one instance of a copied one. */
export interface ResourceInstance {
  readonly document: Document;
  readonly path: Path;
  readonly entry: JsonObject;
  readonly scope: Scope;
  readonly symbol: string | undefined;
  readonly place: ResourcePlace;
  readonly apiVersion: Value;
  /** True when known; what certainly is not deployed is no instance at all. */
  readonly condition: Value;
  readonly existing: boolean;
  /** `any`: stands for any number of resources of one deployment of its template. */
  readonly copies: 'one' | 'any';
  /** Position in its loop, for `reference('symbol[1]')`. */
  readonly round: number | undefined;
  /** Everything the resource declares, children and control properties left out. Undefined while it is being evaluated. */
  readonly body: () => PartialObject | undefined;
}

/** Properties of a resource entry that say how to deploy it, not what it is. */
const controlProperties = new Set([
  'condition',
  'copy',
  'dependson',
  'comments',
  'resources',
  'existing',
  'type',
  'name',
  'apiversion',
  '@options',
]);

/** More instances than this in one template are refused by Azure. */
const maxResources = 800;

/** What stands around the entries: where they deploy to differs from what names mean in templates with outer scope. */
export interface Surroundings {
  readonly scope: Scope;
  readonly target: DeploymentContext;
}

/** All instances of all resources that a template declares, children included. */
export function instantiateResources(
  template: JsonObject,
  path: Path,
  around: Surroundings,
): readonly ResourceInstance[] {
  const instances: ResourceInstance[] = [];
  const add = (instance: ResourceInstance): void => {
    around.scope.run.spend(1);
    instances.push(instance);
  };
  for (const site of resourceSites(get(template, 'resources'), childPath(path, 'resources'), around.scope))
    instantiate(site, undefined, around, add);
  if (instances.length > maxResources) {
    around.scope.run.report(
      `The template declares ${instances.length} resources, copies included; Azure accepts ${maxResources}`,
      around.scope.document,
      path,
      { severity: 'warning' },
    );
  }
  return instances;
}

interface ResourceSite {
  readonly entry: JsonObject;
  readonly path: Path;
  readonly symbol: string | undefined;
}

/** Entries of `resources`: an array, or an object by symbolic name. */
function resourceSites(resources: Json | undefined, path: Path, scope: Scope): readonly ResourceSite[] {
  const keyed: (readonly [string | number, Json])[] = isJsonArray(resources)
    ? [...resources.entries()]
    : isJsonObject(resources)
      ? Object.entries(resources)
      : [];
  return keyed.flatMap(([key, entry]) => {
    const at = childPath(path, key);
    if (isJsonObject(entry)) return [{ entry, path: at, symbol: typeof key === 'string' ? key : undefined }];
    scope.run.report('A resource must be an object', scope.document, at);
    return [];
  });
}

interface Parent {
  readonly type: string;
  readonly name: Value;
  readonly scope: Scope;
  readonly copies: Copy['copies'];
}

function instantiate(
  site: ResourceSite,
  parent: Parent | undefined,
  around: Surroundings,
  add: (instance: ResourceInstance) => void,
): void {
  const { entry, path, symbol } = site;
  const base = parent?.scope ?? around.scope;
  const written = evaluateText(entry, 'type', base, path);
  if (written === undefined) {
    base.run.report('The resource has no type that can be read', base.document, path);
    return;
  }
  const type = parent === undefined || isFullType(written, parent.type) ? written : `${parent.type}/${written}`;
  for (const own of copiesOf(entry, symbol, base, path)) {
    const copy: Copy = parent?.copies === 'any' ? { ...own, copies: 'any' } : own;
    const condition = conditionOf(entry, copy, path);
    const never = condition.kind === 'known' && condition.json === false;
    const children = resourceSites(get(entry, 'resources'), childPath(path, 'resources'), base);
    // What is not deployed is not evaluated: its name may only make sense under its condition.
    if (never && children.length === 0) continue;
    const ownName = evaluateNode(get(entry, 'name') ?? null, copy.scope, childPath(path, 'name'), 'property');
    const name = parent === undefined || isFullType(written, parent.type) ? ownName : joinNames(parent.name, ownName);
    if (!never) add(instanceOf(site, type, name, condition, copy, around));
    const inner: Parent = { type, name, scope: copy.scope, copies: copy.copies };
    for (const child of children) instantiate(child, inner, around, add);
  }
}

/** Some templates give an inline child its full type and name. */
function isFullType(type: string, parentType: string): boolean {
  return type.toLowerCase().startsWith(`${parentType.toLowerCase()}/`);
}

function joinNames(parent: Value, own: Value): Value {
  return mapChoices([parent, own], ([a, b]) => text(a as Plain, '/', b as Plain)) ?? own;
}

function evaluateText(entry: JsonObject, key: string, scope: Scope, path: Path): string | undefined {
  const json = toJson(evaluateNode(get(entry, key) ?? null, scope, childPath(path, key), 'property'));
  return typeof json === 'string' && json !== '' ? json : undefined;
}

interface Copy {
  readonly scope: Scope;
  readonly copies: 'one' | 'any';
  readonly round: number | undefined;
  /** Whether the loop reaches this round. */
  readonly reached: Value;
}

/** The rounds of a resource's copy loop, or the one round of a resource without. */
function copiesOf(entry: JsonObject, symbol: string | undefined, scope: Scope, path: Path): readonly Copy[] {
  const copy = get(entry, 'copy');
  if (!isJsonObject(copy)) return [{ scope, copies: 'one', round: undefined, reached: known(true) }];
  const written = get(copy, 'name');
  const name = typeof written === 'string' ? written : (symbol ?? 'copy');
  const at = childPath(path, 'copy');
  const count = evaluateNode(get(copy, 'count') ?? null, scope, childPath(at, 'count'), 'property');
  const inRound = (index: Value | number): Scope => insideLoop(scope, name, true, index);
  const result: Copy[] = [];
  const checked = guarded(
    () => {
      const rounds = longest(count, name);
      if (rounds.kind === 'any')
        result.push({ scope: inRound(rounds.index), copies: 'any', round: undefined, reached: known(true) });
      else
        for (let i = 0; i < rounds.count; i++)
          result.push({ scope: inRound(i), copies: 'one', round: i, reached: reaches(count, i) });
      return known(null);
    },
    scope,
    childPath(at, 'count'),
    'property',
  );
  return checked.kind === 'known'
    ? result
    : [{ scope: inRound(checked), copies: 'any', round: undefined, reached: known(true) }];
}

/** The rounds of the option with the most; any number as soon as one option does not say. */
function longest(count: Value, name: string): Rounds {
  let longestSoFar: Rounds = { kind: 'counted', count: 0 };
  for (const option of optionsOf(count)) {
    const rounds = roundsOf(option.value, name);
    if (rounds.kind === 'any') return rounds;
    if (rounds.count > longestSoFar.count) longestSoFar = rounds;
  }
  return longestSoFar;
}

function reaches(count: Value, round: number): Value {
  if (count.kind !== 'choice') return known(true);
  return choiceOf(
    count.options.map(({ guard, value }) => ({
      guard,
      value: known(value.kind === 'known' && Number(value.json) > round),
    })),
    count.because,
  );
}

function instanceOf(
  site: ResourceSite,
  type: string,
  name: Value,
  condition: Value,
  copy: Copy,
  around: Surroundings,
): ResourceInstance {
  const { entry, path, symbol } = site;
  const { scope } = copy;
  const at = (key: string): Value | undefined => {
    const json = get(entry, key);
    return json === undefined ? undefined : evaluateNode(json, scope, childPath(path, key), 'property');
  };
  const place = placeResource(
    type,
    name,
    { scope: at('scope'), subscriptionId: at('subscriptionId'), resourceGroup: at('resourceGroup') },
    around.target,
  );
  const apiVersion = at('apiVersion') ?? known(null);
  return {
    document: scope.document,
    path,
    entry,
    scope,
    symbol,
    place,
    apiVersion,
    condition,
    existing: get(entry, 'existing') === true,
    copies: copy.copies,
    round: copy.round,
    body: once(() => evaluateBody(entry, place, apiVersion, scope, path)),
  };
}

function conditionOf(entry: JsonObject, { scope, reached }: Copy, path: Path): Value {
  const json = get(entry, 'condition');
  if (json === undefined || json === null) return reached;
  const at = childPath(path, 'condition');
  const condition = guarded(
    () =>
      truthOf(
        evaluateNode(json, scope, at, 'property'),
        (wrong) => `A condition must be true or false, not ${describe(wrong)}`,
      ),
    scope,
    at,
    'property',
  );
  return reached.kind === 'known' ? condition : conjunction(reached, condition);
}

/** The declared resource: type, name and API version first, then the rest in the order it is written. */
function evaluateBody(
  entry: JsonObject,
  place: ResourcePlace,
  apiVersion: Value,
  scope: Scope,
  path: Path,
): PartialObject {
  const entries = new Map<string, Entry>();
  entries.set('type', must(known(place.type, writtenAt(scope.document, childPath(path, 'type'), 'property'))));
  entries.set('name', must(place.name));
  entries.set('apiVersion', must(apiVersion));
  const isDeployment = place.type.toLowerCase() === 'microsoft.resources/deployments';
  for (const key of Object.keys(entry)) {
    if (controlProperties.has(key.toLowerCase())) continue;
    const json =
      isDeployment && key.toLowerCase() === 'properties' ? withoutTemplate(entry[key] ?? null) : (entry[key] ?? null);
    entries.set(key, must(evaluateNode(json, scope, childPath(path, key), 'property')));
  }
  return objectOf(entries, { origin: writtenAt(scope.document, path, 'property') });
}

/** A nested template is evaluated for itself, in its own scope. */
function withoutTemplate(properties: Json): Json {
  if (!isJsonObject(properties)) return properties;
  return Object.fromEntries(
    Object.entries(properties).filter(([key]) => !['template', 'parameters'].includes(key.toLowerCase())),
  );
}

/** Evaluates once; undefined when asked for while doing so. */
export function once<T>(evaluateIt: () => T): () => T | undefined {
  let state: 'new' | 'busy' | 'done' = 'new';
  let result: T | undefined;
  return () => {
    if (state === 'busy') return undefined;
    if (state === 'done') return result;
    state = 'busy';
    try {
      result = evaluateIt();
      state = 'done';
      return result;
    } finally {
      if (state === 'busy') state = 'new';
    }
  };
}
