// What all nodes of the syntax tree of Bicep have, and names, which stand in most of them.

/** Offsets into the source text, in UTF-16 code units; `end` is exclusive. */
export interface Node {
  readonly start: number;
  readonly end: number;
}

/** A name where the grammar wants one. An empty text stands for a name that is missing; a diagnostic says so. */
export interface Name extends Node {
  readonly kind: 'name';
  readonly text: string;
}
