// The program: the command line in the real world.

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinRules } from '../sources/builtin-rules.ts';
import { nodeFileSystem } from '../sources/file-system.ts';
import { parentOf } from '../sources/paths.ts';
import { isInterrupted, listenForInterrupts } from './interrupts.ts';
import type { Io } from './io.ts';
import { run } from './main.ts';
import { openNetwork } from './network.ts';

const io: Io = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  readStdin: () => readFileSync(0),
  writeFile: (path, text) => {
    try {
      mkdirSync(parentOf(path), { recursive: true });
      writeFileSync(path, text);
      return true;
    } catch {
      return false;
    }
  },
  appendFile: (path, bytes) => {
    try {
      appendFileSync(path, bytes);
      return true;
    } catch {
      return false;
    }
  },
  network: openNetwork(process.env),
  onInterrupt: listenForInterrupts(process),
  signIn: async (kind, settings) => (await import('../live/azure-identity.ts')).signInWithAzure(kind, settings),
  files: nodeFileSystem,
  historyFiles: async () => (await import('../history/node-files.ts')).nodeHistoryFiles,
  runProgram: (program, args, milliseconds) => {
    // Loaded when it is needed: it brings a good part of Node with it.
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { error, status, stdout, stderr } = spawnSync(program, [...args], {
      timeout: milliseconds,
      killSignal: 'SIGKILL',
      maxBuffer: maxProgramOutput,
      encoding: 'utf8',
      windowsHide: true,
    });
    if (error === undefined) return { kind: 'ended', code: status ?? 1, stdout, stderr };
    const isLate = 'code' in error && error.code === 'ETIMEDOUT';
    return {
      kind: 'failed',
      because: isLate ? 'it took too long and was stopped' : `it cannot be run (${error.message})`,
    };
  },
  workingDirectory: process.cwd(),
  env: process.env,
  isTerminal: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? 100,
  now: Date.now,
  builtinRules,
  version: __VERSION__,
  readSchema: (name) => readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8'),
};

/** Bytes; a template has 4 MB at most. */
const maxProgramOutput = 64 * 1024 * 1024;

declare const __VERSION__: string;

// A reader that has seen enough, such as `head`, closes the pipe; the exit code stays what the run makes it.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

run(process.argv.slice(2), io)
  .catch((error: unknown) => {
    process.stderr.write(
      `pratique: this is a bug. Please report it with the input that shows it.\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 2;
  })
  .then((code) => {
    process.exitCode = code;
    // Some things cannot be stopped, such as a program that signs in: whoever ends this one does not wait for them.
    if (isInterrupted(code)) process.stderr.write('', () => process.exit());
  });
