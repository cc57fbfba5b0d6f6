// The corpus through other scanners, whole process beside whole process. Only those that are installed are measured.

import { spawnSync } from 'node:child_process';
import { discoverFiles } from '../src/sources/discover.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { type Setting, scanArguments } from './inputs.ts';
import { spreadOf } from './measure.ts';
import { type Finished, runNode, runProcess } from './processes.ts';
import { duration, type Section, times } from './table.ts';

interface Peer {
  readonly name: string;
  /** The command, unless the variable of the environment says where it is. */
  readonly command: string;
  readonly variable: string;
  readonly versionArgs: readonly string[];
  readonly scanArgs: (corpus: string, skipped: readonly string[]) => readonly string[];
  /** Files it gives up on with an exception, so that it reports nothing at all. They are left out in a second run. */
  readonly fatal: readonly string[];
  /** How many files its report says it could not read; undefined where it does not say. */
  readonly unread: (report: string) => number | undefined;
}

const peers: readonly Peer[] = [
  {
    name: 'Checkov',
    command: 'checkov',
    variable: 'PRATIQUE_BENCH_CHECKOV',
    versionArgs: ['--version'],
    scanArgs: (corpus, skipped) => [
      ...['-d', corpus, '--framework', 'arm', '--compact', '--quiet', '--soft-fail', '--skip-download', '-o', 'json'],
      ...skipped.flatMap((path) => ['--skip-path', path]),
    ],
    fatal: [
      'quickstarts/azure-resource-optimization-toolkit/azuredeploy.json',
      'quickstarts/iis-2vm-sql-1vm/azuredeploy.json',
    ],
    unread: (report) =>
      (JSON.parse(report) as { readonly summary?: { readonly parsing_errors?: number } }).summary?.parsing_errors,
  },
  {
    name: 'Trivy',
    command: 'trivy',
    variable: 'PRATIQUE_BENCH_TRIVY',
    versionArgs: ['--version'],
    scanArgs: (corpus) => ['config', '--format', 'json', corpus],
    fatal: [],
    unread: () => undefined,
  },
  {
    name: 'KICS',
    command: 'kics',
    variable: 'PRATIQUE_BENCH_KICS',
    versionArgs: ['version'],
    scanArgs: (corpus) => ['scan', '--path', corpus, '--no-progress'],
    fatal: [],
    unread: () => undefined,
  },
];

const patienceMs = 600_000;

export function peersSection({ turns, corpus }: Setting): Section | undefined {
  if (corpus === undefined) return undefined;
  const ours = repeat(turns, () => runNode(scanArguments(corpus)));
  const ourMs = spreadOf(ours.map(({ ms }) => ms)).median;
  return {
    title: 'Beside peers',
    note: `The whole corpus, whole process, by the clock, median of ${turns}. The work differs: ours evaluates every template with each of its parameter files and judges registries; the others read each template with its defaults and judge every service they know.`,
    headings: ['tool', 'median', 'ratio to ours', 'files it could not read', 'end'],
    rows: [
      [
        'pratique, all rules',
        duration(ourMs),
        times(1),
        String(unreadByUs(corpus, ours[0]?.stdout ?? '')),
        endOf(ours[0]),
      ],
      ...peers.flatMap((peer) => peerRows(peer, corpus, turns, ourMs)),
    ],
  };
}

function peerRows(peer: Peer, corpus: string, turns: number, ourMs: number): readonly (readonly string[])[] {
  const command = process.env[peer.variable] ?? peer.command;
  const version = spawnSync(command, peer.versionArgs, { encoding: 'utf8' }).stdout?.trim().split('\n')[0];
  if (!version) return [[peer.name, 'not installed']];
  const run = (what: string, skipped: readonly string[]): readonly string[] => {
    const runs = repeat(turns, () => runProcess(command, peer.scanArgs(corpus, skipped)));
    const { median } = spreadOf(runs.map(({ ms }) => ms));
    return [
      `${peer.name} ${version}${what}`,
      duration(median),
      times(median / ourMs),
      unreadBy(peer, runs[0]),
      endOf(runs[0]),
    ];
  };
  const second = peer.fatal.length === 0 ? [] : [run(`, without ${peer.fatal.length} files`, peer.fatal)];
  return [run('', []), ...second];
}

function unreadBy(peer: Peer, finished: Finished | undefined): string {
  const report = finished?.stdout.trim() ?? '';
  return report === '' ? 'all: no report' : String(peer.unread(report) ?? 'it does not say');
}

/** Files below the corpus that the report does not name as judged. */
function unreadByUs(corpus: string, report: string): number {
  const { files } = discoverFiles([corpus], [], nodeFileSystem, (name) => /\.jsonc?$/i.test(name));
  const { coverage } = JSON.parse(report) as { readonly coverage: { readonly files: readonly string[] } };
  return files.length - coverage.files.length;
}

/** How it ended, with its last word when that is an exception. */
function endOf(finished: Finished | undefined): string {
  if (finished === undefined) return '';
  if (finished.end === 'late') return `stopped after ${duration(patienceMs)}`;
  const [last = ''] = finished.stderr.trim().split('\n').slice(-1);
  return /^\w*Error: /.test(last) ? `exit ${finished.exitCode}, ${last}` : `exit ${finished.exitCode}`;
}

function repeat<T>(count: number, action: () => T): readonly T[] {
  return Array.from({ length: count }, action);
}
