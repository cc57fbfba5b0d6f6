// What a history knows of a run: how its findings stand to those of earlier runs, and the numbers of all runs.

import type { Severity } from '../model/rule.ts';

/** What runs before this one, and this one, found over the same scope. */
export interface ReportHistory {
  /** Oldest first; the last one is the run that is reported. */
  readonly runs: readonly RunRecord[];
  /** How each finding of the run stands, by fingerprint. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** What the last run found no more, the severest first. */
  readonly resolved: readonly PastFinding[];
}

/** The numbers of one run. */
export interface RunRecord {
  readonly id: number;
  readonly scope: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly toolVersion: string;
  /** Whether everything asked for was judged: otherwise nothing counts as resolved. */
  readonly complete: boolean;
  readonly resources: number;
  readonly passed: number;
  /** Findings that fail, by severity. */
  readonly failing: Readonly<Record<Severity, number>>;
  readonly failsWhen: number;
  readonly unknown: number;
  /** Findings that fail or may fail, by what became of them. */
  readonly new: number;
  readonly persisting: number;
  readonly reopened: number;
  readonly resolved: number;
  /** Findings of earlier runs that this one could neither confirm nor refute. */
  readonly unconfirmed: number;
}

export type Status = 'new' | 'persisting' | 'reopened';

/** Since when a finding is there. */
export interface Standing {
  readonly status: Status;
  /** When it came, or came back. */
  readonly since: number;
  readonly firstSeen: number;
}

/** A finding as the history keeps it. */
export interface PastFinding {
  readonly fingerprint: string;
  readonly scope: string;
  /** `open`: the last run found it; `unconfirmed`: it could not tell; `resolved`: it was judged and is gone. */
  readonly state: 'open' | 'unconfirmed' | 'resolved';
  readonly verdict: 'fail' | 'fails-when' | 'unknown';
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly resource: string;
  readonly file: string;
  readonly firstSeen: number;
  readonly since: number;
  readonly lastSeen: number;
  readonly resolvedAt: number | undefined;
  readonly timesReopened: number;
}

const day = 86_400_000;

/** Whole days between two moments; never less than none. */
export function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / day));
}
