// Bicep: how fast a folder of real sources is read and lowered, and one source as a whole process.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BicepCompiler } from '../src/bicep/compiler.ts';
import { parseBicep } from '../src/bicep/syntax/parser.ts';
import { bicepFiles } from '../src/sources/bicep-files.ts';
import { discoverFiles } from '../src/sources/discover.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { inMemory, type Setting, scanArguments } from './inputs.ts';
import { here, type Spread, spreadOf, takeTurns } from './measure.ts';
import { runBareNode, runNode } from './processes.ts';
import { duration, fileSize, range, type Section, target, times } from './table.ts';

/** Below the corpus: a source of 32 kB with eight modules and imported types. */
const oneSource = 'avm/res/container-registry/registry/main.bicep';

interface Source {
  readonly path: string;
  readonly text: string;
}

/** `corpus` is a checkout of Bicep sources, `modules` a folder laid out like the module cache of the Bicep CLI. */
export function bicepSection({ turns, corpus }: Setting, modules: string | undefined): Section | undefined {
  if (corpus === undefined) return undefined;
  const sources = sourcesIn(corpus);
  const size = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const moduleFolders = modules === undefined ? [] : [modules];
  const files = inMemory(nodeFileSystem);
  const lowerAll = here('parse and lower', () => {
    const compiler = new BicepCompiler(bicepFiles(files, { root: corpus, moduleFolders, workingDirectory: corpus }));
    for (const { path } of sources) compiler.compile(path);
  });
  const cold = lowerAll.run();
  const parseAll = here('parse', () => {
    for (const { text } of sources) parseBicep(text, 'bicep');
  });
  const [parsed, lowered] = takeTurns([parseAll, lowerAll], turns, 3);
  if (parsed === undefined || lowered === undefined) return undefined;
  return {
    title: 'Bicep',
    note: `${sources.length} sources, ${fileSize(size)}, ${modules === undefined ? 'without' : 'with'} modules of registries; processor time, ${turns} turns. Warm is one process after 3 turns; each turn parses every file anew, from bytes in memory. The whole process scans ${oneSource} with all rules, beside bare Node in the same turn.`,
    headings: ['work', 'processor time', 'figure', 'range', 'target'],
    rows: [
      ['parse, warm', ...rate(parsed.cpuMs, size, 10)],
      ['parse and lower, warm', ...rate(lowered.cpuMs, size, 5)],
      ['parse and lower, first time', duration(cold), '', '', target(cold / 1000, 10, ' s')],
      ...wholeProcess(join(corpus, oneSource), moduleFolders, turns),
    ],
  };
}

function sourcesIn(folder: string): readonly Source[] {
  const { files } = discoverFiles([folder], [], nodeFileSystem, (name) => /\.bicep$/i.test(name));
  return files.flatMap(({ path }) => {
    const bytes = nodeFileSystem.read(path);
    return bytes === undefined ? [] : [{ path, text: new TextDecoder().decode(bytes) }];
  });
}

/** Megabytes of source in a second. */
function rate({ median, least, most }: Spread, size: number, wanted: number): readonly string[] {
  const perSecond = (ms: number): number => size / 1e6 / (ms / 1000);
  const reached = perSecond(median) >= wanted ? 'met' : 'MISSED';
  return [
    duration(median),
    `${perSecond(median).toFixed(1)} MB/s`,
    `${perSecond(most).toFixed(1)} to ${perSecond(least).toFixed(1)}`,
    `≥ ${wanted} MB/s ${reached}`,
  ];
}

function wholeProcess(path: string, moduleFolders: readonly string[], turns: number): readonly (readonly string[])[] {
  if (!existsSync(path)) return [];
  const args = [...scanArguments(path), ...moduleFolders.flatMap((folder) => ['--modules', folder])];
  runNode(args);
  const runs = Array.from({ length: turns }, () => ({ bare: runBareNode(), ours: runNode(args) }));
  const beside = spreadOf(runs.map(({ bare, ours }) => ours.cpuMs / bare.cpuMs));
  const ours = spreadOf(runs.map((run) => run.ours.cpuMs));
  return [['whole process', duration(ours.median), times(beside.median), range(beside), target(beside.median, 3, '×')]];
}
