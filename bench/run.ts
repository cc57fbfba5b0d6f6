// Runs the benchmarks and prints their tables. How to call it: bench/README.md.

import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tuneEngine } from '../src/launch/tuning.ts';
import { auditSection } from './audit.ts';
import { bicepSection } from './bicep.ts';
import { corpusSection } from './corpus.ts';
import { firstRequestSection } from './first-request.ts';
import { growthSection } from './growth.ts';
import { program, root, type Setting } from './inputs.ts';
import { largeSection } from './large.ts';
import { peersSection } from './peers.ts';
import { startupSection } from './startup.ts';
import { stressSection } from './stress.ts';
import { type Section, sectionText } from './table.ts';

// What is timed in this process runs as in the program.
tuneEngine('scan');

interface Benchmark {
  /** Its usual number of turns: whole processes are noisier, and slow ones cost patience. */
  readonly turns: number;
  readonly run: (setting: Setting) => Section | undefined;
  /** The option that names the folder it reads, unless that is the usual one. */
  readonly reads?: 'corpus' | 'bicep';
}

const benchmarks: ReadonlyMap<string, Benchmark> = new Map<string, Benchmark>([
  ['startup', { turns: 25, run: startupSection }],
  ['first-request', { turns: 15, run: firstRequestSection }],
  ['corpus', { turns: 15, run: corpusSection }],
  ['large', { turns: 9, run: largeSection }],
  ['growth', { turns: 9, run: growthSection }],
  ['bicep', { turns: 5, run: (setting) => bicepSection(setting, modules), reads: 'bicep' }],
  ['stress', { turns: 3, run: stressSection }],
  ['audit', { turns: 3, run: auditSection }],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string', default: '../shared/corpus' },
    bicep: { type: 'string', default: '../shared/bicep-registry-modules' },
    modules: { type: 'string' },
    turns: { type: 'string' },
    peers: { type: 'boolean', default: false },
  },
});
const modules = values.modules === undefined ? undefined : resolve(root, values.modules);
const turns = values.turns === undefined ? undefined : Number(values.turns);
const mistake = mistakeIn();
if (mistake === undefined) runAll();
else {
  console.error(mistake);
  process.exitCode = 2;
}

function mistakeIn(): string | undefined {
  const wrong = positionals.find((name) => !benchmarks.has(name));
  if (wrong !== undefined) return `There is no benchmark '${wrong}'; there are ${[...benchmarks.keys()].join(', ')}`;
  if (turns !== undefined && !(Number.isInteger(turns) && turns > 0)) return '--turns expects a whole number from 1';
  return existsSync(program) ? undefined : 'The program is not built; run: node scripts/build.mjs';
}

function runAll(): void {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores\n`);
  const chosen = positionals.length > 0 || values.peers ? positionals : [...benchmarks.keys()];
  for (const [name, benchmark] of benchmarks) if (chosen.includes(name)) print(name, benchmark);
  if (values.peers) print('peers', { turns: 1, run: peersSection });
}

function print(name: string, { turns: usual, run, reads = 'corpus' }: Benchmark): void {
  const corpus = resolve(root, values[reads]);
  const section = run({ turns: turns ?? usual, corpus: existsSync(corpus) ? corpus : undefined });
  const leftOut = `(${name} was left out: what it measures is not in ${values[reads]})`;
  console.log(`${section === undefined ? leftOut : sectionText(section)}\n`);
}
