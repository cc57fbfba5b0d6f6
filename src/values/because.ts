// Why a value is not known. Every unknown carries at least one reason; a report never says just "unknown".

/** One reason. `kind` decides the sentence a report prints; the rest is what the sentence names. */
export type Because =
  /** A parameter of the scanned template that nobody supplied. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Only a deployed resource can answer: `reference(…)`, `list*(…)`. */
  | { readonly kind: 'runtime'; readonly what: string }
  /** A Key Vault secret: its name is known, its value must not be. */
  | { readonly kind: 'secret'; readonly name: string }
  /** Depends on where the template is deployed: `subscription().subscriptionId`. */
  | { readonly kind: 'context'; readonly what: string }
  /** Different in every deployment: `utcNow()`, `newGuid()`. */
  | { readonly kind: 'nondeterministic'; readonly what: string }
  /** Written in a template that is not at hand. */
  | { readonly kind: 'external'; readonly what: string }
  /** Another resource that decides may exist outside what is looked at. */
  | { readonly kind: 'elsewhere'; readonly what: string }
  /** The declared API version does not have the property. */
  | { readonly kind: 'version'; readonly what: string }
  /** Behaviour that no source settles, or that this program does not model. */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** A limit on work or size ended the evaluation. */
  | { readonly kind: 'budget'; readonly what: string }
  /** The expression fails; the diagnostic at its place says how. */
  | { readonly kind: 'failed'; readonly what: string };

/** More reasons than this for one value help nobody. */
const maxReasons = 8;

/** Joins lists of reasons without repeating one. */
export function joinReasons(...lists: readonly (readonly Because[])[]): readonly Because[] {
  let only: readonly Because[] = [];
  let isOne = true;
  for (const list of lists) {
    if (list.length === 0 || list === only) continue;
    isOne = only.length === 0;
    if (!isOne) break;
    only = list;
  }
  if (isOne) return only;
  const seen = new Map<string, Because>();
  for (const list of lists) for (const reason of list) if (seen.size < maxReasons) seen.set(reasonKey(reason), reason);
  return [...seen.values()];
}

/** Identity of a reason. */
export function reasonKey(reason: Because): string {
  return `${reason.kind}:${subjectOf(reason)}`;
}

/** What the reason names: the parameter, the call, the limit. */
export function subjectOf(reason: Because): string {
  return 'name' in reason ? reason.name : reason.what;
}
