// Types: of parameters, variables, outputs and functions, and what `type` declares.

import type { Decorator } from './declaration-nodes.ts';
import type { BooleanLiteral, IntegerLiteral, NullLiteral, PropertyKey, StringLiteral } from './expression-nodes.ts';
import type { Name, Node } from './node.ts';

export type TypeExpression =
  | TypeName
  | TypeCall
  | TypeMember
  | TypeItems
  | TypeIndex
  | TypeAdditionalProperties
  | LiteralType
  | NegativeType
  | ObjectType
  | TupleType
  | ArrayType
  | NullableType
  | NonNullableType
  | UnionType
  | ParenthesisedType
  | ResourceType
  | MissingType;

/** `string`, `myType` */
export interface TypeName extends Node {
  readonly kind: 'typeName';
  readonly name: string;
}

/** `resourceInput<'Type@version'>`, also with a namespace in front: `sys.resourceInput<…>`. */
export interface TypeCall extends Node {
  readonly kind: 'typeCall';
  readonly target: TypeExpression | undefined;
  readonly name: Name;
  readonly args: readonly TypeExpression[];
}

/** `target.name` */
export interface TypeMember extends Node {
  readonly kind: 'typeMember';
  readonly target: TypeExpression;
  readonly name: Name;
}

/** `target[*]` */
export interface TypeItems extends Node {
  readonly kind: 'typeItems';
  readonly target: TypeExpression;
}

/** `target[0]` of a tuple. */
export interface TypeIndex extends Node {
  readonly kind: 'typeIndex';
  readonly target: TypeExpression;
  readonly index: TypeExpression;
}

/** `target.*` */
export interface TypeAdditionalProperties extends Node {
  readonly kind: 'typeAdditionalProperties';
  readonly target: TypeExpression;
}

/** `'a'`, `1`, `true`, `null` as a type. */
export interface LiteralType extends Node {
  readonly kind: 'typeLiteral';
  readonly value: StringLiteral | IntegerLiteral | BooleanLiteral | NullLiteral;
}

/** `-1` or `!true` as a type. */
export interface NegativeType extends Node {
  readonly kind: 'typeUnary';
  readonly operator: '!' | '-';
  readonly operand: TypeExpression;
}

/** `{ name: type, *: type }` */
export interface ObjectType extends Node {
  readonly kind: 'typeObject';
  readonly properties: readonly ObjectTypeProperty[];
  readonly additional: ObjectTypeAdditional | undefined;
}

export interface ObjectTypeProperty extends Node {
  readonly decorators: readonly Decorator[];
  readonly key: PropertyKey;
  readonly type: TypeExpression;
}

export interface ObjectTypeAdditional extends Node {
  readonly decorators: readonly Decorator[];
  readonly type: TypeExpression;
}

/** `[string, int]` */
export interface TupleType extends Node {
  readonly kind: 'typeTuple';
  readonly items: readonly TupleTypeItem[];
}

export interface TupleTypeItem extends Node {
  readonly decorators: readonly Decorator[];
  readonly type: TypeExpression;
}

/** `item[]` */
export interface ArrayType extends Node {
  readonly kind: 'typeArray';
  readonly item: TypeExpression;
}

/** `base?` */
export interface NullableType extends Node {
  readonly kind: 'typeNullable';
  readonly base: TypeExpression;
}

/** `base!` */
export interface NonNullableType extends Node {
  readonly kind: 'typeNonNullable';
  readonly base: TypeExpression;
}

/** `a | b` */
export interface UnionType extends Node {
  readonly kind: 'typeUnion';
  readonly members: readonly TypeExpression[];
}

export interface ParenthesisedType extends Node {
  readonly kind: 'typeParenthesised';
  readonly value: TypeExpression;
}

/** `resource 'Type@version'` as the type of a parameter or an output (experimental); an output may leave the string out. */
export interface ResourceType extends Node {
  readonly kind: 'typeResource';
  readonly type: StringLiteral | undefined;
}

/** A type that is not there or could not be read; a diagnostic says why. */
export interface MissingType extends Node {
  readonly kind: 'typeMissing';
}
