// Two templates against each other: both are evaluated in every round, with the same assumptions and arguments.

import type { JsonObject } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';
import { compareItems, type Difference, type Item } from './compare.ts';
import { eraOf, plainTemplate, withIds } from './prepare.ts';
import { argumentsFor, evaluateSide, type Round } from './rounds.ts';
import { matchStructures, type StructureMatch } from './structure.ts';

/** What differs between two templates. */
export interface Comparison extends Evaluated {
  /** The stricter comparison: of what is written. */
  readonly structure: StructureMatch;
}

interface Evaluated {
  readonly differences: readonly RoundDifference[];
  /** In outputs, and in variables that both have: which variables are written into expressions differs between versions. */
  readonly valueDifferences: readonly RoundDifference[];
  /** In the round with the most, by side. */
  readonly resources: { readonly official: number; readonly ours: number };
  /** Whether some round has another number of resources on each side. */
  readonly countsDiffer: boolean;
  /** Why the official template cannot be evaluated. */
  readonly unusable: string | undefined;
}

export interface RoundDifference extends Difference {
  readonly round: string;
}

/** Evaluates both templates in every round. Templates that are written alike cannot differ: one round counts what they deploy. */
export function compareTemplates(official: JsonObject, ours: JsonObject, rounds: readonly Round[]): Comparison {
  const [plain, oursPlain] = [plainTemplate(official), plainTemplate(ours)];
  const structure = matchStructures(plain, oursPlain);
  const era = eraOf(official);
  const left = withIds(plain, era);
  const right = structure.alike ? left : withIds(oursPlain, era);
  const evaluated = (structure.alike ? rounds.slice(0, 1) : rounds).reduce(
    (soFar, round) => joined(soFar, compareInRound(left, right, round, argumentsFor(official, round))),
    nothing,
  );
  return { ...evaluated, structure };
}

const nothing: Evaluated = {
  differences: [],
  valueDifferences: [],
  resources: { official: 0, ours: 0 },
  countsDiffer: false,
  unusable: undefined,
};

function joined(one: Evaluated, other: Evaluated): Evaluated {
  return {
    differences: [...one.differences, ...other.differences],
    valueDifferences: [...one.valueDifferences, ...other.valueDifferences],
    resources: other.resources.official > one.resources.official ? other.resources : one.resources,
    countsDiffer: one.countsDiffer || other.countsDiffer,
    unusable: one.unusable ?? other.unusable,
  };
}

function compareInRound(
  left: JsonObject,
  right: JsonObject,
  round: Round,
  values: ReadonlyMap<string, Value>,
): Evaluated {
  const official = evaluateSide(left, round, values);
  if (official.stopped !== undefined) return { ...nothing, unusable: `${round.name}: ${official.stopped}` };
  const ours = left === right ? official : evaluateSide(right, round, values);
  const named = (differences: readonly Difference[]): readonly RoundDifference[] =>
    differences.map((difference) => ({ ...difference, round: round.name }));
  return {
    differences: named(compareItems(official.resources, ours.resources)),
    valueDifferences: named([
      ...compareItems(official.outputs, ours.outputs),
      ...compareItems(shared(official.variables, ours.variables), shared(ours.variables, official.variables)),
    ]),
    resources: { official: official.resources.length, ours: ours.resources.length },
    countsDiffer: official.resources.length !== ours.resources.length,
    unusable: undefined,
  };
}

function shared(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const keys = new Set(others.map(({ key }) => key));
  return items.filter(({ key }) => keys.has(key));
}
