// What comes out of the Bicep front end.

import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';

/** A `.bicep` file as a template: the root of its document is an ARM template, its spans are places in Bicep source. */
export interface CompiledTemplate {
  readonly document: Document;
  /** Of this file and of every module, import and loaded file below it, each once. */
  readonly problems: readonly BicepProblem[];
  readonly notCovered: readonly NotFollowed[];
  /** Absolute paths of all files that were read for it, itself first. */
  readonly files: readonly string[];
}

/** Something wrong in a Bicep file. */
export interface BicepProblem {
  /** `error`: part of what was asked for could not be read. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly document: Document;
  readonly span: Span;
}

/** Something that was not looked at: a registry module that is not on this machine, an extension's resources. */
export interface NotFollowed {
  readonly what: string;
  readonly because: string;
  readonly document: Document;
  readonly span: Span;
}
