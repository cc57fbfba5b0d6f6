// The order of the domain: what covers several values, and whether a value covers a piece of JSON.

import { elementsOf, entryNamed, jsonType, membersOf, reasonsOf, toJson, typeOf } from './access.ts';
import { type Because, joinReasons } from './because.ts';
import { equal } from './compare.ts';
import { guardKey } from './guard.ts';
import { get, isJsonArray, isJsonObject, type Json } from './json.ts';
import { jsonEquals, jsonKey, jsonText } from './json-key.ts';
import { joinLimits, type Limits, withinLimits } from './limits.ts';
import { originsOf } from './origin.ts';
import { anyItemTerm } from './terms.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  type Open,
  objectOf,
  type Plain,
  unknown,
  type Value,
} from './value.ts';

/** The least value of the domain that covers all of them, with their correlation given up. */
export function join(values: readonly Value[]): Plain {
  const plain = values.flatMap((value) =>
    value.kind === 'choice' ? value.options.map((option) => option.value) : [value],
  );
  const [first, ...rest] = plain;
  if (first === undefined) throw new RangeError('Nothing to join');
  return rest.reduce(joinTwo, first);
}

/** What both arms can be, and nothing more than the domain must add. */
function joinTwo(a: Plain, b: Plain): Plain {
  if (a === b || (a.secret === b.secret && equal(a, b) === true && sameText(a, b))) return a;
  const left = membersOf(a);
  const right = membersOf(b);
  const secret = a.secret || b.secret;
  if (typeOf(a) === 'object' && typeOf(b) === 'object' && left !== undefined && right !== undefined) {
    const open = joinOpen(left.open, right.open);
    return objectOf(joinEntries(left.entries, right.entries, open !== undefined), { open, secret });
  }
  if (typeOf(a) === 'array' && typeOf(b) === 'array') return joinArrays(a, b, secret);
  const type = typeOf(a) === typeOf(b) ? typeOf(a) : undefined;
  const because = joinedReasons(a, b);
  return unknown(because, joinTerm(a, b), {
    type,
    limits: joinLimits(limitsOf(a), limitsOf(b)),
    secret,
    origin: originsOf([a.origin, b.origin])[0],
  });
}

/** Equal objects may have their members in another order, or other capitals in their keys. */
function sameText(a: Plain, b: Plain): boolean {
  const [left, right] = [toJson(a), toJson(b)];
  return left === undefined || right === undefined ? termOf(a) === termOf(b) : jsonText(left) === jsonText(right);
}

/** The rest of one object or of the other: no longer the rest of either. */
function joinOpen(a: Open | undefined, b: Open | undefined): Open | undefined {
  if (a === undefined && b === undefined) return undefined;
  return {
    because: joinReasons(a?.because ?? [], b?.because ?? []),
    term: anyItemTerm(`either(${a?.term ?? ''}, ${b?.term ?? ''})`),
  };
}

/** True when the value may be this JSON in some deployment. The abstract never says less than the concrete: tests rely on it. */
export function admits(value: Value, json: Json): boolean {
  switch (value.kind) {
    case 'known':
      return jsonEquals(value.json, json);
    case 'unknown':
      return (value.type === undefined || jsonType(json) === value.type) && withinLimits(json, value.limits);
    case 'choice':
      return value.options.some((option) => admits(option.value, json));
    case 'string':
      return typeof json === 'string' && admitsString(value.parts, json);
    case 'object':
      return isJsonObject(json) && admitsObject(value, json);
    case 'array':
      return isJsonArray(json) && admitsArray(value.elements, json);
  }
}

function joinEntries(
  a: ReadonlyMap<string, Entry>,
  b: ReadonlyMap<string, Entry>,
  open: boolean,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const shared = (these: typeof a, others: typeof b): readonly string[] =>
    [...these.keys()].filter((key) => entryNamed(others, key) !== undefined);
  const inOrder = shared(a, b).join('\n') === shared(b, a).join('\n');
  for (const [key, entry] of a) {
    const other = entryNamed(b, key);
    if (other !== undefined)
      entries.set(key, {
        value: join([entry.value, other.value]),
        presence: entry.presence === 'must' && other.presence === 'must' ? 'must' : 'may',
        ...(inOrder && entry.moves !== true && other.moves !== true ? {} : { moves: true }),
      });
    else if (!open) entries.set(key, { ...entry, presence: 'may' });
  }
  if (open) return entries;
  for (const [key, entry] of b) if (entryNamed(a, key) === undefined) entries.set(key, { ...entry, presence: 'may' });
  return entries;
}

