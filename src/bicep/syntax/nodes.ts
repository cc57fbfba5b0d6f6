// The syntax tree of Bicep: what a `.bicep` or `.bicepparam` file says, with the place of every part of it.

import type { Declaration } from './declaration-nodes.ts';
import type { Name, Node } from './node.ts';

export type * from './declaration-nodes.ts';
export type * from './expression-nodes.ts';
export type * from './node.ts';
export type * from './type-nodes.ts';

/** A whole file. Declarations that could not be read are left out and have a diagnostic. */
export interface BicepSyntax {
  readonly declarations: readonly Declaration[];
  readonly pragmas: readonly Pragma[];
  readonly problems: readonly SyntaxProblem[];
}

/** `#disable-next-line a b`, `#disable-diagnostics a`, `#restore-diagnostics a`. */
export interface Pragma extends Node {
  readonly kind: 'disable-next-line' | 'disable-diagnostics' | 'restore-diagnostics';
  readonly codes: readonly Name[];
}

/** What the text should have been, at the place where it is not. */
export interface SyntaxProblem extends Node {
  readonly message: string;
}
