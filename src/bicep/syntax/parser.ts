// Reads a Bicep file: declaration by declaration, so that what is wrong in one is not lost on the others.

import { nearest } from '../../values/nearest.ts';
import { declarationKeywords, isDeclarationKeyword } from './keywords.ts';
import { lex } from './lexer.ts';
import type { BicepSyntax, Declaration, SyntaxProblem } from './nodes.ts';
import {
  type DeclarationParser,
  parseAssert,
  parseFunction,
  parseMetadata,
  parseOutput,
  parseParameter,
  parseParameterAssignment,
  parseTargetScope,
  parseTypeDeclaration,
  parseVariable,
} from './parse-declarations.ts';
import { parseDecorators } from './parse-decorators.ts';
import { parseExtends, parseExtension, parseExtensionConfig, parseImport, parseUsing } from './parse-imports.ts';
import { parseModule, parseResource, parseTest } from './parse-resources.ts';
import { skipDeclaration, skipLine } from './recovery.ts';
import { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Templates (`.bicep`) and parameter files (`.bicepparam`) have different declarations. */
export type Language = 'bicep' | 'bicepparam';

/** Reads a file. Never throws: what cannot be read is missing from the tree, and a problem says so. */
export function parseBicep(text: string, language: Language): BicepSyntax {
  const tokens = lex(text);
  const reader = new TokenReader(tokens);
  const declarations: Declaration[] = [];
  for (reader.skipLines(); reader.kind !== tokenKind.endOfFile; reader.skipLines()) {
    reader.isLost = false;
    const declaration = parseDeclaration(reader, language);
    if (declaration !== undefined) declarations.push(declaration);
  }
  return { declarations, pragmas: tokens.pragmas, problems: inOrder(tokens.problems, reader.problems) };
}

/** In the order of the text, and only the first at every place: what else is wrong there follows from it. */
function inOrder(ofTokens: readonly SyntaxProblem[], ofGrammar: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const all = [...ofTokens, ...ofGrammar].sort((a, b) => a.start - b.start);
  return all.filter(({ start }, i) => start !== all[i - 1]?.start);
}

const parsers: Readonly<Record<Language, Readonly<Record<string, DeclarationParser>>>> = {
  bicep: {
    targetScope: parseTargetScope,
    metadata: parseMetadata,
    param: parseParameter,
    var: parseVariable,
    type: parseTypeDeclaration,
    func: parseFunction,
    resource: parseResource,
    module: parseModule,
    output: parseOutput,
    assert: parseAssert,
    test: parseTest,
    import: parseImport,
    extension: parseExtension,
  },
  bicepparam: {
    using: parseUsing,
    extends: parseExtends,
    param: parseParameterAssignment,
    var: parseVariable,
    type: parseTypeDeclaration,
    import: parseImport,
    extension: parseExtension,
    extensionConfig: parseExtensionConfig,
  },
};

function parseDeclaration(reader: TokenReader, language: Language): Declaration | undefined {
  const { start } = reader;
  const decorators = parseDecorators(reader);
  const keyword = reader.kind === tokenKind.identifier ? reader.word() : '';
  const parse = Object.hasOwn(parsers[language], keyword) ? parsers[language][keyword] : undefined;
  if (parse === undefined) {
    if (keyword === '' && decorators.length > 0) reader.failBehind('Expected a declaration after the decorator');
    else reader.fail(unknownDeclaration(keyword, language));
    skipDeclaration(reader);
    return undefined;
  }
  const declaration = parse(reader, decorators, start);
  endDeclaration(reader);
  return declaration;
}

/** Behind a declaration a new line is due. Lists that are not closed end in front of the next declaration. */
function endDeclaration(reader: TokenReader): void {
  if (reader.kind === tokenKind.newline || reader.kind === tokenKind.endOfFile || reader.atDeclaration()) return;
  reader.fail('Expected a new line after the declaration');
  skipLine(reader);
}

function unknownDeclaration(word: string, language: Language): string {
  if (isDeclarationKeyword(word)) {
    return language === 'bicep' ? `'${word}' belongs in a parameter file` : `'${word}' belongs in a template`;
  }
  const keywords = declarationKeywords[language];
  const meant = word === '' ? undefined : nearest(word, keywords);
  if (meant !== undefined) return `No declaration begins with '${word}'. Did you mean '${meant}'?`;
  return `Expected ${examples[language]}`;
}

const examples: Readonly<Record<Language, string>> = {
  bicep: "a declaration, for example 'param', 'var' or 'resource'",
  bicepparam: "a declaration, for example 'using', 'param' or 'var'",
};
