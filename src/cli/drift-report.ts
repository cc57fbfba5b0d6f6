// What `pratique drift` found, as text, as JSON and as Markdown.

import type { Difference, Drift, Skipped } from '../live/drift.ts';
import type { Problem } from '../model/report.ts';
import { cell, code } from '../reporters/markdown.ts';
import { count, qualifiedName } from '../reporters/text.ts';
import { problemLine } from './rules.ts';

/** For programs. */
export function driftJson(
  { where, compared, differences, skipped, unknown }: Drift,
  problems: readonly Problem[],
): string {
  const json = {
    where,
    compared,
    unknown,
    differences: differences.map(({ resource, id, property, declared, live, place }) => ({
      resource,
      id: id ?? null,
      property,
      declared,
      live: live ?? null,
      file: place?.document.name ?? null,
      line: place?.start.line ?? null,
      column: place?.start.column ?? null,
    })),
    skipped: skipped.map(({ resource, property, because, avoidable }) => ({ resource, property, because, avoidable })),
    problems: problems.map(problemLine),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** For people. */
export function driftText(drift: Drift, problems: readonly Problem[]): string {
  const lines = [
    ...problems.map(problemLine),
    ...drift.differences.map((one) => `${placeText(one, ': ')}${differenceText(one, drift)}`),
    ...drift.skipped.map(skippedText),
    summary(drift),
  ];
  return `${lines.join('\n')}\n`;
}

/** For a comment on a pull request. */
export function driftMarkdown(drift: Drift, problems: readonly Problem[]): string {
  const { differences, skipped } = drift;
  const rows = differences.map((one) => {
    const place = placeText(one, '');
    return `| ${place === '' ? '' : code(place)} | ${cell(differenceText(one, drift))} |`;
  });
  const items = [...problems.map(problemLine), ...skipped.map(skippedText)].map((text) => `- ${cell(text)}`);
  const parts = [
    '<!-- pratique drift -->',
    `# ${differences.length > 0 ? '❌' : items.length > 0 ? '⚠️' : '✅'} pratique drift: ${count(differences.length, 'difference')}`,
    ...(rows.length === 0 ? [] : [['| Place | Difference |', '|---|---|', ...rows].join('\n')]),
    ...(items.length === 0 ? [] : [items.join('\n')]),
    summary(drift),
  ];
  return `${parts.join('\n\n')}\n`;
}

function differenceText({ resource, property, declared, live }: Difference, { where }: Drift): string {
  const name = qualifiedName(resource);
  if (property === '') return `${name} is declared and is not in ${where}`;
  return `${name}: ${property} is declared as ${declared}, and is ${live ?? 'not set'} in Azure`;
}

function skippedText({ resource, property, because }: Skipped): string {
  return `${qualifiedName(resource)}${property === '' ? '' : `: ${property}`} was not compared: ${because}`;
}

function placeText({ place }: Difference, behind: string): string {
  return place === undefined ? '' : `${place.document.name}:${place.start.line}:${place.start.column}${behind}`;
}

function summary({ compared, differences, unknown }: Drift): string {
  const properties = `${unknown} ${unknown === 1 ? 'property' : 'properties'} not known before deployment`;
  return `${count(compared, 'resource')} compared, ${count(differences.length, 'difference')}, ${properties}`;
}
