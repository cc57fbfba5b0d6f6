// Exports as files: what is in each, and the page that says what was left out and why.

import type { Rule } from '../model/rule.ts';
import { jsonLines } from '../values/json-key.ts';
import type { PolicyExport } from './policy/template.ts';
import type { GraphQuery, PushedDown } from './push-down.ts';

/** A file to write. */
export interface ExportFile {
  /** Relative to the folder that was asked for. */
  readonly path: string;
  readonly text: string;
}

/** A rule that was left out. */
interface LeftOut {
  readonly rule: Rule;
  readonly because: string;
}

/** One file for each query, and the page. */
export function kqlFiles({ queries, local }: PushedDown): readonly ExportFile[] {
  const files = queries.map((query) => ({ path: fileName(query), text: query.text }));
  const rows = queries.map((query) => `| [${fileName(query)}](${fileName(query)}) | ${query.rules.join(', ')} |`);
  const page = [
    '# Queries for Azure Resource Graph',
    '',
    'Each returns the resources that certainly violate one of its rules, and in `violations` which rules they are.',
    '',
    '| query | rules |',
    '|---|---|',
    ...rows,
    '',
    ...leftOut(local, 'Resource Graph'),
  ];
  return [...files, { path: 'README.md', text: page.join('\n') }];
}

/** All queries as one text; the rules that are left out stand in comments. */
export function kqlText({ queries, local }: PushedDown): string {
  const parts = queries.map(({ type, rules, text }) => `// ${type}: ${rules.length} rules\n${text}`);
  const others = local.map(({ rule, because }) => `// ${rule.id}: ${because}`);
  const rest = others.length === 0 ? [] : [`// Rules that no query judges exactly:\n${others.join('\n')}\n`];
  return [...parts, ...rest].join('\n');
}

function fileName({ type }: GraphQuery): string {
  return `${type.toLowerCase().replaceAll('/', '.')}.kql`;
}

/** One file for each definition, the template that deploys them with the initiative, and the page. */
export function policyFiles({ definitions, others, template }: PolicyExport): readonly ExportFile[] {
  const files = definitions.map(({ name, properties }) => ({
    path: `definitions/${name}.json`,
    text: `${jsonLines({ name, properties })}\n`,
  }));
  const rows = definitions.map(
    ({ rule, name, effects }) => `| [${rule.id}](definitions/${name}.json) | ${rule.title} | ${effects.join(', ')} |`,
  );
  const page = [
    '# Policies for Azure Policy',
    '',
    '[template.json](template.json) deploys the definitions and an initiative of all of them.',
    '',
    '| rule | title | effects |',
    '|---|---|---|',
    ...rows,
    '',
    ...leftOut(others, 'Azure Policy'),
  ];
  return [
    { path: 'template.json', text: `${jsonLines(template)}\n` },
    ...files,
    { path: 'README.md', text: page.join('\n') },
  ];
}

function leftOut(rules: readonly LeftOut[], where: string): readonly string[] {
  if (rules.length === 0) return [];
  const rows = rules.map(({ rule, because }) => `| ${rule.id} | ${because.replaceAll('|', '\\|')} |`);
  return [`## Rules that ${where} cannot judge exactly`, '', '| rule | because |', '|---|---|', ...rows, ''];
}
