// The words that begin declarations, and how to find the next declaration in a text that is out of order.

import { type TokenKind, tokenKind } from './tokens.ts';

type Keyword = keyof typeof followers;

/** Names and strings, also those that are misread as keywords. */
const name: readonly TokenKind[] = [tokenKind.identifier];
const nameOrString: readonly TokenKind[] = [tokenKind.identifier, tokenKind.string, tokenKind.stringStart];

/** The words that begin declarations, with the tokens that may follow: `param: 1` is a property, `param x` is not. */
const followers = {
  targetScope: [tokenKind.assign],
  metadata: name,
  param: name,
  var: name,
  type: name,
  func: name,
  resource: nameOrString,
  module: nameOrString,
  output: name,
  assert: name,
  test: nameOrString,
  import: [tokenKind.openBrace, tokenKind.asterisk, ...nameOrString],
  extension: nameOrString,
  using: nameOrString,
  extends: nameOrString,
  extensionConfig: name,
} satisfies Readonly<Record<string, readonly TokenKind[]>>;

const parameterFileKeywords: readonly Keyword[] = [
  'using',
  'extends',
  'param',
  'var',
  'type',
  'import',
  'extension',
  'extensionConfig',
];

const onlyInParameterFiles: readonly Keyword[] = ['using', 'extends', 'extensionConfig'];

/** The words that begin declarations, by the kind of file. */
export const declarationKeywords: Readonly<Record<'bicep' | 'bicepparam', readonly string[]>> = {
  bicep: Object.keys(followers).filter((word) => !onlyInParameterFiles.some((other) => other === word)),
  bicepparam: parameterFileKeywords,
};

/** True for a word that begins declarations in one kind of file or the other. */
export function isDeclarationKeyword(word: string): boolean {
  return Object.hasOwn(followers, word);
}

/** True when a word and the token behind it can only be the beginning of a declaration. */
export function beginsDeclaration(word: string, next: TokenKind): boolean {
  return Object.hasOwn(followers, word) && (followers[word as Keyword] as readonly TokenKind[]).includes(next);
}

const declarationLine = new RegExp(`(?:\\r\\n?|\\n)(?=@|(?:${Object.keys(followers).join('|')})[ \\t])`, 'g');

/** Where the next line begins that looks like a declaration, otherwise the end of the text. */
export function nextDeclarationLine(text: string, from: number): number {
  declarationLine.lastIndex = from;
  return declarationLine.exec(text)?.index ?? text.length;
}
