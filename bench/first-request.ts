// What an audit takes until it asks Azure for the first time, by the clock.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { program, root, type Setting, withFiles } from './inputs.ts';
import { type Case, takeTurns } from './measure.ts';
import { patienceMs, runBareNode, runNode } from './processes.ts';
import { duration, range, type Section, target, times } from './table.ts';

/** Milliseconds within which the first request leaves. */
const most = 500;

export function firstRequestSection({ turns }: Setting): Section {
  return withFiles({}, (folder) => {
    const server = spawn(process.execPath, [join(root, 'bench', 'first-request-server.cjs'), folder]);
    try {
      const port = waitFor(join(folder, 'port'));
      // The bare token lets it ask at once; the proxy of whoever measures does not stand between.
      Object.assign(process.env, {
        AZURE_DOUBLE: `http://127.0.0.1:${port}`,
        PRATIQUE_ARM_TOKEN: 'token',
        NO_PROXY: '*',
      });
      return section(folder, turns);
    } finally {
      server.kill();
    }
  });
}

function section(folder: string, turns: number): Section {
  const redirect = join(root, 'test', 'azure', 'redirect.mjs');
  const audit = ['--import', redirect, program, 'audit'];
  const cases: readonly Case[] = [
    { name: 'node -e 0, all of it', run: () => runBareNode().ms },
    asking('fetch in bare Node', folder, ['-e', 'fetch(process.env.AZURE_DOUBLE)']),
    asking('pratique audit', folder, audit),
    asking('pratique audit --only admin-user-disabled', folder, [...audit, '--only', 'admin-user-disabled']),
  ];
  return {
    title: 'Until the first request',
    note: `From the start of the process until a server on the loopback interface is asked, with a bare token; ${turns} turns, each command once a turn; ratios to bare Node in the same turn.`,
    headings: ['command', 'time by the clock', 'ratio', 'range', 'target'],
    rows: takeTurns(cases, turns, 2).map(({ name, cpuMs: { median }, ratio }, i) => [
      name,
      duration(median),
      times(ratio.median),
      range(ratio),
      ...(i < 2 ? [] : [target(median, most, ' ms')]),
    ]),
  };
}

/** A process, until it asks the server. */
function asking(name: string, folder: string, args: readonly string[]): Case {
  const asked = join(folder, 'asked');
  return {
    name,
    run: () => {
      rmSync(asked, { force: true });
      const start = performance.timeOrigin + performance.now();
      const { stderr } = runNode(args);
      if (!existsSync(asked)) throw new Error(`${name} asked nothing: ${stderr}`);
      return Number(readFileSync(asked, 'utf8').split('\n')[0]) - start;
    },
  };
}

/** The text of a file that another process writes. */
function waitFor(path: string): string {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const until = performance.now() + patienceMs;
  while (!existsSync(path)) {
    if (performance.now() > until) throw new Error(`${path} was not written`);
    Atomics.wait(pause, 0, 0, 10);
  }
  return readFileSync(path, 'utf8');
}
