// What the functions that load files give: text, base64, JSON, YAML, and what is in a folder.

import type { Document } from '../../values/document.ts';
import { jsonDocument } from '../../values/document.ts';
import type { Json } from '../../values/json.ts';
import type { Path } from '../../values/path.ts';
import { yamlDocument } from '../../values/yaml.ts';
import { constantText } from '../constants.ts';
import { decode, type Encoding, encodings, isEncoding, toBase64 } from '../decode.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { BoundFile } from '../symbols.ts';
import type { Call, Expression, MethodCall, Node } from '../syntax/nodes.ts';
import type { Workspace } from '../workspace.ts';
import { folderInfo } from './folder-info.ts';
import { selectTokens } from './json-path.ts';

/** A loaded value, with where it stands in what was loaded; or why there is none. */
export type LoadResult =
  | {
      readonly kind: 'loaded';
      readonly value: Json;
      readonly isText: boolean;
      readonly document: Document | undefined;
      readonly path: Path;
    }
  | { readonly kind: 'failed'; readonly at: Node; readonly message: string };

/** Limits of the official compiler (LanguageConstants). */
const maxTextCharacters = 131_072;
const maxObjectCharacters = 1_048_576;

const argumentCounts: ReadonlyMap<string, number> = new Map([
  ['loadTextContent', 2],
  ['loadFileAsBase64', 1],
  ['loadJsonContent', 3],
  ['loadYamlContent', 3],
  ['loadDirectoryFileInfo', 2],
]);

/** True for the functions of this file. */
export function isLoadFunction(name: string): boolean {
  return argumentCounts.has(name);
}

/** A failure on the way; caught where the call is. */
class LoadError extends Error {
  readonly at: Node;
  constructor(message: string, at: Node) {
    super(message);
    this.at = at;
  }
}

/** Loads what a call asks for. */
export function load(node: Call | MethodCall, bound: BoundFile, workspace: Workspace): LoadResult {
  try {
    return new Loader(node, bound, workspace).load();
  } catch (error) {
    if (error instanceof LoadError) return { kind: 'failed', at: error.at, message: error.message };
    throw error;
  }
}

/** One call and where it stands. */
class Loader {
  private readonly node: Call | MethodCall;
  private readonly bound: BoundFile;
  private readonly workspace: Workspace;

  constructor(node: Call | MethodCall, bound: BoundFile, workspace: Workspace) {
    this.node = node;
    this.bound = bound;
    this.workspace = workspace;
  }

  load(): LoadResult {
    const { name, args } = this.node;
    const most = argumentCounts.get(name.text) ?? 0;
    if (args.length === 0 || args.length > most)
      throw new LoadError(`${name.text}() takes ${most === 1 ? '1 argument' : `1 to ${most} arguments`}`, this.node);
    switch (name.text) {
      case 'loadTextContent':
        return this.text();
      case 'loadFileAsBase64':
        return this.base64();
      case 'loadDirectoryFileInfo':
        return this.folder();
      default:
        return this.object();
    }
  }

  private text(): LoadResult {
    const { text } = this.read(1, maxTextCharacters);
    return { kind: 'loaded', value: text, isText: true, document: undefined, path: undefined };
  }

  private base64(): LoadResult {
    const { bytes, shown } = this.bytes();
    const most = (maxTextCharacters / 4) * 3;
    if (bytes.length > most) throw this.tooLarge(shown, most, 'bytes');
    return { kind: 'loaded', value: toBase64(bytes), isText: true, document: undefined, path: undefined };
  }

  private object(): LoadResult {
    const { text, shown, name } = this.read(2, maxObjectCharacters);
    const document = this.node.name.text === 'loadJsonContent' ? jsonDocument(name, text) : yamlDocument(name, text);
    const problem = document.problems.find(({ severity }) => severity === 'error');
    if (problem !== undefined)
      throw new LoadError(`The file '${shown}' cannot be read: ${problem.message}`, this.arg(0));
    const selector = this.node.args[1];
    if (selector === undefined)
      return { kind: 'loaded', value: document.root, isText: false, document, path: undefined };
    const found = selectTokens(document.root, this.constant(1));
    if (found === undefined) throw new LoadError('This is not a JSON path that is understood', selector);
    const [only] = found;
    if (only === undefined) throw new LoadError(`Nothing in '${shown}' is at this path`, selector);
    if (found.length === 1) return { kind: 'loaded', value: only.value, isText: false, document, path: only.path };
    return {
      kind: 'loaded',
      value: found.map(({ value }) => value),
      isText: false,
      document: undefined,
      path: undefined,
    };
  }

  private folder(): LoadResult {
    const shown = this.constant(0);
    const folder = this.path(shown);
    const pattern = this.node.args.length > 1 ? this.constant(1) : '';
    const entries = this.workspace.list(folder);
    if (entries === undefined)
      throw new LoadError(`The folder '${shown}' is not there, or lies outside of the repository`, this.arg(0));
    const value = folderInfo(entries, folder, this.bound.source.path, pattern);
    return { kind: 'loaded', value, isText: false, document: undefined, path: undefined };
  }

  /** The text of the file, in the encoding that an argument may name. */
  private read(encodingAt: number, most: number): { text: string; shown: string; name: string } {
    const { bytes, shown, name } = this.bytes();
    // An encoding has at most four bytes for a character; what is longer need not be decoded.
    if (bytes.length > most * 4) throw this.tooLarge(shown, most, 'characters');
    const text = decode(bytes, this.encoding(encodingAt));
    if (text.length > most) throw this.tooLarge(shown, most, 'characters');
    return { text, shown, name };
  }

  private encoding(at: number): Encoding {
    const argument = this.node.args[at];
    if (argument === undefined) return 'utf-8';
    const name = this.constant(at);
    if (isEncoding(name)) return name;
    throw new LoadError(`'${name}' is not one of the encodings ${encodings.join(', ')}`, argument);
  }

  private bytes(): { bytes: Uint8Array; shown: string; name: string } {
    const shown = this.constant(0);
    const file = this.workspace.load(this.path(shown), this.bound);
    if (file === undefined)
      throw new LoadError(`The file '${shown}' is not there, or lies outside of the repository`, this.arg(0));
    return { bytes: file.bytes, shown, name: file.name };
  }

  private path(shown: string): string {
    if (shown === '' || shown.startsWith('/') || shown.includes('\\'))
      throw new LoadError(`'${shown}' is not a path relative to this file`, this.arg(0));
    return joinPath(folderOf(this.bound.source.path), shown);
  }

  private constant(at: number): string {
    const text = constantText(this.arg(at), this.bound, this.workspace);
    if (text === undefined) throw new LoadError('The text must be known when the file is compiled', this.arg(at));
    return text;
  }

  private arg(at: number): Expression {
    return this.node.args[at] ?? { kind: 'missing', start: this.node.end, end: this.node.end };
  }

  private tooLarge(shown: string, most: number, unit: string): LoadError {
    return new LoadError(`The file '${shown}' is larger than ${most} ${unit}`, this.arg(0));
  }
}
