// Arrays, and the functions that take arrays as well as strings. Items keep their origin.

import { elementsOf, holdsSecret, memberOf, membersOf, typeOf } from '../../values/access.ts';
import { containsItem, ends, equal, identityOf } from '../../values/compare.ts';
import { lengthOf } from '../../values/limits.ts';
import { any, type Truth } from '../../values/truth.ts';
import {
  arrayOf,
  type Element,
  known,
  type Plain,
  stringOf,
  type Unknown,
  type Value,
  withSecret,
} from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import {
  anyNumber,
  describe,
  intFunction,
  plainFunction,
  type TemplateFunction,
  truthValue,
  Unsettled,
  unknownCall,
  wrongType,
} from './definition.ts';
import { certainLength } from './numbers.ts';
import { textPart } from './text.ts';

export const arrayFunctions: readonly TemplateFunction[] = [
  plainFunction('array', [1, 1], ([value]) => array(value as Plain)),
  plainFunction('createArray', [0, anyNumber], (args, { scope }) => {
    scope.run.spend(args.length);
    return arrayOf(args);
  }),
  plainFunction('concat', [1, anyNumber], (args, { scope }) => {
    const result = concat(args);
    scope.run.spend(sizeOf(result));
    return result;
  }),
  plainFunction('contains', [2, 2], contains),
  plainFunction('empty', [1, 1], ([value]) => truthValue(isEmpty(value as Plain), 'empty', [value as Plain])),
  plainFunction('length', [1, 1], ([value]) => withSecret(length(value as Plain), holdsSecret(value as Plain))),
  plainFunction('first', [1, 1], ([value]) => endItem('first', value as Plain)),
  plainFunction('last', [1, 1], ([value]) => endItem('last', value as Plain)),
  plainFunction('indexFromEnd', [2, 2], (args) => fromEnd('indexFromEnd', args)),
  plainFunction('tryIndexFromEnd', [2, 2], (args) => fromEnd('tryIndexFromEnd', args)),
  plainFunction('flatten', [1, 1], ([value], { scope }) => {
    const result = flatten(value as Plain);
    scope.run.spend(sizeOf(result));
    return result;
  }),
  plainFunction('distinct', [1, 1], ([value]) => distinct('distinct', [value as Plain])),
  intFunction('indexOf', [2, 2], ([items = null, needle = null]) => position('indexOf', known(items), known(needle))),
  intFunction('lastIndexOf', [2, 2], ([items = null, needle = null]) =>
    position('lastIndexOf', known(items), known(needle)),
  ),
];

/** How much work building the value again would be. */
export function sizeOf(value: Value): number {
  if (value.kind === 'array') return value.elements.length;
  if (value.kind !== 'known') return 1;
  return typeof value.json === 'string' ? value.json.length / 100 : (lengthOf(value.json) ?? 1);
}

function array(value: Plain): Value {
  const type = typeOf(value);
  if (type === 'array') return value;
  return type === undefined ? unknownCall('array', [value], 'array') : arrayOf([value]);
}

function concat(args: readonly Plain[]): Value {
  const types = args.map(typeOf);
  if (types.includes('array')) return concatArrays(args);
  if (types.includes('object') || types.includes('null'))
    throw new TemplateError('concat() joins strings or arrays, not objects or null');
  if (types.every((type) => type === undefined))
    return args.length === 1 ? (args[0] as Plain) : unknownCall('concat', args, undefined);
  return stringOf(args.flatMap(textPart), undefined, args.some(holdsSecret));
}

function concatArrays(args: readonly Plain[]): Value {
  const elements: Element[] = [];
  for (const arg of args) {
    const items = elementsOf(arg);
    if (items === undefined) throw new TemplateError(`concat() cannot join an array and ${describe(arg)}`);
    elements.push(...items);
  }
  return arrayOf(
    elements,
    undefined,
    args.some((arg) => arg.secret),
  );
}

/** Strings and items are compared by case, object keys are not (recorded from Microsoft's engine). */
function contains(args: readonly Plain[]): Value {
  const [container, needle] = args as [Plain, Plain];
  const truth = containsTruth(container, needle);
  return truthValue(truth, 'contains', args);
}

