// A repository in memory for the Bicep front end, and places in sources.

import type { BicepProblem, CompiledTemplate } from '../../../src/bicep/compiled.ts';
import { BicepCompiler } from '../../../src/bicep/compiler.ts';
import type { BicepFiles, FolderEntry } from '../../../src/bicep/files.ts';
import type { Document } from '../../../src/values/document.ts';
import { isJsonArray, isJsonObject, type Json, type Span } from '../../../src/values/json.ts';

/** Texts (or bytes) by path below `/repo`; other paths are absolute. */
export type Sources = Readonly<Record<string, string | Uint8Array>>;

/** Paths that were read, each time. */
export interface RecordedFiles extends BicepFiles {
  readonly reads: readonly string[];
}

const modules = '/modules';

/** Files in memory. What does not lie below `/repo` or `/modules` may not be read. */
export function filesOf(sources: Sources): RecordedFiles {
  const files = new Map(Object.entries(sources).map(([path, text]) => [absolute(path), bytesOf(text)]));
  const reads: string[] = [];
  return {
    reads,
    read: (path) => {
      const found = /^\/(repo|modules)\//.test(path) ? files.get(path) : undefined;
      if (found !== undefined) reads.push(path);
      return found;
    },
    list: (folder) => {
      const entries = entriesOf(folder, [...files.keys()]);
      return entries.length === 0 ? undefined : entries;
    },
    shown: (path) => path.replace(/^\/repo\//, ''),
    moduleFolders: [modules],
  };
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/repo/${path}`;
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

function entriesOf(folder: string, paths: readonly string[]): readonly FolderEntry[] {
  const below = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  const names = new Map(below.map((path) => [path.split('/')[0] ?? '', path.includes('/')]));
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, isFolder]) => ({ name, kind: isFolder ? 'directory' : 'file' }));
}

/** Compiles `main.bicep`; a text alone is that file. */
export function compile(sources: Sources | string, path = 'main.bicep'): CompiledTemplate {
  const files = filesOf(typeof sources === 'string' ? { 'main.bicep': sources } : sources);
  return new BicepCompiler(files).compile(absolute(path));
}

/** The template of a file without problems. */
export function templateOf(sources: Sources | string): Json {
  const compiled = compile(sources);
  const texts = compiled.problems.map(problemText);
  if (texts.length > 0) throw new Error(`The source has problems:\n${texts.join('\n')}`);
  return compiled.document.root;
}

/** A value of a template by the keys that lead to it. */
export function at(json: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>((value, key) => {
    if (isJsonArray(value)) return typeof key === 'number' ? value[key] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, json);
}

/** `file:line:column: message` */
export function problemText({ message, document, span }: BicepProblem): string {
  return `${placeText(document, span)}: ${message}`;
}

export function placeText(document: Document, { start }: Span): string {
  const { line, column } = document.positionOf(start);
  return `${document.name}:${line}:${column}`;
}

/** A source with one part marked as `«part»`: the source without the marks, and where the part is. */
export function marked(source: string): { readonly text: string; readonly start: number; readonly end: number } {
  const start = source.indexOf('«');
  const end = source.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error(`Nothing is marked in: ${source}`);
  return { text: source.replace('«', '').replace('»', ''), start, end };
}
