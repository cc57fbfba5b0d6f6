// Proofs that a JSON was not made from the source beside it. Read from both texts, without the front end under measurement.

import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import type { Difference } from './compare.ts';
import type { Pair } from './pairs.ts';

/** Why the pair cannot be one; undefined when nothing proves it. */
export function proofOfStaleness(
  pair: Pair,
  files: readonly string[],
  differences: readonly Difference[],
): string | undefined {
  const source = withoutComments(readFileSync(pair.source, 'utf8'));
  return (
    declarationsDiffer('param', 'parameters', source, pair.official) ??
    declarationsDiffer('output', 'outputs', source, pair.official) ??
    versionsDrifted(files, differences)
  );
}

/** Every parameter and output of the source is one of the JSON, and the other way around: no version of the compiler differs. */
function declarationsDiffer(
  keyword: string,
  section: string,
  source: string,
  official: JsonObject,
): string | undefined {
  const declared = new Set(
    [...source.matchAll(new RegExp(`^[ \\t]*${keyword}[ \\t]+(\\w+)`, 'gm'))].map(([, name]) => name),
  );
  const members = official[section];
  const emitted = isJsonObject(members) ? Object.keys(members) : [];
  const added = emitted.find((name) => !declared.has(name));
  if (added !== undefined) return `the JSON has the ${keyword} '${added}', the source has not`;
  const lost = [...declared].find((name) => name !== undefined && !emitted.includes(name));
  return lost === undefined ? undefined : `the source has the ${keyword} '${lost}', the JSON has not`;
}

/** All that differs are API versions, and the JSON's are written nowhere in the source. */
function versionsDrifted(files: readonly string[], differences: readonly Difference[]): string | undefined {
  if (differences.length === 0 || !differences.every(({ path }) => path === 'apiVersion')) return undefined;
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const versions = new Set(differences.map(({ official }) => String(official)));
  const drifted = [...versions].every((version) => !text.includes(`@${version}`));
  return drifted ? `API versions of the JSON that the source does not name: ${[...versions].join(', ')}` : undefined;
}

/** Comments and multi-line strings may hold text that looks like a declaration. */
function withoutComments(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'''[\s\S]*?'''/g, "''")
    .replace(/^[ \t]*\/\/.*$/gm, '');
}
