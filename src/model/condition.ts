// The condition language of rules, as data.

import type { Json } from '../values/json.ts';
import type { Pattern } from '../values/pattern-syntax.ts';

/** What must hold. Operator names are those of Azure Policy. */
export type Condition = AllOf | AnyOf | Not | Test | Count | Related;

export interface AllOf {
  readonly kind: 'allOf';
  readonly conditions: readonly Condition[];
}

export interface AnyOf {
  readonly kind: 'anyOf';
  readonly conditions: readonly Condition[];
}

export interface Not {
  readonly kind: 'not';
  readonly condition: Condition;
}

/** `{ field, <operator> }`: something read from a resource against something expected. */
export interface Test {
  readonly kind: 'test';
  readonly subject: Subject;
  readonly operator: TestOperator;
  readonly negated: boolean;
  readonly expected: Operand;
}

/** `{ count: { field: 'a[*]', where }, <operator> }`: how many items hold. */
export interface Count {
  readonly kind: 'count';
  readonly subject: FieldSubject;
  readonly where: Condition | undefined;
  readonly operator: NumberOperator;
  readonly expected: number;
}

/** `{ related: { by, type, where }, <operator> }`: how many other resources stand in a relation and hold. */
export interface Related {
  readonly kind: 'related';
  readonly relation: Relation;
  /** Resource types, lower case. */
  readonly types: readonly string[];
  /** The same, as the rule writes them. */
  readonly writtenTypes: readonly string[];
  readonly where: Condition | undefined;
  /** Counts different values of this field instead of resources. */
  readonly distinct: FieldPath | undefined;
  readonly operator: NumberOperator;
  readonly expected: number;
  /** Whether such resources may exist outside what is scanned: then too few of them is no failure but unknown. */
  readonly elsewhere: 'possible' | 'impossible';
}

/** How another resource stands to the one under judgement. */
export type Relation =
  /** It is a child: its id continues this one's. */
  | { readonly kind: 'child' }
  /** It extends this resource: diagnostic settings, locks, role assignments at this very scope. */
  | { readonly kind: 'extension' }
  /** It extends this resource or a scope above it. */
  | { readonly kind: 'atOrAbove' }
  | { readonly kind: 'parent' }
  /** This resource's field holds its id. */
  | { readonly kind: 'references'; readonly field: FieldPath }
  /** Its field holds this resource's id. */
  | { readonly kind: 'referencedBy'; readonly field: FieldPath }
  /** Its field holds the principal id of an identity of this resource. */
  | { readonly kind: 'principal'; readonly field: FieldPath; readonly identity: PrincipalIdentity }
  /** This resource's field holds the principal id of an identity of the other one. */
  | { readonly kind: 'principalOf'; readonly field: FieldPath; readonly identity: PrincipalIdentity }
  /** Its field holds what this one has at `value`, whether that is known or read by reference(). */
  | { readonly kind: 'holds'; readonly field: FieldPath; readonly value: FieldPath }
  /** The scope of this resource, which is one that extends another, is it or is above it. */
  | { readonly kind: 'covers' }
  /** Any of the same deployment, or of the same live estate. */
  | { readonly kind: 'any' };

/** Which identities: those that the resource has or is, user-assigned ones included, or those of a cluster's kubelets. */
export type PrincipalIdentity = 'own' | 'kubelet';

/** What a test reads. */
export type Subject = FieldSubject | { readonly kind: 'value'; readonly value: Json };

/** A field of a resource or of an item. */
export interface FieldSubject {
  readonly kind: 'field';
  /** `this`: the resource the condition is about; `subject`: the one the rule is about; `item`: the item being counted. */
  readonly of: 'this' | 'subject' | 'item';
  readonly path: FieldPath;
}

/** A way into a resource. */
export interface FieldPath {
  /** As written in the rule. */
  readonly text: string;
  readonly segments: readonly FieldSegment[];
}

/** A member by name, an item by index, or every item. A name that begins with `$` is a view: another reading of the value. */
export type FieldSegment = string | number | typeof everyItem;

/** The segment `[*]`; no property has this name. */
export const everyItem = '[*]';

/** What a test compares with. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  /** A field of the rule's subject, for comparing a related resource with it; a date in it may be moved by days. */
  | { readonly kind: 'field'; readonly subject: FieldSubject; readonly plusDays: number | undefined }
  /** So many days before (negative) or after the time of the scan. */
  | { readonly kind: 'now'; readonly days: number };

export type NumberOperator = 'equals' | 'notEquals' | 'less' | 'lessOrEquals' | 'greater' | 'greaterOrEquals';

/** What a test asks; its negation asks the opposite, also of what is absent. */
export type TestOperator =
  | 'equals'
  | 'in'
  | 'contains'
  | 'containsKey'
  | 'like'
  | 'match'
  | 'pattern'
  | 'exists'
  | 'less'
  | 'lessOrEquals'
  | 'greater'
  | 'greaterOrEquals'
  | 'apiVersion'
  /** The declared API version has the field, or the field is not declared. */
  | 'inVersion';
