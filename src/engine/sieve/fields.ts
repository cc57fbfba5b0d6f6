// Paths into rows. What is at a path is looked up once for each row, however many rules ask for it.

import { everyItem, type FieldSegment } from '../../model/condition.ts';
import { elementsOf, holdsSecret, memberOf, toJson } from '../../values/access.ts';
import { get, isJsonArray, isJsonObject, type Json } from '../../values/json.ts';
import type { Truth } from '../../values/truth.ts';
import { known, type Value } from '../../values/value.ts';
import { isView, viewed } from '../views/views.ts';
import type { Row } from './row.ts';

/** What a view gave and JSON cannot say: it is secret, or not known in full. Of its members more may be known. */
export class Unsaid {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** What stands at a path; undefined for nothing, and for null: Azure removes that. */
export type Seen = Json | undefined | Unsaid;

/** Reads one value of a row. */
export type Field = (row: Row) => Seen;

/** The fields of the rules about one type, each of them once. */
export class Fields {
  private readonly byPath = new Map<string, Field>();

  /** The field at a path that leads to one value: no segment of it is `[*]`. */
  at(segments: readonly FieldSegment[]): Field {
    const key = JSON.stringify(segments);
    const found = this.byPath.get(key) ?? this.made(segments);
    this.byPath.set(key, found);
    return found;
  }

  private made(segments: readonly FieldSegment[]): Field {
    const last = segments.at(-1);
    if (last === undefined) return ({ json }) => json;
    const owner = segments.length === 1 && last === 'id' ? undefined : this.at(segments.slice(0, -1));
    let row: Row | undefined;
    let seen: Seen;
    return (asked) => {
      if (asked !== row) {
        seen = owner === undefined ? asked.spelledId() : step(owner(asked), last);
        row = asked;
      }
      return seen;
    };
  }
}

/** One segment further. */
function step(from: Seen, segment: FieldSegment): Seen {
  if (from === undefined) return from;
  if (from instanceof Unsaid) return memberOfUnsaid(from, segment);
  if (isView(segment)) return seenAs(viewed(known(from), segment));
  if (typeof segment === 'number') return isJsonArray(from) ? present(from[segment]) : undefined;
  return isJsonObject(from) ? present(get(from, segment)) : undefined;
}

function memberOfUnsaid(from: Unsaid, segment: FieldSegment): Seen {
  const { value } = from;
  if (value.kind !== 'choice' && isView(segment)) return seenAs(viewed(value, segment));
  if (value.kind !== 'object' || typeof segment === 'number') return from;
  const member = memberOf(value, segment);
  return member?.presence === 'may' ? from : seenAs(member?.value);
}

/** What is secret is told apart from what is not, and JSON cannot say it. */
function seenAs(value: Value | undefined): Seen {
  if (value === undefined) return undefined;
  const json = holdsSecret(value) ? undefined : toJson(value);
  return json === undefined ? new Unsaid(value) : present(json);
}

function present(json: Json | undefined): Json | undefined {
  return json === null ? undefined : json;
}

/** The segments in front of the first `[*]`, and all from there on. */
export function splitAtItems(
  segments: readonly FieldSegment[],
): readonly [before: readonly FieldSegment[], rest: readonly FieldSegment[]] {
  const at = segments.indexOf(everyItem);
  return at < 0 ? [segments, []] : [segments.slice(0, at), segments.slice(at)];
}

/** What is said of the value that a path leads to from another one, or of nothing; every item must hold. */
export function walk(from: Seen, segments: readonly FieldSegment[], leaf: Leaf, at = 0): Truth {
  if (from === undefined || at === segments.length) return leaf(from);
  const segment = segments[at] as FieldSegment;
  if (segment !== everyItem) return walk(step(from, segment), segments, leaf, at + 1);
  const items = itemsOf(from);
  if (items === 'unknown') return 'unknown';
  let truth: Truth = true;
  for (const item of items ?? []) {
    const one = walk(item, segments, leaf, at + 1);
    if (one === false) return false;
    if (one === 'unknown') truth = one;
  }
  return truth;
}

/** What is said of the end of a path. */
export type Leaf = (seen: Seen) => Truth;

/** The items of what was seen; undefined where it is no array, `unknown` where they are not known one by one. */
export function itemsOf(seen: Json | Unsaid): readonly Seen[] | 'unknown' | undefined {
  if (!(seen instanceof Unsaid))
    return isJsonArray(seen) ? (seen.includes(null) ? seen.map(present) : seen) : undefined;
  const { value } = seen;
  if (value.kind !== 'array' || value.elements.some(({ kind }) => kind === 'spread')) return 'unknown';
  return (elementsOf(value) ?? []).map((element) => (element.kind === 'spread' ? seen : seenAs(element)));
}
