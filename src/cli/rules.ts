// The rules of a run: those that come with the program, and those of the user.

import { aliasesOf } from '../engine/select.ts';
import type { Problem } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { shownPath } from '../sources/paths.ts';
import type { Json } from '../values/json.ts';
import { type Io, UserError } from './io.ts';
import type { Settings } from './settings.ts';

/** All rules a run may choose from, and what is wrong with the user's files. */
export async function loadRules(
  { ruleDirectories }: Pick<Settings, 'ruleDirectories'>,
  io: Io,
): Promise<{ readonly rules: readonly Rule[]; readonly problems: readonly Problem[] }> {
  const builtin = io.builtinRules();
  if (ruleDirectories.length === 0) return { rules: builtin, problems: [] };
  const { readRuleDirectory } = await import('../sources/rule-files.ts');
  const { validatorFor } = await import('../sources/schema.ts');
  const validate = validatorFor(JSON.parse(io.readSchema('rule.schema.json')) as Json);
  const own = ruleDirectories.map((directory) => {
    if (io.files.kind(directory) !== 'directory')
      throw new UserError(`There is no folder '${shownPath(directory, io.workingDirectory)}' with rules`);
    return readRuleDirectory(directory, io.files, io.workingDirectory, validate);
  });
  const rules = own.flatMap((found) => found.rules);
  const clash = rules.find(({ id }) => builtin.some((rule) => rule.id === id));
  if (clash !== undefined)
    throw new UserError(`A rule of yours has the id '${clash.id}', which a built-in rule has already`);
  return { rules: [...builtin, ...rules], problems: own.flatMap((found) => found.problems) };
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
