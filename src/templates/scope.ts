// What the names in an expression mean at the place where it stands.

import type { Document } from '../values/document.ts';
import type { Origin, Role } from '../values/origin.ts';
import type { Path } from '../values/path.ts';
import { anyItemTerm } from '../values/terms.ts';
import type { Value } from '../values/value.ts';
import type { DeploymentContext } from './context.ts';
import type { Expression } from './expression.ts';
import type { Run } from './run.ts';

/** One template under evaluation, seen from one place in it. */
export interface Scope {
  readonly run: Run;
  readonly document: Document;
  /** Undefined when the template declares no such parameter. */
  readonly parameter: (name: string) => Value | undefined;
  /** Undefined when the template declares no such variable. */
  readonly variable: (name: string) => Value | undefined;
  /** Undefined when the template defines no such function. */
  readonly userFunction: (namespace: string, name: string) => UserFunction | undefined;
  readonly resources: ResourceLookup;
  readonly context: DeploymentContext;
  readonly loops: Loop | undefined;
  /** `any`: evaluated once for something that is there any number of times, by a loop whose count is not known. */
  readonly copies: 'one' | 'any';
}

/** A name for an unknown that equals only itself; where it stands for any number of values, not even that. */
export function ownTerm(what: string, { run, copies }: Scope): string {
  const term = `${what}#${run.nextSerial()}`;
  return copies === 'any' ? anyItemTerm(term) : term;
}

/** A function that a template defines. */
export interface UserFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Applies the body to arguments, for a caller that may stand for any number of them. */
  readonly call: (args: readonly Value[], copies: Scope['copies']) => Value;
}

/** A copy loop around the place, innermost first. */
export interface Loop {
  readonly name: string;
  /** A bare `copyIndex()` means the nearest resource loop, even inside a property loop. */
  readonly isResource: boolean;
  readonly index: Value;
  readonly outer: Loop | undefined;
}

/** What `reference()` can find without asking Azure. */
export interface ResourceLookup {
  /** By symbolic name (`name` or `name[2]`), by identity of a resource id, or by identity of a plain name. */
  readonly find: (target: Value) => ReferencedResource | undefined;
  /** All instances of a copied resource by its symbolic name. */
  readonly findAll: (symbol: string) => readonly ReferencedResource[] | undefined;
}

/** A resource of the same deployment, as far as the template says what it will be. */
export interface ReferencedResource {
  /** Open: the service adds members to those declared. Undefined while the resource itself is being evaluated. */
  readonly properties: () => Value | undefined;
  /** The whole resource, as `reference(…, 'Full')` gives it. */
  readonly full: () => Value | undefined;
}

/** One expression under evaluation. */
export interface Environment {
  readonly scope: Scope;
  readonly path: Path;
  readonly role: Role;
  readonly lambdas: Binding | undefined;
  /** Filled while evaluating: where the values came from, and the conditions that selected among them. */
  readonly sources: Origin[];
  readonly decisions: Origin[];
}

/** A lambda's variable, innermost first. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** Evaluates a part of an expression. */
export type Evaluate = (expression: Expression, environment: Environment) => Value;
