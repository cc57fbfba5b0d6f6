// The documentation that is generated from the rules.

import { readFileSync } from 'node:fs';
import { page } from '../src/cli/explain.ts';
import type { Rule } from '../src/model/rule.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { readRuleDirectory } from '../src/sources/rule-files.ts';
import { validatorFor } from '../src/sources/schema.ts';
import type { Json } from '../src/values/json.ts';

/** Generated files by path below the root of the checkout. */
export function generatedPages(root: string): Readonly<Record<string, string>> {
  const schema = JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json;
  const { rules, problems } = readRuleDirectory(`${root}/rules`, nodeFileSystem, root, validatorFor(schema));
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${problem.file ?? 'rules'}: ${problem.message}`);
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries([
    ...sorted.map((rule) => [`docs/rules/${rule.id}.md`, page(rule)] as const),
    ['docs/rules/README.md', indexPage(sorted)] as const,
  ]);
}

function indexPage(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, title, severity, category, sets, preview, deprecated }) => {
    const remarks = [...(preview ? ['preview'] : []), ...(deprecated === undefined ? [] : ['deprecated'])].join(', ');
    return `| [${id}](${id}.md) | ${title} | ${severity} | ${category} | ${sets.join(', ')} | ${remarks} |`;
  });
  const head = '| Rule | Holds when | Severity | Pillar | Sets | |\n|---|---|---|---|---|---|';
  return `# Rules\n\nGenerated from the files in rules/. \`pratique explain <rule>\` prints the same pages.\n\n${head}\n${rows.join('\n')}\n`;
}
