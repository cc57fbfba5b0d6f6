// Templates that were compiled already: local JSON files, and what a module folder holds of registries.

import { type Document, jsonDocument } from '../values/document.ts';
import { get, isJsonObject, type JsonObject } from '../values/json.ts';
import { pathOf } from '../values/path.ts';
import { decode } from './decode.ts';
import { documentPart } from './document-part.ts';
import type { BicepFiles } from './files.ts';
import { joinPath } from './paths.ts';
import { maxCharacters } from './source-file.ts';

/** A template that was read, or why it was not. */
export type ArmFile =
  | { readonly kind: 'template'; readonly path: string; readonly template: JsonObject; readonly document: Document }
  | { readonly kind: 'unreadable'; readonly path: string; readonly because: string };

/** Reads templates, each once. */
export class ArmFiles {
  private readonly files: BicepFiles;
  private readonly read = new Map<string, ArmFile | undefined>();

  constructor(files: BicepFiles) {
    this.files = files;
  }

  /** The template in a file; undefined when there is no such file. */
  at(path: string): ArmFile | undefined {
    if (!this.read.has(path)) this.read.set(path, this.load(path));
    return this.read.get(path);
  }

  /** The first of some folders that holds the file. */
  inFolders(folders: readonly string[], relative: string): ArmFile | undefined {
    for (const folder of folders) {
      const found = this.at(joinPath(folder, relative));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private load(path: string): ArmFile | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    if (bytes.length > maxCharacters)
      return { kind: 'unreadable', path, because: `it has ${bytes.length} bytes; at most ${maxCharacters} are read` };
    const document = jsonDocument(this.files.shown(path), decode(bytes));
    const problem = document.problems.find(({ severity }) => severity === 'error');
    if (problem !== undefined) return { kind: 'unreadable', path, because: problem.message };
    const { root } = document;
    if (!isJsonObject(root)) return { kind: 'unreadable', path, because: 'it is not a JSON object' };
    const inside = mainTemplate(root);
    if (inside !== undefined) {
      const part = documentPart(document, pathOf('properties', 'mainTemplate'), inside);
      return { kind: 'template', path, template: inside, document: part };
    }
    return { kind: 'template', path, template: root, document };
  }
}

/** The template inside a template spec, which is itself a resource. */
function mainTemplate(root: JsonObject): JsonObject | undefined {
  const properties = get(root, 'resources') === undefined ? get(root, 'properties') : undefined;
  const template = isJsonObject(properties) ? get(properties, 'mainTemplate') : undefined;
  return isJsonObject(template) ? template : undefined;
}
