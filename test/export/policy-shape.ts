// The published schema of policy definitions, and the limits that the documentation adds: what Azure would refuse.
//
// https://schema.management.azure.com/schemas/2020-10-01/policyDefinition.json
// https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';

const operators: Readonly<Record<string, readonly string[]>> = {
  equals: ['number', 'string'],
  notEquals: ['number', 'string'],
  like: ['string'],
  notLike: ['string'],
  contains: ['string'],
  notContains: ['string'],
  in: ['array', 'string'],
  notIn: ['array', 'string'],
  containsKey: ['string'],
  notContainsKey: ['string'],
  match: ['string'],
  notMatch: ['string'],
  matchInsensitively: ['string'],
  notMatchInsensitively: ['string'],
  exists: ['string', 'boolean'],
  greater: ['number', 'string'],
  less: ['number', 'string'],
  greaterOrEquals: ['number', 'string'],
  lessOrEquals: ['number', 'string'],
};

const effects = ['Audit', 'AuditIfNotExists', 'Deny', 'Disabled'];
const parameterTypes = ['String', 'Array', 'Object', 'Boolean', 'Integer', 'Float', 'DateTime'];

/** What is wrong with the properties of a definition; empty where nothing is. */
export function mistakesIn(properties: JsonObject): readonly string[] {
  const { policyRule, parameters, displayName, description, mode, policyType, metadata } = properties;
  const rule = isJsonObject(policyRule) ? policyRule : {};
  const { if: condition, then, ...others } = rule;
  return [
    ...complain(isText(displayName, 128), 'displayName is a text of at most 128 characters'),
    ...complain(isText(description, 512), 'description is a text of at most 512 characters'),
    ...complain(mode === 'All' || mode === 'Indexed', 'mode is All or Indexed'),
    ...complain(policyType === 'Custom', 'policyType is Custom'),
    ...complain(isJsonObject(metadata) && isText(metadata.category, 64), 'metadata has a category'),
    ...complain(Object.keys(others).length === 0, 'a rule has nothing but if and then'),
    ...conditionMistakes(condition, 'if'),
    ...thenMistakes(then),
    ...parameterMistakes(isJsonObject(parameters) ? parameters : {}),
    ...usedParameters(policyRule ?? null).flatMap((name) =>
      complain(isJsonObject(parameters) && parameters[name] !== undefined, `parameter '${name}' is not declared`),
    ),
    ...complain(conditionsIn(condition ?? null) <= 4096, 'there are at most 4096 conditions'),
    ...complain(Math.max(0, ...countsByArray(condition ?? null)) <= 5, 'an array is counted at most 5 times'),
  ];
}

/** What is wrong with a condition. */
function conditionMistakes(json: Json | undefined, at: string): readonly string[] {
  if (!isJsonObject(json)) return [`${at} is no condition`];
  for (const key of ['allOf', 'anyOf'] as const) {
    const list = json[key];
    if (list === undefined) continue;
    return [
      ...complain(Object.keys(json).length === 1, `${at}: ${key} stands alone`),
      ...complain(isJsonArray(list) && list.length > 0, `${at}.${key} is a list that is not empty`),
      ...(isJsonArray(list) ? list.flatMap((item, i) => conditionMistakes(item, `${at}.${key}[${i}]`)) : []),
    ];
  }
  if (json.not !== undefined) return conditionMistakes(json.not, `${at}.not`);
  const subjects = ['field', 'value', 'count'].filter((key) => json[key] !== undefined);
  const names = Object.keys(json).filter((key) => !subjects.includes(key));
  const [name = ''] = names;
  return [
    ...complain(subjects.length === 1, `${at} has one of field, value, count`),
    ...complain(names.length === 1 && operators[name] !== undefined, `${at} has one operator`),
    ...complain(operators[name]?.includes(typeName(json[name])) === true, `${at}.${name} has a wrong type`),
    ...complain(json.field === undefined || isText(json.field, 500), `${at}.field is a text`),
    ...complain(json.value === undefined || isText(json.value, 500), `${at}.value is a text`),
    ...(json.count === undefined ? [] : countMistakes(json.count, `${at}.count`)),
  ];
}

function countMistakes(json: Json, at: string): readonly string[] {
  if (!isJsonObject(json)) return [`${at} is no count`];
  const { field, where, ...others } = json;
  return [
    ...complain(Object.keys(others).length === 0, `${at} has nothing but field and where`),
    ...complain(typeof field === 'string' && field.endsWith('[*]'), `${at}.field is an array`),
    ...(where === undefined ? [] : conditionMistakes(where, `${at}.where`)),
  ];
}

function thenMistakes(json: Json | undefined): readonly string[] {
  if (!isJsonObject(json)) return ['then is missing'];
  const { effect, details, ...others } = json;
  const { type, existenceCondition, ...more } = isJsonObject(details) ? details : {};
  return [
    ...complain(Object.keys(others).length === 0, 'then has nothing but effect and details'),
    ...complain(effect === "[parameters('effect')]", 'the effect is a parameter'),
    ...(details === undefined
      ? []
      : [
          ...complain(typeof type === 'string', 'details name a type'),
          ...complain(Object.keys(more).length === 0, 'details have nothing but type and existenceCondition'),
          ...conditionMistakes(existenceCondition, 'existenceCondition'),
        ]),
  ];
}

function parameterMistakes(parameters: JsonObject): readonly string[] {
  const { effect } = parameters;
  const allowed = isJsonObject(effect) && isJsonArray(effect.allowedValues) ? effect.allowedValues : [];
  return [
    ...complain(
      allowed.length > 1 && allowed.every((value) => effects.includes(String(value))),
      'effects are known ones',
    ),
    ...complain(isJsonObject(effect) && allowed.includes(effect.defaultValue ?? null), 'the usual effect is allowed'),
    ...Object.entries(parameters).flatMap(([name, declared]) => [
      ...complain(/^[A-Za-z][A-Za-z0-9_-]*$/.test(name), `'${name}' is a name`),
      ...complain(isJsonObject(declared) && parameterTypes.includes(String(declared.type)), `'${name}' has a type`),
    ]),
  ];
}

function usedParameters(json: Json): readonly string[] {
  return [...JSON.stringify(json).matchAll(/\[parameters\('([^']+)'\)\]/g)].map(([, name = '']) => name);
}

function conditionsIn(json: Json): number {
  return JSON.stringify(json).split(/"(?:field|value|count)":/).length - 1;
}

function countsByArray(json: Json): readonly number[] {
  const counts = new Map<string, number>();
  for (const [, field = ''] of JSON.stringify(json).matchAll(/"count":\{"field":"([^"]+)"/g))
    counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts.values()];
}

function typeName(json: Json | undefined): string {
  return isJsonArray(json) ? 'array' : typeof json;
}

function isText(json: Json | undefined, most: number): boolean {
  return typeof json === 'string' && json.length > 0 && json.length <= most;
}

function complain(isRight: boolean, message: string): readonly string[] {
  return isRight ? [] : [message];
}
