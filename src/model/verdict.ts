// What a rule says of a resource, and the evidence for it.

import type { Because } from '../values/because.ts';
import type { Json } from '../values/json.ts';
import type { Origin } from '../values/origin.ts';
import type { Truth } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import type { Test } from './condition.ts';
import type { Resource } from './resource.ts';
import type { Rule } from './rule.ts';

/** The verdict on one resource. Everything is said for the case that the resource is deployed. */
export type Verdict =
  /** Holds in every feasible valuation. */
  | { readonly kind: 'pass'; readonly evidence: readonly Evidence[] }
  /** Holds in none. */
  | { readonly kind: 'fail'; readonly evidence: readonly Evidence[]; readonly causes: readonly string[] }
  /** Fails with these parameter values, confirmed by evaluating again; not with all. */
  | {
      readonly kind: 'fails-when';
      readonly evidence: readonly Evidence[];
      readonly witness: Readonly<Record<string, Json>>;
      readonly causes: readonly string[];
    }
  /** Cannot be told, for these reasons. */
  | { readonly kind: 'unknown'; readonly evidence: readonly Evidence[]; readonly because: readonly Because[] }
  /** The rule is not about this resource, for this reason. */
  | { readonly kind: 'not-applicable'; readonly because: string };

/** A verdict and what it is about. */
export interface Judged {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly verdict: Verdict;
}

/** One test that decided, with what it saw. */
export interface Evidence {
  readonly subject: EvidenceSubject;
  readonly truth: Truth;
  /** The value read; undefined when there is none. */
  readonly actual: Value | undefined;
  /** What Azure takes where there is none. */
  readonly assumed: Json | undefined;
  /** Where the value stands, or the object that lacks it. */
  readonly origin: Origin | undefined;
  /** Why the test is not certain. */
  readonly because: readonly Because[];
  /** False when the declared API version does not have the field. */
  readonly inVersion: boolean;
}

/** What was tested. */
export type EvidenceSubject =
  | { readonly kind: 'test'; readonly test: Test; readonly resource: Resource }
  /** An item or a resource that counts just by being there. */
  | { readonly kind: 'seen'; readonly what: string; readonly resource: Resource }
  /** How many items or related resources there are, and how many there should be. */
  | {
      readonly kind: 'count';
      readonly what: string;
      readonly least: number;
      readonly most: number;
      readonly wanted: string;
    };
