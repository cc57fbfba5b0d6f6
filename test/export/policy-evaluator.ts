// A small evaluator of policy rules over resources as ARM describes them. It shares nothing with the code under test: what
// is missing is null, comparisons ignore case, `less` and its kind take two numbers only, and an error is a failing test.
//
// https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';

/** What a condition is evaluated for. */
interface Scope {
  readonly resource: JsonObject;
  readonly parameters: JsonObject;
  /** The item that stands for an array while it is counted. */
  readonly items: Readonly<Record<string, Json>>;
}

/** Whether the resource meets a condition. */
export function meets(condition: Json, resource: JsonObject, parameters: JsonObject): boolean {
  return holds(condition, { resource, parameters, items: {} });
}

/** Whether the definition marks the resource, given the others that are deployed. */
export function marks(properties: JsonObject, resource: JsonObject, others: readonly JsonObject[]): boolean {
  const { if: condition = null, then } = objectAt(properties, 'policyRule');
  const parameters = Object.fromEntries(
    Object.entries(objectAt(properties, 'parameters')).map(([name, declared]) => [
      name,
      (isJsonObject(declared) ? declared.defaultValue : null) ?? null,
    ]),
  );
  if (!meets(condition, resource, parameters)) return false;
  const { type = null, existenceCondition = null } = objectAt(isJsonObject(then) ? then : {}, 'details');
  if (type === null) return true;
  const related = others.filter((other) => sameText(other.type, type) && isBelow(other, resource));
  return !related.some((other) => meets(existenceCondition, other, parameters));
}

function isBelow(other: JsonObject, resource: JsonObject): boolean {
  return String(other.id)
    .toLowerCase()
    .startsWith(`${String(resource.id).toLowerCase()}/`);
}

function holds(json: Json, scope: Scope): boolean {
  if (!isJsonObject(json)) throw new Error('This is no condition');
  if (isJsonArray(json.allOf)) return json.allOf.every((part) => holds(part, scope));
  if (isJsonArray(json.anyOf)) return json.anyOf.some((part) => holds(part, scope));
  const { field, value, count, ...rest } = json;
  const [[operator, written] = ['', null]] = Object.entries(rest);
  const wanted = resolved(written, scope);
  const actual =
    typeof field === 'string'
      ? fieldOf(field, scope)
      : isJsonObject(count)
        ? countOf(count, scope)
        : resolved(value ?? null, scope);
  return compare(operator, actual, wanted);
}

function resolved(json: Json, { parameters }: Scope): Json {
  if (typeof json !== 'string' || !json.startsWith('[')) return json;
  if (json.startsWith('[[')) return json.slice(1);
  const name = /^\[parameters\('([^']+)'\)\]$/.exec(json)?.[1];
  if (name === undefined || parameters[name] === undefined) throw new Error(`'${json}' cannot be resolved`);
  return parameters[name] ?? null;
}

function countOf({ field, where }: JsonObject, scope: Scope): number {
  const array = String(field);
  const items = fieldOf(array.slice(0, -'[*]'.length), scope);
  if (!isJsonArray(items)) return 0;
  return items.filter(
    (item) => where === undefined || holds(where, { ...scope, items: { ...scope.items, [array]: item } }),
  ).length;
}

/** The value of a field; aliases say where it is. */
function fieldOf(name: string, { resource, items }: Scope): Json {
  const array = Object.keys(items).find((prefix) => name === prefix || name.startsWith(`${prefix}.`));
  if (array !== undefined) return valueAt(items[array] ?? null, name.slice(array.length + 1));
  const tag = /^tags\['(.+)'\]$/.exec(name)?.[1];
  if (tag !== undefined) return valueAt(resource.tags ?? null, tag);
  const type = String(resource.type);
  if (!name.toLowerCase().startsWith(`${type.toLowerCase()}/`)) return valueAt(resource, name);
  const path = name.slice(type.length + 1);
  return valueAt(resource, /^sku(\.|$)/.test(path) ? path : `properties.${path}`);
}

/** A resource in an array keeps its properties in `properties`, and aliases leave that out. */
function valueAt(json: Json, path: string): Json {
  if (path === '') return json;
  const [name = '', ...rest] = path.split('.');
  if (!isJsonObject(json)) return null;
  const key = Object.keys(json).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const inner = isJsonObject(json.properties) ? json.properties : undefined;
  if (key === undefined && inner !== undefined) return valueAt(inner, path);
  return key === undefined ? null : valueAt(json[key] ?? null, rest.join('.'));
}

function compare(operator: string, actual: Json, wanted: Json): boolean {
  const negative = /^not(.)(.*)$/.exec(operator);
  if (negative !== null) return !compare(`${negative[1]?.toLowerCase()}${negative[2]}`, actual, wanted);
  switch (operator) {
    case 'exists':
      return (actual !== null) === (String(wanted) === 'true');
    case 'equals':
      return sameText(actual, wanted);
    case 'in':
      return isJsonArray(wanted) && wanted.some((item) => sameText(actual, item));
    case 'contains':
      return String(actual ?? '')
        .toLowerCase()
        .includes(String(wanted).toLowerCase());
    case 'like': {
      const [before = '', after = ''] = String(wanted).toLowerCase().split('*');
      const text = String(actual ?? '').toLowerCase();
      if (!String(wanted).includes('*')) return text === before;
      return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
    }
    case 'containsKey':
      return isJsonObject(actual) && Object.keys(actual).some((key) => sameText(key, wanted));
    default:
      return ordered(operator, actual, wanted);
  }
}

/** Null equals nothing but null. */
function sameText(actual: Json | undefined, wanted: Json): boolean {
  if (actual === null || actual === undefined) return wanted === null;
  return String(actual).toLowerCase() === String(wanted).toLowerCase();
}

function ordered(operator: string, actual: Json, wanted: Json): boolean {
  // A condition with `exists` beside it does not keep this one from being evaluated, but decides then.
  if (actual === null) return false;
  if (typeof actual !== 'number' || typeof wanted !== 'number') throw new Error(`${operator} takes two numbers`);
  switch (operator) {
    case 'less':
      return actual < wanted;
    case 'lessOrEquals':
      return actual <= wanted;
    case 'greater':
      return actual > wanted;
    case 'greaterOrEquals':
      return actual >= wanted;
    default:
      throw new Error(`There is no operator '${operator}'`);
  }
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}
