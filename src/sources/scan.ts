// Files in, report out: which deployments the files make, what they deploy, and what the rules say of it.

import { addCounts, countUncovered } from '../engine/counts.ts';
import { findingsOf } from '../engine/findings.ts';
import type { Coverage, Report } from '../model/report.ts';
import type { Estate } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';
import type { ContextFacts } from '../templates/context.ts';
import type { Assumption } from '../templates/parameters.ts';
import type { BicepCli } from './bicep-cli.ts';
import type { ReadBicep } from './bicep-reader.ts';
import { concealSecrets } from './conceal.ts';
import { deploymentsOf } from './deployments.ts';
import { type Discovery, discoverFiles, reachableRoot } from './discover.ts';
import { type FileSystem, withFile } from './file-system.ts';
import { type JudgedEstate, judgeDeployments, judgePolicy } from './judge-deployments.ts';
import { Notes } from './notes.ts';
import { absolutePath, parentOf } from './paths.ts';
import { SourceFiles } from './source-files.ts';

/** What to scan, and how. Paths are absolute. */
export interface ScanInput {
  readonly paths: readonly string[];
  /** Parameter files to judge every template with, instead of those that are found. */
  readonly parameterFiles: readonly string[];
  /** Patterns as in `.gitignore`, relative to the paths. */
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  /** Folders laid out like the module cache of the Bicep CLI. */
  readonly moduleFolders?: readonly string[];
  /** The official Bicep compiler, where it is wanted. */
  readonly bicepCli?: BicepCli | undefined;
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  readonly files: FileSystem;
  readonly workingDirectory: string;
  readonly toolVersion: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Is shown what the files deploy. */
  readonly observe?: ((estates: readonly Estate[]) => void) | undefined;
  /** A template on standard input, and the name it goes by. */
  readonly stdin?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** Scans files. Never throws for anything that stands in them. */
export async function scan(asked: ScanInput): Promise<Report> {
  const input = withStdin(asked);
  const found = discover(input);
  const hasBicep = found.files.some(({ path }) => isBicep(path));
  // Reading Bicep takes a large part of the program, which is loaded when the first such file is met.
  const report = hasBicep ? undefined : scanFiles(input, found, undefined);
  if (report !== undefined) return report;
  const { readBicep } = await import('./bicep-reader.ts');
  return certainly(scanFiles(input, found, readBicep));
}

/** Scans files with whatever reads Bicep at hand, so that nothing has to be waited for. */
export function scanWith(asked: ScanInput, readBicep: ReadBicep): Report {
  const input = withStdin(asked);
  return certainly(scanFiles(input, discover(input), readBicep));
}

/** With a reader of Bicep at hand there is always a report. */
function certainly(report: Report | undefined): Report {
  if (report === undefined) throw new Error('Bicep was met and not read');
  return report;
}

function discover({ paths, parameterFiles, exclude, files }: ScanInput): Discovery {
  return discoverFiles([...paths, ...parameterFiles], exclude, files, isCandidate);
}

/** Undefined when there is Bicep to be read, and nothing to read it with. */
function scanFiles(input: ScanInput, found: Discovery, readBicep: ReadBicep | undefined): Report | undefined {
  const notes = new Notes();
  const { moduleFolders = [], workingDirectory } = input;
  const reach = { root: scanRoot(input), moduleFolders, workingDirectory };
  const sources = new SourceFiles(
    input.files,
    notes,
    reach,
    readBicep?.({ files: input.files, reach, cli: input.bicepCli, notes }),
  );
  readAll(found, sources, notes);
  const report = judgeAll(input, sources, reach.root, notes);
  return sources.metBicep && readBicep === undefined ? undefined : report;
}

function judgeAll(input: ScanInput, sources: SourceFiles, root: string, notes: Notes): Report {
  const forced = input.parameterFiles.flatMap((path) => sources.get(path) ?? []);
  const policies = sources.all('trustPolicy').map(({ document }) => judgePolicy(document, input, notes));
  const deployed = judgeDeployments(deploymentsOf(sources, forced, root, notes), input, sources, notes);
  const judged = [...deployed, ...policies];
  input.observe?.(judged.flatMap(({ estate }) => estate ?? []));
  if (judged.length === 0) reportNothing(input, sources, notes);
  const report: Report = {
    toolVersion: input.toolVersion,
    rules: [...input.rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findings: findingsOf(judged),
    counts: addCounts(judged.map(({ counts }) => counts)),
    coverage: coverageOf(judged, input.rules, notes),
    problems: notes.problems(),
    secrets: judged.flatMap(({ secrets }) => secrets),
    assume: input.assume,
  };
  return concealSecrets(
    report,
    judged.flatMap(({ secretTexts }) => secretTexts),
  );
}

/** Standard input is a file under the name it goes by. */
function withStdin(input: ScanInput): ScanInput {
  const { stdin, paths, files, workingDirectory } = input;
  if (stdin === undefined) return input;
  const path = absolutePath(stdin.name, workingDirectory);
  return { ...input, paths: [...paths, path], files: withFile(files, path, stdin.bytes) };
}

/** The repository of what is scanned, outside of which nothing is read; without one, the working directory. */
function scanRoot({ paths, files, workingDirectory }: ScanInput): string {
  const [first = workingDirectory] = paths;
  const start = files.kind(first) === 'file' ? parentOf(first) : first;
  return reachableRoot(start, files, workingDirectory);
}

function readAll({ files, missing, unreadable }: Discovery, sources: SourceFiles, notes: Notes): void {
  for (const path of missing)
    notes.add('error', `There is no file or folder '${sources.shown(path)}'`, undefined, sources.shown(path));
  for (const path of unreadable)
    notes.add('error', `The folder '${sources.shown(path)}' cannot be read`, undefined, sources.shown(path));
  for (const file of files) sources.read(file);
  sources.leaveCompiled();
}

function isBicep(path: string): boolean {
  return /\.bicep(param)?$/i.test(path);
}

function isCandidate(name: string): boolean {
  return /\.(jsonc?|bicep|bicepparam)$/i.test(name);
}

function reportNothing({ paths }: ScanInput, sources: SourceFiles, notes: Notes): void {
  if (notes.hasErrors()) return;
  const where = paths.map((path) => `'${sources.shown(path)}'`).join(', ');
  notes.add(
    'error',
    `There is no ARM template in ${where === '' ? 'what was given' : where}; nothing was judged`,
    undefined,
  );
}

function coverageOf(judged: readonly JudgedEstate[], rules: readonly Rule[], notes: Notes): Coverage {
  const types = judged.flatMap((one) => one.types);
  const covered = new Set([
    ...rules.flatMap(({ applies, looksAt }) => [...applies.types, ...looksAt].map((type) => type.toLowerCase())),
    'microsoft.resources/deployments',
  ]);
  return {
    files: [...new Set(judged.flatMap(({ files }) => files))].sort(),
    deployments: judged.map(({ deployment }) => deployment).sort(),
    resources: types.length,
    withoutRule: countUncovered(types, covered),
    notCovered: notes.notCovered(),
  };
}
