// What stands behind a message about a name that nobody knows.

import { didYouMean as closest } from '../values/nearest.ts';

/** Shorter names are close to everything. */
const shortest = 3;

/** `; did you mean 'name'?` when one of the names is close; otherwise nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  return written.length < shortest ? '' : closest(written, names);
}
