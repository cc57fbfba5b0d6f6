// Finds resources by a value that stands in them: an id, a scope, the principal of an identity. A look-up does not search.

import type { Resource } from '../model/resource.ts';
import { hasChar } from '../values/char-set.ts';
import { equal, identityOf, knownString, textParts } from '../values/compare.ts';
import type { Guard } from '../values/guard.ts';
import { standsForMany } from '../values/terms.ts';
import { all, type Truth } from '../values/truth.ts';
import { isConcrete, type PartialString, stringOf, type Unknown, type Value } from '../values/value.ts';
import { circumstances, type Reached } from './reach.ts';

/** A resource that stands in a relation, or may. */
export interface Related {
  readonly resource: Resource;
  readonly truth: Exclude<Truth, false>;
  /** Where it depends on alternatives: guards that exclude each other and cover everything assumed. */
  readonly split: readonly Guard[] | undefined;
}

/** A value by which resources are found. */
export interface Handle extends Reached {
  /** With the principal of an identity: the id of the resource whose identity it is. Two owners have two principals. */
  readonly owner: Value | undefined;
}

/**
 * Which resource of the estate a handle certainly names, as text; undefined where that is not settled. Two resources that
 * are declared have two ids, so that handles which name different ones are different, whatever is not known of them.
 */
export type Settle = (handle: Handle) => string | undefined;

/** Handles by the resource they name, and by their form: what cannot be wanted is not looked at. */
export interface KeyIndex {
  readonly settle: Settle;
  readonly bySettled: ReadonlyMap<string, readonly Key[]>;
  readonly all: Forms;
  /** Those that are not settled. */
  readonly open: Forms;
}

/** Keys by the number of their segments; undefined where a hole may hold a slash. */
type Forms = ReadonlyMap<number | undefined, Tails>;

/** Keys by their last segment where that is written out. */
interface Tails {
  readonly byTail: Map<string, Key[]>;
  readonly withoutTail: Key[];
}

interface Key {
  readonly resource: Resource;
  readonly handle: Handle;
  readonly identity: string | undefined;
  readonly concrete: boolean;
}

/** Indexes resources by the values that stand in them. */
export function indexKeys(
  resources: readonly Resource[],
  handlesOf: (resource: Resource) => readonly Handle[],
  settle: Settle,
): KeyIndex {
  const bySettled = new Map<string, Key[]>();
  const all = new Map<number | undefined, Tails>();
  const open = new Map<number | undefined, Tails>();
  for (const resource of resources) {
    for (const handle of handlesOf(resource)) {
      const { value } = handle;
      const key = { resource, handle, identity: identityOf(value), concrete: isConcrete(value) };
      const settled = settle(handle);
      const same = settled === undefined ? undefined : bySettled.get(settled);
      addForm(all, key);
      if (settled === undefined) addForm(open, key);
      else if (same === undefined) bySettled.set(settled, [key]);
      else same.push(key);
    }
  }
  return { settle, bySettled, all, open };
}

function addForm(forms: Map<number | undefined, Tails>, key: Key): void {
  const form = segmentsOf(key.handle.value)?.length;
  const tails = forms.get(form) ?? { byTail: new Map(), withoutTail: [] };
  forms.set(form, tails);
  const tail = tailOf(key.handle.value);
  const keys = tail === undefined ? tails.withoutTail : tails.byTail.get(tail);
  if (keys === undefined) tails.byTail.set(tail ?? '', [key]);
  else keys.push(key);
}

/** The keys that may be the value: all of them only where nothing is known of its form. */
function candidates(index: KeyIndex, wanted: Handle): readonly Key[] {
  const settled = index.settle(wanted);
  const same = settled === undefined ? [] : (index.bySettled.get(settled) ?? []);
  const forms = settled === undefined ? index.all : index.open;
  const form = segmentsOf(wanted.value)?.length;
  const alike = form === undefined ? [...forms.values()] : [forms.get(form), forms.get(undefined)];
  const tail = tailOf(wanted.value);
  return [...same, ...alike.flatMap((tails) => (tails === undefined ? [] : withTail(tails, tail)))];
}

function withTail({ byTail, withoutTail }: Tails, tail: string | undefined): readonly Key[] {
  const written = tail === undefined ? [...byTail.values()].flat() : (byTail.get(tail) ?? []);
  return [...written, ...withoutTail];
}

