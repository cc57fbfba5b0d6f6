// What a developer waits for: start-up, and one small template, beside bare Node.

import { join } from 'node:path';
import { program, type Setting, withFiles } from './inputs.ts';
import { type Case, takeTurns } from './measure.ts';
import { runNode } from './processes.ts';
import { duration, range, type Section, target, times } from './table.ts';
import { smallTemplate } from './templates.ts';

export function startupSection({ turns }: Setting): Section {
  return withFiles({ 'main.json': JSON.stringify(smallTemplate, undefined, 2) }, (folder) => {
    const cases: readonly Case[] = [
      nodeCase('node -e 0', ['-e', '0']),
      nodeCase('pratique --version', [program, '--version']),
      nodeCase('pratique --help', [program, '--help']),
      nodeCase('pratique rules', [program, 'rules']),
      nodeCase('pratique main.json', [program, join(folder, 'main.json')]),
    ];
    return {
      title: 'Whole process',
      note: `A template of two resources and all rules; ${turns} turns, each command once a turn; ratios to bare Node in the same turn.`,
      headings: ['command', 'median', 'ratio', 'range', 'target'],
      rows: takeTurns(cases, turns, 2).map(({ name, medianMs, ratio }, i) =>
        i === 0
          ? [name, duration(medianMs)]
          : [name, duration(medianMs), times(ratio.median), range(ratio), target(ratio.median, 2, '×')],
      ),
    };
  });
}

/** A Node process as a case. */
export function nodeCase(name: string, args: readonly string[]): Case {
  return { name, run: () => void runNode(args) };
}
