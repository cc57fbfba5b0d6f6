// The verdict on one pair: what the front end makes of the source, against what the compiler made of it.

import type { CompiledTemplate } from '../../src/bicep/compiled.ts';
import { isJsonObject } from '../../src/values/json.ts';
import { type Comparison, compareTemplates, type RoundDifference } from './compare-templates.ts';
import type { Compile } from './compile.ts';
import { absentModules } from './modules.ts';
import type { Pair } from './pairs.ts';
import type { Round } from './rounds.ts';
import { proofOfStaleness } from './stale.ts';
import type { StructureMatch } from './structure.ts';

export type Verdict =
  | 'same'
  | 'different'
  | 'ours has problems'
  /** Something in the two texts proves that the JSON was not made from this source. */
  | 'suspected stale'
  /** A registry module is not at hand: nothing is said about the pair. */
  | 'modules absent'
  /** The official template cannot be evaluated. */
  | 'not usable';

export interface PairResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** Why, in one line; empty when the two are the same. */
  readonly reason: string;
  /** Of all rounds. */
  readonly differences: readonly RoundDifference[];
  readonly valueDifferences: readonly RoundDifference[];
  /** In the round with the most, by side. */
  readonly resources: Comparison['resources'];
  /** In a pair that is different: resources are lost or too many, and no note says so. */
  readonly silentLoss: boolean;
  readonly structure: StructureMatch;
}

export interface Setting {
  readonly compile: Compile;
  readonly rounds: readonly Round[];
  readonly moduleFolders: readonly string[];
}

/** Judges a pair. Never throws: what throws is a result. */
export function judge(pair: Pair, setting: Setting): PairResult {
  try {
    return judged(pair, setting);
  } catch (error) {
    return unjudged(pair, `thrown: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function judged(pair: Pair, setting: Setting): PairResult {
  const compiled = setting.compile(pair.source);
  const { root } = compiled.document;
  if (!isJsonObject(root)) return unjudged(pair, compiled.problems.map(problemText)[0] ?? 'no template');
  const comparison = compareTemplates(pair.official, root, setting.rounds);
  const { differences, valueDifferences, resources } = comparison;
  const { verdict, reason } = verdictOf(pair, compiled, comparison, setting);
  const isExplained = verdict !== 'different' || compiled.notCovered.length > 0;
  return {
    name: pair.name,
    verdict,
    reason,
    differences,
    valueDifferences,
    resources,
    silentLoss: comparison.countsDiffer && !isExplained,
    structure: comparison.structure,
  };
}

function unjudged({ name }: Pair, reason: string): PairResult {
  return {
    name,
    verdict: 'ours has problems',
    reason,
    differences: [],
    valueDifferences: [],
    resources: { official: 0, ours: 0 },
    silentLoss: false,
    structure: { resources: false, template: false, withDependencies: false, alike: false },
  };
}

function verdictOf(
  pair: Pair,
  compiled: CompiledTemplate,
  { differences, valueDifferences, unusable }: Comparison,
  { moduleFolders }: Setting,
): Pick<PairResult, 'verdict' | 'reason'> {
  if (unusable !== undefined) return { verdict: 'not usable', reason: unusable };
  const absent = absentModules(compiled.files, moduleFolders);
  if (absent.length > 0) return { verdict: 'modules absent', reason: absent.join(', ') };
  const problem = compiled.problems.find(({ severity }) => severity === 'error');
  const same = differences.length === 0 && valueDifferences.length === 0;
  if (same && problem === undefined) return { verdict: 'same', reason: '' };
  const proof = proofOfStaleness(pair, compiled.files);
  if (proof !== undefined) return { verdict: 'suspected stale', reason: proof };
  return problem === undefined
    ? { verdict: 'different', reason: differences.length === 0 ? 'only in outputs or variables' : '' }
    : { verdict: 'ours has problems', reason: problemText(problem) };
}

function problemText({ message, document, span }: CompiledTemplate['problems'][number]): string {
  const { line, column } = document.positionOf(span.start);
  return `${document.name}:${line}:${column}: ${message}`;
}
