// What names in a Bicep file stand for.

import type { SourceFile } from './source-file.ts';
import type {
  AssertDeclaration,
  Expression,
  ExtendsDeclaration,
  ExtensionDeclaration,
  ForLoop,
  FunctionDeclaration,
  ImportDeclaration,
  MetadataDeclaration,
  ModuleDeclaration,
  Name,
  Node,
  ObjectLiteral,
  OutputDeclaration,
  ParameterAssignment,
  ParameterDeclaration,
  ResourceDeclaration,
  TypeDeclaration,
  UsingDeclaration,
  VariableDeclaration,
} from './syntax/nodes.ts';

/** What a name stands for where it is used. */
export type BicepSymbol = FileSymbol | LocalSymbol | NamespaceSymbol;

/** What a file declares under a name that can be used in it. */
export type FileSymbol =
  | ParameterSymbol
  | VariableSymbol
  | TypeSymbol
  | FunctionSymbol
  | ResourceSymbol
  | ModuleSymbol
  | ImportedSymbol
  | WildcardSymbol
  | ExtensionSymbol
  | AssignmentSymbol
  | BaseSymbol;

export interface ParameterSymbol {
  readonly kind: 'parameter';
  readonly name: string;
  readonly declaration: ParameterDeclaration;
}

export interface VariableSymbol {
  readonly kind: 'variable';
  readonly name: string;
  readonly declaration: VariableDeclaration;
}

export interface TypeSymbol {
  readonly kind: 'type';
  readonly name: string;
  readonly declaration: TypeDeclaration;
}

export interface FunctionSymbol {
  readonly kind: 'function';
  readonly name: string;
  readonly declaration: FunctionDeclaration;
  readonly parameters: readonly LocalSymbol[];
}

/** A resource, at the top level or nested in another one. */
export interface ResourceSymbol {
  readonly kind: 'resource';
  readonly name: string;
  readonly declaration: ResourceDeclaration;
  readonly existing: boolean;
  /** With the types of the resources it is nested in: `Microsoft.Storage/storageAccounts/blobServices`. */
  readonly type: string;
  readonly apiVersion: string | undefined;
  /** The alias of the extension it belongs to; undefined for resources of Azure. */
  readonly extension: string | undefined;
  /** The resource it is nested in. */
  readonly container: ResourceSymbol | undefined;
  readonly nested: ReadonlyMap<string, ResourceSymbol>;
  readonly loop: ForLoop | undefined;
  readonly condition: Expression | undefined;
  /** Undefined when what is written is not an object. */
  readonly body: ObjectLiteral | undefined;
}

export interface ModuleSymbol {
  readonly kind: 'module';
  readonly name: string;
  readonly declaration: ModuleDeclaration;
  readonly loop: ForLoop | undefined;
  readonly condition: Expression | undefined;
  readonly body: ObjectLiteral | undefined;
}

/** `import { original as name } from 'path'` */
export interface ImportedSymbol {
  readonly kind: 'imported';
  readonly name: string;
  readonly original: string;
  readonly at: Node;
  readonly declaration: ImportDeclaration;
}

/** `import * as name from 'path'` */
export interface WildcardSymbol {
  readonly kind: 'wildcard';
  readonly name: string;
  readonly declaration: ImportDeclaration;
}

/** `extension … as name` */
export interface ExtensionSymbol {
  readonly kind: 'extension';
  readonly name: string;
  readonly declaration: ExtensionDeclaration;
}

/** `param name = value` in a parameter file. */
export interface AssignmentSymbol {
  readonly kind: 'assignment';
  readonly name: string;
  readonly declaration: ParameterAssignment;
}

/** `base` in a parameter file: the parameters of the one that it extends. */
export interface BaseSymbol {
  readonly kind: 'base';
  readonly name: string;
  readonly declaration: ExtendsDeclaration;
}

/** `sys`, `az`, and `this` inside a resource. */
export interface NamespaceSymbol {
  readonly kind: 'namespace';
  readonly name: string;
}

/** A name that means something in a part of one declaration only. */
export interface LocalSymbol {
  readonly kind: 'local';
  readonly name: string;
  /** The item and the index of a loop, the variable of a lambda, the parameter of a function. */
  readonly role: 'item' | 'index' | 'lambda' | 'parameter';
  readonly at: Name;
  /** What the loop, or the function that the lambda is an argument of, goes through. */
  readonly items: Expression | undefined;
}

/** A file with its names resolved. */
export interface BoundFile {
  readonly source: SourceFile;
  readonly symbols: ReadonlyMap<string, FileSymbol>;
  /** By use: the variable, call, type name or resource access that names the symbol. */
  readonly uses: ReadonlyMap<Node, BicepSymbol>;
  /** The item and the index that a loop binds. */
  readonly loops: ReadonlyMap<ForLoop, LoopSymbols>;
  readonly lambdas: ReadonlyMap<Node, readonly LocalSymbol[]>;
  readonly parents: ReadonlyMap<ResourceSymbol, ParentLink>;
  readonly parameters: readonly ParameterSymbol[];
  readonly variables: readonly VariableSymbol[];
  readonly types: readonly TypeSymbol[];
  readonly functions: readonly FunctionSymbol[];
  /** Those that need themselves, which was reported. */
  readonly endless: ReadonlySet<FunctionSymbol>;
  /** Nested ones included, in the order the official compiler writes them. */
  readonly resources: readonly ResourceSymbol[];
  readonly modules: readonly ModuleSymbol[];
  readonly imports: readonly (ImportedSymbol | WildcardSymbol)[];
  readonly extensions: readonly ExtensionSymbol[];
  readonly outputs: readonly OutputDeclaration[];
  readonly metadata: readonly MetadataDeclaration[];
  readonly asserts: readonly AssertDeclaration[];
  readonly targetScope: TargetScope;
  /** Of a parameter file: the values it gives, what it gives them to, and which file it continues. */
  readonly assignments: readonly AssignmentSymbol[];
  readonly using: UsingDeclaration | undefined;
  readonly extended: ExtendsDeclaration | undefined;
}

/** What a file is deployed to; the other values of `targetScope` are read as a resource group. */
export type TargetScope = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

export interface LoopSymbols {
  readonly item: LocalSymbol;
  readonly index: LocalSymbol | undefined;
}

/** The resource that a resource is a child of. */
export interface ParentLink {
  readonly resource: ResourceSymbol;
  /** Which one, where the parent stands in a loop of its own. */
  readonly index: Expression | undefined;
  readonly nested: boolean;
}
