// The outcome of a scan: findings with their places, what was covered, and what was not.

import type { Because } from '../values/because.ts';
import type { Document, Position } from '../values/document.ts';
import type { Json, Span } from '../values/json.ts';
import type { Path } from '../values/path.ts';
import type { Rule } from './rule.ts';
import type { Evidence } from './verdict.ts';

/** A piece of a document, from its first to behind its last character. */
export interface Place {
  readonly document: Document;
  readonly span: Span;
  readonly start: Position;
  readonly end: Position;
}

/** A step on the way of a value, or of a resource, to where it is used. */
export interface TrailStep {
  readonly place: Place;
  readonly role: TrailRole;
  /** The name of the variable, parameter, output or deployment; empty where there is none. */
  readonly name: string;
}

export type TrailRole = 'property' | 'variable' | 'parameter' | 'default' | 'argument' | 'output' | 'function' | 'call';

/** A resource as findings name it. */
export interface ResourceLabel {
  readonly type: string;
  /** Name path, with what is not known in braces: `acr{uniqueString(…)}`. */
  readonly name: string;
}

export type FindingKind = 'fail' | 'fails-when' | 'unknown';

/** Something to be told: a rule that fails, may fail, or cannot be decided, at one place. */
export interface Finding {
  readonly rule: Rule;
  readonly kind: FindingKind;
  /** The same place can declare several resources, by copies or through several deployments. */
  readonly resources: readonly ResourceLabel[];
  readonly place: Place;
  readonly trail: readonly TrailStep[];
  /** The tests that decided; the first one is the finding's place. */
  readonly evidence: readonly Evidence[];
  /** With `fails-when`: the parameter values that break it. */
  readonly witness: Readonly<Record<string, Json>> | undefined;
  /** With `unknown`: why. */
  readonly because: readonly Because[];
  /** Other failures that explain this one. */
  readonly causes: readonly string[];
  /** Parameters whose declared default was assumed. */
  readonly defaults: readonly string[];
  /** Where the resource is only deployed under a condition that is not known. */
  readonly conditional: boolean;
  /** The deployments it appears in, sorted. */
  readonly deployments: readonly string[];
  /** Stays the same when lines move; distinct within a report. */
  readonly fingerprint: string;
}

/** Something wrong with an input. Errors mean that not everything asked for was judged. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Undefined where there is no text to point at. */
  readonly place: Place | undefined;
  /** The file it is about, when there is no place. */
  readonly file: string | undefined;
}

/** Something that was seen and not judged. */
export interface NotCovered {
  readonly what: string;
  readonly because: string;
  readonly place: Place | undefined;
  readonly file: string;
}

export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** How much was looked at. */
export interface Coverage {
  /** Files that were read as templates or parameter files, sorted. */
  readonly files: readonly string[];
  /** Each template with each of its parameter files. */
  readonly deployments: readonly string[];
  readonly resources: number;
  /** Resources of types that no selected rule is about. */
  readonly withoutRule: readonly TypeCount[];
  readonly notCovered: readonly NotCovered[];
  /** What Azure judged itself, where an audit asked it to. */
  readonly byAzure?: JudgedByAzure;
}

/** How the work was shared between Azure and this program. */
export interface JudgedByAzure {
  readonly types: readonly TypeByAzure[];
  /** The rules that Azure did not judge, sorted, and why. */
  readonly here: readonly { readonly rule: string; readonly because: string }[];
}

/** Resources of a type that Azure looked at. */
export interface TypeByAzure {
  readonly type: string;
  /** Sorted ids. */
  readonly rules: readonly string[];
  readonly resources: number;
  /** Those that violate a rule, or leave one open: they were read, and judged again for the evidence. */
  readonly read: number;
}

export interface VerdictCounts {
  readonly pass: number;
  readonly fail: number;
  readonly 'fails-when': number;
  readonly unknown: number;
  readonly 'not-applicable': number;
}

/** A value in a document that must not be shown. */
export interface SecretPlace {
  readonly document: Document;
  readonly path: Path;
}

/** Everything a reporter needs. The same input gives the same report. */
export interface Report {
  readonly toolVersion: string;
  /** The rules that were selected, sorted by id. */
  readonly rules: readonly Rule[];
  /** Sorted by severity, file and place. */
  readonly findings: readonly Finding[];
  /** Verdicts, each resource of each deployment counted. */
  readonly counts: VerdictCounts;
  readonly coverage: Coverage;
  readonly problems: readonly Problem[];
  /** Where secrets are written: reports show these characters to nobody. */
  readonly secrets: readonly SecretPlace[];
  /** How parameters without a value were treated. */
  readonly assume: 'defaults' | 'any';
}
