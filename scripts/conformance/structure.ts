// The stricter number: templates as canonical JSON, without evaluating anything.

import { isJsonArray, isJsonObject, type Json, type JsonObject, setKey } from '../../src/values/json.ts';
import { jsonKey, jsonText } from '../../src/values/json-key.ts';
import { plainText, withoutDerivedType } from './prepare.ts';

/** What two templates have in common as they are written. */
export interface StructureMatch {
  /** Resources, their `dependsOn` left out. */
  readonly resources: boolean;
  /** Everything, `dependsOn` left out. */
  readonly template: boolean;
  readonly withDependencies: boolean;
}

export function matchStructures(official: JsonObject, ours: JsonObject): StructureMatch {
  const same = (view: (template: JsonObject) => Json): boolean => jsonKey(view(official)) === jsonKey(view(ours));
  return {
    resources: same((template) => canonical(template.resources ?? null, dependencies)),
    template: same((template) => canonical(template, dependencies)),
    withDependencies: same((template) => canonical(template, none)),
  };
}

/** Whether nothing differs that an evaluation could see; the order of keys counts, for `string()` shows it. */
export function isWrittenAlike(one: JsonObject, other: JsonObject): boolean {
  return jsonText(canonical(one, dependencies)) === jsonText(canonical(other, dependencies));
}

const dependencies: ReadonlySet<string> = new Set(['dependsOn']);
const none: ReadonlySet<string> = new Set();

/** A template as it is compared: `_generator` (version and hash of the compiler) is no part of it. */
function canonical(json: Json, without: ReadonlySet<string>): Json {
  if (typeof json === 'string') return plainText(json);
  if (isJsonArray(json)) return json.map((member) => canonical(member, without));
  if (!isJsonObject(json)) return json;
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(withoutDerivedType(json)))
    if (key !== '_generator' && !without.has(key)) setKey(result, plainText(key), canonical(member, without));
  if (isEmptyMetadata(json)) delete result.metadata;
  return isDeployment(json) ? { ...result, apiVersion: '' } : result;
}

/** Metadata that held `_generator` alone. */
function isEmptyMetadata({ metadata }: JsonObject): boolean {
  return isJsonObject(metadata) && Object.keys(metadata).every((key) => key === '_generator');
}

function isDeployment({ type, properties }: JsonObject): boolean {
  return String(type).toLowerCase() === 'microsoft.resources/deployments' && isJsonObject(properties);
}
