// What a test asks of a value, in Azure Policy: the question and its opposite.

import type { Test } from '../../model/condition.ts';
import { isJsonArray, type Json, type JsonObject } from '../../values/json.ts';
import { allOf, anyOf, atom } from '../formula.ts';
import type { Predicate } from '../sides.ts';
import { isText, isTextArray } from './aliases.ts';
import type { Parameterized } from './parameters.ts';

/** What is asked: a field, or a value of the assignment. */
type Asked = { readonly field: string } | { readonly value: Json };

/** What the question says of a missing field; undefined where the documentation does not tell. */
type OfNothing = boolean | undefined;

interface NoPredicate {
  readonly because: string;
}

/** The predicate of a test, its negation aside. A missing field is null: it equals nothing, and is no number. */
export function policyPredicate(
  { operator, expected }: Test,
  asked: Asked,
  parameters: Parameterized,
): Predicate<JsonObject> | NoPredicate {
  if (expected.kind === 'pattern') return { because: 'Azure Policy has no regular expressions' };
  const wanted = expected.kind === 'literal' ? expected.value : null;
  const written = parameters.written(wanted);
  switch (operator) {
    case 'equals':
      if (typeof wanted === 'object') return { because: 'it compares with nothing or a whole object' };
      return asking(
        asked,
        'equals',
        'notEquals',
        typeof written === 'boolean' ? String(written) : written,
        wanted === '' ? undefined : false,
      );
    case 'in':
      return isJsonArray(wanted)
        ? asking(asked, 'in', 'notIn', written, false)
        : { because: 'it compares with no list' };
    case 'contains':
      return containing(asked, wanted, written);
    case 'like':
      return typeof wanted === 'string' && !parameters.isParameter(wanted) ? like(asked, wanted) : { because: notLike };
    case 'less':
      return ordered(asked, 'less', 'greaterOrEquals', written);
    case 'lessOrEquals':
      return ordered(asked, 'lessOrEquals', 'greater', written);
    case 'greater':
      return ordered(asked, 'greater', 'lessOrEquals', written);
    case 'greaterOrEquals':
      return ordered(asked, 'greaterOrEquals', 'less', written);
    case 'containsKey':
      return keyed(asked, wanted, parameters);
    default:
      return { because: `Azure Policy has nothing like '${operator}'` };
  }
}

const notLike = 'Azure Policy takes one wildcard at most';

function asking(asked: Asked, yes: string, no: string, wanted: Json, ofNothing: OfNothing): Predicate<JsonObject> {
  return { yes: atom({ ...asked, [yes]: wanted }), no: atom({ ...asked, [no]: wanted }), ofNothing };
}

/** Orders of anything but two numbers are errors, so they are asked of numbers only. */
function ordered(asked: Asked, yes: string, no: string, wanted: Json): Predicate<JsonObject> | NoPredicate {
  if (typeof wanted !== 'number' && typeof wanted !== 'string')
    return { because: 'it compares with something that is no number' };
  return asking(asked, yes, no, wanted, undefined);
}

function containing(asked: Asked, wanted: Json, written: Json): Predicate<JsonObject> | NoPredicate {
  if (!('field' in asked) || typeof wanted !== 'string') return { because: 'it asks whether a list has an item' };
  if (isText(asked.field)) return asking(asked, 'contains', 'notContains', written, undefined);
  if (!isTextArray(asked.field))
    return { because: 'whether it is a text or an array that contains something is not known' };
  const items = `${asked.field}[*]`;
  const count = { field: items, where: { field: items, equals: written } };
  return { yes: atom({ count, greater: 0 }), no: atom({ count, equals: 0 }), ofNothing: false };
}

/** `*x*` is a part; elsewhere one wildcard stands for any text. Others are not wildcards there. */
function like(asked: Asked, wanted: string): Predicate<JsonObject> | NoPredicate {
  const part = /^\*([^*?]+)\*$/.exec(wanted)?.[1];
  if (part !== undefined) return asking(asked, 'contains', 'notContains', part, undefined);
  const wildcards = wanted.split('*').length - 1;
  return wildcards > 1 || wanted.includes('?') || wanted.startsWith('[')
    ? { because: notLike }
    : asking(asked, 'like', 'notLike', wanted, undefined);
}

function keyed(asked: Asked, wanted: Json, { isParameter }: Parameterized): Predicate<JsonObject> | NoPredicate {
  const keys = isJsonArray(wanted) ? wanted : [wanted];
  if (
    !('field' in asked) ||
    asked.field !== 'tags' ||
    isParameter(wanted) ||
    keys.some((key) => typeof key !== 'string')
  )
    return { because: 'Azure Policy asks for keys of tags only, one by one' };
  return {
    yes: allOf(keys.map((key) => atom({ ...asked, containsKey: key }))),
    no: anyOf(keys.map((key) => atom({ ...asked, notContainsKey: key }))),
    ofNothing: keys.length === 0 ? undefined : false,
  };
}

const mirrors: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  equals: ['equals', 'notEquals'],
  less: ['greater', 'lessOrEquals'],
  lessOrEquals: ['greaterOrEquals', 'less'],
  greater: ['less', 'greaterOrEquals'],
  greaterOrEquals: ['lessOrEquals', 'greater'],
};

/** Asks a known value against a parameter, with the sides exchanged: what is asked is the parameter. */
export function mirrored(
  { operator, expected }: Test,
  taken: Json,
  parameters: Parameterized,
): Predicate<JsonObject> | NoPredicate {
  const value = expected.kind === 'literal' ? parameters.written(expected.value) : null;
  const pair = mirrors[operator];
  if (pair === undefined) return { because: 'it compares what is absent with a list that only the assignment knows' };
  return asking({ value }, pair[0], pair[1], typeof taken === 'boolean' ? String(taken) : taken, false);
}
