// Reads conditions from rule files. Mistakes are collected with the place where they stand.

import type { Condition, Count, NumberOperator, Related, Relation } from '../model/condition.ts';
import type { RuleSetting } from '../model/rule.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { nearest } from '../values/nearest.ts';
import { childPath, type Path } from '../values/path.ts';
import { readFieldPath } from './fields.ts';
import { type MistakeSink, neverHolds, only, type Place, readField, readTest, settled } from './read-test.ts';

/** Reads a condition; after a mistake the result only keeps the reader going. */
export function readCondition(
  json: Json | undefined,
  path: Path,
  settings: readonly RuleSetting[],
  sink: MistakeSink,
): Condition {
  return read(json, path, { inCount: false, settings, sink });
}

function read(json: Json | undefined, path: Path, place: Place): Condition {
  if (!isJsonObject(json)) {
    place.sink.add('A condition is an object', path);
    return neverHolds;
  }
  for (const key of ['allOf', 'anyOf'] as const) {
    const conditions = json[key];
    if (conditions !== undefined) return readList(key, conditions, json, childPath(path, key), place);
  }
  if (json.not !== undefined) {
    only(json, ['not'], path, place);
    return { kind: 'not', condition: read(json.not, childPath(path, 'not'), place) };
  }
  if (json.count !== undefined) return readCount(json, path, place);
  if (json.related !== undefined) return readRelated(json, path, place);
  return readTest(json, path, place);
}

function readList(kind: 'allOf' | 'anyOf', json: Json, owner: JsonObject, path: Path, place: Place): Condition {
  only(owner, [kind], path?.parent, place);
  if (!isJsonArray(json) || json.length === 0) {
    place.sink.add(`${kind} is a list of conditions`, path);
    return neverHolds;
  }
  return { kind, conditions: json.map((item, i) => read(item, childPath(path, i), place)) };
}

const numberOperators: readonly NumberOperator[] = [
  'equals',
  'notEquals',
  'less',
  'lessOrEquals',
  'greater',
  'greaterOrEquals',
];

function readCount(json: JsonObject, path: Path, place: Place): Count | Condition {
  const at = childPath(path, 'count');
  const count = json.count;
  const counting = readCounting(json, 'count', path, place);
  if (!isJsonObject(count) || counting === undefined) {
    if (!isJsonObject(count)) place.sink.add("'count' is an object with field and, if need be, where", at);
    return neverHolds;
  }
  only(count, ['field', 'item', 'where'], at, place);
  const key = count.item === undefined ? 'field' : 'item';
  const subject = readField(count[key] ?? null, key === 'item' ? 'item' : 'this', childPath(at, key), place);
  if (!subject.path.segments.includes('[*]'))
    place.sink.add('What is counted is an array: the path holds [*]', childPath(at, key));
  const where =
    count.where === undefined ? undefined : read(count.where, childPath(at, 'where'), { ...place, inCount: true });
  return { kind: 'count', subject, where, ...counting };
}

function readCounting(
  json: JsonObject,
  key: string,
  path: Path,
  place: Place,
): { operator: NumberOperator; expected: number } | undefined {
  const operator = numberOperators.find((name) => json[name] !== undefined);
  const written = operator === undefined ? undefined : json[operator];
  const expected =
    operator === undefined || written === undefined ? undefined : settled(written, childPath(path, operator), place);
  only(json, [key, ...numberOperators], path, place);
  if (operator !== undefined && typeof expected === 'number') return { operator, expected };
  // A setting that nobody decided: the rule does not apply.
  if (operator !== undefined && expected === null && isJsonObject(written)) return { operator, expected: 0 };
  place.sink.add(`'${key}' is compared with a number by one of ${numberOperators.join(', ')}`, path);
  return undefined;
}

const relationKeys = ['by', 'field', 'identity', 'value', 'type', 'where', 'distinct', 'elsewhere'];
const plainRelations = ['child', 'extension', 'atOrAbove', 'parent', 'covers', 'any'] as const;
const fieldRelations = ['references', 'referencedBy', 'principal', 'principalOf', 'holds'] as const;
const relationKinds = [...plainRelations, ...fieldRelations];

function readRelated(json: JsonObject, path: Path, place: Place): Related | Condition {
  const at = childPath(path, 'related');
  const related = json.related;
  const counting = readCounting(json, 'related', path, place);
  if (!isJsonObject(related) || counting === undefined) {
    if (!isJsonObject(related)) place.sink.add("'related' is an object with by, type and, if need be, where", at);
    return neverHolds;
  }
  only(related, relationKeys, at, place);
  const types = readTypes(related, at, place);
  const distinct = typeof related.distinct === 'string' ? readFieldPath(related.distinct) : undefined;
  return {
    kind: 'related',
    relation: readRelation(related, at, place),
    types: types.map((type) => type.toLowerCase()),
    writtenTypes: types,
    where:
      related.where === undefined
        ? undefined
        : read(related.where, childPath(at, 'where'), { ...place, inCount: false }),
    distinct,
    ...counting,
    elsewhere: related.elsewhere === 'impossible' ? 'impossible' : 'possible',
  };
}

function readTypes(related: JsonObject, at: Path, { sink }: Place): readonly string[] {
  const type = get(related, 'type');
  const types = isJsonArray(type) ? type : [type ?? null];
  const texts = types.filter((item): item is string => typeof item === 'string' && item.includes('/'));
  if (texts.length !== types.length) sink.add("'type' is a resource type, or a list of them", childPath(at, 'type'));
  return texts;
}

function readRelation(related: JsonObject, at: Path, place: Place): Relation {
  const by = related.by;
  const plain = plainRelations.find((name) => name === by);
  if (plain !== undefined) return { kind: plain };
  const kind = fieldRelations.find((name) => name === by);
  if (kind !== undefined) {
    const { path: field } = readField(related.field ?? null, 'this', childPath(at, 'field'), place);
    if (kind === 'holds')
      return { kind, field, value: readField(related.value ?? null, 'this', childPath(at, 'value'), place).path };
    if (kind !== 'principal' && kind !== 'principalOf') return { kind, field };
    return { kind, field, identity: related.identity === 'kubelet' ? 'kubelet' : 'own' };
  }
  const suggestion = typeof by === 'string' ? nearest(by, relationKinds) : undefined;
  const hint = suggestion === undefined ? `one of ${relationKinds.join(', ')}` : `did you mean '${suggestion}'?`;
  place.sink.add(`'by' names no relation: ${hint}`, childPath(at, 'by'));
  return { kind: 'any' };
}
