// `pratique scan`: settings and files in, reports and an exit code out.

import { isAtLeast } from '../engine/select.ts';
import type { Finding, Report } from '../model/report.ts';
import type { HtmlExtras } from '../reporters/html/extras.ts';
import { jsonReport } from '../reporters/json.ts';
import { markdownReport } from '../reporters/markdown.ts';
import { sarifReport } from '../reporters/sarif.ts';
import { styleFor } from '../reporters/style.ts';
import { terminalReport } from '../reporters/terminal.ts';
import type { BicepCli } from '../sources/bicep-cli.ts';
import { absolutePath } from '../sources/paths.ts';
import { type ScanInput, scan } from '../sources/scan.ts';
import { nearest } from '../values/nearest.ts';
import { commandNames, type ScanOptions } from './arguments.ts';
import { wantsColor } from './color.ts';
import { checkHistory, keepHistory, type RunScope, scanScope } from './history.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { isOnScreen, type Output, readOutputs, writeOutput } from './outputs.ts';
import { selectedRules } from './rules.ts';
import { readSettings, type Settings } from './settings.ts';

/** Runs a scan and writes its reports. Gives the exit code. */
export async function runScan(paths: readonly string[], options: ScanOptions, io: Io): Promise<number> {
  const clock = stopwatch(options.timing === true, io);
  const outputs = readOutputs(options.format ?? [], io);
  await checkHistory(options, io);
  const settings = await readSettings(options, io);
  const { rules, problems } = await selectedRules(settings, settings, io);
  clock('settings and rules');
  const found = await scan(scanInput(paths, options, settings, rules, io));
  clock('scan');
  const scope = scanScope(paths, options, io);
  const code = await deliver(
    { ...found, problems: [...problems, ...found.problems] },
    scope,
    settings,
    outputs,
    options,
    io,
  );
  clock('reports');
  return code;
}

/** Keeps a report where a history is wanted, and writes it in all formats. Gives the exit code. */
export async function deliver(
  found: Report,
  scope: RunScope,
  settings: Settings,
  outputs: readonly Output[],
  options: ScanOptions,
  io: Io,
): Promise<number> {
  const kept = await keepHistory(found, scope, options, io);
  const { at: generatedAt, subscriptionNames } = scope;
  const extras = { generatedAt, subscriptionNames, history: kept.kind === 'kept' ? kept.history : undefined };
  const report = visible(found, settings);
  for (const output of outputs) writeOutput(output, await render(output, report, extras, options, io), io);
  return kept.kind === 'failed' ? exitCodes.incomplete : exitCode(report, settings);
}

/** What flags and settings say about a scan. */
export function scanInput(
  paths: readonly string[],
  options: ScanOptions,
  settings: Settings,
  rules: ScanInput['rules'],
  io: Io,
): ScanInput {
  const named = paths.filter((path) => path !== '-');
  const usesStdin = named.length < paths.length;
  const absolute = (named.length === 0 && !usesStdin ? ['.'] : named).map((path) =>
    absolutePath(path, io.workingDirectory),
  );
  rejectCommandNames(named, io);
  return {
    paths: absolute,
    parameterFiles: settings.parameterFiles,
    exclude: settings.exclude,
    rules,
    moduleFolders: settings.moduleFolders,
    bicepCli: readBicepCli(options.bicep, io),
    assume: settings.assume,
    facts: settings.facts,
    files: io.files,
    workingDirectory: io.workingDirectory,
    toolVersion: io.version,
    now: io.now(),
    stdin: usesStdin ? { name: options.stdinName ?? 'stdin.json', bytes: io.readStdin() } : undefined,
  };
}

/** `cli=<path>`, `verify=<path>`, or `verify` for the `bicep` that is on the path. */
function readBicepCli(written: string | undefined, io: Io): BicepCli | undefined {
  if (written === undefined || written === 'native') return undefined;
  const match = /^(cli|verify)(?:=(.+))?$/.exec(written);
  const [, use, program] = match ?? [];
  if (use === undefined || (use === 'cli' && program === undefined))
    throw new UserError(`--bicep ${written} is not understood: write cli=<path>, verify=<path>, verify or native`);
  return { use: use === 'cli' ? 'template' : 'verify', program: program ?? 'bicep', run: io.runProgram };
}

/** `pratique rulse` is a command misspelt, not a folder. */
function rejectCommandNames(paths: readonly string[], io: Io): void {
  const [first] = paths;
  if (
    first === undefined ||
    /[./\\]/.test(first) ||
    io.files.kind(absolutePath(first, io.workingDirectory)) !== 'missing'
  )
    return;
  const suggestion = nearest(first, commandNames);
  if (suggestion !== undefined)
    throw new UserError(`There is no file, folder or command '${first}'; did you mean 'pratique ${suggestion}'?`);
}

async function render(
  output: Output,
  report: Report,
  extras: HtmlExtras,
  options: ScanOptions,
  io: Io,
): Promise<string> {
  switch (output.format) {
    case 'sarif':
      return sarifReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'json':
      return jsonReport(report);
    case 'html': {
      const { htmlReport } = await import('../reporters/html/html.ts');
      return htmlReport(report, extras);
    }
    case 'terminal':
    case 'csv': {
      if (options.quiet === true && report.findings.length === 0 && report.problems.length === 0) return '';
      const color = wantsColor(options.color, isOnScreen(output, io), io.env);
      const style = styleFor({ color, unicode: io.env.TERM !== 'dumb' });
      return terminalReport(report, {
        style,
        width: Math.min(Math.max(io.columns, 60), 140),
        show: options.show ?? 50,
      });
    }
  }
}

/** Unknown verdicts are left out where nobody wants them. */
function visible(report: Report, { unknown }: Settings): Report {
  return unknown === 'ignore'
    ? { ...report, findings: report.findings.filter(({ kind }) => kind !== 'unknown') }
    : report;
}

function exitCode({ findings, problems }: Report, settings: Settings): number {
  if (problems.some(({ severity }) => severity === 'error')) return exitCodes.incomplete;
  return findings.some((finding) => breaks(finding, settings)) ? exitCodes.findings : exitCodes.ok;
}

/** Whether a finding fails the run. */
function breaks({ kind, rule }: Finding, { failOn, strict, unknown }: Settings): boolean {
  if (failOn === 'never' || !isAtLeast(rule.severity, failOn)) return false;
  return kind === 'fail' || (kind === 'fails-when' && strict) || (kind === 'unknown' && unknown === 'error');
}

function stopwatch(enabled: boolean, io: Io): (step: string) => void {
  let last = io.network.now();
  return (step) => {
    const now = io.network.now();
    if (enabled) io.stderr(`${step}: ${(now - last).toFixed(0)} ms\n`);
    last = now;
  };
}
