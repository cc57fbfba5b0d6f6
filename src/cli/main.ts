// From a command line to an exit code.

import { selectRules } from '../engine/select.ts';
import { readArguments, type ScanOptions } from './arguments.ts';
import { runExplain } from './explain.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { readOutputs, writeOutput } from './outputs.ts';
import { loadRules, rulesJson, rulesTable } from './rules.ts';
import { runScan } from './scan.ts';
import { readSettings } from './settings.ts';

/** Runs a command. A mistake of the user gives a sentence and exit code 2; a bug is thrown. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const invocation = readArguments(argv, io.version, { out: io.stdout, error: io.stderr });
  try {
    switch (invocation.kind) {
      case 'scan':
        return await runScan(invocation.paths, invocation.options, io);
      case 'rules':
        return await runRules(invocation.options, io);
      case 'explain':
        return await runExplain(invocation.rule, invocation.options, io);
      case 'done':
        return exitCodes.ok;
      case 'mistake':
        return exitCodes.incomplete;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.stderr(`pratique: ${error.message}\n`);
    return exitCodes.incomplete;
  }
}

/** `pratique rules`: every rule, or those selected. */
async function runRules(options: ScanOptions, io: Io): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  const settings = await readSettings(options, io);
  const { rules, problems } = await loadRules(settings, io);
  for (const { message } of problems) io.stderr(`pratique: ${message}\n`);
  const asked = { only: options.only ?? [], skip: options.skip ?? [], severity: settings.severity };
  const everything = asked.only.length === 0 ? ['*'] : asked.only;
  const selected = selectRules(rules, { ...asked, only: everything });
  if (selected.kind === 'mistake') throw new UserError(selected.message);
  const sorted = [...selected.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const output of outputs)
    writeOutput(output, output.format === 'json' ? rulesJson(sorted) : rulesTable(sorted), io);
  return problems.length > 0 ? exitCodes.incomplete : exitCodes.ok;
}
