// Terms name unknowns: two unknowns with the same term have the same value in every deployment.

/** The term of a parameter of the template that is deployed, by its declared name. Guards and other terms mention it. */
export function parameterTerm(name: string): string {
  return `parameters('${name}')`;
}

/** The term of a member. Keys differ by case only in how they are written; one like `a.b` is no member of a member. */
export function memberTerm(owner: string, key: string): string {
  const lower = key.toLowerCase();
  return /^[\w$-]+$/.test(lower) ? `${owner}.${lower}` : `${owner}[${JSON.stringify(lower)}]`;
}

/** The term of what `reference()` gives of a resource, by the identity of its id: its properties, or all of it. */
export function referenceTerm(target: string, full: boolean): string {
  return `reference(${target}${full ? ', full' : ''})`;
}

/** The term of "any item" of an array. It stands for many values, so it is never evidence that two are the same. */
export function anyItemTerm(term: string): string {
  return `${term}[*]`;
}

/** True for a term that stands for many values. */
export function standsForMany(term: string): boolean {
  return term.includes('[*]');
}
