// API versions as definitions and rules write them, in order.

import { compareApiVersions, readApiVersion } from '../../src/engine/versions.ts';

/** Oldest first; previews of one day, which no rule of Azure's puts in order, by name. */
export function oldestFirst(versions: readonly string[]): readonly string[] {
  return versions.toSorted((a, b) => compareApiVersions(read(a), read(b)) || (a < b ? -1 : 1));
}

/** True for a version that is no preview. */
export function isStable(version: string): boolean {
  return !read(version).preview;
}

function read(version: string): { readonly date: string; readonly preview: boolean } {
  const result = readApiVersion(version);
  if (result === undefined) throw new Error(`'${version}' is no API version`);
  return result;
}
