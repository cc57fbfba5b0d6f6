// Conditions of rules in the language of Azure Policy.

import type { Expected } from '../../engine/operators.ts';
import type { Count, FieldPath, FieldSubject, Test } from '../../model/condition.ts';
import { everyItem } from '../../model/condition.ts';
import type { AbsentFact } from '../../model/rule.ts';
import { isJsonArray, type Json, type JsonObject } from '../../values/json.ts';
import type { Truth } from '../../values/truth.ts';
import { allOf, anyOf, atom, type Formula } from '../formula.ts';
import { expectedOf, truthOfNothing, truthOfValue } from '../nothing.ts';
import { besideNothing, type Language, type Sides, settled, sidesOf, swapped, unsayable } from '../sides.ts';
import { fieldOfItem, fieldOfType, type PolicyField } from './aliases.ts';
import type { Parameterized } from './parameters.ts';
import { mirrored, policyPredicate } from './predicates.ts';

/** Where a condition stands. */
export interface PolicyPlace {
  /** The type of the resource that fields are of. */
  readonly type: string;
  /** The array whose items are counted. */
  readonly array: string | undefined;
  /** Whether it is the resource the rule is about; what is said of absent fields is said of that. */
  readonly isSubject: boolean;
  readonly parameters: Parameterized;
}

/** The language of Azure Policy at a place. */
export function policyLanguage(place: PolicyPlace): Language<JsonObject> {
  return {
    test: (test) => policyTest(test, place),
    count: (count) => policyCount(count, place),
    related: () => unsayable('it looks at other resources in a way that Azure Policy does not have'),
  };
}

function policyTest(test: Test, place: PolicyPlace): Sides<JsonObject> {
  const expected = expectedOf(test.expected);
  if (expected.kind === 'no') return unsayable(expected.because);
  const { subject } = test;
  const sides =
    subject.kind === 'value'
      ? valueTest(test, subject.value, expected, place)
      : fieldTest(test, subject, expected, place);
  return test.negated ? swapped(sides) : sides;
}

/** A test of a setting: decided when the policy is assigned, where its parameter is. */
function valueTest(test: Test, value: Json, expected: Expected, { parameters }: PolicyPlace): Sides<JsonObject> {
  if (test.operator === 'exists' || !involvesParameter(test, value, parameters))
    return settled(truthOfValue(test, value, expected));
  const predicate = policyPredicate(test, { value: parameters.written(value) }, parameters);
  if ('because' in predicate) return unsayable(predicate.because);
  return { holds: predicate.yes, fails: predicate.no, because: [] };
}

function involvesParameter({ expected }: Test, value: Json, { isParameter }: Parameterized): boolean {
  return isParameter(value) || (expected.kind === 'literal' && isParameter(expected.value));
}

function fieldTest(test: Test, subject: FieldSubject, expected: Expected, place: PolicyPlace): Sides<JsonObject> {
  if (test.operator === 'inVersion') return settled(true);
  if (subject.path.segments.includes(everyItem)) return unsayable(`'${subject.path.text}' is every item of an array`);
  const field = fieldAt(subject, place);
  if (field.kind === 'no') return unsayable(field.because);
  const presence = { present: existence(field.name, true), absent: existence(field.name, false) };
  if (test.operator === 'exists') {
    const wanted = test.expected.kind === 'literal' && test.expected.value === false;
    const sides = { holds: presence.present, fails: presence.absent, because: [] };
    return wanted ? swapped(sides) : sides;
  }
  const predicate = policyPredicate(test, { field: field.name }, place.parameters);
  if ('because' in predicate) return unsayable(predicate.because);
  const fact = factOf(subject, place);
  if (fact?.unknown !== undefined && place.array !== undefined)
    return unsayable(`where there is no '${subject.path.text}', nobody knows whether the item counts`);
  if (fact?.value !== undefined && involvesParameter(test, null, place.parameters))
    return againstParameter(test, fact.value, predicate, presence, place);
  return besideNothing(predicate, presence, truthOfNothing(test, expected, fact));
}