function containsTruth(container: Plain, needle: Plain): Truth {
  const type = typeOf(container);
  if (type === undefined) return 'unknown';
  if (type === 'array') return containsItem(container, needle);
  if (type !== 'string' && type !== 'object')
    throw wrongType('contains', 0, 'a string, an array or an object', describe(container));
  if (needle.kind !== 'known') return 'unknown';
  if (typeof needle.json !== 'string' && typeof needle.json !== 'number')
    throw wrongType('contains', 1, 'a string', describe(needle));
  const text = String(needle.json);
  if (type === 'string') return containsText(container, text);
  const member = memberOf(container, text);
  return member === undefined ? false : member.presence === 'must' ? true : 'unknown';
}

function containsText(container: Plain, text: string): Truth {
  if (container.kind === 'known') return String(container.json).includes(text);
  if (
    container.kind === 'string' &&
    container.parts.some((literal) => typeof literal === 'string' && literal.includes(text))
  )
    return true;
  return text === '' ? true : 'unknown';
}

function isEmpty(value: Plain): Truth {
  if (value.kind === 'known') {
    if (value.json === null) return true;
    const size = lengthOf(value.json);
    if (size === undefined) throw wrongType('empty', 0, 'a string, an array, an object or null', describe(value));
    return size === 0;
  }
  if (value.kind === 'unknown') return isUnknownEmpty(value);
  if (value.kind === 'string')
    return value.parts.some((literal) => typeof literal === 'string') || ends(value).least > 0 ? false : 'unknown';
  if (value.kind === 'array')
    return value.elements.some((element) => element.kind !== 'spread')
      ? false
      : value.elements.length === 0
        ? true
        : 'unknown';
  const certain = [...value.entries.values()].some((entry) => entry.presence === 'must');
  return certain ? false : value.entries.size === 0 && value.open === undefined ? true : 'unknown';
}

function isUnknownEmpty({ type, limits }: Unknown): Truth {
  if (type === 'int' || type === 'bool' || type === 'float')
    throw new TemplateError(`empty() expects a string, an array, an object or null but gets ${type}`);
  if (limits?.maxLength === 0) return true;
  return type !== undefined && (limits?.minLength ?? 0) > 0 ? false : 'unknown';
}

function length(value: Plain): Value {
  const type = typeOf(value);
  if (value.kind === 'known') {
    const size = lengthOf(value.json);
    if (size === undefined) throw wrongType('length', 0, 'a string, an array or an object', describe(value));
    return known(size);
  }
  if (type === 'object') {
    const members = membersOf(value);
    const certain =
      members !== undefined &&
      members.open === undefined &&
      [...members.entries.values()].every((entry) => entry.presence === 'must');
    return certain && value.kind === 'object'
      ? known(members.entries.size)
      : unknownCall('length', [value], 'int', { min: 0 });
  }
  const count = certainLength(value);
  if (count !== undefined) return known(count);
  if (value.kind === 'string') {
    const { least, most } = ends(value);
    return least === most
      ? known(least)
      : unknownCall('length', [value], 'int', { min: least, max: Number.isFinite(most) ? most : undefined });
  }
  const limits =
    value.kind === 'unknown' ? { min: value.limits?.minLength ?? 0, max: value.limits?.maxLength } : { min: 0 };
  return unknownCall('length', [value], 'int', limits);
}

function endItem(name: 'first' | 'last', value: Plain): Value {
  const type = typeOf(value);
  if (value.kind === 'known' && value.json === null) throw new Unsettled(`${name}() of null`);
  if (type === 'string') return endCharacter(name, value);
  if (type !== undefined && type !== 'array') throw wrongType(name, 0, 'an array or a string', describe(value));
  const elements = value.kind === 'unknown' ? undefined : elementsOf(value);
  if (elements?.length === 0) return known(null);
  const element = name === 'first' ? elements?.[0] : elements?.at(-1);
  if (element === undefined || element.kind === 'spread') return unknownCall(name, [value], undefined);
  return element;
}

function endCharacter(name: 'first' | 'last', value: Plain): Value {
  const { prefix, suffix } = ends(value);
  if (value.kind === 'known' && prefix === '') throw new Unsettled(`${name}() of an empty string`);
  const character = name === 'first' ? prefix.at(0) : suffix.at(-1);
  return character === undefined
    ? unknownCall(name, [value], 'string', { maxLength: 1 })
    : known(character, undefined, value.secret);
}

