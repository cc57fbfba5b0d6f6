// The command line as people write it: commands, flags in four groups, help.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { authKinds, tokenVariable } from '../live/credentials.ts';
import { severities } from '../model/rule.ts';
import { clouds } from '../templates/context.ts';
import { didYouMean } from '../values/nearest.ts';
import type { AuditOptions, AzureOptions } from './audit-options.ts';
import { collect, collectNames } from './flag-values.ts';
import { examples } from './help-text.ts';
import type { Invocation } from './invocation.ts';
import { addRuleCommands } from './rule-commands.ts';

/** Options of `scan` as written; what is not written is undefined. */
export interface ScanOptions {
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly severity?: string;
  readonly exclude?: readonly string[];
  readonly parameters?: readonly string[];
  readonly modules?: readonly string[];
  readonly bicep?: string;
  readonly rules?: readonly string[];
  readonly config?: string;
  readonly stdinName?: string;
  readonly assume?: string;
  readonly context?: readonly string[];
  readonly failOn?: string;
  readonly unknown?: string;
  readonly strict?: boolean;
  readonly format?: readonly string[];
  readonly show?: number;
  readonly quiet?: boolean;
  readonly history?: string;
  readonly color?: string;
  readonly timing?: boolean;
}

/** A command whose flags are being declared. */
export type Flags = Command;

export const formats = ['terminal', 'sarif', 'markdown', 'json', 'html'] as const;
/** `csv` is for histories only. */
export type Format = (typeof formats)[number] | 'csv';

/** Reads a command line. Help and mistakes are printed through `print`. */
export function readArguments(
  argv: readonly string[],
  version: string,
  print: { readonly out: (text: string) => void; readonly error: (text: string) => void },
): Invocation {
  let invocation: Invocation = { kind: 'done' };
  const program = buildProgram(version, print, (found) => {
    invocation = found;
  });
  try {
    program.parse([...argv], { from: 'user' });
    return invocation;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? { kind: 'done' } : { kind: 'mistake' };
  }
}

/** The names of commands, for suggestions. */
export const commandNames: readonly string[] = [
  'scan',
  'audit',
  'drift',
  'history',
  'build',
  'rules',
  'explain',
  'export',
  'test',
  'new',
  'help',
];

function newProgram(version: string, print: Parameters<typeof readArguments>[2]): Command {
  return new Command('pratique')
    .description('Policy-as-code checks for Azure Container Registry and the supply chain around it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: print.out,
      writeErr: print.error,
      outputError: (text, write) => write(`pratique: ${text.replace(/^error: /, '')}`),
    })
    .showSuggestionAfterError(true)
    .enablePositionalOptions();
}

function buildProgram(
  version: string,
  print: Parameters<typeof readArguments>[2],
  found: (invocation: Invocation) => void,
): Command {
  const program = newProgram(version, print);
  const scan = program
    .command('scan', { isDefault: true })
    .description(
      'judge Bicep files, ARM templates and parameter files under the paths; "-" reads a template from standard input',
    )
    .argument('[paths...]', 'files and folders, "." when there is none')
    .action((paths: readonly string[], options: ScanOptions) => found({ kind: 'scan', paths, options }));
  addSelect(scan);
  addInput(scan);
  addDecide(scan);
  addOutput(scan, formats);
  scan.addHelpText('after', examples);
  addLive(program, found);
  addHistory(program, found);
  const build = program
    .command('build')
    .description('print the ARM template that a Bicep file stands for')
    .argument('<file>', 'a .bicep file')
    .action((file: string, options: ScanOptions) => found({ kind: 'build', file, options }));
  addModules(build);
  addConfig(build);
  const rules = program
    .command('rules')
    .description('list the rules')
    .action((options: ScanOptions) => found({ kind: 'rules', options }));
  addSelect(rules);
  addRuleInput(rules);
  addOutput(rules, ['terminal', 'json']);
  const explain = program
    .command('explain')
    .description('print the page of a rule')
    .argument('<rule>', 'its id, or its id in another tool')
    .action((rule: string, options: ScanOptions) => found({ kind: 'explain', rule, options }));
  addRuleInput(explain);
  addOutput(explain, ['terminal', 'markdown']);
  addRuleCommands(program, found, { select: addSelect, ruleInput: addRuleInput, config: addConfig });
  return program;
}

function addHistory(program: Command, found: (invocation: Invocation) => void): void {
  const history = program
    .command('history')
    .description('print or export the runs and findings that --history kept')
    .argument('<file>', 'the file of --history')
    .action((file: string, options: ScanOptions) => found({ kind: 'history', file, options }));
  addOutput(history, ['terminal', 'json', 'csv']);
}

