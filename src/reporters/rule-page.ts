// A rule as a page: for `explain`, for documentation, for the help of a SARIF rule.

import type { FieldPath } from '../model/condition.ts';
import type { Example, Fix, Rule } from '../model/rule.ts';
import { type Json, setKey } from '../values/json.ts';
import { jsonText } from '../values/json-key.ts';
import { requirementLines } from './condition-text.ts';

/** The page in Markdown; `level` is the level of its sections' headings. */
export function ruleMarkdown(rule: Rule, level: number): string {
  const heading = (text: string): string => `${'#'.repeat(level)} ${text}`;
  const sections: (readonly [string, string])[] = [
    ['Description', rule.why],
    ['Requires', requirementLines(rule).join('\n')],
    ...(rule.applies.when.length === 0
      ? []
      : [['Not applicable', rule.applies.when.map(({ otherwise }) => `- ${otherwise}`).join('\n')] as const]),
    ...(rule.settings.length === 0 ? [] : [['Settings', settingLines(rule).join('\n')] as const]),
    ...(rule.deprecated === undefined ? [] : [['Deprecated', deprecationText(rule)] as const]),
    ['Recommendation', rule.recommendation],
    ...fixSections(rule.fix),
    ...exampleSections(rule),
    ...(rule.note === undefined ? [] : [['Notes', rule.note] as const]),
    ['Links', rule.links.map(({ title, url }) => `- [${title}](${url})`).join('\n')],
  ];
  return sections.map(([title, text]) => `${heading(title)}\n\n${text}`).join('\n\n');
}

/** What users may decide, and how pratique.yaml says it. */
function settingLines({ id, settings }: Rule): readonly string[] {
  const lines = settings.map(({ name, type, description, usual }) => {
    const value =
      usual === undefined ? 'no default: the rule applies once it is decided' : `default ${jsonText(usual)}`;
    return `- \`${name}\` (${type}, ${value}): ${description}`;
  });
  return [...lines, '', `In pratique.yaml: \`settings: { ${id}: { ${settings[0]?.name ?? ''}: … } }\``];
}

/** Severity, pillar and the ids of the rule elsewhere, one line each. */
export function ruleFacts(rule: Rule): readonly (readonly [string, string])[] {
  const lists = (record: Rule['aliases']): string =>
    Object.entries(record)
      .map(([name, ids]) => `${name} ${ids.join(', ')}`)
      .join(' · ');
  return [
    ['Severity', rule.severity],
    ['Category', rule.category],
    ['Applies to', rule.applies.types.join(', ').replace(/^\*$/, 'every resource')],
    ...(rule.applies.only === undefined ? [] : [['Judges', judgesText(rule.applies.only)] as const]),
    ...(rule.sets.length > 0 ? [['Sets', rule.sets.join(', ')] as const] : []),
    ...(Object.keys(rule.aliases).length > 0 ? [['Also known as', lists(rule.aliases)] as const] : []),
    ...(Object.keys(rule.controls).length > 0 ? [['Controls', lists(rule.controls)] as const] : []),
    ['Since', `${rule.since}${rule.preview ? ' · about a preview feature' : ''}`],
  ];
}

function judgesText(only: 'template' | 'live'): string {
  return only === 'live' ? 'live resources only: templates cannot tell' : 'templates only: live resources cannot tell';
}

/** What replaces a deprecated rule, and when its subject goes away. */
export function deprecationText({ deprecated }: Rule): string {
  if (deprecated === undefined) return '';
  const removal = deprecated.removal === undefined ? '' : ` Removal: ${deprecated.removal}.`;
  return `${deprecated.reason}${removal} Use instead: ${deprecated.replacedBy}.`;
}

function fixSections(fix: Fix): readonly (readonly [string, string])[] {
  const care = fix.safe ? '' : 'This change can interrupt somebody; read the recommendation first.\n\n';
  const template =
    fix.set.length === 0 ? [] : [['Fix in a template', `${care}${fenced('json', templateOf(fix))}`] as const];
  const command = fix.az === undefined ? [] : [['Fix with the Azure CLI', fenced('sh', fix.az)] as const];
  const none = fix.none === undefined ? [] : [['Fix', fix.none] as const];
  return [...template, ...command, ...none];
}

/** The fields to set, as they stand in a resource. */
export function templateOf(fix: Fix): string {
  const root: Record<string, Json> = {};
  for (const { field, value } of fix.set) setField(root, field, value);
  return JSON.stringify(root, undefined, 2);
}

function setField(root: Record<string, Json>, { segments }: FieldPath, value: Json): void {
  let object = root;
  for (const [i, segment] of segments.entries()) {
    const key = String(segment);
    if (i === segments.length - 1) setKey(object, key, value);
    else {
      const next = Object.hasOwn(object, key) ? object[key] : undefined;
      const inner: Record<string, Json> =
        typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Record<string, Json>) : {};
      setKey(object, key, inner);
      object = inner;
    }
  }
}

/** One example that passes and one that does not. */
function exampleSections({ examples }: Rule): readonly (readonly [string, string])[] {
  const good = examples.find(({ verdict }) => verdict === 'pass');
  const bad = examples.find(({ verdict }) => verdict === 'fail');
  return [
    ...(good === undefined ? [] : [['Example that passes', exampleText(good)] as const]),
    ...(bad === undefined ? [] : [['Example that fails', exampleText(bad)] as const]),
  ];
}

function exampleText({ name, resources }: Example): string {
  return `${name}:\n\n${fenced('json', JSON.stringify(resources.length === 1 ? resources[0] : resources, undefined, 2))}`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
