// What was not read, in the words of a report.

import type { Gap } from './gaps.ts';

/** Gaps of one kind. */
export interface GapGroup {
  readonly what: string;
  readonly because: string;
}

/** Gaps of one kind are told once, with the number of places. */
export function gapGroups(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups = new Map<string, { readonly gap: Gap; readonly scopes: Set<string> }>();
  for (const gap of gaps) {
    const key = `${gap.types.join()}\n${withoutNames(gap.because)}`;
    const group = groups.get(key) ?? { gap, scopes: new Set<string>() };
    group.scopes.add(gap.scope);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ gap, scopes }) => ({
      what: `${typesText(gap.types)}${scopesText([...scopes].sort())}`,
      because: gap.because,
    }))
    .sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** Messages of Azure name the resource and the caller; the same failure elsewhere is the same. */
function withoutNames(because: string): string {
  return because.replace(/'[^']*'/g, "''").replace(/[\w-]*\/[\w/.-]*/g, '/');
}

function typesText(types: readonly string[]): string {
  const names = types.map((type) => type.slice(type.indexOf('/') + 1));
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} other types` : names.join(', ');
}

function scopesText([first = '/', ...others]: readonly string[]): string {
  if (first === '/') return '';
  return others.length === 0
    ? ` of ${first}`
    : ` of ${first} and ${others.length} other${others.length === 1 ? '' : 's'}`;
}
