// From a command line to an exit code.

import { readArguments, type ScanOptions } from './arguments.ts';
import { runExplain } from './explain.ts';
import { runHistory } from './history.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { runNewRule } from './new-rule.ts';
import { readOutputs, writeOutput } from './outputs.ts';
import { listedRules, rulesJson, rulesTable } from './rules.ts';
import { runScan } from './scan.ts';
import { readSettings } from './settings.ts';
import { runTest } from './test.ts';

/** Runs a command; the Bicep front end is loaded when it is needed. A mistake of the user gives a sentence and exit code 2; a bug is thrown. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const invocation = readArguments(argv, io.version, { out: io.stdout, error: io.stderr });
  try {
    switch (invocation.kind) {
      case 'scan':
        return await runScan(invocation.paths, invocation.options, io);
      case 'audit': {
        const { runAudit } = await import('./audit.ts');
        return await runAudit(invocation.target, invocation.options, io);
      }
      case 'drift': {
        const { runDrift } = await import('./drift.ts');
        return await runDrift(invocation.template, invocation.target, invocation.options, io);
      }
      case 'history':
        return await runHistory(invocation.file, invocation.options, io);
      case 'rules':
        return await runRules(invocation.options, io);
      case 'explain':
        return await runExplain(invocation.rule, invocation.options, io);
      case 'build':
        return await (await import('./build.ts')).runBuild(invocation.file, invocation.options, io);
      case 'export': {
        const { runExport } = await import('./export.ts');
        return await runExport(invocation.target, invocation.rules, invocation.options, io);
      }
      case 'test':
        return await runTest(invocation.folders, invocation.options, io);
      case 'new-rule':
        return await runNewRule(invocation.id, invocation.folder, invocation.options, io);
      case 'done':
        return exitCodes.ok;
      case 'mistake':
        return exitCodes.incomplete;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.stderr(`pratique: ${error.message}\n`);
    return error.exitCode;
  }
}

/** `pratique rules`: every rule, or those selected. */
async function runRules(options: ScanOptions, io: Io): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  const settings = await readSettings(options, io);
  const { rules, problems } = await listedRules(settings, options, [], io);
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const output of outputs)
    writeOutput(output, output.format === 'json' ? rulesJson(sorted) : rulesTable(sorted), io);
  return problems.length > 0 ? exitCodes.incomplete : exitCodes.ok;
}
