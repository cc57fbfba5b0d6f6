// The leaves of a value, told apart by how much is known of them and by why the rest is not.

import { reasonsOf } from '../../src/values/access.ts';
import type { Because } from '../../src/values/because.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';

/** How much of a leaf is known. */
export type LeafShape =
  | 'known'
  /** One of several values, each under a guard. */
  | 'choice'
  /** A string some parts of which are not known. */
  | 'string with holes'
  /** An array has any number of items like this one. */
  | 'any number of items'
  /** An object may have more members than those declared. */
  | 'more members'
  | 'unknown';

export interface Leaf {
  readonly shape: LeafShape;
  /** Empty exactly when the leaf is known. */
  readonly because: readonly Because[];
}

/** Every leaf of a value. An empty object or array is a leaf too. */
export function* leavesOf(value: Value): Iterable<Leaf> {
  switch (value.kind) {
    case 'known':
      for (let i = countLeaves(value.json); i > 0; i--) yield { shape: 'known', because: [] };
      return;
    case 'unknown':
      yield { shape: 'unknown', because: value.because };
      return;
    case 'choice':
      yield { shape: 'choice', because: value.because };
      return;
    case 'string':
      yield { shape: 'string with holes', because: reasonsOf(value) };
      return;
    case 'object':
      for (const entry of value.entries.values()) yield* leavesOf(entry.value);
      if (value.open !== undefined) yield { shape: 'more members', because: value.open.because };
      else if (value.entries.size === 0) yield { shape: 'known', because: [] };
      return;
    case 'array':
      for (const element of value.elements) {
        if (element.kind === 'spread') yield { shape: 'any number of items', because: element.because };
        else yield* leavesOf(element);
      }
      if (value.elements.length === 0) yield { shape: 'known', because: [] };
  }
}

function countLeaves(json: Json): number {
  const members = isJsonArray(json) ? json : isJsonObject(json) ? Object.values(json) : [];
  return members.length === 0 ? 1 : members.reduce<number>((sum, member) => sum + countLeaves(member), 0);
}
