// Commands about rules themselves: writing them, testing them, saying them in the languages of Azure.

import type { Flags, ScanOptions } from './arguments.ts';
import type { Invocation } from './invocation.ts';

/** Options of `export` beside those that select rules. */
export interface ExportOptions extends ScanOptions {
  readonly out?: string;
  readonly effect?: 'audit' | 'deny';
  readonly scope?: 'subscription' | 'management-group';
}

/** What rules are exported as. */
export type ExportTarget = 'kql' | 'azure-policy';

/** A call of `export`. */
export interface ExportInvocation {
  readonly kind: 'export';
  readonly target: ExportTarget;
  readonly rules: readonly string[];
  readonly options: ExportOptions;
}

/** Groups of flags that several commands have. */
export interface FlagGroups {
  readonly select: (command: Flags) => void;
  readonly ruleInput: (command: Flags) => void;
  readonly config: (command: Flags) => void;
}

type Found = (invocation: Invocation) => void;

/** Adds the commands. */
export function addRuleCommands(program: Flags, found: Found, groups: FlagGroups): void {
  addExport(program, found, groups);
  addRuleWriting(program, found, groups);
}

function addExport(program: Flags, found: Found, { select, ruleInput }: FlagGroups): void {
  const group = program.command('export').description('write rules in the languages of Azure');
  const kql = exporting(group, 'kql', 'queries for Azure Resource Graph that return what violates the rules', found);
  const policy = exporting(group, 'azure-policy', 'policy definitions and an initiative, in one template', found);
  for (const command of [kql, policy]) {
    select(command);
    ruleInput(command);
    command.optionsGroup('Output:').option('--out <dir>', 'a folder to write files to, instead of standard output');
  }
  const effect = policy.createOption('--effect <effect>', 'what violations meet (default: audit)');
  const scope = policy.createOption('--scope <scope>', 'where the definitions live (default: subscription)');
  policy.addOption(effect.choices(['audit', 'deny'])).addOption(scope.choices(['subscription', 'management-group']));
}

function exporting(group: Flags, target: ExportTarget, description: string, found: Found): Flags {
  return group
    .command(target)
    .description(description)
    .argument('[rules...]', 'ids, ids in other tools, tags, sets; all rules when there is none')
    .action((rules: readonly string[], options: ExportOptions) => found({ kind: 'export', target, rules, options }));
}

/** Commands for people who write rules. */
function addRuleWriting(program: Flags, found: Found, { config }: FlagGroups): void {
  const test = program
    .command('test')
    .description('run the examples of your own rules')
    .argument('[folders...]', 'folders with rules; those of pratique.yaml when there is none')
    .action((folders: readonly string[], options: ScanOptions) => found({ kind: 'test', folders, options }));
  config(test);
  const rule = program
    .command('new')
    .description('begin something new')
    .command('rule')
    .description('write the file of a new rule, with examples that run')
    .argument('<id>', 'letters, digits and hyphens')
    .argument('[folder]', 'where to put it; the first folder of pratique.yaml, or policies')
    .action((id: string, folder: string | undefined, options: ScanOptions) =>
      found({ kind: 'new-rule', id, folder, options }),
    );
  config(rule);
}
