// `pratique export`: rules in the languages of Azure.

import { type ExportFile, kqlFiles, kqlText, policyFiles } from '../export/files.ts';
import { exportPolicies } from '../export/policy/template.ts';
import { pushDownAll } from '../export/push-down.ts';
import type { Rule } from '../model/rule.ts';
import { absolutePath, joinPaths, shownPath } from '../sources/paths.ts';
import { jsonLines } from '../values/json-key.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import type { ExportOptions, ExportTarget } from './rule-commands.ts';
import { listedRules } from './rules.ts';
import { readSettings } from './settings.ts';

/** Exports the rules that are named, or all. Exit code 2 when none of them can be said in that language. */
export async function runExport(
  target: ExportTarget,
  names: readonly string[],
  options: ExportOptions,
  io: Io,
): Promise<number> {
  const settings = await readSettings(options, io);
  const { rules, problems } = await listedRules(settings, options, names, io);
  const { text, files, said, leftOut } = exported(target, rules, options);
  if (options.out === undefined) io.stdout(text);
  else writeFiles(files, options.out, io);
  for (const line of leftOut) io.stderr(`pratique: ${line}\n`);
  return problems.length > 0 || said === 0 ? exitCodes.incomplete : exitCodes.ok;
}

interface Exported {
  /** What goes to standard output. */
  readonly text: string;
  readonly files: readonly ExportFile[];
  /** How many rules are in it. */
  readonly said: number;
  /** What is told about the others. */
  readonly leftOut: readonly string[];
}

function exported(target: ExportTarget, rules: readonly Rule[], { effect, scope }: ExportOptions): Exported {
  if (target === 'kql') {
    const pushed = pushDownAll(rules);
    const said = rules.length - pushed.local.length;
    return { text: kqlText(pushed), files: kqlFiles(pushed), said, leftOut: reasons(pushed.local, said) };
  }
  const policies = exportPolicies(rules, {
    effect: effect ?? 'audit',
    scope: scope === 'management-group' ? 'managementGroup' : 'subscription',
  });
  const said = policies.definitions.length;
  return {
    text: `${jsonLines(policies.template)}\n`,
    files: policyFiles(policies),
    said,
    leftOut: reasons(policies.others, said),
  };
}

/** More reasons than this are read in a file. */
const maxReasons = 10;

function reasons(rules: readonly { readonly rule: Rule; readonly because: string }[], said: number): readonly string[] {
  if (rules.length === 0) return [];
  const count = `${said} rules exported, ${rules.length} cannot be said exactly`;
  if (rules.length > maxReasons) return [`${count}; --out writes the reasons to README.md`];
  return [...rules.map(({ rule, because }) => `'${rule.id}' is left out: ${because}`), count];
}

function writeFiles(files: readonly ExportFile[], out: string, io: Io): void {
  const folder = absolutePath(out, io.workingDirectory);
  for (const { path, text } of files) {
    const file = joinPaths(folder, path);
    if (!io.writeFile(file, text)) throw new UserError(`'${shownPath(file, io.workingDirectory)}' cannot be written`);
  }
  io.stdout(`${files.length} files in ${shownPath(folder, io.workingDirectory)}\n`);
}
