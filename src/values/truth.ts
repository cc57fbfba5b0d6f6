// Kleene's three-valued logic: a predicate over a value that is not known in full may itself be unknown.

export type Truth = true | false | 'unknown';

export function negate(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

/** False as soon as one is false; unknown when none is and one is unknown. */
export function all(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** True as soon as one is true; unknown when none is and one is unknown. */
export function any(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** The truth shared by all of them, unknown where they differ. */
export function agree(truths: Iterable<Truth>): Truth {
  let result: Truth | undefined;
  for (const truth of truths) {
    if (result !== undefined && result !== truth) return 'unknown';
    result = truth;
  }
  return result ?? 'unknown';
}
