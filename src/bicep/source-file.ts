// A Bicep file that was read: its syntax, and its document.

import { BicepDocument } from './bicep-document.ts';
import { decode } from './decode.ts';
import type { Problems } from './problems.ts';
import type { BicepSyntax } from './syntax/nodes.ts';
import { type Language, parseBicep } from './syntax/parser.ts';

export interface SourceFile {
  readonly path: string;
  readonly language: Language;
  readonly document: BicepDocument;
  readonly syntax: BicepSyntax;
}

/** Longer files are refused: Azure takes templates of 4 MB, and a template is longer than its source. */
export const maxCharacters = 4_194_304;

/** Reads a file's text. What is wrong with it is reported; what can be read is there all the same. */
export function readSource(path: string, shown: string, bytes: Uint8Array, problems: Problems): SourceFile {
  const text = decode(bytes);
  const document = new BicepDocument(shown, text);
  const language = path.endsWith('.bicepparam') ? 'bicepparam' : 'bicep';
  if (text.length > maxCharacters) {
    problems.report(`The file has ${text.length} characters; at most ${maxCharacters} are read`, document, start);
    return { path, language, document, syntax: nothing };
  }
  if (text.slice(0, 4096).includes('\0')) {
    problems.report('The file is binary', document, start);
    return { path, language, document, syntax: nothing };
  }
  const syntax = parseBicep(text, language);
  for (const problem of syntax.problems) problems.report(problem.message, document, problem);
  return { path, language, document, syntax };
}

const start = { start: 0, end: 0 };

const nothing: BicepSyntax = { declarations: [], pragmas: [], problems: [] };
