// Runs the benchmarks and prints their tables.
// Usage: node scripts/run.mjs bench/run.ts [process] [corpus] [large] [stress] [growth] [peers] [--turns <number>]

import { existsSync } from 'node:fs';
import { corpusSection } from './corpus.ts';
import { program } from './inputs.ts';
import { peersSection } from './peers.ts';
import { largeSection, processSection } from './process.ts';
import { scalingSection } from './scaling.ts';
import { stressSection } from './survive.ts';
import { type Section, sectionText } from './table.ts';

/** Each with its usual number of turns: whole processes are noisier, and slow ones cost patience. */
const benchmarks: Readonly<Record<string, { turns: number; run: (turns: number) => Section | undefined }>> = {
  process: { turns: 25, run: processSection },
  corpus: { turns: 15, run: corpusSection },
  large: { turns: 9, run: largeSection },
  stress: { turns: 3, run: stressSection },
  growth: { turns: 7, run: scalingSection },
  peers: { turns: 1, run: peersSection },
};

const words = process.argv.slice(2);
const turnsAt = words.indexOf('--turns');
const forced = turnsAt < 0 ? undefined : Number(words[turnsAt + 1]);
const named = words.filter((word, i) => Object.hasOwn(benchmarks, word) && i !== turnsAt + 1);
const wrong = words.filter((word, i) => !named.includes(word) && (turnsAt < 0 || (i !== turnsAt && i !== turnsAt + 1)));

if (wrong.length > 0)
  throw new Error(`There is no benchmark '${wrong[0]}'; there are ${Object.keys(benchmarks).join(', ')}`);
if (!existsSync(program)) throw new Error('The program is not built; run: node scripts/build.mjs');
for (const [name, { turns, run }] of Object.entries(benchmarks)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const section = run(forced ?? turns);
  console.log(
    section === undefined ? `(${name} was left out: what it needs is not here)\n` : `${sectionText(section)}\n`,
  );
}
