// The command line as people write it: commands, flags in four groups, help.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { severities } from '../model/rule.ts';
import { nearest } from '../values/nearest.ts';

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
  readonly color?: string;
  readonly timing?: boolean;
}

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'scan'; readonly paths: readonly string[]; readonly options: ScanOptions }
  | { readonly kind: 'rules'; readonly options: ScanOptions }
  | { readonly kind: 'explain'; readonly rule: string; readonly options: ScanOptions }
  | { readonly kind: 'build'; readonly file: string; readonly options: ScanOptions }
  | { readonly kind: 'test'; readonly folders: readonly string[]; readonly options: ScanOptions }
  | {
      readonly kind: 'new-rule';
      readonly id: string;
      readonly folder: string | undefined;
      readonly options: ScanOptions;
    }
  /** Help or version: printed already. */
  | { readonly kind: 'done' }
  /** A mistake: told already. */
  | { readonly kind: 'mistake' };

export const formats = ['terminal', 'sarif', 'markdown', 'json'] as const;
export type Format = (typeof formats)[number];

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
export const commandNames: readonly string[] = ['scan', 'build', 'rules', 'explain', 'test', 'new', 'help'];

function buildProgram(
  version: string,
  print: Parameters<typeof readArguments>[2],
  found: (invocation: Invocation) => void,
): Command {
  const program = new Command('pratique')
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
  addRuleWriting(program, found);
  return program;
}

/** Commands for people who write rules. */
function addRuleWriting(program: Command, found: (invocation: Invocation) => void): void {
  const test = program
    .command('test')
    .description('run the examples of your own rules')
    .argument('[folders...]', 'folders with rules; those of pratique.yaml when there is none')
    .action((folders: readonly string[], options: ScanOptions) => found({ kind: 'test', folders, options }));
  addConfig(test);
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
  addConfig(rule);
}

const examples = `
Exit codes:
  0  nothing fails
  1  something at or above --fail-on fails
  2  not everything asked for could be judged

Examples:
  pratique                                     scan this folder
  pratique infra -f terminal -f sarif=out.sarif
  pratique main.json --parameters prod.parameters.json --strict
  pratique --set baseline,strict               what a hardened registry meets
  pratique --only CKV_AZURE_137,quarantine     by another tool's id, by tag
  pratique explain quarantine-enabled`;

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
}

function unknownFormat(name: string, available: readonly string[]): string {
  const suggestion = nearest(name, available);
  return `There is no format '${name}'${suggestion === undefined ? '.' : `; did you mean '${suggestion}'?`} Formats are ${available.join(', ')}.`;
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function collectNames(value: string, previous: readonly string[] = []): readonly string[] {
  return [
    ...previous,
    ...value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ];
}

function readNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It is a whole number.');
  return Number(value);
}
