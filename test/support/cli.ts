// Runs commands of the program in tests: streams and written files are collected, nothing of the real world is touched.

import { readFileSync } from 'node:fs';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/main.ts';
import type { HistoryFiles } from '../../src/history/files.ts';
import { nodeHistoryFiles } from '../../src/history/node-files.ts';
import type { Rule } from '../../src/model/rule.ts';
import { type FileSystem, memoryFileSystem, nodeFileSystem } from '../../src/sources/file-system.ts';
import type { Json } from '../../src/values/json.ts';
import { coreRules, root, ruleFiles } from './rules.ts';
import { template } from './template.ts';

/** The directory commands run in. */
export const workingDirectory = '/repo';

/** A moment that never changes: 2026-01-15. */
export const fixedNow: number = Date.UTC(2026, 0, 15);

/** What a command runs over. */
export interface CliSetting {
  /** Files by path relative to the working directory, or a file system. */
  readonly files?: Readonly<Record<string, string>> | FileSystem;
  readonly stdin?: string | Uint8Array;
  /** Where histories are kept; the disk when nothing is said. */
  readonly history?: HistoryFiles;
  readonly env?: Io['env'];
  /** Milliseconds since 1970; {@link fixedNow} when nothing is said. */
  readonly now?: number;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly rules?: readonly Rule[];
  readonly runProgram?: Io['runProgram'];
  /** Paths below the working directory that cannot be written. */
  readonly readOnly?: readonly string[];
  /** Azure, where a command may ask it. */
  readonly network?: Io['network'];
  readonly signIn?: Io['signIn'];
  /** Takes what ends the command when it is called. */
  readonly onInterrupt?: Io['onInterrupt'];
  /** Collects files that are written as bytes, by path relative to the working directory. */
  readonly binaries?: Map<string, Uint8Array>;
  /** Where the command runs; below {@link workingDirectory}. */
  readonly from?: string;
}

/** What a command did. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote, by path relative to the working directory. */
  readonly files: Readonly<Record<string, string>>;
}

/** Commands that are not told of a network must not use one. */
const noNetwork: Io['network'] = {
  fetch: () => Promise.reject(new Error('there is no network here')),
  now: () => fixedNow,
  sleep: () => Promise.resolve(),
};

/** Runs a command. */
export async function cli(argv: readonly string[], setting: CliSetting = {}): Promise<CliResult> {
  const { files = {}, stdin = '', env = {}, isTerminal = false, columns = 100, readOnly = [] } = setting;
  const written: Record<string, string> = {};
  let stdout = '';
  let stderr = '';
  const code = await run(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readStdin: () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
    writeFile: (path, text) => {
      const name = path.replace(`${workingDirectory}/`, '');
      if (readOnly.includes(name)) return false;
      if (typeof text === 'string') written[name] = text;
      else setting.binaries?.set(name, text);
      return true;
    },
    appendFile: (path, bytes) => {
      const name = path.replace(`${workingDirectory}/`, '');
      setting.binaries?.set(name, Buffer.concat([setting.binaries.get(name) ?? new Uint8Array(), bytes]));
      return !readOnly.includes(name);
    },
    network: setting.network ?? noNetwork,
    onInterrupt: setting.onInterrupt ?? (() => () => {}),
    signIn: setting.signIn ?? (() => Promise.reject(new Error('nobody can sign in here'))),
    files: isFileSystem(files) ? files : filesIn(files),
    historyFiles: () => Promise.resolve(setting.history ?? nodeHistoryFiles),
    runProgram: setting.runProgram ?? (() => ({ kind: 'failed', because: 'nothing can be run here' })),
    workingDirectory: setting.from === undefined ? workingDirectory : `${workingDirectory}/${setting.from}`,
    env,
    isTerminal,
    columns,
    now: () => setting.now ?? fixedNow,
    builtinRules: () => setting.rules ?? coreRules,
    version: '1.2.3',
    readSchema: (name) => readFileSync(`${root}/schemas/${name}`, 'utf8'),
  });
  return { code, stdout, stderr, files: written };
}

/** Files in memory, by path relative to the working directory. */
export function filesIn(files: Readonly<Record<string, string>>): FileSystem {
  return memoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${workingDirectory}/${name}`, text])),
  );
}

/** A folder of the disk as the working directory; nothing outside it exists. */
export function folderAsWorkingDirectory(folder: string): FileSystem {
  const real = (path: string): string =>
    path === workingDirectory || path.startsWith(`${workingDirectory}/`)
      ? folder + path.slice(workingDirectory.length)
      : `${folder}/.outside${path}`;
  return {
    kind: (path) => nodeFileSystem.kind(real(path)),
    size: (path) => nodeFileSystem.size(real(path)),
    read: (path) => nodeFileSystem.read(real(path)),
    list: (path) => nodeFileSystem.list(real(path)),
    realPath: (path) => (nodeFileSystem.realPath(real(path)) === undefined ? undefined : path),
  };
}

function isFileSystem(files: Readonly<Record<string, string>> | FileSystem): files is FileSystem {
  return typeof files.read === 'function';
}

/** A template with one registry, as text. */
export function registryTemplate(properties: Json = {}, parts: RegistryParts = {}): string {
  const { sku = 'Premium', name = 'contosoregistry', apiVersion = '2023-07-01', ...others } = parts;
  const registry: Json = {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion,
    name,
    location: 'westeurope',
    sku: { name: sku },
    properties,
  };
  return JSON.stringify(template({ ...others, resources: [registry] }), undefined, 2);
}

export interface RegistryParts {
  readonly sku?: string;
  readonly name?: string;
  readonly apiVersion?: string;
  readonly parameters?: Json;
  readonly variables?: Json;
}

/** A parameter file, as text. */
export function parameterFile(
  values: Readonly<Record<string, Json>>,
  parts: Readonly<Record<string, Json>> = {},
): string {
  return JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      contentVersion: '1.0.0.0',
      ...parts,
      parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    },
    undefined,
    2,
  );
}

/** A rule of this checkout. */
export function ruleNamed(id: string): Rule {
  const rule = ruleFiles.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`There is no rule '${id}'`);
  return rule;
}
