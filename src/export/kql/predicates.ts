// What a test asks of a value that is there, in KQL: the question and its opposite.

import { normalLocation } from '../../engine/operators.ts';
import type { Test } from '../../model/condition.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import type { Column } from './columns.ts';
import { isAscii, quoted, quotedList, verbatim } from './literals.ts';
import { kqlLike, kqlPattern } from './pattern-text.ts';

/** The question, its opposite, and what the question says where there is no value. */
interface TextPredicate {
  readonly yes: string;
  readonly no: string;
  readonly ofNothing: boolean;
}

/** Why there is no predicate. */
interface NoPredicate {
  readonly because: string;
}

/** The predicate of a test, its negation aside. */
export function predicateOf({ operator, expected, subject }: Test, column: Column): TextPredicate | NoPredicate {
  if (expected.kind === 'pattern') return matching(column, kqlPattern(expected.pattern.source), operator);
  const wanted = expected.kind === 'literal' ? expected.value : null;
  const isLocation = subject.kind === 'field' && subject.path.text === 'location';
  switch (operator) {
    case 'equals':
      return equalTo(column, isLocation && typeof wanted === 'string' ? normalLocation(wanted) : wanted);
    case 'in':
      return inList(column, isJsonArray(wanted) ? wanted : [], isLocation);
    case 'contains':
      return containing(column, wanted);
    case 'like':
      return matching(column, kqlLike(String(wanted)), operator);
    case 'less':
    case 'lessOrEquals':
    case 'greater':
    case 'greaterOrEquals':
      return compared(column, orderSymbols[operator], wanted);
    case 'containsKey':
      return { because: 'names of members are compared without regard to case, those in a query with' };
    default:
      return { because: `queries have nothing like '${operator}'` };
  }
}

const orderSymbols = { less: '<', lessOrEquals: '<=', greater: '>', greaterOrEquals: '>=' } as const;

function equalTo(column: Column, wanted: Json): TextPredicate | NoPredicate {
  if (typeof wanted === 'string') return equalToText(column, wanted);
  if (typeof wanted === 'boolean')
    return { yes: `${column.text} =~ '${wanted}'`, no: `${column.text} !~ '${wanted}'`, ofNothing: false };
  if (typeof wanted === 'number') return compared(column, '==', wanted);
  return { because: 'it compares a whole object or array' };
}

function equalToText({ text, value, isText }: Column, wanted: string): TextPredicate | NoPredicate {
  if (!isAscii(wanted)) return notAscii;
  const same = `${text} =~ ${quoted(wanted)}`;
  if (isText || !couldBeNoText(wanted))
    return { yes: same, no: `${text} !~ ${quoted(wanted)}`, ofNothing: wanted === '' };
  return guarded(`gettype(${value}) == 'string' and ${same}`);
}

/** Whether another value than a text looks the same once it is one: a number, a boolean, an object, an array. */
function couldBeNoText(text: string): boolean {
  return /^\s*(-?[0-9.]|true|false|null|nan|-?inf|[[{])/i.test(text);
}

const notAscii: NoPredicate = { because: 'queries compare without regard to case in ASCII texts only' };

function inList(column: Column, wanted: readonly Json[], isLocation: boolean): TextPredicate | NoPredicate {
  const texts = wanted
    .filter((item) => typeof item === 'string')
    .map((text) => (isLocation ? normalLocation(text) : text));
  if (texts.length < wanted.length) return { because: 'it compares with a list that holds not only texts' };
  if (!texts.every(isAscii)) return notAscii;
  if (!column.isText && texts.some(couldBeNoText))
    return { because: 'it compares with a list whose texts look like other values' };
  if (texts.length === 0) return { yes: 'false', no: 'true', ofNothing: false };
  return {
    yes: `${column.text} in~ ${quotedList(texts)}`,
    no: `${column.text} !in~ ${quotedList(texts)}`,
    ofNothing: texts.includes(''),
  };
}

/** What may be an array is left alone: `contains` asks for an item there, and KQL for a part of its text. */
function containing({ text, isText }: Column, wanted: Json): TextPredicate | NoPredicate {
  if (!isText) return { because: 'whether an array has an item is not asked alike in queries' };
  if (typeof wanted !== 'string' || wanted === '' || !isAscii(wanted)) return notAscii;
  return { yes: `${text} contains ${quoted(wanted)}`, no: `${text} !contains ${quoted(wanted)}`, ofNothing: false };
}

function matching(column: Column, pattern: string | undefined, operator: string): TextPredicate | NoPredicate {
  if (pattern === undefined) return { because: `queries have no regular expression for this '${operator}'` };
  // Nothing is an empty text to KQL, and the pattern may match that.
  const isText = column.isText ? column.present : `gettype(${column.value}) == 'string'`;
  return guarded(`${isText} and ${column.text} matches regex ${verbatim(pattern)}`);
}

/** Numbers, and texts that are integers; everything else is on neither side of a number. */
function compared({ text, value, isText }: Column, symbol: string, wanted: Json): TextPredicate | NoPredicate {
  if (typeof wanted !== 'number' || !Number.isFinite(wanted))
    return { because: 'it compares with something that is no number' };
  const integer = `${text} matches regex @'^-?[0-9]{1,15}$'`;
  const numeric = isText
    ? integer
    : `(gettype(${value}) in ('int', 'long', 'real', 'double', 'decimal') or ${integer})`;
  return guarded(`${numeric} and coalesce(toreal(${text}) ${symbol} ${wanted}, false)`);
}

/** Two-valued whatever the value is, and false of nothing. */
function guarded(text: string): TextPredicate {
  return { yes: `(${text})`, no: `not(${text})`, ofNothing: false };
}
