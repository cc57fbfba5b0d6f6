// A difference that somebody looked into: which verdicts differ, who is right, and where that is written.

import type { Verdict } from '../../src/model/verdict.ts';
import type { Outcome } from './peer-test.ts';

export interface Difference {
  readonly peer: string;
  /** Ids of the peer. */
  readonly controls: readonly string[];
  /** Names of resources; all of them where there are none. */
  readonly resources?: readonly string[];
  /** The file that says what is expected, or a part of its name. */
  readonly source?: string;
  readonly expected: Outcome;
  readonly ours: Verdict['kind'];
  /** Both: two questions are asked. */
  readonly right: 'ours' | 'theirs' | 'both';
  readonly because: string;
  /** Where it can be looked up. */
  readonly see: string;
}

/** The verdicts that a difference is about. */
export interface Verdicts {
  readonly control: string;
  readonly source: string;
  readonly resource: string;
  readonly expected: Outcome;
  readonly ours: Verdict['kind'];
}

/** Whether a difference is about these verdicts. */
export function explains(difference: Difference, peer: string, row: Verdicts): boolean {
  const { controls, resources, source, expected, ours } = difference;
  return (
    difference.peer === peer &&
    controls.includes(row.control) &&
    expected === row.expected &&
    ours === row.ours &&
    (resources === undefined || resources.includes(row.resource)) &&
    (source === undefined || row.source.includes(source))
  );
}
