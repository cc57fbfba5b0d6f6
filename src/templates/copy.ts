// Copy loops: how often, and with which index.

import { reasonsOf, typeOf } from '../values/access.ts';
import type { Because } from '../values/because.ts';
import { termOf } from '../values/lattice.ts';
import { known, type Plain, unknown, type Value } from '../values/value.ts';
import { describe } from './functions/definition.ts';
import { TemplateError } from './run.ts';
import type { Loop, Scope } from './scope.ts';

/** Azure's limit on the iterations of one loop. */
export const maxCopies = 800;

/** The rounds of a loop: so many, or any number of them with an index that stands for all. */
export type Rounds =
  | { readonly kind: 'counted'; readonly count: number }
  | { readonly kind: 'any'; readonly index: Value; readonly because: readonly Because[] };

/** The rounds a count asks for. */
export function roundsOf(count: Plain, loopName: string): Rounds {
  if (count.kind === 'known') {
    if (typeof count.json !== 'number' || !Number.isInteger(count.json))
      throw new TemplateError(`The count of the copy loop '${loopName}' is ${describe(count)}, not an integer`);
    if (count.json < 0)
      throw new TemplateError(`The count of the copy loop '${loopName}' is ${count.json}; it cannot be negative`);
    if (count.json > maxCopies)
      throw new TemplateError(`The count of the copy loop '${loopName}' is ${count.json}; Azure accepts ${maxCopies}`);
    return { kind: 'counted', count: count.json };
  }
  if (typeOf(count) !== 'int' && typeOf(count) !== undefined)
    throw new TemplateError(`The count of the copy loop '${loopName}' is ${describe(count)}, not an integer`);
  const because = reasonsOf(count);
  const term = `copyIndex(${JSON.stringify(loopName)}, ${termOf(count)})[*]`;
  return { kind: 'any', because, index: unknown(because, term, { type: 'int', limits: { min: 0 } }) };
}

/** The scope of one round of a loop, by its number, or of any round, by an index that stands for all. */
export function insideLoop(scope: Scope, name: string, isResource: boolean, index: Value | number): Scope {
  const counted = typeof index === 'number';
  const loops: Loop = { name, isResource, index: counted ? known(index) : index, outer: scope.loops };
  return { ...scope, loops, copies: counted ? scope.copies : 'any' };
}
