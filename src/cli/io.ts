// What the command line touches: streams, files, the environment. Injected, so that commands run in tests as they do for real.

import type { HistoryFiles } from '../history/files.ts';
import type { SignIn } from '../live/credentials.ts';
import type { Network } from '../live/transport.ts';
import type { Rule } from '../model/rule.ts';
import type { RunProgram } from '../sources/bicep-cli.ts';
import type { FileSystem } from '../sources/file-system.ts';
import type { Interrupt } from './interrupts.ts';

/** The world of a command. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly readStdin: () => Uint8Array;
  /** False when the file cannot be written. */
  readonly writeFile: (path: string, text: string | Uint8Array) => boolean;
  readonly appendFile: (path: string, bytes: Uint8Array) => boolean;
  readonly network: Network;
  /** Listens for the first time somebody ends the program, until the function it gives is called; the second time ends it. */
  readonly onInterrupt: (stop: (interrupt: Interrupt) => void) => () => void;
  /** Signs in with the Azure SDK, which is loaded only then. */
  readonly signIn: SignIn;
  readonly files: FileSystem;
  /** The files of histories, loaded by those who keep one. */
  readonly historyFiles: () => Promise<HistoryFiles>;
  readonly runProgram: RunProgram;
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal, and how wide it is. */
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The rules that come with the program. */
  readonly builtinRules: () => readonly Rule[];
  readonly version: string;
  /** The published schemas by file name. */
  readonly readSchema: (name: string) => string;
}

/** What ends a command with a sentence: a mistake of whoever gave it, or the wish to end it. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.incomplete) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Exit codes, the same for every command and format. */
export const exitCodes = {
  /** Nothing at or above what fails a run. */
  ok: 0,
  findings: 1,
  /** Not everything asked for could be done. Wins over findings. */
  incomplete: 2,
} as const;
