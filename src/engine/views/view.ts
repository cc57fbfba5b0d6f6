// What a view is: a reading of a value that the value itself does not spell out.

import type { Because } from '../../values/because.ts';
import { isJsonArray, isJsonObject, type Json } from '../../values/json.ts';
import { termOf } from '../../values/lattice.ts';
import { memberTerm } from '../../values/terms.ts';
import { arrayOf, known, must, objectOf, type Plain, unknown, type Value } from '../../values/value.ts';

/** Reads a value in another way: `$cidr` reads a text as an address range. Undefined when there is no such reading. */
export type View = (value: Plain) => Value | undefined;

/** A value made of parts of a text: every part stands where the text stands. */
export function derived(json: Json, { origin, secret }: Pick<Plain, 'origin' | 'secret'>): Value {
  if (isJsonArray(json))
    return arrayOf(
      json.map((item) => derived(item, { origin, secret })),
      origin,
    );
  if (!isJsonObject(json)) return known(json, origin, secret);
  const entries = Object.entries(json).map(([key, item]) => [key, must(derived(item, { origin, secret }))] as const);
  return objectOf(new Map(entries), { origin });
}

/** What a view of something unknown gives: unknown for the same reasons, and the same for the same value. */
export function unknownView(value: Plain, name: string, because: readonly Because[]): Value {
  const { origin, secret } = value;
  return unknown(because, memberTerm(termOf(value), name), { origin, secret });
}