/** Commands that judge what is running. */
function addLive(program: Command, found: (invocation: Invocation) => void): void {
  const audit = program
    .command('audit')
    .description('judge what runs in Azure: a tenant, a part of it, or a snapshot that was saved')
    .argument('[target]', 'a file that --save wrote, so that Azure is not asked; or an Azure id')
    .action((target: string | undefined, options: AuditOptions) => found({ kind: 'audit', target, options }));
  addSelect(audit);
  addScope(audit);
  addSignIn(audit);
  addRuleInput(audit);
  addDecide(audit);
  addOutput(audit, formats);
  addSave(audit);
  audit
    .option('--push-down', 'let Azure judge by the rules that queries say exactly, so that only what they find is read')
    .option('--print-role', 'print the least role an audit needs, for az role definition create');
  const drift = program
    .command('drift')
    .description('compare resources of templates with those in Azure, property by property')
    .argument('<template>', 'a template, Bicep file or folder')
    .argument('[target]', 'an Azure id, as /subscriptions/<id>/resourceGroups/<name>; or a file that --save wrote')
    .action((template: string, target: string | undefined, options: AzureOptions) =>
      found({ kind: 'drift', template, target, options }),
    );
  addScope(drift);
  addSignIn(drift);
  addInput(drift);
  addOutput(drift, ['terminal', 'markdown', 'json']);
  addSave(drift);
}

function addSave(command: Command): void {
  command
    .optionsGroup('Output:')
    .option('--save <file>', 'keep everything that was read; it can be used again without Azure');
}

function addScope(command: Command): void {
  command
    .optionsGroup('Select:')
    .option('--tenant <id>', 'the tenant; all its visible subscriptions when nothing narrower is named')
    .option('--management-group <name>', 'the subscriptions below a management group')
    .option('--subscription <id>', 'a subscription; can be repeated', collect)
    .option('--resource-group <name>', 'judge a resource group of the one subscription')
    .option('--resource <id>', 'judge one resource and what belongs to it');
}

function addSignIn(command: Command): void {
  command
    .optionsGroup('Input:')
    .addOption(new Option('--auth <how>', 'how to sign in (default: default)').choices([...authKinds]))
    .option('--token-file <file>', `a bearer token instead; ${tokenVariable} is taken too`)
    .option('--cloud <name>', `${clouds.join(', ')} (default: ${clouds[0]})`)
    .option('--deadline <minutes>', 'stop reading after so long, and say what is missing (default: 60)', readNumber)
    .option('--resume', 'continue the snapshot of --save where it was interrupted');
}

function addSelect(command: Command): void {
  command
    .optionsGroup('Select:')
    .option('--set <names>', 'run the rules of these sets: baseline, strict, pedantic, preview, cis, …', collectNames)
    .option('--only <names>', 'run only these rules: ids, ids in other tools, tags, sets', collectNames)
    .option('--skip <names>', 'leave these rules out', collectNames)
    .addOption(new Option('--severity <least>', 'run only rules of this severity and above').choices([...severities]));
}

function addInput(command: Command): void {
  command.optionsGroup('Select:').option('--exclude <pattern>', 'leave files out, patterns as in .gitignore', collect);
  command.optionsGroup('Input:').option('--parameters <file>', 'judge the templates with this parameter file', collect);
  addModules(command);
  command.option(
    '--bicep <use>',
    'cli=<path> takes templates from that Bicep CLI, verify[=<path>] compares it with the built-in compiler',
  );
  addRuleInput(command);
  command
    .option('--stdin-name <path>', 'the name of the template on standard input')
    .addOption(
      new Option('--assume <what>', 'parameters nobody supplied take their defaults, or any value').choices([
        'defaults',
        'any',
      ]),
    )
    .option(
      '--context <key=value>',
      'where the templates are deployed: subscription, resourceGroup, location, tenant, managementGroup, cloud, deployment',
      collect,
    );
}

function addRuleInput(command: Command): void {
  command.optionsGroup('Input:').option('--rules <dir>', 'rules of your own, besides the built-in ones', collect);
  addConfig(command);
}

function addModules(command: Command): void {
  command
    .optionsGroup('Input:')
    .option('--modules <dir>', 'Bicep registry modules, laid out like the cache of the Bicep CLI (~/.bicep)', collect);
}

function addConfig(command: Command): void {
  command.optionsGroup('Input:').option('--config <file>', 'a configuration file instead of pratique.yaml');
}

function addDecide(command: Command): void {
  command
    .optionsGroup('Decide:')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails the run (default: low)').choices([
        ...severities,
        'never',
      ]),
    )
    .addOption(
      new Option(
        '--unknown <what>',
        'leave unknown verdicts out, report them, or fail on them (default: note)',
      ).choices(['ignore', 'note', 'error']),
    )
    .option('--strict', 'fail on verdicts that depend on parameters, and on unknown ones');
}

function addOutput(command: Command, available: readonly string[]): void {
  command
    .optionsGroup('Output:')
    .option(
      '-f, --format <name[=file]>',
      `${available.join(', ')}; several at once, each to a file or to standard output`,
      (value: string, previous: readonly string[] = []) => {
        const name = value.split('=')[0] ?? '';
        if (!available.includes(name)) throw new InvalidArgumentError(unknownFormat(name, available));
        return [...previous, value];
      },
    )
    .option('--show <number>', 'findings shown with their source', readNumber)
    .option('--quiet', 'print nothing when there is nothing to report')
    .addOption(new Option('--color <when>', 'paint the terminal report').choices(['auto', 'always', 'never']))
    .option('--timing', 'print how long each step took, to standard error');
  if (available === formats)
    command.option('--history <file>', 'keep the run in this file; tell what is new, resolved, or back');
}

function unknownFormat(name: string, available: readonly string[]): string {
  return `There is no format '${name}'${didYouMean(name, available) || '.'} Formats are ${available.join(', ')}.`;
}

function readNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It is a whole number.');
  return Number(value);
}