function joinArrays(a: Plain, b: Plain, secret: boolean): Plain {
  const left = elementsOf(a) ?? [];
  const right = elementsOf(b) ?? [];
  const noSpread = [...left, ...right].every((element) => element.kind !== 'spread');
  if (noSpread && left.length === right.length)
    return arrayOf(
      left.map((element, i) => join([itemOf(element), itemOf(right[i] ?? element)])),
      undefined,
      secret,
    );
  const all = [...left, ...right];
  if (all.length === 0) return known([], undefined, secret);
  const item = join(all.map(itemOf));
  return arrayOf([{ kind: 'spread', item: forgetTerm(item), because: joinedReasons(a, b) }], undefined, secret);
}

/** An item that stands for several must not claim to equal itself. */
function forgetTerm(item: Plain): Plain {
  return item.kind === 'unknown' && !item.term.endsWith('[*]') ? { ...item, term: `${item.term}[*]` } : item;
}

function itemOf(element: Element): Value {
  return element.kind === 'spread' ? element.item : element;
}

function joinedReasons(a: Plain, b: Plain): readonly Because[] {
  const because = joinReasons(reasonsOf(a), reasonsOf(b));
  return because.length > 0 ? because : [{ kind: 'budget', what: 'too many alternatives' }];
}

function limitsOf(value: Plain): Limits | undefined {
  if (value.kind === 'unknown') return value.limits;
  const json = toJson(value);
  return json === undefined || typeof json === 'object' ? undefined : { allowed: [json] };
}

function joinTerm(a: Plain, b: Plain): string {
  return anyItemTerm(`either(${termOf(a)}, ${termOf(b)})`);
}

/** A name for any value, for building terms. What may be there or not, or any number of times, stands for many values. */
export function termOf(value: Value): string {
  switch (value.kind) {
    case 'known':
      return jsonKey(value.json);
    case 'unknown':
      return value.term;
    case 'string':
      return `format(${value.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : part.term)).join(', ')})`;
    case 'choice':
      return `choice(${value.options.map((option) => `${guardKey(option.guard)}: ${termOf(option.value)}`).join(', ')})`;
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${memberTerm(entry)}`).join(', ')}${value.open === undefined ? '' : `, …${value.open.term}`}}`;
    case 'array':
      return `[${value.elements.map((element) => (element.kind === 'spread' ? anyItemTerm(`…${termOf(element.item)}`) : termOf(element))).join(', ')}]`;
  }
}

function memberTerm({ value, presence }: Entry): string {
  return presence === 'may' ? anyItemTerm(`?${termOf(value)}`) : termOf(value);
}

function admitsString(parts: readonly (string | { readonly limits: Limits | undefined })[], json: string): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return json === '';
  if (typeof part === 'string') return json.startsWith(part) && admitsString(rest, json.slice(part.length));
  for (let length = 0; length <= json.length; length++) {
    if (withinLimits(json.slice(0, length), part.limits) && admitsString(rest, json.slice(length))) return true;
  }
  return false;
}

function admitsObject(
  value: { readonly entries: ReadonlyMap<string, Entry>; readonly open: unknown },
  json: { readonly [key: string]: Json },
): boolean {
  for (const [key, entry] of value.entries) {
    const member = get(json, key);
    if (member === undefined ? entry.presence === 'must' : !admits(entry.value, member)) return false;
  }
  return value.open !== undefined || Object.keys(json).every((key) => entryNamed(value.entries, key) !== undefined);
}

function admitsArray(elements: readonly Element[], json: readonly Json[]): boolean {
  const [element, ...rest] = elements;
  if (element === undefined) return json.length === 0;
  if (element.kind !== 'spread')
    return json.length > 0 && admits(element, json[0] ?? null) && admitsArray(rest, json.slice(1));
  for (let count = 0; count <= json.length; count++) {
    if (admitsArray(rest, json.slice(count))) return true;
    if (count < json.length && !admits(element.item, json[count] ?? null)) return false;
  }
  return false;
}
