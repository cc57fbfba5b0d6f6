// What stands behind a message about a name that nobody knows.

import { nearest } from '../values/nearest.ts';

/** `; did you mean 'name'?` when one of the names is close; otherwise nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const suggestion = nearest(written, names);
  return suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
}
