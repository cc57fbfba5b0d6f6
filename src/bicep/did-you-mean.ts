// What stands behind a message about a name that nobody knows.

import { nearest } from '../values/nearest.ts';

/** Shorter names are close to everything. */
const shortest = 3;

/** `; did you mean 'name'?` when one of the names is close; otherwise nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const suggestion = written.length < shortest ? undefined : nearest(written, names);
  return suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
}