/** The resources in which the wanted value stands, or may, under a guard. */
export function lookUp(index: KeyIndex, wanted: Handle, guard: Guard): readonly Related[] {
  const own = circumstances(wanted.ways, guard);
  if (own === undefined) return [];
  const identity = identityOf(wanted.value);
  const concrete = isConcrete(wanted.value);
  return candidates(index, wanted).flatMap((key): Related[] => {
    const its = circumstances(key.handle.ways, guard);
    const truth = its && isWanted(key, { handle: wanted, identity, concrete });
    if (its === undefined || truth === undefined || truth === false) return [];
    const split = own.split ?? its.split;
    const certain = split === undefined && wanted.sure && key.handle.sure;
    return [{ resource: key.resource, truth: certain ? truth : 'unknown', split }];
  });
}

function isWanted(key: Key, wanted: Omit<Key, 'resource'>): Truth {
  if (wanted.identity !== undefined && key.identity === wanted.identity) return true;
  if (key.concrete && wanted.concrete) return false;
  const [its, own] = [key.handle.owner, wanted.handle.owner];
  return its !== undefined && own !== undefined ? sameId(its, own) : sameId(key.handle.value, wanted.handle.value);
}

/** Ids are compared segment by segment where it is certain which segments they have. */
export function sameId(a: Value, b: Value): Truth {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  if (left === undefined || right === undefined) return equal(...behindCommonStart(a, b), 'ignore');
  if (left.length !== right.length) return false;
  return all(left.map((segment, i) => equal(segment, right[i] ?? segment, 'ignore')));
}

/** Texts that begin alike, also with the same holes, are equal when the rest is. */
function behindCommonStart(a: Value, b: Value): [Value, Value] {
  const [left, right] = [textParts(a), textParts(b)];
  if (left === undefined || right === undefined) return [a, b];
  let i = 0;
  while (isSamePart(left[i], right[i])) i++;
  const [one, other] = [left[i], right[i]];
  const common = typeof one === 'string' && typeof other === 'string' ? commonLength(one, other) : 0;
  return [restOf(left, i, common), restOf(right, i, common)];
}

type Part = PartialString['parts'][number];

function isSamePart(a: Part | undefined, b: Part | undefined): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
  return typeof a === 'object' && typeof b === 'object' && a.term === b.term && !standsForMany(a.term);
}

/** What is left of a text from a part on, behind so many of its characters. */
function restOf(parts: readonly Part[], from: number, behind: number): Value {
  const [first, ...rest] = parts.slice(from);
  return stringOf(typeof first === 'string' ? [first.slice(behind), ...rest] : parts.slice(from));
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) length++;
  return length;
}

/** The texts between slashes; undefined where a hole may hold a slash. Asked for often, so that answers are kept. */
function segmentsOf(id: Value): readonly Value[] | undefined {
  if (!segmentsByValue.has(id)) segmentsByValue.set(id, split(id));
  return segmentsByValue.get(id);
}

const segmentsByValue = new WeakMap<Value, readonly Value[] | undefined>();

function split(id: Value): readonly Value[] | undefined {
  const parts = id.kind === 'string' ? id.parts : [knownString(id)];
  const segments: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (typeof part !== 'string') {
      if (part.limits?.alphabet === undefined || hasChar(part.limits.alphabet, slash)) return undefined;
      segments.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...others] = part.split('/');
    segments.at(-1)?.push(first);
    for (const other of others) segments.push([other]);
  }
  return segments.map((pieces) => stringOf(pieces));
}

const slash = '/'.charCodeAt(0);

/** What follows the last slash, in lower case; undefined where that is not written out. Equal ids have equal tails. */
function tailOf(id: Value): string | undefined {
  const text = id.kind === 'string' ? id.parts.at(-1) : knownString(id);
  if (typeof text !== 'string') return undefined;
  const at = text.lastIndexOf('/');
  return at < 0 && id.kind === 'string' ? undefined : text.slice(at + 1).toLowerCase();
}

/** Each resource once, certain where one way to it is. */
export function unique(found: readonly Related[]): readonly Related[] {
  const byResource = new Map<Resource, Related>();
  for (const related of found)
    if (related.truth === true || !byResource.has(related.resource)) byResource.set(related.resource, related);
  return [...byResource.values()];
}