/** What Azure takes for nothing, against a value that only the assignment knows. */
function againstParameter(
  test: Test,
  taken: Json,
  { yes, no }: { readonly yes: Formula<JsonObject>; readonly no: Formula<JsonObject> },
  { present, absent }: { readonly present: Formula<JsonObject>; readonly absent: Formula<JsonObject> },
  { parameters }: PolicyPlace,
): Sides<JsonObject> {
  const ofTaken = mirrored(test, taken, parameters);
  if ('because' in ofTaken) return unsayable(ofTaken.because);
  return {
    holds: anyOf([allOf([present, yes]), allOf([absent, ofTaken.yes])]),
    fails: anyOf([allOf([present, no]), allOf([absent, ofTaken.no])]),
    because: [],
  };
}

function existence(field: string, exists: boolean): Formula<JsonObject> {
  return atom({ field, exists });
}

function fieldAt({ of, path }: FieldSubject, { type, array, isSubject }: PolicyPlace): PolicyField {
  if (of === 'item' && array !== undefined) return fieldOfItem(path, array);
  if (of === 'subject' && !isSubject)
    return { kind: 'no', because: 'it compares another resource with the one the rule is about' };
  return fieldOfType(path, type);
}

function factOf({ of, path }: FieldSubject, { isSubject, parameters }: PolicyPlace): AbsentFact | undefined {
  if (of === 'item' || !isSubject) return undefined;
  return parameters.rule.absent.find(({ field }) => field.text === path.text);
}

function policyCount(count: Count, place: PolicyPlace): Sides<JsonObject> {
  const { path } = count.subject;
  const what = path.text;
  if (path.segments.at(-1) !== everyItem || path.segments.filter((segment) => segment === everyItem).length > 1)
    return unsayable(`it counts parts of the items of '${what}'`);
  const array = fieldAt(count.subject, place);
  if (array.kind === 'no') return unsayable(array.because);
  const fact = factOf({ ...count.subject, path: withoutItems(path) }, place);
  if (fact?.unknown !== undefined || (isJsonArray(fact?.value) && fact.value.length > 0))
    return unsayable(`where there is no '${what}', Azure Policy counts nothing`);
  const where =
    count.where === undefined ? undefined : sidesOf(count.where, policyLanguage({ ...place, array: array.name }));
  if (where !== undefined && where.because.length > 0) return { ...settled('unknown'), because: where.because };
  return counted(count, array.name, where?.holds, place);
}

function withoutItems({ text, segments }: FieldPath): FieldPath {
  return { text: text.slice(0, -everyItem.length), segments: segments.slice(0, -1) };
}

const opposites = {
  equals: 'notEquals',
  notEquals: 'equals',
  less: 'greaterOrEquals',
  greaterOrEquals: 'less',
  greater: 'lessOrEquals',
  lessOrEquals: 'greater',
} as const;

function counted(
  { operator, expected }: Count,
  field: string,
  where: Formula<JsonObject> | undefined,
  { parameters }: PolicyPlace,
): Sides<JsonObject> {
  if (where?.kind === 'constant' && !where.value) return unsayable('it counts what cannot be');
  const number = parameters.written(expected);
  const counting =
    where === undefined || where.kind === 'constant' ? { field } : { field, where: conditionJson(where) };
  return {
    holds: atom({ count: counting, [operator]: number }),
    fails: atom({ count: counting, [opposites[operator]]: number }),
    because: [],
  };
}

/** A formula as a condition. */
export function conditionJson(formula: Formula<JsonObject>): JsonObject {
  switch (formula.kind) {
    case 'atom':
      return formula.atom;
    case 'constant':
      return { value: String(formula.value), equals: 'true' };
    default:
      return { [formula.kind === 'all' ? 'allOf' : 'anyOf']: formula.of.map(conditionJson) };
  }
}

/** True for a condition that no resource meets. */
export function isNever(formula: Formula<JsonObject>): boolean {
  const truth: Truth = formula.kind === 'constant' ? formula.value : 'unknown';
  return truth === false;
}
