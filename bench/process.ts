// Whole processes: how much longer than bare Node the program takes to answer, and how much memory it needs.

import { statSync } from 'node:fs';
import { hasCorpus, largeTemplate, program, withFiles } from './inputs.ts';
import { type Case, median, peakMemory, runNode, takeTurns } from './measure.ts';
import { megabytes, milliseconds, type Section, target, times } from './table.ts';
import { smallTemplate } from './templates.ts';

/** Start-up, and one small template. */
export function processSection(turns: number): Section {
  return withFiles({ 'main.json': JSON.stringify(smallTemplate, undefined, 2) }, (folder) => {
    const cases: readonly Case[] = [
      nodeCase('node -e 0', ['-e', '0']),
      nodeCase('pratique --version', [program, '--version']),
      nodeCase('pratique --help', [program, '--help']),
      nodeCase('pratique rules', [program, 'rules']),
      nodeCase('pratique main.json', [program, `${folder}/main.json`]),
    ];
    const measured = takeTurns(cases, turns, 2);
    return {
      title: 'Whole process',
      note: `A template of two resources; ${turns} turns, each case once a turn; ratios to bare Node in the same turn.`,
      headings: ['command', 'median', 'ratio', 'target'],
      rows: measured.map(({ name, medianMs, ratio }, i) => [
        name,
        milliseconds(medianMs),
        times(ratio),
        i === 0 ? '' : target(ratio, 2, '×'),
      ]),
    };
  });
}

function nodeCase(name: string, args: readonly string[]): Case {
  return { name, run: () => void runNode(args) };
}

/** The largest real template, read cold by a new process. */
export function largeSection(turns: number): Section | undefined {
  if (!hasCorpus()) return undefined;
  const scanLarge = [program, largeTemplate, '--format', 'json', '--fail-on', 'never'];
  const [bare, ours] = takeTurns([nodeCase('bare', ['-e', '0']), nodeCase('scan', scanLarge)], turns, 1);
  const size = statSync(largeTemplate).size;
  const bareMemory = median(repeat(turns, () => peakMemory(['-e', '0'])));
  const ourMemory = median(repeat(turns, () => peakMemory(scanLarge)));
  const extra = ourMemory - bareMemory;
  const seconds = (ours?.medianMs ?? 0) / 1000;
  return {
    title: 'The largest template, cold',
    note: `avm/ptn/aca-lza/hosting-environment.json, ${megabytes(size)}; whole process, ${turns} turns.`,
    headings: ['measure', 'value', 'ratio', 'target'],
    rows: [
      [
        'time',
        milliseconds(ours?.medianMs ?? 0),
        `${times(ours?.ratio ?? 0)} bare Node (${milliseconds(bare?.medianMs ?? 0)})`,
        target(seconds, 1, ' s'),
      ],
      [
        'peak memory above bare Node',
        megabytes(extra),
        `${times(extra / size)} the file`,
        target(extra / size, 10, '× the file'),
      ],
    ],
  };
}

function repeat<T>(count: number, action: () => T): readonly T[] {
  return Array.from({ length: count }, action);
}
