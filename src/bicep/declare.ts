// Collects what a file declares, before any name is resolved.

import type { Document } from '../values/document.ts';
import { extensionOfType } from './extensions.ts';
import type { Problems } from './problems.ts';
import { parseResourceType } from './resource-type.ts';
import type { SourceFile } from './source-file.ts';
import type {
  BoundFile,
  ExtensionSymbol,
  FileSymbol,
  ImportedSymbol,
  LocalSymbol,
  ModuleSymbol,
  ResourceSymbol,
  TargetScope,
  WildcardSymbol,
} from './symbols.ts';
import type {
  Declaration,
  ExtensionDeclaration,
  FunctionDeclaration,
  ImportDeclaration,
  ModuleDeclaration,
  Name,
  Node,
  ResourceDeclaration,
} from './syntax/nodes.ts';
import { literalText, unwrapBody } from './walk.ts';

export type DeclaredFile = Omit<BoundFile, 'source' | 'uses' | 'loops' | 'lambdas' | 'parents' | 'endless'>;

/** The declarations of a file by kind and by name. A name that is declared twice is reported and stands for the first. */
export function declareFile(source: SourceFile, problems: Problems): DeclaredFile {
  const { document, syntax } = source;
  const extensions = syntax.declarations.filter((one) => one.kind === 'extension').map(declareExtension);
  const symbols = new Map<string, FileSymbol>();
  const declare = (symbol: FileSymbol, at: Node): void => {
    if (symbol.name === '') return;
    if (symbols.has(symbol.name)) problems.report(`'${symbol.name}' is declared more than once`, document, at);
    else symbols.set(symbol.name, symbol);
  };
  for (const declaration of syntax.declarations)
    for (const symbol of symbolsOf(declaration, extensions, document, problems)) declare(symbol, nameOf(declaration));
  const all = [...symbols.values()];
  const topLevel = all.filter((symbol) => symbol.kind === 'resource');
  return {
    symbols,
    parameters: all.filter((symbol) => symbol.kind === 'parameter'),
    variables: all.filter((symbol) => symbol.kind === 'variable'),
    types: all.filter((symbol) => symbol.kind === 'type'),
    functions: all.filter((symbol) => symbol.kind === 'function'),
    resources: [...topLevel.flatMap(nestedBelow), ...topLevel],
    modules: all.filter((symbol) => symbol.kind === 'module'),
    imports: all.filter((symbol) => symbol.kind === 'imported' || symbol.kind === 'wildcard'),
    extensions,
    outputs: syntax.declarations.filter((one) => one.kind === 'output'),
    metadata: syntax.declarations.filter((one) => one.kind === 'metadata'),
    asserts: syntax.declarations.filter((one) => one.kind === 'assert'),
    targetScope: targetScopeOf(source, problems),
    assignments: all.filter((symbol) => symbol.kind === 'assignment'),
    using: only(
      syntax.declarations.filter((one) => one.kind === 'using'),
      document,
      problems,
    ),
    extended: syntax.declarations.find((one) => one.kind === 'extends'),
  };
}

function symbolsOf(
  declaration: Declaration,
  extensions: readonly ExtensionSymbol[],
  document: Document,
  problems: Problems,
): readonly FileSymbol[] {
  switch (declaration.kind) {
    case 'parameter':
    case 'variable':
    case 'type':
      return [{ kind: declaration.kind, name: declaration.name.text, declaration } as FileSymbol];
    case 'function':
      return [{ kind: 'function', name: declaration.name.text, declaration, parameters: parametersOf(declaration) }];
    case 'resource':
      return [declareResource(declaration, undefined, extensions, document, problems)];
    case 'module':
      return [declareModule(declaration)];
    case 'import':
      return declareImports(declaration);
    case 'assignment':
      return [{ kind: 'assignment', name: declaration.name.text, declaration }];
    case 'extends':
      return [{ kind: 'base', name: 'base', declaration }];
    case 'extension':
      return extensions.filter((extension) => extension.declaration === declaration);
    default:
      return [];
  }
}

/** The first of declarations that a file may have one of. */
function only<T extends Node>(declarations: readonly T[], document: Document, problems: Problems): T | undefined {
  const [first, ...others] = declarations;
  for (const other of others) problems.report('A parameter file has only one such declaration', document, other);
  return first;
}

function parametersOf({ parameters }: FunctionDeclaration): readonly LocalSymbol[] {
  return parameters.map(({ name }) => ({
    kind: 'local',
    name: name.text,
    role: 'parameter',
    at: name,
    items: undefined,
  }));
}

