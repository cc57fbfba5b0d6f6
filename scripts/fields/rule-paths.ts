// The paths by which a rule reads or sets fields of resources, each with the resource types that may have it.

import { isView } from '../../src/engine/views/views.ts';
import {
  type Condition,
  everyItem,
  type FieldPath,
  type FieldSegment,
  type FieldSubject,
  type Related,
  type Relation,
} from '../../src/model/condition.ts';
import type { Rule } from '../../src/model/rule.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { formatPath, pathOf } from '../../src/values/path.ts';

/** A path of a rule, as far as the first view. */
export interface RulePath {
  /** One of them must have it. */
  readonly types: readonly string[];
  readonly segments: readonly FieldSegment[];
  /** True for what a fix sets in a template. */
  readonly set: boolean;
}

/** The name of a path in tables: every item stands for each one. */
export function textOf(segments: readonly FieldSegment[]): string {
  const names = segments.map((segment) => (typeof segment === 'number' ? everyItem : segment));
  return formatPath(pathOf(...names)).replaceAll(`['${everyItem}']`, everyItem);
}

/** True when a list of types, in which `*` stands for all, names a type. */
export function includesType(types: readonly string[], type: string): boolean {
  return types.some((one) => one === '*' || one.toLowerCase() === type.toLowerCase());
}

/** Every path of a rule into resources, repetitions included. */
export function pathsOf({ applies, require, causes, absent, fix }: Rule): readonly RulePath[] {
  const place: Place = { subject: applies.types, current: applies.types, item: { types: applies.types, segments: [] } };
  const conditions = [
    require,
    ...applies.when.map(({ condition }) => condition),
    ...causes.map((one) => one.condition),
  ];
  return [
    ...conditions.flatMap((condition) => inCondition(condition, place)),
    ...absent.flatMap(({ field }) => path(applies.types, field.segments)),
    ...fix.set.flatMap(({ field, value }) =>
      inValue(value, field.segments).flatMap((segments) => path(applies.types, segments, true)),
    ),
  ];
}

/** What `field`, `subject` and `item` mean where a condition stands. */
interface Place {
  /** Types of the resource the rule is about. */
  readonly subject: readonly string[];
  /** Types of the resource the condition is about. */
  readonly current: readonly string[];
  readonly item: { readonly types: readonly string[]; readonly segments: readonly FieldSegment[] };
}

function inCondition(condition: Condition, place: Place): readonly RulePath[] {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.flatMap((inner) => inCondition(inner, place));
    case 'not':
      return inCondition(condition.condition, place);
    case 'test': {
      const { subject, expected } = condition;
      const subjects = [subject, ...(expected.kind === 'field' ? [expected.subject] : [])];
      return subjects.flatMap((one) => (one.kind === 'field' ? ofSubject(one, place) : []));
    }
    case 'count': {
      const item = absolute(condition.subject, place);
      const inner = condition.where === undefined ? [] : inCondition(condition.where, { ...place, item });
      return [...path(item.types, item.segments), ...inner];
    }
    case 'related':
      return inRelated(condition, place);
  }
}

function inRelated({ relation, types, distinct, where }: Related, place: Place): readonly RulePath[] {
  const { own, theirs } = sidesOf(relation);
  return [
    ...own.flatMap(({ segments }) => path(place.current, segments)),
    ...[...theirs, ...(distinct === undefined ? [] : [distinct])].flatMap(({ segments }) => path(types, segments)),
    ...(where === undefined ? [] : inCondition(where, { ...place, current: types })),
  ];
}

/** Which fields of this resource and which of the others a relation compares. */
function sidesOf(relation: Relation): { readonly own: readonly FieldPath[]; readonly theirs: readonly FieldPath[] } {
  switch (relation.kind) {
    case 'references':
    case 'principalOf':
      return { own: [relation.field], theirs: [] };
    case 'referencedBy':
    case 'principal':
      return { own: [], theirs: [relation.field] };
    case 'holds':
      return { own: [relation.value], theirs: [relation.field] };
    default:
      return { own: [], theirs: [] };
  }
}

function ofSubject(subject: FieldSubject, place: Place): readonly RulePath[] {
  const { types, segments } = absolute(subject, place);
  return path(types, segments);
}

/** A path from the root of a resource: that of an item continues the path of what is counted. */
function absolute({ of, path: { segments } }: FieldSubject, place: Place): Place['item'] {
  switch (of) {
    case 'this':
      return { types: place.current, segments };
    case 'subject':
      return { types: place.subject, segments };
    case 'item':
      return { types: place.item.types, segments: [...place.item.segments, ...segments] };
  }
}

/** A view reads what it looks at in its own way: what follows it is no field. */
function path(types: readonly string[], segments: readonly FieldSegment[], set = false): readonly RulePath[] {
  const view = segments.findIndex(isView);
  const fields = view < 0 ? segments : segments.slice(0, view);
  return fields.length === 0 ? [] : [{ types, segments: fields, set }];
}

/** The paths of all members of what is set. */
function inValue(value: Json, segments: readonly FieldSegment[]): readonly (readonly FieldSegment[])[] {
  if (isJsonArray(value)) return [segments, ...value.flatMap((item) => inValue(item, [...segments, everyItem]))];
  if (!isJsonObject(value)) return [segments];
  return [segments, ...Object.entries(value).flatMap(([key, member]) => inValue(member, [...segments, key]))];
}
