// What differs between two sides: two values by path, two multisets of resources by identity.

import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { jsonKey } from '../../src/values/json-key.ts';
import { childPath, formatPath, type Path } from '../../src/values/path.ts';

/** One place at which two sides differ; undefined where a side has nothing there. */
export interface Difference {
  /** Identity of the resource, or the name of what else is compared. */
  readonly subject: string;
  readonly path: string;
  readonly official: Json | undefined;
  readonly ours: Json | undefined;
}

/** Something to compare: what tells it from others, and everything it is. */
export interface Item {
  /** Items of the two sides with the same key belong together. */
  readonly key: string;
  readonly shown: string;
  readonly form: Json;
}

/** Every difference between two values. Key order does not matter; absent is not null; the order of arrays matters. */
export function differencesOf(subject: string, official: Json, ours: Json): readonly Difference[] {
  const found: Difference[] = [];
  collect(official, ours, undefined, (path, left, right) =>
    found.push({ subject, path: formatPath(path), official: left, ours: right }),
  );
  return found;
}

type Report = (path: Path, official: Json | undefined, ours: Json | undefined) => void;

function collect(official: Json, ours: Json, path: Path, report: Report): void {
  if (official === ours) return;
  if (isJsonArray(official) && isJsonArray(ours)) {
    for (let i = 0; i < Math.max(official.length, ours.length); i++)
      collectMember(official[i], ours[i], childPath(path, i), report);
  } else if (isJsonObject(official) && isJsonObject(ours)) {
    for (const key of new Set([...Object.keys(official), ...Object.keys(ours)]))
      collectMember(memberOf(official, key), memberOf(ours, key), childPath(path, key), report);
  } else if (jsonKey(official) !== jsonKey(ours)) report(path, official, ours);
}

function collectMember(official: Json | undefined, ours: Json | undefined, path: Path, report: Report): void {
  if (official === undefined || ours === undefined) {
    if (official !== ours) report(path, official, ours);
  } else collect(official, ours, path, report);
}

function memberOf(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Compares two multisets. Items that are equal cancel out; the rest is paired by key, then by likeness. */
export function compareItems(official: readonly Item[], ours: readonly Item[]): readonly Difference[] {
  const [left, right] = withoutEqual(official, ours);
  if (left.length === 0 && right.length === 0) return [];
  const found: Difference[] = [];
  const rest = [...right];
  const lost: Item[] = [];
  for (const item of left) {
    const other = takeLikest(rest, item);
    if (other === undefined) lost.push(item);
    else found.push(...differencesOf(item.shown, item.form, other.form));
  }
  for (const item of lost) found.push({ subject: item.shown, path: '', official: item.form, ours: undefined });
  for (const item of rest) found.push({ subject: item.shown, path: '', official: undefined, ours: item.form });
  return found;
}

function withoutEqual(official: readonly Item[], ours: readonly Item[]): [readonly Item[], readonly Item[]] {
  const byText = new Map<string, Item[]>();
  for (const item of ours) {
    const text = jsonKey(item.form);
    const same = byText.get(text);
    if (same === undefined) byText.set(text, [item]);
    else same.push(item);
  }
  const left = official.filter((item) => byText.get(jsonKey(item.form))?.shift() === undefined);
  const rest = new Set([...byText.values()].flat());
  return [left, ours.filter((item) => rest.has(item))];
}

/** Of the items with the same key, the one with the fewest differences. */
function takeLikest(candidates: Item[], item: Item): Item | undefined {
  const same = candidates.filter(({ key }) => key === item.key);
  const [first] = same;
  if (first === undefined) return undefined;
  const distance = (other: Item): number => differencesOf('', item.form, other.form).length;
  const likest =
    same.length === 1 || same.length > maxRivals
      ? first
      : same.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  candidates.splice(candidates.indexOf(likest), 1);
  return likest;
}

/** Among more than this, the first is taken: the distances would take too long, and one miss is enough. */
const maxRivals = 12;
