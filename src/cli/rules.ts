// The rules of a run: those that come with the program, and those of the user.

import { readRule } from '../engine/read-rule.ts';
import { aliasesOf, type Selection, selectRules } from '../engine/select.ts';
import type { Problem } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { shownPath } from '../sources/paths.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { didYouMean } from '../values/nearest.ts';
import { type Io, UserError } from './io.ts';
import type { Settings } from './settings.ts';

/** All rules a run may choose from, and what is wrong with the user's files. */
export async function loadRules(
  settings: Pick<Settings, 'ruleDirectories' | 'ruleSettings'>,
  io: Io,
): Promise<LoadedRules> {
  const { rules, problems } = await readRules(settings, io);
  return { rules: configured(rules, settings.ruleSettings), problems };
}

/** The rules that a run is to judge by, and what is wrong with the user's files. */
export async function selectedRules(
  settings: Pick<Settings, 'ruleDirectories' | 'ruleSettings'>,
  selection: Selection,
  io: Io,
): Promise<LoadedRules> {
  const { rules, problems } = await loadRules(settings, io);
  return { rules: chosen(rules, selection), problems };
}

function chosen(rules: readonly Rule[], selection: Selection): readonly Rule[] {
  const selected = selectRules(rules, selection);
  if (selected.kind === 'mistake') throw new UserError(selected.message);
  return selected.rules;
}

/** The rules that somebody asks to see: those that are named, or all. What is wrong with files is told at once. */
export async function listedRules(
  settings: Settings,
  { set: sets = [], only = [], skip = [] }: RuleOptions,
  names: readonly string[],
  io: Io,
): Promise<LoadedRules> {
  const { rules, problems } = await loadRules(settings, io);
  for (const { message } of problems) io.stderr(`pratique: ${message}\n`);
  const selectors = [...names, ...only];
  const wanted = sets.length === 0 && selectors.length === 0 ? ['*'] : selectors;
  return { rules: chosen(rules, { sets, only: wanted, skip, severity: settings.severity }), problems };
}

/** How options select rules. */
interface RuleOptions {
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** Rules, and what is wrong with the files that gave none. */
export interface LoadedRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

async function readRules({ ruleDirectories }: Pick<Settings, 'ruleDirectories'>, io: Io): Promise<LoadedRules> {
  const builtin = io.builtinRules();
  if (ruleDirectories.length === 0) return { rules: builtin, problems: [] };
  const { rules, problems } = await ownRules(ruleDirectories, io);
  const clash = rules.find(({ id }) => builtin.some((rule) => rule.id === id));
  if (clash !== undefined)
    throw new UserError(`A rule of yours has the id '${clash.id}', which a built-in rule has already`);
  return { rules: [...builtin, ...rules], problems };
}

/** The rules in folders of the user. */
export async function ownRules(directories: readonly string[], io: Io): Promise<LoadedRules> {
  const { readRuleDirectory } = await import('../sources/rule-files.ts');
  const { validatorFor } = await import('../sources/schema.ts');
  const validate = validatorFor(JSON.parse(io.readSchema('rule.schema.json')) as Json);
  const own = directories.map((directory) => {
    if (io.files.kind(directory) !== 'directory')
      throw new UserError(`There is no folder '${shownPath(directory, io.workingDirectory)}' with rules`);
    return readRuleDirectory(directory, io.files, io.workingDirectory, validate);
  });
  return { rules: own.flatMap((found) => found.rules), problems: own.flatMap((found) => found.problems) };
}

/** A mistake in a rule file in one line, with its place. */
export function problemLine({ message, place, file }: Problem): string {
  const where = place === undefined ? file : `${place.document.name}:${place.start.line}:${place.start.column}`;
  return where === undefined ? `pratique: ${message}` : `${where}: ${message}`;
}

/** The rules with what was configured for their settings. */
function configured(rules: readonly Rule[], ruleSettings: JsonObject): readonly Rule[] {
  const byId = new Map(Object.entries(ruleSettings));
  const missing = [...byId.keys()].find((id) => !rules.some((rule) => rule.id === id));
  if (missing !== undefined) {
    const ids = rules.map(({ id }) => id);
    throw new UserError(
      `The configuration has settings for '${missing}', but there is no such rule${didYouMean(missing, ids)}`,
    );
  }
  return rules.map((rule) => {
    const values = byId.get(rule.id);
    if (!isJsonObject(values)) return rule;
    for (const [name, value] of Object.entries(values)) checkSetting(rule, name, value);
    const result = readRule(rule.file, values);
    return result.kind === 'rule' ? result.rule : rule;
  });
}

function checkSetting({ id, settings }: Rule, name: string, value: Json): void {
  const setting = settings.find((one) => one.name === name);
  if (setting === undefined) {
    const names = settings.map((one) => one.name);
    const has = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new UserError(`The rule '${id}' has no setting '${name}'; ${has}`);
  }
  const fits = {
    text: typeof value === 'string',
    texts: isJsonArray(value) && value.every((item) => typeof item === 'string'),
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
  }[setting.type];
  if (fits) return;
  const wanted = { text: 'a text', texts: 'a list of texts', number: 'a number', boolean: 'true or false' };
  throw new UserError(`The setting '${name}' of '${id}' must be ${wanted[setting.type]}`);
}

/** The rules as programs read them. */
export function rulesJson(rules: readonly Rule[]): string {
  const list = rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    category: rule.category,
    tags: rule.tags,
    sets: rule.sets,
    aliases: aliasesOf(rule),
    peers: rule.aliases,
    controls: rule.controls,
    types: rule.applies.types,
    preview: rule.preview,
    deprecated: rule.deprecated ?? null,
    since: rule.since,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** The rules as a table. */
export function rulesTable(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, severity, title, preview, deprecated }) => {
    const remarks = [...(preview ? ['preview'] : []), ...(deprecated === undefined ? [] : ['deprecated'])];
    return `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
  });
  return `${lines.join('\n')}\n`;
}