/** Counted from the end, the last item being 1. */
function fromEnd(name: 'indexFromEnd' | 'tryIndexFromEnd', args: readonly Plain[]): Value {
  const [value, index] = args as [Plain, Plain];
  const count = value.kind === 'unknown' ? undefined : certainLength(value);
  if (typeOf(value) !== 'array' && typeOf(value) !== undefined) {
    if (name === 'tryIndexFromEnd' && value.kind === 'known' && value.json === null) return known(null);
    throw wrongType(name, 0, 'an array', describe(value));
  }
  if (index.kind === 'known' && typeof index.json !== 'number') throw wrongType(name, 1, 'an integer', describe(index));
  if (count === undefined || index.kind !== 'known') return unknownCall(name, args, undefined);
  const item = elementsOf(value)?.[count - Number(index.json)];
  if (item !== undefined && item.kind !== 'spread') return item;
  if (name === 'tryIndexFromEnd') return known(null);
  throw new TemplateError(`indexFromEnd() asks for item ${String(index.json)} from the end of an array of ${count}`);
}

function flatten(value: Plain): Value {
  const elements = elementsOf(value);
  if (elements === undefined) throw wrongType('flatten', 0, 'an array of arrays', describe(value));
  const result: Element[] = [];
  for (const element of elements) {
    const plain = element.kind === 'spread' ? element.item : element;
    if (plain.kind === 'choice') return unknownCall('flatten', [value], 'array');
    const inner = elementsOf(plain);
    if (inner === undefined)
      throw new TemplateError(`flatten() expects an array of arrays, but an item is ${describe(plain)}`);
    result.push(
      ...(element.kind === 'spread'
        ? inner.map((item) =>
            item.kind === 'spread' ? item : { kind: 'spread' as const, item, because: element.because },
          )
        : inner),
    );
  }
  return arrayOf(result, undefined, value.secret);
}

/** Removes repeated items and keeps the order; undecided where two items may or may not be the same. */
export function distinct(name: string, arrays: readonly Plain[]): Value {
  const kept: Value[] = [];
  const identities = new Set<string>();
  for (const element of arrays.flatMap((value) => elementsOf(value) ?? [])) {
    if (element.kind === 'spread') return unknownCall(name, arrays, 'array');
    const identity = identityOf(element, 'exact');
    if (identity !== undefined && identities.has(identity)) continue;
    const seen = element.kind === 'known' ? undecided(kept, element) : any(kept.map((other) => equal(other, element)));
    if (seen === 'unknown') return unknownCall(name, arrays, 'array');
    if (seen === true) continue;
    if (identity !== undefined) identities.add(identity);
    kept.push(element);
  }
  return arrayOf(
    kept,
    undefined,
    arrays.some((value) => value.secret),
  );
}

/** A known item repeats only items that are not known; the known ones were looked up by identity. */
function undecided(kept: readonly Value[], item: Value): Truth {
  return any(kept.map((other) => (other.kind === 'known' ? false : equal(other, item))));
}

/** In strings case does not matter, in arrays it does (recorded from Microsoft's engine). */
function position(name: 'indexOf' | 'lastIndexOf', items: Plain, needle: Plain): number {
  const elements = typeOf(items) === 'array' ? elementsOf(items) : undefined;
  if (elements !== undefined) {
    const found = elements.map((element) => element.kind !== 'spread' && equal(element, needle) === true);
    return name === 'indexOf' ? found.indexOf(true) : found.lastIndexOf(true);
  }
  if (items.kind !== 'known' || typeof items.json !== 'string')
    throw wrongType(name, 0, 'a string or an array', describe(items));
  if (needle.kind !== 'known' || typeof needle.json !== 'string')
    throw wrongType(name, 1, 'a string', describe(needle));
  const [text, wanted] = [items.json.toLowerCase(), needle.json.toLowerCase()];
  return name === 'indexOf' ? text.indexOf(wanted) : lastPosition(text, wanted);
}

/** .NET 5 and later give the length for an empty text, earlier versions the last index. */
function lastPosition(text: string, wanted: string): number {
  if (wanted === '' && text !== '') throw new Unsettled('lastIndexOf() of an empty text');
  return text.lastIndexOf(wanted);
}
