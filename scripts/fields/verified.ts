// The fields that rules use, as far as they were found in the published definitions: by type and path, since which version.

import type { Histories, TypeHistory } from './histories.ts';
import { includesType, type RulePath, textOf } from './rule-paths.ts';
import { isStable } from './versions.ts';

/** By resource type and path, what {@link readSince} reads. */
export type VerifiedFields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The first version that has a field, and the first stable one; null where only previews have it. */
export interface Since {
  readonly first: string;
  readonly stable: string | null;
}

/** Paths that a version of their type has. What may be anything has every path. */
export function verifiedFields(paths: readonly RulePath[], histories: Histories): VerifiedFields {
  const table = new Map<string, Map<string, string>>();
  for (const { types, segments } of paths)
    for (const history of typesIn(types, histories)) {
      const since = sinceIn(history, textOf(segments));
      if (since === undefined) continue;
      const ofType = table.get(history.name) ?? new Map<string, string>();
      ofType.set(textOf(segments), printSince(since));
      table.set(history.name, ofType);
    }
  return sorted(table, (fields) => sorted(fields, (since) => since));
}

/** The table as JSON text, one path a line. */
export function printFields(fields: VerifiedFields): string {
  return `${JSON.stringify(fields, undefined, 2)}\n`;
}

/** What the table says of a path, for each of its types that has it. */
export function sinceOf({ types, segments }: RulePath, fields: VerifiedFields): readonly TypeSince[] {
  const path = textOf(segments).toLowerCase();
  return Object.entries(fields).flatMap(([type, ofType]) => {
    const text = Object.entries(ofType).find(([name]) => name.toLowerCase() === path)?.[1];
    return text !== undefined && includesType(types, type) ? [{ type, ...readSince(text) }] : [];
  });
}

export interface TypeSince extends Since {
  readonly type: string;
}

function typesIn(types: readonly string[], histories: Histories): readonly TypeHistory[] {
  return [...histories].filter(([type]) => includesType(types, type)).map(([, history]) => history);
}

function sinceIn({ versions }: TypeHistory, path: string): Since | undefined {
  const having = versions.filter(({ standings }) => (standings.get(path.toLowerCase()) ?? 'no') !== 'no');
  const [first] = having;
  const stable = having.find(({ version }) => isStable(version));
  return first === undefined ? undefined : { first: first.version, stable: stable?.version ?? null };
}

function printSince({ first, stable }: Since): string {
  return first === stable ? first : `${first}, ${stable === null ? neverStable : `stable ${stable}`}`;
}

const neverStable = 'never stable';

function readSince(text: string): Since {
  const [first = '', stable] = text.split(', ');
  if (stable === undefined) return { first, stable: first };
  return { first, stable: stable === neverStable ? null : stable.replace('stable ', '') };
}

function sorted<T, U>(map: ReadonlyMap<string, T>, shown: (value: T) => U): Record<string, U> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, shown(value)]));
}
