// The stricter number: templates as they are written, without evaluating anything.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject, setKey } from '../../src/values/json.ts';
import { jsonKey, jsonText } from '../../src/values/json-key.ts';

/** What two templates have in common as they are written. */
export interface StructureMatch {
  /** Resources, their `dependsOn` left out. */
  readonly resources: boolean;
  /** Everything, `dependsOn` left out. */
  readonly template: boolean;
  readonly withDependencies: boolean;
  /** Everything that an evaluation could see, in the same order: `string()` shows the order of keys. */
  readonly alike: boolean;
}

/** Compares two templates that were made plain. */
export function matchStructures(official: JsonObject, ours: JsonObject): StructureMatch {
  const [one, other] = [canonical(official, true), canonical(ours, true)];
  if (jsonText(one) === jsonText(other))
    return { resources: true, template: true, withDependencies: true, alike: true };
  const [left, right] = [canonical(official, false), canonical(ours, false)];
  const alike = jsonText(left) === jsonText(right);
  return {
    resources: alike || same(left.resources, right.resources),
    template: alike || same(left, right),
    withDependencies: same(one, other),
    alike,
  };
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return jsonKey(one ?? null) === jsonKey(other ?? null);
}

/** A template as it is compared: without the compiler's version and hash, declarations in one order. */
function canonical(template: JsonObject, dependencies: boolean): JsonObject {
  const sections: Readonly<Record<string, (member: JsonObject) => JsonObject | undefined>> = {
    metadata: withoutGenerator,
    definitions: sorted,
    parameters: (declarations) => mapped(declarations, (one) => (isJsonObject(one) ? declaration(one) : one)),
    outputs: (declarations) => mapped(declarations, (one) => (isJsonObject(one) ? declaration(one) : one)),
    resources: (entries) => mapped(entries, (one) => canonicalResource(one, dependencies)),
  };
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(template)) {
    const section = Object.hasOwn(sections, key) ? sections[key] : undefined;
    if (isJsonArray(member) && key === 'resources')
      result.resources = member.map((one) => canonicalResource(one, dependencies));
    else if (section === undefined || !isJsonObject(member)) setKey(result, key, member);
    else {
      const made = section(member);
      if (made !== undefined) setKey(result, key, made);
    }
  }
  return result;
}

/** Undefined when nothing else is left. */
function withoutGenerator({ _generator, ...metadata }: JsonObject): JsonObject | undefined {
  return _generator !== undefined && Object.keys(metadata).length === 0 ? undefined : metadata;
}

/** Nothing sees the order of a declaration's members, but that of the values in it. */
function declaration({ metadata, ...members }: JsonObject): JsonObject {
  const entries = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...Object.fromEntries(entries), ...(isJsonObject(metadata) ? { metadata: sorted(metadata) } : {}) };
}

/** The API version of a deployment is the compiler's choice (§4.9). */
function canonicalResource(entry: Json, dependencies: boolean): Json {
  if (!isJsonObject(entry)) return entry;
  const { dependsOn, ...rest } = entry;
  const result: Record<string, Json> = { ...(dependencies ? entry : rest) };
  if (isJsonArray(rest.resources))
    result.resources = rest.resources.map((child) => canonicalResource(child, dependencies));
  const { properties } = rest;
  const template = isJsonObject(properties) ? get(properties, 'template') : undefined;
  if (!isJsonObject(properties) || String(rest.type).toLowerCase() !== 'microsoft.resources/deployments') return result;
  return {
    ...result,
    apiVersion: '',
    properties: isJsonObject(template) ? { ...properties, template: canonical(template, dependencies) } : properties,
  };
}

function mapped(object: JsonObject, change: (member: Json) => Json): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(object)) setKey(result, key, change(member));
  return result;
}

/** Keys in order, at every level. */
function sorted(object: JsonObject): JsonObject {
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  const inOrder = (member: Json): Json =>
    isJsonObject(member) ? sorted(member) : isJsonArray(member) ? member.map(inOrder) : member;
  return mapped(Object.fromEntries(entries), inOrder);
}
