// A rule: one policy as data, with everything a person needs to act on it.

import type { Json, JsonObject } from '../values/json.ts';
import type { Condition, FieldPath } from './condition.ts';
import type { EstateKind } from './resource.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The pillars of the Well-Architected Framework. */
export const categories = ['security', 'reliability', 'cost', 'operations', 'performance'] as const;
export type Category = (typeof categories)[number];

/** A policy. */
export interface Rule {
  /** Letters, digits and hyphens: Bicep's own suppression comments take no others. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly tags: readonly string[];
  readonly sets: readonly string[];
  /** Ids of the same control in other tools, by tool. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** Controls of frameworks, by framework. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  readonly applies: Applicability;
  /** Types of other resources that its conditions look at, as written. */
  readonly looksAt: readonly string[];
  readonly require: Condition;
  /** What Azure does where a field is absent, and which API versions have the field. */
  readonly absent: readonly AbsentFact[];
  readonly settings: readonly RuleSetting[];
  /** A resource that fails this one fails for the same cause: the finding points to it. */
  readonly causes: readonly Cause[];
  readonly why: string;
  readonly recommendation: string;
  readonly fix: Fix;
  readonly links: readonly Link[];
  readonly examples: readonly Example[];
  readonly note: string | undefined;
  readonly since: string;
  readonly preview: boolean;
  readonly deprecated: Deprecation | undefined;
  /** The value of its file, from which it is read again for other settings. */
  readonly file: JsonObject;
}

/** Which resources a rule is about. */
export interface Applicability {
  /** Resource types, as written; `*` for every resource. */
  readonly types: readonly string[];
  /** Where what the rule asks can be seen; undefined for everywhere. */
  readonly only: EstateKind | undefined;
  readonly when: readonly When[];
}

/** What users may decide about a rule. */
export interface RuleSetting {
  readonly name: string;
  readonly type: SettingType;
  readonly description: string;
  /** What holds in this run; undefined where there is no default and nobody decided. */
  readonly value: Json | undefined;
  readonly usual: Json | undefined;
}

/** What a setting takes; `texts` is a list of texts. */
export const settingTypes = ['text', 'texts', 'number', 'boolean'] as const;
export type SettingType = (typeof settingTypes)[number];

/** A precondition; where it does not hold, the rule does not apply, for this reason. */
export interface When {
  readonly condition: Condition;
  readonly otherwise: string;
}

/** A fact about a field of the rule's resource types. */
export interface AbsentFact {
  readonly field: FieldPath;
  /** What Azure takes; undefined where the field has no default. */
  readonly value: Json | undefined;
  /** Why it cannot be said what Azure takes. */
  readonly unknown: string | undefined;
  /** The first API version that has the field. */
  readonly since: string | undefined;
  /** The first stable API version that has it; null when only previews do. */
  readonly stable: string | null | undefined;
  /** Later versions without it. */
  readonly except: readonly string[];
}

/** Another reason for a failure, worth naming beside it. */
export interface Cause {
  readonly condition: Condition;
  readonly rule: string;
  readonly text: string;
}

/** What to do about a failure; at least one way, or why there is none. */
export interface Fix {
  /** Whether the change can interrupt someone. */
  readonly safe: boolean;
  /** Fields to set in a template, in order. */
  readonly set: readonly { readonly field: FieldPath; readonly value: Json }[];
  /** A command line, with placeholders in angle brackets. */
  readonly az: string | undefined;
  /** Why neither can be given. */
  readonly none: string | undefined;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** A template, or resources of one, and the verdict on its only resource that the rule is about. */
export interface Example {
  readonly name: string;
  readonly verdict: ExampleVerdict;
  /** Resources as they stand in a template's `resources`. */
  readonly resources: readonly Json[];
  /** The resources are live, as Azure answers, instead of declared in a template. */
  readonly live: boolean;
  /** Settings of the rule that hold for the example. */
  readonly settings: Json | undefined;
  readonly parameters: Json | undefined;
  readonly variables: Json | undefined;
  /** Values a parameter file would supply. */
  readonly arguments: Json | undefined;
  /** With `fails-when`: what the witness must be. */
  readonly witness: Json | undefined;
}

export const exampleVerdicts = ['pass', 'fail', 'fails-when', 'unknown', 'not-applicable'] as const;
export type ExampleVerdict = (typeof exampleVerdicts)[number];

/** A rule about something that goes away. */
export interface Deprecation {
  readonly reason: string;
  /** ISO date on which Azure removes it. */
  readonly removal: string | undefined;
  readonly replacedBy: string;
}
