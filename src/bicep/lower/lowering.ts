// What the parts of the lowering share: whose names they resolve, what was decided for the template, and where to write.

import type { Document } from '../../values/document.ts';
import type { Json, JsonObject, Span } from '../../values/json.ts';
import { type Decorated, undecorated } from '../decorators.ts';
import type { Problems } from '../problems.ts';
import type {
  BoundFile,
  ImportedSymbol,
  ModuleSymbol,
  ResourceSymbol,
  VariableSymbol,
  WildcardSymbol,
} from '../symbols.ts';
import type { Expression, Name, Node, TypeExpression } from '../syntax/nodes.ts';
import type { Workspace } from '../workspace.ts';
import { type Arm, type ArmCall, unresolved } from './arm.ts';
import type { Environment } from './environment.ts';
import type { LoadedValue } from './loaded-values.ts';
import type { SourceMap } from './source-map.ts';

/** Lowers what one file says into one template. Imported declarations are lowered by another one, into the same template. */
export interface Lowering {
  readonly workspace: Workspace;
  /** The file whose syntax is lowered. */
  readonly bound: BoundFile;
  readonly naming: Naming;
  readonly template: TemplateInProgress;
  /** Calls that load a file, by call. */
  readonly loads: ReadonlyMap<Node, LoadedValue>;
  /** An expression as an expression of the template language. */
  expression(node: Expression, environment: Environment): Arm;
  /** An expression as a value of the template: objects and arrays as they are, everything else as `[…]`. */
  value(node: Expression, environment: Environment): Json;
  /** A type as a template declares types. The discriminator is that of a tagged union. */
  type(node: TypeExpression, discriminator?: string): JsonObject;
}

/** What is decided and collected once for a template. */
export interface TemplateInProgress {
  /** The file that becomes the template. */
  readonly file: BoundFile;
  /** Whether resources are listed by symbolic name (languageVersion 2.0). */
  readonly symbolic: boolean;
  /** Experimental: `resourceInfo()` in place of ids and names. */
  readonly resourceInfo: boolean;
  /** Experimental: extensions are configured by the deployment that calls the template. */
  readonly extensionConfigs: boolean;
  /** Variables without a place in the template, and existing resources that are addressed by id only. */
  readonly inlined: ReadonlySet<VariableSymbol | ResourceSymbol>;
  readonly modules: ReadonlyMap<ModuleSymbol, ModuleTemplate>;
  /** A type under the name it has in the template; undefined when there is none, or it needs itself. */
  definition(name: string): JsonObject | undefined;
  readonly map: SourceMap;
  readonly problems: Problems;
  readonly budget: Budget;
}

/** What a module deploys, as far as it is at hand. */
export interface ModuleTemplate {
  readonly template: JsonObject | undefined;
  /** Stands in the place of a template that is not at hand. */
  readonly link: JsonObject | undefined;
  /** The document that the template is the root of. */
  readonly document: Document | undefined;
  /** Outputs that hold secrets; they are read in another way. */
  readonly secureOutputs: ReadonlySet<string>;
}

/** Names of declarations in the template. */
export interface Naming {
  /** Of a variable, type or function that the file declares, by its name there. */
  own(name: string): string;
  /** Of a variable in which a loaded value is kept. */
  loaded(name: string): string;
  /** Undefined when it could not be imported, which was reported. */
  imported(symbol: ImportedSymbol): ImportedName | undefined;
  member(symbol: WildcardSymbol, name: string): ImportedName | undefined;
  /** The variables that keep what `base` has, by its names; there is a base in parameter files only. */
  readonly base: ReadonlyMap<string, string>;
  /** The names of the members; undefined when nothing could be imported, which was reported. */
  members(symbol: WildcardSymbol): readonly string[] | undefined;
}

/** Something imported, under the name it has in the template. */
export interface ImportedName {
  readonly kind: 'variable' | 'type' | 'function';
  readonly name: string;
}

/** Limits on the work for one template, so that inlining cannot make a small file huge. */
export interface Budget {
  steps: number;
  depth: number;
  stopped: boolean;
}

/** Steps that one file may take; the largest real ones need some thousands. */
const maxSteps = 400_000;

export function newBudget(): Budget {
  return { steps: maxSteps, depth: 0, stopped: false };
}

/** Nested deeper than this, inlined variables and parents included, is not lowered. */
const maxDepth = 700;

/** Lowers something one level deeper, unless that would be too deep or too much. */
export function deeper<T>(lowering: Lowering, node: Span, lower: () => T): T | ArmCall {
  const { budget } = lowering.template;
  if (--budget.steps < 0) return stop(lowering, node);
  if (budget.depth >= maxDepth)
    return fail(lowering, node, `The expression needs itself, or is nested more than ${maxDepth} levels deep`);
  budget.depth++;
  const lowered = lower();
  budget.depth--;
  return lowered;
}

/** Says once that the work was too much; everything that is left has nothing in its place. */
function stop(lowering: Lowering, node: Span): ArmCall {
  const { budget } = lowering.template;
  const message = 'The file is not lowered any further: its variables expand too much';
  if (!budget.stopped) report(lowering, node, message);
  budget.stopped = true;
  return unresolved(message);
}

/** Reports a problem at a place of the file, and gives what stands in for the expression. */
export function fail(lowering: Lowering, node: Span, message: string): ArmCall {
  report(lowering, node, message);
  return unresolved(message);
}

export function report(lowering: Lowering, node: Span, message: string, severity?: 'error' | 'warning'): void {
  lowering.template.problems.report(message, lowering.bound.source.document, node, severity);
}

/** Records where the value under a key of an object, or at an index of an array, is written. */
export function place(
  lowering: Lowering,
  container: object,
  key: string | number,
  value: Span,
  name: Span = value,
): void {
  lowering.template.map.write(container, key, lowering.bound.source.document, value, name);
}

/** Records where a declaration is written: what it declares, and its name as the key. Decorators are left out. */
export function placeDeclaration(
  lowering: Lowering,
  container: object,
  key: string | number,
  declaration: Decorated & Node & { readonly name: Name },
): void {
  const { text } = lowering.bound.source.document;
  place(lowering, container, key, undecorated(declaration, text), declaration.name);
}
