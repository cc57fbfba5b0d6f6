// Terms name unknowns: two unknowns with the same term have the same value in every deployment.

import { createHash } from 'node:crypto';

/** The term of a parameter of the template that is deployed, by its declared name. Guards and other terms mention it. */
export function parameterTerm(name: string): string {
  return `parameters('${name}')`;
}

/** The name of the parameter a term stands for, whichever deployment declares it; undefined for any other term. */
export function parameterNamed(term: string): string | undefined {
  return /^parameters\('([^']+)'\)/.exec(term)?.[1];
}

/** The term of a member. Keys differ by case only in how they are written; one like `a.b` is no member of a member. */
export function memberTerm(owner: string, key: string): string {
  const lower = key.toLowerCase();
  return /^[\w$-]+$/.test(lower) ? `${owner}.${lower}` : `${owner}[${JSON.stringify(lower)}]`;
}

/** The term of what `reference()` gives of a resource, by the identity of its id: its properties, or all of it. */
export function referenceTerm(target: string, full: boolean): string {
  return `reference(${shortTerm(target, maxTargetLength)}${full ? ', full' : ''})`;
}

/** Leaves room for the members that are asked for, so that their names stay in the term. */
const maxTargetLength = 220;

/** The term of "any item" of an array. It stands for many values, so it is never evidence that two are the same. */
export function anyItemTerm(term: string): string {
  return `${term}[*]`;
}

/** True for a term that stands for many values. */
export function standsForMany(term: string): boolean {
  return term.includes('[*]');
}

/** Terms are compared often and printed never in full: a long one is replaced by its hash, which stays equal to itself. */
export function shortTerm(term: string, most: number = maxTermLength): string {
  if (term.length <= most) return term;
  const hash = `#${createHash('sha256').update(term).digest('base64url')}`;
  return standsForMany(term) ? anyItemTerm(hash) : hash;
}

const maxTermLength = 300;
