// What a peer says of its own fixtures, in one form for all peers.

import type { Json, JsonObject } from '../../src/values/json.ts';

/** What a peer says of a resource; `none`: its control is not about it. */
export type Outcome = 'pass' | 'fail' | 'none';

/** Something to judge. */
export type Fixture =
  /** Templates by path, each with the parameter files that are for it; `forced` ones are for all of them. */
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly files: Readonly<Record<string, string>>;
      readonly forced: readonly string[];
    }
  /** One resource as it was exported, with those that belong to it under `resources`. */
  | { readonly kind: 'live'; readonly name: string; readonly resource: JsonObject };

/** A resource of a fixture, as far as peers tell theirs apart. */
export interface Seen {
  readonly type: string;
  /** Name segments joined by `/`. */
  readonly name: string;
  /** The template it stands in. */
  readonly file: string;
  /** Its first and last line there. */
  readonly lines: readonly [number, number];
}

/** One test of a peer about one of its controls. */
export interface PeerTest {
  /** The peer's id of the control. */
  readonly control: string;
  /** The peer's file that says what is expected. */
  readonly source: string;
  readonly fixtures: readonly Fixture[];
  /** Settings that the peer's test makes, by rule of ours. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** What is expected of a resource; undefined where the test says nothing of it. */
  readonly expected: (resource: Seen) => Outcome | undefined;
  /** How many resources must be found for each outcome: whoever reads the test wrongly finds others. */
  readonly counts: Readonly<Partial<Record<Outcome, number>>>;
}
