// What the compiler offers to its parts: files and what was made of them, each read, bound and lowered once.

import type { Document } from '../values/document.ts';
import type { JsonObject } from '../values/json.ts';
import type { BicepConfig } from './config.ts';
import type { FolderEntry } from './files.ts';
import type { LoadedValue } from './lower/loaded-values.ts';
import type { ModuleTemplate } from './lower/lowering.ts';
import type { BoundFile, ImportedSymbol, WildcardSymbol } from './symbols.ts';
import type { Node, StringLiteral } from './syntax/nodes.ts';

export interface Workspace {
  /** The configuration that holds for a file. */
  config(path: string): BicepConfig;
  /** The bytes of a file that another one loads; undefined when it cannot be read. */
  load(path: string, from: BoundFile): LoadedFile | undefined;
  list(folder: string): readonly FolderEntry[] | undefined;
  /** What a file loads, by call. */
  loads(file: BoundFile): ReadonlyMap<Node, LoadedValue>;
  /** What a `module` refers to. */
  module(path: StringLiteral, from: BoundFile): ModuleTemplate;
  /** What an `import` takes its names from; undefined when it cannot be had, which was reported. */
  importSource(symbol: ImportedSymbol | WildcardSymbol, from: BoundFile): ImportSource | undefined;
}

export interface LoadedFile {
  readonly bytes: Uint8Array;
  /** As people see it. */
  readonly name: string;
}

/** A file that declares what is imported. */
export type ImportSource = BicepSource | ArmSource;

export interface BicepSource {
  readonly kind: 'bicep';
  readonly name: SourceName;
  readonly bound: BoundFile;
}

export interface ArmSource {
  readonly kind: 'arm';
  readonly name: SourceName;
  readonly template: JsonObject;
  /** The document that the template is the root of. */
  readonly document: Document;
}

/** What tells a source from others: the absolute path of a local file, or a reference to a registry. */
export interface SourceName {
  readonly kind: 'path' | 'reference';
  readonly text: string;
}
