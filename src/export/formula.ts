// Two-valued formulas over atoms of some language: what conditions become before they are written in it.

/** True, false, an atom of the language, or several formulas joined. */
export type Formula<Atom> =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Formula<Atom>[] };

/** Holds always. */
export const always: Formula<never> = { kind: 'constant', value: true };

/** Holds never. */
export const never: Formula<never> = { kind: 'constant', value: false };

/** One atom. */
export function atom<Atom>(of: Atom): Formula<Atom> {
  return { kind: 'atom', atom: of };
}

/** Holds where all hold. */
export function allOf<Atom>(of: readonly Formula<Atom>[]): Formula<Atom> {
  return join('all', of);
}

/** Holds where one holds. */
export function anyOf<Atom>(of: readonly Formula<Atom>[]): Formula<Atom> {
  return join('any', of);
}

/** What decides the whole decides at once, what changes nothing is left out, and what is joined alike is joined flat. */
function join<Atom>(kind: 'all' | 'any', of: readonly Formula<Atom>[]): Formula<Atom> {
  const neutral = kind === 'all';
  const flat = of.flatMap((part) => (part.kind === kind ? part.of : [part]));
  if (flat.some((part) => part.kind === 'constant' && part.value !== neutral)) return neutral ? never : always;
  const rest = flat.filter((part) => part.kind !== 'constant');
  const different = [...new Map(rest.map((part) => [JSON.stringify(part), part])).values()];
  const [only] = different;
  if (only === undefined) return neutral ? always : never;
  return different.length === 1 ? only : { kind, of: different };
}
