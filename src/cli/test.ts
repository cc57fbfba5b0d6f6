// `pratique test`: rules against their own examples.

import { failingExamples } from '../engine/examples.ts';
import { absolutePath } from '../sources/paths.ts';
import type { ScanOptions } from './arguments.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { ownRules, problemLine } from './rules.ts';
import { readSettings } from './settings.ts';

/** Runs the examples of the rules in folders. Exit code 1 when one is not as it says, 2 when a file cannot be read. */
export async function runTest(folders: readonly string[], options: ScanOptions, io: Io): Promise<number> {
  const { ruleDirectories } = await readSettings(options, io);
  const directories =
    folders.length === 0 ? ruleDirectories : folders.map((folder) => absolutePath(folder, io.workingDirectory));
  if (directories.length === 0)
    throw new UserError('There are no rules to test: name a folder, or list folders under rules in pratique.yaml');
  const { rules, problems } = await ownRules(directories, io);
  for (const problem of problems) io.stderr(`${problemLine(problem)}\n`);
  let failures = 0;
  let examples = 0;
  for (const rule of rules) {
    const failing = failingExamples(rule, io.now());
    failures += failing.length;
    examples += rule.examples.length;
    for (const { example, message } of failing) io.stdout(`${rule.id}: the example '${example.name}' ${message}\n`);
  }
  io.stdout(`${count(rules.length, 'rule')}, ${count(examples, 'example')}, ${failures} failed\n`);
  if (problems.length > 0) return exitCodes.incomplete;
  return failures > 0 ? exitCodes.findings : exitCodes.ok;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
