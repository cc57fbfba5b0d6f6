// Objects: members keep their origin; keys are compared without case.

import {
  elementsOf,
  holdsSecret,
  keyNamed,
  mayBe,
  memberOf,
  membersOf,
  reasonsOf,
  typeOf,
} from '../../values/access.ts';
import { joinReasons } from '../../values/because.ts';
import { mapChoices } from '../../values/choice.ts';
import { equal } from '../../values/compare.ts';
import { join, termOf } from '../../values/lattice.ts';
import { memberTerm } from '../../values/terms.ts';
import { all, any } from '../../values/truth.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  must,
  type Open,
  objectOf,
  type Plain,
  unknown,
  type Value,
} from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import { distinct, sizeOf } from './arrays.ts';
import {
  anyNumber,
  callTerm,
  describe,
  plainFunction,
  type TemplateFunction,
  Unsettled,
  unknownCall,
  wrongType,
} from './definition.ts';

export const objectFunctions: readonly TemplateFunction[] = [
  plainFunction('createObject', [0, anyNumber], createObject),
  plainFunction('union', [1, anyNumber], (args, { scope }) => {
    const result = union(args);
    scope.run.spend(args.reduce((sum, arg) => sum + sizeOf(arg), 1));
    return result;
  }),
  plainFunction('intersection', [1, anyNumber], intersection),
  plainFunction('shallowMerge', [1, 1], ([value]) => shallowMerge(value as Plain)),
  plainFunction('items', [1, 1], ([value]) => items(value as Plain)),
  plainFunction('objectKeys', [1, 1], ([value]) => objectKeys(value as Plain)),
];

function createObject(args: readonly Plain[]): Value {
  if (args.length % 2 !== 0) throw new TemplateError('createObject() expects a value for every key');
  const entries = new Map<string, Entry>();
  let open: Open | undefined;
  for (let i = 0; i < args.length; i += 2) {
    const [key, value] = [args[i] as Plain, args[i + 1] as Plain];
    if (key.kind === 'known' && typeof key.json === 'string') {
      if (entries.has(key.json)) throw new Unsettled('createObject() with a key given twice');
      entries.set(key.json, must(value));
    } else if (typeOf(key) !== 'string' && typeOf(key) !== undefined)
      throw wrongType('createObject', i, 'a string', describe(key));
    else open = { ...openFrom(key, args), named: [...(open?.named ?? []), { name: key, value }] };
  }
  return objectOf(entries, { open });
}

/** A member under a name that is not known may be any member. */
function openFrom(key: Plain, args: readonly Plain[]): Open {
  const call = unknownCall('createObject', args, 'object');
  return call.kind === 'unknown' ? { because: call.because, term: call.term } : { because: [], term: termOf(key) };
}

function union(args: readonly Plain[]): Value {
  const types = args.map(typeOf);
  if (types.every((type) => type === 'array')) return distinct('union', args);
  if (types.includes('null')) throw new Unsettled('union() with null');
  const wrong = args.find((arg) => !['array', 'object', undefined].includes(typeOf(arg)));
  if (wrong !== undefined) throw new TemplateError(`union() joins objects or arrays, not ${describe(wrong)}`);
  if (types.includes('array')) {
    if (types.includes('object')) throw new TemplateError('union() cannot join an array and an object');
    return unknownCall('union', args, 'array');
  }
  if (!types.includes('object')) return args.length === 1 ? (args[0] as Plain) : unknownCall('union', args, undefined);
  return args.reduce((left, right) => mergeDeep(left, right));
}

/** Objects are merged all the way down; anything else, arrays included, is replaced. */
function mergeDeep(left: Plain, right: Plain): Plain {
  return merge(
    left,
    right,
    (earlier, later) => mapChoices([earlier, later], ([a, b]) => mergeMember(a as Plain, b as Plain)) ?? later,
  );
}

/** What one member becomes when a later object has it too. */
function mergeMember(earlier: Plain, later: Plain): Value {
  const type = typeOf(later);
  if (type === undefined) return join([earlier, later]);
  const bothObjects = type === 'object' && mayBe(earlier, 'object') && membersOf(earlier) !== undefined;
  return bothObjects ? mergeDeep(earlier, later) : later;
}

type Combine = (left: Value, right: Value) => Value;

/** Later members win; a member of an open object may be there too. */
function merge(left: Plain, right: Plain, combine: Combine): Plain {
  const [a, b] = [membersOf(left), membersOf(right)];
  if (a === undefined || b === undefined) throw new TemplateError('Only objects can be merged');
  const entries = new Map<string, Entry>();
  for (const [key, entry] of a.entries)
    entries.set(key, b.open === undefined ? entry : { ...entry, value: join([entry.value, anyMember(b.open, key)]) });
  for (const [key, entry] of b.entries) {
    const name = keyNamed(entries, key) ?? key;
    const previous = a.entries.get(name) ?? (a.open && maybe(anyMember(a.open, name)));
    entries.set(name, previous === undefined ? entry : bothEntries(previous, entry, combine));
  }
  return objectOf(entries, { open: joinOpen(a.open, b.open), secret: left.secret || right.secret });
}

