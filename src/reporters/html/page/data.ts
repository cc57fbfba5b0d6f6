// What the page's script is given: the contract between the reporter and the page.

import type { Attributes, HtmlNode } from '../node.ts';

export type { Attributes, HtmlNode };

/** A rule, as far as rows tell of it. */
export interface PageRule {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly category: string;
  /** `<framework> <control>` */
  readonly controls: readonly string[];
}

/** A finding, as far as the table shows it, filters and sorts by it. */
export type FindingRow = readonly [
  rule: number,
  kind: 'fail' | 'fails-when' | 'unknown',
  group: number,
  resource: string,
  where: string,
  reason: string,
  fingerprint: string,
  status: '' | 'new' | 'persisting' | 'reopened',
  /** Milliseconds. */
  age: number,
];

export interface PageData {
  readonly rules: readonly PageRule[];
  /** Names of frameworks by their short names. */
  readonly frameworks: Readonly<Record<string, string>>;
  /** Subscriptions or files: what they go by, and what they are called. */
  readonly groups: readonly (readonly [key: string, name: string])[];
  readonly groupTitle: string;
  /** Whether rows say their group besides their place. */
  readonly showsGroup: boolean;
  readonly hasHistory: boolean;
  /** The severest first. */
  readonly rows: readonly FindingRow[];
}