function declareModule(declaration: ModuleDeclaration): ModuleSymbol {
  return { kind: 'module', name: declaration.name.text, declaration, ...unwrapBody(declaration.value) };
}

/** A resource with those nested in it. What its type string says is completed by the resources around it. */
function declareResource(
  declaration: ResourceDeclaration,
  container: ResourceSymbol | undefined,
  extensions: readonly ExtensionSymbol[],
  document: Document,
  problems: Problems,
): ResourceSymbol {
  const written = literalText(declaration.type);
  const parsed = written === undefined ? undefined : parseResourceType(written);
  if (parsed === undefined && written !== '')
    problems.report(`This is not a resource type of the form 'Provider/type@version'`, document, declaration.type);
  const own = parsed?.type ?? written ?? '';
  const type = container === undefined ? own : `${container.type}/${own}`;
  const apiVersion = parsed?.apiVersion ?? container?.apiVersion;
  const extension = container?.extension ?? extensionOfType(type, parsed?.namespace, apiVersion, extensions);
  if (apiVersion === undefined && parsed !== undefined && extension === undefined)
    problems.report('The resource type has no API version', document, declaration.type);
  const { name, existing } = declaration;
  const nested = new Map<string, ResourceSymbol>();
  const unwrapped = unwrapBody(declaration.value);
  const symbol: ResourceSymbol = {
    kind: 'resource',
    name: name.text,
    declaration,
    existing,
    type,
    apiVersion,
    extension,
    container,
    nested,
    ...unwrapped,
  };
  for (const member of unwrapped.body?.members ?? []) {
    if (member.kind !== 'resource') continue;
    const child = declareResource(member, symbol, extensions, document, problems);
    if (nested.has(child.name)) problems.report(`'${child.name}' is declared more than once`, document, member.name);
    else if (child.name !== '') nested.set(child.name, child);
  }
  return symbol;
}

/** Resources inside a resource: first those furthest in, as the official compiler has them (ResourceSymbolVisitor). */
function nestedBelow({ nested }: ResourceSymbol): readonly ResourceSymbol[] {
  const children = [...nested.values()];
  return [...children.flatMap(nestedBelow), ...children];
}

function declareImports(declaration: ImportDeclaration): readonly (ImportedSymbol | WildcardSymbol)[] {
  const { symbols } = declaration;
  if ('kind' in symbols) return [{ kind: 'wildcard', name: symbols.name.text, declaration }];
  return symbols.map((one) => ({
    kind: 'imported',
    name: one.name.text,
    original: one.original.text,
    at: one.original,
    declaration,
  }));
}

function declareExtension(declaration: ExtensionDeclaration): ExtensionSymbol {
  return { kind: 'extension', name: extensionName(declaration), declaration };
}

/** Without an alias, the name of the extension itself; that of one in a registry stands in its package, and is guessed. */
function extensionName({ alias, specification }: ExtensionDeclaration): string {
  if (alias !== undefined) return alias.text;
  if (specification.kind !== 'string') return specification.text;
  const written = literalText(specification) ?? '';
  if (!/^br[:/]/.test(written)) return written.replace(/@.*$/s, '');
  const segments = written.replace(/:[^:/]*$/, '').split('/');
  return (/^v\d/.test(segments.at(-1) ?? '') ? segments.at(-2) : segments.at(-1)) ?? '';
}

function targetScopeOf({ syntax, document }: SourceFile, problems: Problems): TargetScope {
  const declaration = syntax.declarations.find((one) => one.kind === 'targetScope');
  if (declaration === undefined) return 'resourceGroup';
  const scope = literalText(declaration.value);
  if (scope !== undefined && scope in targetScopes) return targetScopes[scope as keyof typeof targetScopes];
  if (declaration.value.kind !== 'missing')
    problems.report(
      `targetScope is one of ${Object.keys(targetScopes).slice(0, 4).join(', ')}`,
      document,
      declaration.value,
    );
  return 'resourceGroup';
}

const targetScopes = {
  resourceGroup: 'resourceGroup',
  subscription: 'subscription',
  managementGroup: 'managementGroup',
  tenant: 'tenant',
  local: 'resourceGroup',
  desiredStateConfiguration: 'resourceGroup',
} as const satisfies Record<string, TargetScope>;

function nameOf(declaration: Declaration): Name | Node {
  return 'name' in declaration ? declaration.name : declaration;
}
