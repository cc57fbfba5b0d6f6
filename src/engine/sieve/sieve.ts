// The sieve: says of resources that are known in full which rules certainly pass, and which certainly do not apply.
//
// Almost every verdict on a live resource is one of the two, and of these nobody asks for evidence. Everything else, failures
// included, is left to the engine: it stays the only one that makes evidence, and it would give these verdicts too.

import type { Rule } from '../../model/rule.ts';
import { compileCondition } from './compile.ts';
import { Fields } from './fields.ts';
import type { Asked, Row } from './row.ts';
import { lacking } from './tests.ts';

/** What is certain without evidence; `unsaid` where the engine must judge. */
export type Sifted = 'pass' | 'not-applicable' | 'unsaid';

/** A rule, and what can be said about it without the engine. */
export interface SiftedRule {
  readonly rule: Rule;
  readonly sift: (row: Row) => Sifted;
}

/** Compiles rules that are asked about the same resources. `now` is the time of the run, in milliseconds since 1970. */
export function sieveOf(rules: readonly Rule[], now: number): readonly SiftedRule[] {
  const fields = new Fields();
  return rules.map((rule) => ({ rule, sift: compileRule(rule, fields, now) }));
}

function compileRule(rule: Rule, fields: Fields, now: number): SiftedRule['sift'] {
  const compiling = { rule, fields, now };
  const when = rule.applies.when.map(({ condition }) => compileCondition(condition, compiling));
  const require = compileCondition(rule.require, compiling);
  const lacks = rule.absent.map(lacking);
  return (row) => {
    const asked: Asked = { row, item: undefined, ignoreUnversioned: false };
    let isSure = true;
    for (const applies of when) {
      const truth = applies(asked);
      if (truth === false) return 'not-applicable';
      if (truth === 'unknown') isSure = false;
    }
    if (!isSure || require(asked) !== true) return 'unsaid';
    // What passes by a field that the API version does not have passes only if it would pass without.
    const isDoubtful = lacks.some((lacksField) => lacksField(row.version));
    return isDoubtful && require({ ...asked, ignoreUnversioned: true }) !== true ? 'unsaid' : 'pass';
  };
}
