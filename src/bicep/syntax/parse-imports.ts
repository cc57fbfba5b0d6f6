// Declarations that bring other files in: imports, extensions, and what parameter files are for.

import type {
  Decorator,
  Expression,
  ExtendsDeclaration,
  ExtensionConfigAssignment,
  ExtensionDeclaration,
  ImportDeclaration,
  ImportedNamespace,
  ImportedSymbol,
  Name,
  StringLiteral,
  UsingDeclaration,
} from './nodes.ts';
import { objectShape, parseObject } from './parse-collections.ts';
import { type ListShape, parseList } from './parse-lists.ts';
import { expectWord, parseDeclaredName, parseName } from './parse-names.ts';
import { parsePlainMember, parseText } from './parse-resources.ts';
import { isString } from './parse-strings.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads `import {…} from 'path'`, `import * as name from 'path'`, or an extension in its old form. */
export function parseImport(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ImportDeclaration | ExtensionDeclaration {
  if (reader.peek() === tokenKind.string || reader.peek() === tokenKind.stringStart) {
    return parseExtension(reader, decorators, start);
  }
  reader.advance();
  const symbols = parseSymbols(reader);
  expectWord(reader, 'from');
  const from = parseText(reader, 'Expected the path to import from as a string');
  return { kind: 'import', decorators, symbols, from, start, end: reader.previousEnd };
}

function parseSymbols(reader: TokenReader): readonly ImportedSymbol[] | ImportedNamespace {
  if (reader.kind === tokenKind.openBrace) return parseList(reader, symbolsShape, parseSymbol);
  const { start } = reader;
  if (!reader.accept(tokenKind.asterisk)) {
    reader.fail("Expected '{' and the names to import, or '* as' and a name for all of them");
    if (reader.peeksWord('from')) reader.advance();
    return [];
  }
  expectWord(reader, 'as');
  const name = parseName(reader, 'a name for all that is imported');
  return { kind: 'namespace', name, start, end: reader.previousEnd };
}

const symbolsShape: ListShape = {
  ...objectShape,
  beginsItem: (reader) => reader.kind === tokenKind.identifier || isString(reader),
};

function parseSymbol(reader: TokenReader): ImportedSymbol {
  const isQuoted = isString(reader);
  const original = isQuoted ? parseQuotedName(reader) : parseName(reader, 'the name of something exported');
  const isRenamed = !reader.isLost && reader.isWord('as');
  if (isRenamed) reader.advance();
  else if (isQuoted) reader.fail("Expected 'as' and a name after the quoted one");
  const name = isRenamed ? parseName(reader, "a name after 'as'") : original;
  return { original, name, start: original.start, end: reader.previousEnd };
}

function parseQuotedName(reader: TokenReader): Name {
  const { texts, holes, start, end } = parseText(reader, '');
  if (holes.length > 0) reader.report('The name of something exported has no holes', start, end);
  return { kind: 'name', text: texts.join(''), start, end };
}

/** Reads `extension name [with {…}] [as alias]`. */
export function parseExtension(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ExtensionDeclaration {
  reader.advance();
  const specification = parseSpecification(reader);
  const config = parseConfig(reader);
  const isAliased = reader.isWord('as');
  if (isAliased) reader.advance();
  const alias = isAliased ? parseName(reader, 'a name for the extension') : undefined;
  return { kind: 'extension', decorators, specification, config, alias, start, end: reader.previousEnd };
}

function parseSpecification(reader: TokenReader): StringLiteral | Name {
  if (isString(reader)) return parseText(reader, '');
  return parseDeclaredName(reader, 'the name of an extension, or where to find it as a string');
}

/** Reads `with {…}`, if it is there. */
function parseConfig(reader: TokenReader): Expression | undefined {
  if (!reader.isWord('with')) return undefined;
  reader.advance();
  if (reader.kind === tokenKind.openBrace) return parseObject(reader, parsePlainMember);
  reader.fail("Expected '{' after 'with'");
  return reader.missing();
}

/** Reads `using 'main.bicep' [with {…}]` or `using none`. */
export function parseUsing(reader: TokenReader, decorators: readonly Decorator[], start: number): UsingDeclaration {
  reader.advance();
  const isNone = reader.isWord('none');
  if (isNone) reader.advance();
  const path = isNone ? 'none' : parseText(reader, "Expected the path of a template as a string, or 'none'");
  const config = parseConfig(reader);
  return { kind: 'using', decorators, path, config, start, end: reader.previousEnd };
}

/** Reads `extends 'shared.bicepparam'`. */
export function parseExtends(reader: TokenReader, decorators: readonly Decorator[], start: number): ExtendsDeclaration {
  reader.advance();
  const path = parseText(reader, 'Expected the path of a parameter file as a string');
  return { kind: 'extends', decorators, path, start, end: reader.previousEnd };
}

/** Reads `extensionConfig alias with {…}`. */
export function parseExtensionConfig(
  reader: TokenReader,
  decorators: readonly Decorator[],
  start: number,
): ExtensionConfigAssignment {
  reader.advance();
  const name = parseDeclaredName(reader, 'the name of an extension');
  if (!reader.isWord('with')) reader.fail("Expected 'with' and the configuration of the extension");
  const config = parseConfig(reader);
  return { kind: 'extensionConfig', decorators, name, config, start, end: reader.previousEnd };
}
