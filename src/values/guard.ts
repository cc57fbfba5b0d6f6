// Under which circumstances an option of a choice is the value: a conjunction of statements about named terms.

import type { Json } from './json.ts';
import { jsonKey } from './json-key.ts';

/** A term has one of these values, or (negated) none of them. A term names something unknown: `parameters('sku')`. */
export interface Atom {
  readonly term: string;
  readonly values: readonly Json[];
  readonly negated: boolean;
}

/** All atoms hold. At most one atom a term; sorted by term. The empty guard always holds. */
export type Guard = readonly Atom[];

/** The guard that always holds. */
export const always: Guard = [];

/** The term has one of the values. */
export function termIs(term: string, ...values: readonly Json[]): Guard {
  return [{ term, values, negated: false }];
}

/** The term has none of the values. */
export function termIsNot(term: string, ...values: readonly Json[]): Guard {
  return [{ term, values, negated: true }];
}

/** Both hold; undefined when they contradict each other. */
export function conjoin(a: Guard, b: Guard): Guard | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const byTerm = new Map(a.map((atom) => [atom.term, atom]));
  for (const atom of b) {
    const other = byTerm.get(atom.term);
    const met = other === undefined ? atom : meetAtoms(other, atom);
    if (met === undefined) return undefined;
    byTerm.set(atom.term, met);
  }
  return [...byTerm.values()].sort(byTermName);
}

/**
 * One guard that holds exactly when either does, where such a guard exists:
 * the two may differ in the atom of one term only.
 */
export function disjoin(a: Guard, b: Guard): Guard | undefined {
  if (a.length !== b.length) return undefined;
  let result: Guard = a;
  let differences = 0;
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined || left.term !== right.term) return undefined;
    if (sameAtom(left, right)) continue;
    if (++differences > 1) return undefined;
    const joined = joinAtoms(left, right);
    result =
      joined === undefined
        ? result.filter((atom) => atom !== left)
        : result.map((atom) => (atom === left ? joined : atom));
  }
  return result;
}

/** True when a concrete assignment of terms satisfies the guard; a term without a value satisfies nothing. */
export function holds(guard: Guard, valueFor: (term: string) => Json | undefined): boolean {
  return guard.every((atom) => {
    const value = valueFor(atom.term);
    return value !== undefined && includes(atom.values, value) !== atom.negated;
  });
}

/** Identity of a guard. */
export function guardKey(guard: Guard): string {
  return guard
    .map((atom) => `${atom.term}${atom.negated ? '≠' : '='}${atom.values.map(jsonKey).sort().join('|')}`)
    .join('&');
}

function meetAtoms(a: Atom, b: Atom): Atom | undefined {
  if (a.negated && b.negated) return { ...a, values: unionOf(a.values, b.values) };
  const [positive, other] = a.negated ? [b, a] : [a, b];
  const values = positive.values.filter((value) => includes(other.values, value) !== other.negated);
  return values.length === 0 ? undefined : { ...positive, values };
}

/** Undefined when either atom holding is no restriction at all. */
function joinAtoms(a: Atom, b: Atom): Atom | undefined {
  if (!a.negated && !b.negated) return { ...a, values: unionOf(a.values, b.values) };
  const [negative, other] = a.negated ? [a, b] : [b, a];
  const values = negative.values.filter((value) => includes(other.values, value) === other.negated);
  return values.length === 0 ? undefined : { ...negative, values };
}

function sameAtom(a: Atom, b: Atom): boolean {
  return (
    a.negated === b.negated &&
    a.values.length === b.values.length &&
    a.values.every((value) => includes(b.values, value))
  );
}

function unionOf(a: readonly Json[], b: readonly Json[]): readonly Json[] {
  return [...a, ...b.filter((value) => !includes(a, value))];
}

function includes(values: readonly Json[], value: Json): boolean {
  const key = jsonKey(value);
  return values.some((candidate) => jsonKey(candidate) === key);
}

function byTermName(a: Atom, b: Atom): number {
  return a.term < b.term ? -1 : a.term > b.term ? 1 : 0;
}
