// What a developer waits for: start-up, and one small template, beside bare Node.

import { join } from 'node:path';
import { program, type Setting, withFiles } from './inputs.ts';
import { type Case, takeTurns } from './measure.ts';
import { type Env, runBareNode, runNode } from './processes.ts';
import { duration, range, type Section, target, times } from './table.ts';
import { smallTemplate } from './templates.ts';

export function startupSection({ turns }: Setting): Section {
  return withFiles({ 'main.json': JSON.stringify(smallTemplate, undefined, 2) }, (folder) => {
    const cases: readonly Case[] = [
      bareNode,
      nodeCase('pratique --version', [program, '--version']),
      nodeCase('pratique --help', [program, '--help']),
      nodeCase('pratique rules', [program, 'rules']),
      nodeCase('pratique main.json', [program, join(folder, 'main.json')]),
      nodeCase('pratique main.json, for the first time', [program, join(folder, 'main.json')], withoutCodeCache),
    ];
    return {
      title: 'Whole process',
      note: `A template of two resources and all rules; ${turns} turns, each command once a turn; ratios to bare Node in the same turn.`,
      headings: ['command', 'processor time', 'ratio', 'range', 'target'],
      rows: takeTurns(cases, turns, 2).map(({ name, cpuMs, ratio }, i) =>
        i === 0
          ? [name, duration(cpuMs.median)]
          : [name, duration(cpuMs.median), times(ratio.median), range(ratio), target(ratio.median, 2, '×')],
      ),
    };
  });
}

/** Bare Node as a case. */
const bareNode: Case = { name: 'node -e 0', run: () => runBareNode().cpuMs };

/** As where no earlier run left compiled code. */
const withoutCodeCache: Env = { NODE_DISABLE_COMPILE_CACHE: '1' };

function nodeCase(name: string, args: readonly string[], env: Env = {}): Case {
  return { name, run: () => runNode(args, env).cpuMs };
}
