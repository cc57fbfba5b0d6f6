// Filters of `acr purge`: a repository pattern and a tag pattern, and what they match.
//
// Source: Azure/acr-cli, cmd/repository/image_functions.go. Repositories are matched as a whole, tags anywhere.

import { type CharSet, chars } from '../../../values/char-set.ts';
import { matches, matchesText } from '../../../values/pattern.ts';
import { compileOwn, type Pattern } from '../../../values/pattern-syntax.ts';
import { type Plain, stringOf, type Unknown, unknown } from '../../../values/value.ts';
import { type Fact, type FactObject, notKnown } from './facts.ts';
import { isMarked } from './task-text.ts';

/** What is said of one filter. */
export interface FilterFacts extends FactObject {
  /** As written. */
  readonly text: string;
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  /** False where it is no filter, or holds no regular expression: the command fails. */
  readonly valid: boolean | typeof notKnown;
  readonly everyRepository: boolean | typeof notKnown;
  readonly everyTag: boolean | typeof notKnown;
  /** True where it matches no tag, so that it is about untagged manifests alone. */
  readonly noTag: boolean | typeof notKnown;
}

/** Longer patterns, and those that repeat more, are not looked into. */
const maxPatternLength = 500;
const maxPatternStates = 500;

/** Reads one filter. */
export function filterFacts(text: string): FilterFacts {
  const parts = text.split(separator);
  const [repository, tag] = parts;
  if (parts.length !== 2 || !repository || !tag)
    return isMarked(text) ? unread(text) : { ...unread(text), valid: false, everyRepository: false, everyTag: false };
  const repositories = reach(`^${repository}$`, anyRepository, repositoryProbes);
  const tags = reach(tag, anyTag, tagProbes);
  return {
    text,
    repository,
    tag,
    valid: both(repositories.valid, tags.valid),
    everyRepository: repositories.every,
    everyTag: tags.every,
    noTag: tags.none,
  };
}

/** A colon that is not part of a group such as `(?:a|b)` or a class such as `[:alpha:]`. */
const separator = /(?<!\(\?[imsU-]{0,5}|\[\^*):(?!\])/;

function unread(text: string): FilterFacts {
  return {
    text,
    repository: undefined,
    tag: undefined,
    valid: notKnown,
    everyRepository: notKnown,
    everyTag: notKnown,
    noTag: notKnown,
  };
}

function both(a: Fact, b: Fact): boolean | typeof notKnown {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : notKnown;
}

/** How far a pattern reaches. */
interface Reach {
  readonly valid: boolean | typeof notKnown;
  readonly every: boolean | typeof notKnown;
  readonly none: boolean | typeof notKnown;
}

const unsettled: Reach = { valid: notKnown, every: notKnown, none: notKnown };

/** The same patterns stand in many tasks: `.*` in most. */
function reach(source: string, any: Plain, probes: readonly string[]): Reach {
  const known = reaches.get(any) ?? new Map<string, Reach>();
  const found = known.get(source) ?? settleReach(source, any, probes);
  if (known.size >= maxReaches) known.clear();
  reaches.set(any, known.set(source, found));
  return found;
}

const reaches = new WeakMap<Plain, Map<string, Reach>>();
const maxReaches = 500;

function settleReach(source: string, any: Plain, probes: readonly string[]): Reach {
  if (isMarked(source) || source.length > maxPatternLength) return unsettled;
  // Nothing stands before it that could be repeated: the command refuses that.
  if (/^[*+?]/.test(source)) return { valid: false, every: false, none: true };
  const pattern = compileOwn(source);
  // Look-around and what else this program does not have may well be known to the command.
  if (pattern.kind === 'problem' || pattern.states.length > maxPatternStates) return unsettled;
  const truth = matches(pattern, any);
  if (truth !== 'unknown') return { valid: true, every: truth, none: !truth };
  return { valid: true, ...probed(pattern, probes) };
}

/** Some names match and some do not, or it was too much work to tell: then examples show the one or the other. */
function probed(pattern: Pattern, probes: readonly string[]): Omit<Reach, 'valid'> {
  const hits = probes.map((probe) => matchesText(pattern, probe));
  return { every: hits.includes(false) ? false : notKnown, none: hits.includes(true) ? false : notKnown };
}

/** Any text that may be a tag: a letter, a digit or `_`, then up to 127 more characters. */
const anyTag = name('tag', chars('A-Za-z0-9_'), chars('A-Za-z0-9_.-'), 127);

/** Any text that may be a repository. It may be more than one: what matches all of these matches every repository. */
const anyRepository = name('repository', chars('a-z0-9'), chars('a-z0-9._/-'), 255);

function name(what: string, first: CharSet, rest: CharSet, length: number): Plain {
  return stringOf([part(what, first, 1, 1), part(`${what} rest`, rest, 0, length)]);
}

function part(term: string, alphabet: CharSet, minLength: number, maxLength: number): Unknown {
  return unknown([], term, { type: 'string', limits: { alphabet, minLength, maxLength } });
}

const tagProbes = [
  'latest',
  '1',
  '1.0.3',
  'v2.1.0-rc.1',
  'main-4f2a9c1',
  'dev-20240131',
  '_',
  'A.b_c-9',
  'prod',
  'pr-17',
];
const repositoryProbes = ['app', 'a', '0', 'samples/hello-world', 'team/project/api', 'base.images/node_20', 'cache/x'];
