// The order in which the official compiler lists names: that of a dictionary, where case and signs count last.

const collator = new Intl.Collator('en');

/** Compares two names. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
