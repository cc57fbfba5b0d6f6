// The declarations of a file: parameters, variables, resources, modules and their like.

import type { Expression, StringLiteral } from './expression-nodes.ts';
import type { Name, Node } from './node.ts';
import type { TypeExpression } from './type-nodes.ts';

export type Declaration =
  | TargetScopeDeclaration
  | MetadataDeclaration
  | ParameterDeclaration
  | VariableDeclaration
  | TypeDeclaration
  | FunctionDeclaration
  | ResourceDeclaration
  | ModuleDeclaration
  | OutputDeclaration
  | AssertDeclaration
  | TestDeclaration
  | ImportDeclaration
  | ExtensionDeclaration
  | UsingDeclaration
  | ExtendsDeclaration
  | ParameterAssignment
  | ExtensionConfigAssignment;

/** What every declaration has: `@decorators()` in front of it; `start` is the first of them. */
interface Declared extends Node {
  readonly decorators: readonly Decorator[];
}

/** `@description('…')`, `@sys.secure()`: the call is a {@link Call} or, with a namespace, a {@link MethodCall}. */
export interface Decorator extends Node {
  readonly call: Expression;
}

/** `targetScope = 'subscription'` */
export interface TargetScopeDeclaration extends Declared {
  readonly kind: 'targetScope';
  readonly value: Expression;
}

/** `metadata name = value` */
export interface MetadataDeclaration extends Declared {
  readonly kind: 'metadata';
  readonly name: Name;
  readonly value: Expression;
}

/** `param name type = default` */
export interface ParameterDeclaration extends Declared {
  readonly kind: 'parameter';
  readonly name: Name;
  readonly type: TypeExpression;
  readonly defaultValue: Expression | undefined;
}

/** `var name [type] = value` */
export interface VariableDeclaration extends Declared {
  readonly kind: 'variable';
  readonly name: Name;
  readonly type: TypeExpression | undefined;
  readonly value: Expression;
}

/** `type name = …` */
export interface TypeDeclaration extends Declared {
  readonly kind: 'type';
  readonly name: Name;
  readonly type: TypeExpression;
}

/** `func name(a type, …) type => body` */
export interface FunctionDeclaration extends Declared {
  readonly kind: 'function';
  readonly name: Name;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: TypeExpression;
  readonly body: Expression;
}

export interface FunctionParameter extends Node {
  readonly name: Name;
  readonly type: TypeExpression;
}

/** `resource name 'Type@version' [existing] = value`, at the top level or inside the object of another resource. */
export interface ResourceDeclaration extends Declared {
  readonly kind: 'resource';
  readonly name: Name;
  readonly type: StringLiteral;
  readonly existing: boolean;
  /** An object, `if (…) {…}`, or `[for …: …]`. */
  readonly value: Expression;
}

/** `module name 'path' = value` */
export interface ModuleDeclaration extends Declared {
  readonly kind: 'module';
  readonly name: Name;
  readonly path: StringLiteral;
  /** An object, `if (…) {…}`, or `[for …: …]`. */
  readonly value: Expression;
}

/** `output name type = value` */
export interface OutputDeclaration extends Declared {
  readonly kind: 'output';
  readonly name: Name;
  readonly type: TypeExpression;
  readonly value: Expression;
}

/** `assert name = condition` (experimental) */
export interface AssertDeclaration extends Declared {
  readonly kind: 'assert';
  readonly name: Name;
  readonly value: Expression;
}

/** `test name 'path' = {…}` (experimental) */
export interface TestDeclaration extends Declared {
  readonly kind: 'test';
  readonly name: Name;
  readonly path: StringLiteral;
  readonly value: Expression;
}

/** `import {a, b as c} from 'path'` or `import * as all from 'path'` */
export interface ImportDeclaration extends Declared {
  readonly kind: 'import';
  readonly symbols: readonly ImportedSymbol[] | ImportedNamespace;
  readonly from: StringLiteral | Name;
}

export interface ImportedSymbol extends Node {
  /** Written as a name or, for names that are none in Bicep, as a string. */
  readonly original: Name;
  /** The name after `as`, otherwise the original. */
  readonly name: Name;
}

export interface ImportedNamespace extends Node {
  readonly kind: 'namespace';
  readonly name: Name;
}

/** `extension name [with {…}] [as alias]`, also in its old form `import 'name@version'`. */
export interface ExtensionDeclaration extends Declared {
  readonly kind: 'extension';
  readonly specification: StringLiteral | Name;
  readonly config: Expression | undefined;
  readonly alias: Name | undefined;
}

/** `using 'main.bicep' [with {…}]` or `using none`, in parameter files. */
export interface UsingDeclaration extends Declared {
  readonly kind: 'using';
  readonly path: StringLiteral | 'none';
  readonly config: Expression | undefined;
}

/** `extends 'shared.bicepparam'`, in parameter files. */
export interface ExtendsDeclaration extends Declared {
  readonly kind: 'extends';
  readonly path: StringLiteral;
}

/** `param name = value`, in parameter files. */
export interface ParameterAssignment extends Declared {
  readonly kind: 'assignment';
  readonly name: Name;
  readonly value: Expression;
}

/** `extensionConfig alias with {…}`, in parameter files. */
export interface ExtensionConfigAssignment extends Declared {
  readonly kind: 'extensionConfig';
  readonly name: Name;
  readonly config: Expression | undefined;
}
