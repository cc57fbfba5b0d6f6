// What a JSON file is: a template, a parameter file, a trust policy, or none of them. Decided by shape, not by one property.

import { levelOfSchema } from '../templates/context.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { isTrustPolicyFile } from './trust-policies.ts';

export type FileRole = 'template' | 'parameters' | 'trustPolicy' | 'other';

/** The role of a JSON value that stands alone in a file. */
export function roleOf(root: Json): FileRole {
  if (!isJsonObject(root)) return 'other';
  if (isTrustPolicyFile(root)) return 'trustPolicy';
  const schema = get(root, '$schema');
  const schemaText = typeof schema === 'string' ? schema : '';
  if (/\/deploymentparameters\.json#?$/i.test(schemaText.trim())) return 'parameters';
  if (
    hasResources(root) &&
    (levelOfSchema(schemaText) !== undefined || typeof get(root, 'contentVersion') === 'string')
  )
    return 'template';
  return levelOfSchema(schemaText) === undefined && looksLikeParameters(root) ? 'parameters' : 'other';
}

function hasResources(root: JsonObject): boolean {
  const resources = get(root, 'resources');
  return isJsonArray(resources) || isJsonObject(resources);
}

/** Every parameter has a value, or says where its value is; a content version keeps other files with `parameters` out. */
function looksLikeParameters(root: JsonObject): boolean {
  const parameters = get(root, 'parameters');
  if (
    !isJsonObject(parameters) ||
    typeof get(root, 'contentVersion') !== 'string' ||
    get(root, 'resources') !== undefined
  )
    return false;
  return Object.values(parameters).every(
    (parameter) =>
      isJsonObject(parameter) && ['value', 'reference', 'expression'].some((key) => get(parameter, key) !== undefined),
  );
}

/** Whether a text is worth reading as JSON: templates and parameter files name themselves somewhere. */
export function mayBeRelevant(text: string): boolean {
  if (text.includes('"trustPolicies"')) return true;
  return (
    /"(\$schema|contentVersion)"|'(\$schema|contentVersion)'/.test(text) &&
    /["']?(resources|parameters)["']?\s*:/i.test(text)
  );
}

/** Whether a text that is no JSON was meant to be a template or a parameter file. */
export function wasMeantAsTemplate(text: string): boolean {
  return /schema\.management\.azure\.com\/schemas\/[^"']*deployment(template|parameters)\.json/i.test(text);
}
