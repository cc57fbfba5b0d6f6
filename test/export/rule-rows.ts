// Random resources for a rule: its fields take the values it asks for, others, or none.

import fc from 'fast-check';
import { type Condition, everyItem, type FieldPath, type FieldSegment, type Test } from '../../src/model/condition.ts';
import type { Rule } from '../../src/model/rule.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';

/** A field and what it may be. */
interface Candidate {
  readonly segments: readonly FieldSegment[];
  readonly values: readonly Json[];
}

/** A random resource of one of the rule's types, and perhaps related ones, as Azure answers. */
export function rowsFor(rule: Rule): fc.Arbitrary<readonly JsonObject[]> {
  const conditions = [rule.require, ...rule.applies.when.map(({ condition }) => condition)];
  const related = conditions.flatMap(relatedIn);
  return fc.constantFrom(...rule.applies.types).chain((type) => {
    const id = `${scope}/providers/${withNames(type)}`;
    const own = resource(type, id, conditions.flatMap(ownTests));
    const others = related.map(({ type: other, where }, i) =>
      fc.option(resource(other, relatedId(id, other, i), where === undefined ? [] : ownTests(where)), {
        nil: undefined,
      }),
    );
    return fc.tuple(own, ...others).map((list) => list.filter((one) => one !== undefined));
  });
}

const scope = '/subscriptions/s/resourceGroups/g';

function withNames(type: string): string {
  const [namespace, ...names] = type.split('/');
  return [namespace, ...names.flatMap((name, i) => [name, `x${i}`])].join('/');
}

function relatedId(id: string, type: string, i: number): string {
  const isExtension = !id.toLowerCase().includes(type.split('/')[0] ?? '');
  return isExtension ? `${id}/providers/${type}/y${i}` : `${id}/${type.split('/').at(-1)}/y${i}`;
}

function resource(type: string, id: string, candidates: readonly Candidate[]): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(...candidates.map(({ values }) => fc.constantFrom<Json | undefined>(undefined, ...values)))
    .map((values) =>
      values.reduce<JsonObject>(
        (row, value, i) => (value === undefined ? row : withValue(row, candidates[i]?.segments ?? [], value)),
        { id, type: type.toLowerCase(), name: id.split('/').at(-1) ?? '', location: 'westeurope' },
      ),
    );
}

function withValue(row: JsonObject, [segment, ...rest]: readonly FieldSegment[], value: Json): JsonObject {
  if (typeof segment !== 'string' || segment === everyItem) return row;
  const inner = row[segment];
  if (rest.length === 0) return { ...row, [segment]: value };
  return { ...row, [segment]: withValue(isJsonObject(inner) ? inner : {}, rest, value) };
}

function ownTests(condition: Condition): readonly Candidate[] {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.flatMap(ownTests);
    case 'not':
      return ownTests(condition.condition);
    case 'test':
      return condition.subject.kind === 'field' ? candidate(condition.subject.path, valuesOf(condition)) : [];
    case 'count':
      return arrays(condition.subject.path, condition.where);
    case 'related':
      return [];
  }
}

/** Arrays whose items take what the condition asks of them. */
function arrays({ segments }: FieldPath, where: Condition | undefined): readonly Candidate[] {
  const path = segments.slice(0, segments.indexOf(everyItem));
  const tests = where === undefined ? [] : ownTests(where);
  const items: readonly Json[] = tests.flatMap(({ segments: inner, values }) =>
    values.map((value) => (inner.length === 0 ? value : withValue({}, inner, value))),
  );
  return [{ segments: path, values: [[], ...items.map((item) => [item]), items.slice(0, 3)] }];
}

function candidate({ segments }: FieldPath, values: readonly Json[]): readonly Candidate[] {
  const isPlain = segments.every((segment) => typeof segment === 'string' && !segment.startsWith('$'));
  const isFixed = segments[0] === 'id' || segments[0] === 'type' || segments.includes(everyItem);
  return isPlain && !isFixed && values.length > 0 ? [{ segments, values }] : [];
}

/** Values of the type that the test expects: others do not pass Azure's own validation. */
function valuesOf({ operator, expected, subject }: Test): readonly Json[] {
  const wanted = expected.kind === 'literal' ? expected.value : null;
  switch (operator) {
    case 'exists':
      return ['something'];
    case 'contains':
      return subject.kind === 'field' && subject.path.segments.at(-1) === 'actions'
        ? [[wanted, 'push'], ['push'], []]
        : [wanted, `${wanted}, other`, 'other'];
    case 'equals':
      return typeof wanted === 'boolean' ? [true, false] : [wanted, String(wanted).toUpperCase(), 'other'];
    case 'in':
      return [...(isJsonArray(wanted) ? wanted.slice(0, 3) : []), 'other'];
    case 'like':
    case 'pattern':
      return ['abcdef', 'a', 'other-name'];
    default:
      return typeof wanted === 'number' ? [wanted - 1, wanted, wanted + 1] : [];
  }
}

function relatedIn(condition: Condition): readonly { readonly type: string; readonly where: Condition | undefined }[] {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.flatMap(relatedIn);
    case 'not':
      return relatedIn(condition.condition);
    case 'related':
      return condition.types.map((type) => ({ type, where: condition.where }));
    default:
      return [];
  }
}
