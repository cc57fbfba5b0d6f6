// Which of our rules answer to a peer's ids, and which explanations answer to nothing any more.

import type { Rule } from '../../src/model/rule.ts';
import type { Row } from './compare.ts';
import type { Difference } from './difference.ts';

/** The rules that each id of a peer selects. */
export function rulesByControl(rules: readonly Rule[], peer: string): ReadonlyMap<string, readonly Rule[]> {
  const found = new Map<string, readonly Rule[]>();
  for (const rule of rules) for (const id of rule.aliases[peer] ?? []) found.set(id, [...(found.get(id) ?? []), rule]);
  return found;
}

/** An explanation of a difference that is not there says something untrue. */
export function idleDifferences(
  differences: readonly Difference[],
  peer: string,
  rows: readonly Row[],
): readonly string[] {
  return differences
    .filter((one) => one.peer === peer && !rows.some(({ difference }) => difference === one))
    .map(
      ({ controls, expected, ours }) =>
        `${controls.join(', ')}: explained that ${peer} expects ${expected} where ours is ${ours}, but nothing differs so`,
    );
}
