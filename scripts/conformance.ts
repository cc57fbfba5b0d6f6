// Measures the Bicep front end against templates that the official compiler made of the same sources.
// Usage: npm run conformance -- <folder>… [--modules <folder>]… [--only <text>] [--verbose] [--mutations <count>] [--seed <number>]

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { campaignText } from './conformance/campaign.ts';
import { bicepCompiler } from './conformance/compile.ts';
import { filesBelow } from './conformance/files.ts';
import { judge } from './conformance/judge.ts';
import { findPairs, type Pair } from './conformance/pairs.ts';
import { allRounds } from './conformance/rounds.ts';
import { closingLine, type FolderResult, isMiss, misses, resultTable } from './conformance/table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Laid out like the cache of the Bicep CLI. */
    modules: { type: 'string', multiple: true, default: [] },
    /** Only pairs whose name contains this. */
    only: { type: 'string', default: '' },
    /** More than the first difference of each pair. */
    verbose: { type: 'boolean', default: false },
    /** Measures the comparison instead: how many mutations of the official templates does it see? */
    mutations: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const folders = positionals.map((folder) => resolve(folder));
process.exitCode = folders.length === 0 ? usage() : values.mutations === undefined ? measure() : measureComparison();

function usage(): number {
  console.error('Name at least one folder of pairs.');
  return 2;
}

function measure(): number {
  const measured = folders.map(measureFolder);
  const listed = misses(measured, values.verbose ? 40 : 1);
  if (listed !== '') console.log(`${listed}\n`);
  console.log(resultTable(measured));
  console.log(closingLine(measured));
  return measured.some(({ results }) => results.some(isMiss)) ? 1 : 0;
}

function measureFolder(folder: string): FolderResult {
  const start = performance.now();
  const moduleFolders = values.modules.map((one) => resolve(one));
  const compile = bicepCompiler(filesBelow(folder, moduleFolders));
  const results = pairsIn(folder).map((pair) => judge(pair, { compile, rounds: allRounds, moduleFolders }));
  return { folder, results, milliseconds: performance.now() - start };
}

function measureComparison(): number {
  const mutations = Number(values.mutations);
  console.log(
    campaignText({ pairs: folders.flatMap(pairsIn), rounds: allRounds, mutations, seed: Number(values.seed) }),
  );
  return 0;
}

function pairsIn(folder: string): readonly Pair[] {
  return findPairs(folder).filter(({ name }) => name.includes(values.only));
}
