// Measures the comparison itself: how many of many seeded mutations of official templates it sees.

import { formatPath, pathOf } from '../../src/values/path.ts';
import { compareTemplates } from './compare-templates.ts';
import { type Mutation, type MutationKind, mutate, mutationKinds } from './mutations.ts';
import type { Pair } from './pairs.ts';
import { type Random, seeded } from './random.ts';
import type { Round } from './rounds.ts';
import { aligned, percent } from './table.ts';

export interface Campaign {
  readonly pairs: readonly Pair[];
  readonly rounds: readonly Round[];
  readonly mutations: number;
  readonly seed: number;
}

/** Mutates templates and says, by kind, how many mutations were seen; those that were not are listed. */
export function campaignText({ pairs, rounds, mutations, seed }: Campaign): string {
  const random = seeded(seed);
  const tally = new Map<MutationKind, { seen: number; all: number }>(
    mutationKinds.map((kind) => [kind, { seen: 0, all: 0 }]),
  );
  const unseen: string[] = [];
  for (let i = 0; i < mutations; i++) {
    const pair = random.pick(pairs);
    const mutation = pair && anyMutation(pair, random);
    const count = mutation && tally.get(mutation.kind);
    if (pair === undefined || mutation === undefined || count === undefined) continue;
    const isSeen = differs(pair, mutation, rounds);
    count.all++;
    if (isSeen) count.seen++;
    else unseen.push(`not seen: ${mutation.kind}: ${pair.json} ${formatPath(pathOf(...mutation.path))}`);
  }
  return [...unseen, tallyTable(tally)].join('\n');
}

function differs(pair: Pair, mutation: Mutation, rounds: readonly Round[]): boolean {
  const { differences, valueDifferences } = compareTemplates(pair.official, mutation.template, rounds);
  return differences.length + valueDifferences.length > 0;
}

/** A mutation of a random kind, of those that the template has a place for. */
function anyMutation(pair: Pair, random: Random): Mutation | undefined {
  const kinds = [...mutationKinds];
  for (let kind = random.pick(kinds); kind !== undefined; kind = random.pick(kinds)) {
    const mutation = mutate(pair.official, kind, random);
    if (mutation !== undefined) return mutation;
    kinds.splice(kinds.indexOf(kind), 1);
  }
  return undefined;
}

function tallyTable(tally: ReadonlyMap<string, { readonly seen: number; readonly all: number }>): string {
  const counts = [...tally.values()];
  const seen = counts.reduce((sum, one) => sum + one.seen, 0);
  const all = counts.reduce((sum, one) => sum + one.all, 0);
  const rows = [...tally, ['in all', { seen, all }] as const].map(([kind, one]) => [
    kind,
    String(one.seen),
    String(one.all),
    percent(one.seen, one.all),
  ]);
  return aligned([['mutation', 'seen', 'of', '%'], ...rows]);
}
