// `acr purge` in the commands of a task: its flags, and what it deletes.
//
// Source: Azure/acr-cli, cmd/acr/purge.go and cmd/acr/root.go.

import { agoInDays } from './durations.ts';
import { type Fact, type FactObject, notKnown } from './facts.ts';
import { type FilterFacts, filterFacts } from './filters.ts';
import { isMarked } from './task-text.ts';

/** What is said of one `acr purge`. */
export interface PurgeFacts extends FactObject {
  readonly filters: readonly FactObject[];
  /** How many of the newest that match are kept. */
  readonly keep: Fact;
  /** The age in days from which on something is deleted; absent where the command does not say. */
  readonly ago: Fact;
  readonly untagged: Fact;
  readonly untaggedOnly: Fact;
  readonly dryRun: Fact;
  readonly includeLocked: Fact;
  /** Why the command refuses to run; absent where it does not. */
  readonly refused: Fact;
}

type FlagKind = 'text' | 'boolean';

/** Flags: long name, what they take, letter of the short name. */
const flags: readonly (readonly [name: string, kind: FlagKind, short?: string])[] = [
  ['registry', 'text', 'r'],
  ['username', 'text', 'u'],
  ['password', 'text', 'p'],
  ['config', 'text', 'c'],
  ['filter', 'text', 'f'],
  ['ago', 'text'],
  ['keep', 'text'],
  ['concurrency', 'text'],
  ['filter-timeout-seconds', 'text'],
  ['repository-page-size', 'text'],
  ['untagged', 'boolean'],
  ['untagged-only', 'boolean'],
  ['dry-run', 'boolean'],
  ['include-locked', 'boolean'],
  ['verbose', 'boolean'],
  ['help', 'boolean', 'h'],
];

/** More filters than this stand in no command. */
const maxFilters = 100;

/** Reads the words behind `acr`. `none` where it is another command, undefined where it cannot be told what it does. */
export function purgeFacts(words: readonly string[]): PurgeFacts | 'none' | undefined {
  const read = readFlags(words);
  if (read === undefined) return words.includes('purge') ? undefined : 'none';
  const { given, commands } = read;
  if (commands.some(isMarked)) return undefined;
  const helps = booleanOf(given, 'help');
  if (commands[0] !== 'purge' || helps === true) return 'none';
  const written = given.get('filter') ?? [];
  if (helps !== false || written.length > maxFilters) return undefined;
  const filters = written.map(filterFacts);
  const untagged = booleanOf(given, 'untagged');
  const untaggedOnly = booleanOf(given, 'untagged-only');
  const ago = given.get('ago')?.at(-1) ?? '';
  return {
    filters,
    keep: keepOf(given.get('keep')?.at(-1) ?? '0'),
    ago: ago === '' ? undefined : (agoInDays(ago) ?? notKnown),
    untagged,
    untaggedOnly,
    dryRun: booleanOf(given, 'dry-run'),
    includeLocked: booleanOf(given, 'include-locked'),
    refused: refusal({ filters, ago, untagged, untaggedOnly }),
  };
}

interface Asked {
  readonly filters: readonly FilterFacts[];
  readonly ago: string;
  readonly untagged: Fact;
  readonly untaggedOnly: Fact;
}

/** The command ends before it deletes anything. */
function refusal({ filters, ago, untagged, untaggedOnly }: Asked): Fact {
  if (filters.some(({ valid }) => valid === false)) return 'a filter is not <repository>:<regular expression>';
  if (untagged === true && untaggedOnly === true) return '--untagged and --untagged-only exclude each other';
  const lacks = filters.length === 0 ? 'there is no --filter' : ago === '' ? 'there is no --ago' : undefined;
  if (lacks !== undefined && untaggedOnly !== true) return untaggedOnly === false ? lacks : notKnown;
  return filters.some(({ valid }) => valid === notKnown) ? notKnown : undefined;
}

/** The values given to each flag, in order. */
type Given = ReadonlyMap<string, readonly string[]>;

interface FlagsRead {
  readonly given: Given;
  /** The words that are no flags. */
  readonly commands: readonly string[];
}

/** Reads flags as the command does; undefined where one is unknown. */
function readFlags(words: readonly string[]): FlagsRead | undefined {
  const given = new Map<string, string[]>();
  const commands: string[] = [];
  const rest = [...words].reverse();
  for (let word = rest.pop(); word !== undefined; word = rest.pop()) {
    if (word === '--') return { given, commands: [...commands, ...rest.reverse()] };
    if (!word.startsWith('-') || word === '-') {
      commands.push(word);
      continue;
    }
    const flag = flagIn(word);
    if (flag === undefined) return undefined;
    const { name, kind, value = kind === 'boolean' ? 'true' : rest.pop() } = flag;
    if (value === undefined) return undefined;
    const values = given.get(name);
    if (values === undefined) given.set(name, [value]);
    else values.push(value);
  }
  return { given, commands };
}

interface Flag {
  readonly name: string;
  readonly kind: FlagKind;
  /** What stands in the same word. */
  readonly value: string | undefined;
}

/** `--ago=7d`, `--ago`, `-f`, `-fapp:.*` */
function flagIn(word: string): Flag | undefined {
  const [, long, longValue] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const [, letter, letterValue] = /^-([^-])(?:=?([\s\S]+))?$/.exec(word) ?? [];
  for (const [name, kind, short] of flags)
    if (name === long || (short !== undefined && short === letter))
      return { name, kind, value: longValue ?? letterValue };
  return undefined;
}

/** The last one counts. */
function booleanOf(given: Given, name: string): boolean | typeof notKnown {
  const value = given.get(name)?.at(-1);
  if (value === undefined || /^(?:0|f|F|FALSE|false|False)$/.test(value)) return false;
  return /^(?:1|t|T|TRUE|true|True)$/.test(value) ? true : notKnown;
}

function keepOf(text: string): Fact {
  return /^[+-]?(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : notKnown;
}
