// A resource that is known in full, on its way through the sieve.

import { get, type JsonObject } from '../../values/json.ts';
import type { Seen } from './fields.ts';

/** One resource as Azure answers it. */
export interface Row {
  readonly json: JsonObject;
  /** The API version whose properties it shows; undefined where nothing says so. */
  readonly version: string | undefined;
  /** Its id as rules are to see it, for those that ask. */
  readonly spelledId: () => string;
}

/** The row of a resource; `spell` spells its id. */
export function rowOf(json: JsonObject, spell: (id: string) => string = (id) => id): Row {
  const version = get(json, 'apiVersion');
  return {
    json,
    version: typeof version === 'string' ? version : undefined,
    spelledId: () => spell(String(get(json, 'id'))),
  };
}

/** What a condition is asked about: a row, and inside of a count one of its items. */
export interface Asked {
  readonly row: Row;
  readonly item: Seen;
  /** Fields that the row's API version does not have count as absent. */
  readonly ignoreUnversioned: boolean;
}
