// Expressions: literals, operations, accesses, calls and loops.

import type { ResourceDeclaration } from './declaration-nodes.ts';
import type { Name, Node } from './node.ts';

export type Expression =
  | StringLiteral
  | IntegerLiteral
  | BooleanLiteral
  | NullLiteral
  | ArrayLiteral
  | ObjectLiteral
  | ForLoop
  | IfCondition
  | Variable
  | Call
  | MethodCall
  | PropertyAccess
  | IndexAccess
  | ResourceAccess
  | NonNullAssertion
  | UnaryOperation
  | BinaryOperation
  | TernaryOperation
  | Parenthesised
  | Lambda
  | Missing;

/** `'a${b}c'` or `'''…'''`: texts and holes in turn, one text more than holes. */
export interface StringLiteral extends Node {
  readonly kind: 'string';
  /** As they read after escapes are undone. */
  readonly texts: readonly string[];
  readonly holes: readonly Expression[];
  readonly multiline: boolean;
}

/** Integers have 64 bits; those that a double cannot hold exactly are bigints. The sign is a {@link UnaryOperation}. */
export interface IntegerLiteral extends Node {
  readonly kind: 'integer';
  readonly value: number | bigint;
}

export interface BooleanLiteral extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `null`, or `none` where a parameter file allows it. */
export interface NullLiteral extends Node {
  readonly kind: 'null';
}

export interface ArrayLiteral extends Node {
  readonly kind: 'array';
  readonly items: readonly (Expression | Spread)[];
}

export interface ObjectLiteral extends Node {
  readonly kind: 'object';
  readonly members: readonly (Property | Spread | ResourceDeclaration)[];
}

/** `key: value`. A key is a name, or a string that may have holes. */
export interface Property extends Node {
  readonly kind: 'property';
  readonly key: PropertyKey;
  readonly value: Expression;
}

export type PropertyKey = Name | StringLiteral;

/** `...value` */
export interface Spread extends Node {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** `[for item in items: body]` or `[for (item, index) in items: body]`; the body may be an {@link IfCondition}. */
export interface ForLoop extends Node {
  readonly kind: 'for';
  readonly item: Name;
  readonly index: Name | undefined;
  readonly items: Expression;
  readonly body: Expression;
}

/** `if (condition) {…}` as the value of a resource or module or the body of their loop. */
export interface IfCondition extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly body: Expression;
}

/** A name used as a value: of a variable, parameter, resource, module, loop item, namespace … */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

/** `name(args)` */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: Name;
  readonly args: readonly Expression[];
}

/** `target.name(args)`: a function of a namespace, a resource or an extension. */
export interface MethodCall extends Node {
  readonly kind: 'methodCall';
  readonly target: Expression;
  readonly name: Name;
  readonly args: readonly Expression[];
}

/** `target.name`, `target.?name` */
export interface PropertyAccess extends Node {
  readonly kind: 'propertyAccess';
  readonly target: Expression;
  readonly name: Name;
  readonly safe: boolean;
}

/** `target[index]`, `target[?index]`, `target[^index]`, `target[?^index]` */
export interface IndexAccess extends Node {
  readonly kind: 'indexAccess';
  readonly target: Expression;
  readonly index: Expression;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** `target::name`: a resource nested in another. */
export interface ResourceAccess extends Node {
  readonly kind: 'resourceAccess';
  readonly target: Expression;
  readonly name: Name;
}

/** `target!` */
export interface NonNullAssertion extends Node {
  readonly kind: 'nonNull';
  readonly target: Expression;
}

export interface UnaryOperation extends Node {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export type BinaryOperator =
  | '=='
  | '!='
  | '=~'
  | '!~'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&&'
  | '||'
  | '??';

export interface BinaryOperation extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface TernaryOperation extends Node {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `(value)`; kept, because parentheses end a chain of safe accesses. */
export interface Parenthesised extends Node {
  readonly kind: 'parenthesised';
  readonly value: Expression;
}

/** `a => body`, `(a, b) => body` */
export interface Lambda extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Name[];
  readonly body: Expression;
}

/** An expression that is not there or could not be read; a diagnostic says why. */
export interface Missing extends Node {
  readonly kind: 'missing';
}
