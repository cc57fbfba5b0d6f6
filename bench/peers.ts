// The same corpus through Checkov, whole process beside whole process. It is measured only where it is installed already.

import { spawnSync } from 'node:child_process';
import { corpus, hasCorpus, program } from './inputs.ts';
import { type Finished, median, runNode, runProcess } from './measure.ts';
import { milliseconds, type Section, times } from './table.ts';

/** The command, or where it is: set PRATIQUE_BENCH_CHECKOV to a path. */
const checkov = process.env.PRATIQUE_BENCH_CHECKOV ?? 'checkov';

export function peersSection(turns: number): Section | undefined {
  const version = spawnSync(checkov, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  if (!hasCorpus() || !version) return undefined;
  const acrChecks =
    'CKV_AZURE_137,CKV_AZURE_138,CKV_AZURE_139,CKV_AZURE_163,CKV_AZURE_164,CKV_AZURE_165,CKV_AZURE_166,CKV_AZURE_167,CKV_AZURE_233,CKV_AZURE_237';
  const theirs = ['-d', corpus, '--framework', 'arm', '--compact', '--quiet', '--soft-fail', '-o', 'json'];
  const runs = Array.from({ length: turns }, () => ({
    ours: runNode([program, corpus, '--format', 'json', '--fail-on', 'never']),
    registryChecks: runProcess(checkov, [...theirs, '--check', acrChecks]),
    allChecks: runProcess(checkov, theirs),
  }));
  const row = (name: string, of: (run: (typeof runs)[number]) => Finished): readonly string[] => [
    name,
    milliseconds(median(runs.map((run) => of(run).ms))),
    times(median(runs.map((run) => of(run).ms / run.ours.ms))),
  ];
  return {
    title: 'Beside a peer',
    note: `The whole corpus, whole process, median of ${turns} turns. The tools do different work: ours evaluates every template with each of its parameter files, Checkov ${version} reads each template with its defaults.`,
    headings: ['tool', 'median', 'ratio'],
    rows: [
      row('pratique, all rules', ({ ours }) => ours),
      row(`Checkov ${version}, its registry checks`, ({ registryChecks }) => registryChecks),
      row(`Checkov ${version}, all its ARM checks`, ({ allChecks }) => allChecks),
    ],
  };
}
