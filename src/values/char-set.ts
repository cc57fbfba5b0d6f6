// Sets of UTF-16 code units, as sorted ranges: what a hole in a string may be made of, what a pattern accepts.

/** Inclusive ranges, sorted, not touching. */
export type CharSet = readonly (readonly [low: number, high: number])[];

const last = 0xffff;

/** Every character. */
export const anyChar: CharSet = [[0, last]];

/** A set from ranges in any order. */
export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && low <= previous[1] + 1) previous[1] = Math.max(previous[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** A set from text: `chars('a-z2-7')`; a leading `^` means every other character. */
export function chars(description: string): CharSet {
  const negated = description.startsWith('^');
  const text = negated ? description.slice(1) : description;
  const ranges: [number, number][] = [];
  for (let i = 0; i < text.length; i++) {
    const low = text.charCodeAt(i);
    const isRange = text[i + 1] === '-' && i + 2 < text.length;
    ranges.push([low, isRange ? text.charCodeAt(i + 2) : low]);
    if (isRange) i += 2;
  }
  return negated ? complement(charSet(ranges)) : charSet(ranges);
}

/** Every character that is not in the set. */
export function complement(set: CharSet): CharSet {
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= last) result.push([next, last]);
  return result;
}

/** The characters of either set. */
export function unionChars(a: CharSet, b: CharSet): CharSet {
  return charSet([...a, ...b]);
}

/** The characters of both sets. */
export function intersectChars(a: CharSet, b: CharSet): CharSet {
  return complement(unionChars(complement(a), complement(b)));
}

/** True when the character is in the set. */
export function hasChar(set: CharSet, code: number): boolean {
  return set.some(([low, high]) => code >= low && code <= high);
}

/** True when every character of the text is in the set. */
export function hasAllChars(set: CharSet, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!hasChar(set, text.charCodeAt(i))) return false;
  return true;
}

/** The set closed under ASCII letter case. */
export function foldCase(set: CharSet): CharSet {
  const folded: (readonly [number, number])[] = [...set];
  for (const [low, high] of set) {
    const upper = overlap(low, high, 65, 90);
    const lower = overlap(low, high, 97, 122);
    if (upper !== undefined) folded.push([upper[0] + 32, upper[1] + 32]);
    if (lower !== undefined) folded.push([lower[0] - 32, lower[1] - 32]);
  }
  return charSet(folded);
}

/**
 * Cuts every set at every boundary of any of them: within one returned range, all characters
 * are in the same sets, so that one of them can stand for all.
 */
export function partition(sets: readonly CharSet[]): CharSet {
  const cuts = new Set<number>([0]);
  for (const set of sets) {
    for (const [low, high] of set) {
      cuts.add(low);
      if (high < last) cuts.add(high + 1);
    }
  }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((start, i) => [start, (starts[i + 1] ?? last + 1) - 1] as const);
}

function overlap(low: number, high: number, from: number, to: number): [number, number] | undefined {
  const start = Math.max(low, from);
  const end = Math.min(high, to);
  return start <= end ? [start, end] : undefined;
}
