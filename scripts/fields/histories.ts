// What the published definitions say of paths, in all the API versions of a resource type.

import type { FieldSegment } from '../../src/model/condition.ts';
import type { Definition } from './definitions.ts';
import { includesType, type RulePath, textOf } from './rule-paths.ts';
import { type Standing, standingOf } from './standing.ts';
import { oldestFirst } from './versions.ts';

/** A resource type that has definitions. */
export interface TypeHistory {
  /** As the newest definition writes it. */
  readonly name: string;
  /** Oldest first; a preview comes before the stable version of the same day. */
  readonly versions: readonly VersionStandings[];
}

/** What one version says of paths, which are named in lower case. */
export interface VersionStandings {
  readonly version: string;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Histories of resource types by their names in lower case. */
export type Histories = ReadonlyMap<string, TypeHistory>;

/** Looks paths up in the definitions of a namespace (lower case), which `definitionsOf` gives file by file. */
export function historiesOf(
  paths: readonly RulePath[],
  definitionsOf: (namespace: string) => Iterable<readonly Definition[]>,
): Histories {
  const wanted = wantedOf(paths);
  const found: Found[] = [];
  for (const namespace of new Set([...wanted.keys()].map((type) => type.slice(0, type.indexOf('/')))))
    for (const definitions of definitionsOf(namespace)) found.push(...versionsIn(definitions, wanted));
  const histories = [...wanted.keys()].flatMap((type) => {
    const versions = found.filter(({ name }) => name.toLowerCase() === type);
    return versions.length === 0 ? [] : [[type, historyOf(versions)] as const];
  });
  return new Map(histories);
}

/** Paths by their names, both of types and of fields in lower case. */
type Wanted = ReadonlyMap<string, ReadonlyMap<string, readonly FieldSegment[]>>;

/** A path of resources of every type is looked for in all types that are named somewhere. */
function wantedOf(paths: readonly RulePath[]): Wanted {
  const named = new Set(paths.flatMap(({ types }) => types.map((type) => type.toLowerCase())));
  named.delete('*');
  return new Map(
    [...named].map((type) => {
      const ofType = paths.filter(({ types }) => includesType(types, type));
      return [type, new Map(ofType.map(({ segments }) => [textOf(segments).toLowerCase(), segments]))];
    }),
  );
}

/** A type in one version, with the name its definition gives it. */
interface Found extends VersionStandings {
  readonly name: string;
}

function versionsIn(definitions: readonly Definition[], wanted: Wanted): readonly Found[] {
  return definitions.flatMap((definition) => {
    if (definition.$type !== 'ResourceType') return [];
    const [name = '', version = ''] = definition.name.split('@');
    const paths = wanted.get(name.toLowerCase());
    if (paths === undefined) return [];
    const standings = [...paths].map(
      ([path, segments]) => [path, standingOf(definitions, definition.body, segments)] as const,
    );
    return [{ name, version, standings: new Map(standings) }];
  });
}

/** The history of a type that was found in some versions. */
function historyOf(found: readonly Found[]): TypeHistory {
  const byVersion = new Map(found.map((one) => [one.version, one]));
  if (byVersion.size < found.length) throw new Error(`A version of ${found[0]?.name} is defined twice`);
  const versions = oldestFirst([...byVersion.keys()]).flatMap((version) => byVersion.get(version) ?? []);
  return { name: versions.at(-1)?.name ?? '', versions };
}