/** A member that both objects have, or may have: the combination, and either alone where the other may be missing. */
function bothEntries(earlier: Entry, later: Entry, combine: Combine): Entry {
  const possible = [combine(earlier.value, later.value)];
  if (later.presence === 'may') possible.push(earlier.value);
  // Combined with an unknown, the later one may have got nothing from it.
  if (earlier.presence === 'may' && earlier.value.kind !== 'unknown') possible.push(later.value);
  const [only] = possible;
  const value = possible.length === 1 && only !== undefined ? only : join(possible);
  if (earlier.presence === 'must') return { ...earlier, value };
  // It stands where the earlier object has it, or else where the later one does.
  return later.presence === 'must' ? { value, presence: 'must', moves: true } : { value, presence: 'may' };
}

function maybe(value: Value): Entry {
  return { value, presence: 'may' };
}

function anyMember(open: Open, key: string): Value {
  return unknown(open.because, memberTerm(open.term, key));
}

function joinOpen(a: Open | undefined, b: Open | undefined): Open | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const named = a.named && b.named && [...a.named, ...b.named];
  return { because: joinReasons(a.because, b.because), term: `merge(${a.term}, ${b.term})`, named };
}

/** Only the top level is merged; a later member replaces an earlier one. */
function shallowMerge(value: Plain): Value {
  const elements = elementsOf(value);
  if (elements === undefined) throw wrongType('shallowMerge', 0, 'an array of objects', describe(value));
  let result: Plain = objectOf(new Map());
  for (const element of elements) {
    if (element.kind === 'spread') return unknownCall('shallowMerge', [value], 'object');
    const object = element.kind === 'choice' ? join([element]) : element;
    if (typeOf(object) === 'null') throw new Unsettled('shallowMerge() with null');
    if (typeOf(object) !== 'object' && typeOf(object) !== undefined)
      throw new TemplateError(`shallowMerge() expects an array of objects, but an item is ${describe(object)}`);
    result = merge(result, object, (_, later) => later);
  }
  return result;
}

function intersection(args: readonly Plain[]): Value {
  const types = args.map(typeOf);
  if (types.includes(undefined)) return unknownCall('intersection', args, undefined);
  if (types.every((type) => type === 'array')) return intersectArrays(args);
  if (!types.every((type) => type === 'object')) throw new TemplateError('intersection() expects arrays or objects');
  const [first, ...others] = args as [Plain, ...Plain[]];
  const entries = new Map<string, Entry>();
  for (const [key, entry] of membersOf(first)?.entries ?? []) {
    const truths = others.map((other) => {
      const member = memberOf(other, key);
      return member === undefined ? false : member.presence === 'may' ? 'unknown' : equal(member.value, entry.value);
    });
    if (truths.includes(false)) continue;
    entries.set(key, truths.includes('unknown') ? { ...entry, presence: 'may' } : entry);
  }
  const { open } = membersOf(first) ?? {};
  const term = callTerm('intersection', args);
  return objectOf(entries, { open: open && { because: joinReasons(...args.map(reasonsOf)), term } });
}

/** In the order of the first array, without repeats. */
function intersectArrays(args: readonly Plain[]): Value {
  const [first, ...others] = args as [Plain, ...Plain[]];
  const unique = distinct('intersection', [first]);
  const rest = others.map((other) => elementsOf(other) ?? []);
  const kept: Element[] = [];
  if (unique.kind !== 'array') return unknownCall('intersection', args, 'array');
  for (const item of unique.elements) {
    if (item.kind === 'spread') return unknownCall('intersection', args, 'array');
    const everywhere = all(
      rest.map((elements) =>
        any(elements.map((element) => (element.kind === 'spread' ? 'unknown' : equal(element, item)))),
      ),
    );
    if (everywhere === 'unknown') return unknownCall('intersection', args, 'array');
    if (everywhere) kept.push(item);
  }
  return arrayOf(kept);
}

/** Sorted by key without regard to case, keys that differ by case only in their order (recorded from Microsoft's engine). */
function sortedEntries(name: string, value: Plain): readonly (readonly [string, Entry])[] | undefined {
  const members = membersOf(value);
  if (members === undefined) throw wrongType(name, 0, 'an object', describe(value));
  if (members.open !== undefined || [...members.entries.values()].some((entry) => entry.presence === 'may'))
    return undefined;
  const lower = ([key]: readonly [string, Entry]): string => key.toLowerCase();
  return [...members.entries].sort((a, b) => (lower(a) < lower(b) ? -1 : lower(a) > lower(b) ? 1 : 0));
}

function items(value: Plain): Value {
  const entries = sortedEntries('items', value);
  if (entries === undefined) return unknownItems(value);
  return arrayOf(
    entries.map(([key, entry]) =>
      objectOf(
        new Map([
          ['key', must(known(key))],
          ['value', must(entry.value)],
        ]),
      ),
    ),
    undefined,
    value.secret,
  );
}

/** Every item has a key and a value, however many there are. */
function unknownItems(value: Plain): Value {
  const call = unknownCall('items', [value], 'array');
  if (call.kind !== 'unknown') return call;
  const key = unknown(call.because, `${call.term}[*].key`, { type: 'string' });
  const item = unknown(call.because, `${call.term}[*].value`, { secret: holdsSecret(value) });
  return arrayOf([
    {
      kind: 'spread',
      item: objectOf(
        new Map([
          ['key', must(key)],
          ['value', must(item)],
        ]),
      ),
      because: call.because,
    },
  ]);
}

function objectKeys(value: Plain): Value {
  const entries = sortedEntries('objectKeys', value);
  return entries === undefined
    ? unknownCall('objectKeys', [value], 'array')
    : arrayOf(entries.map(([key]) => known(key)));
}
