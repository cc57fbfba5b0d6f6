// The documentation that is generated from the rules.

import { page } from '../src/cli/explain.ts';
import type { Rule } from '../src/model/rule.ts';
import { rulesOfCheckout } from './checkout-rules.ts';

/** Generated files by path below the root of the checkout. */
export function generatedPages(root: string): Readonly<Record<string, string>> {
  const sorted = [...rulesOfCheckout(root)].sort((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries([
    ...sorted.map((rule) => [`docs/rules/${rule.id}.md`, page(rule)] as const),
    ['docs/rules/README.md', indexPage(sorted)] as const,
    ['docs/controls.md', controlsPage(sorted)] as const,
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

/** Tools with a column of their own; the others share the last one. */
const peerColumns: readonly (readonly [string, string])[] = [
  ['psrule', 'PSRule'],
  ['checkov', 'Checkov'],
  ['azurePolicy', 'Azure Policy'],
  ['kics', 'KICS'],
  ['prowler', 'Prowler'],
  ['azqr', 'azqr'],
];

function controlsPage(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const peers = peerColumns.map(([key]) => (rule.aliases[key] ?? []).map(shortId).join(', '));
    const others = Object.entries(rule.aliases)
      .filter(([key]) => !peerColumns.some(([own]) => own === key))
      .map(([key, ids]) => `${key}: ${ids.map(shortId).join(', ')}`);
    const frameworks = Object.entries(rule.controls).map(([name, ids]) => `${name} ${ids.join(', ')}`);
    return `| [${rule.id}](rules/${rule.id}.md) | ${[...peers, others.join('; '), frameworks.join('; ')].join(' | ')} |`;
  });
  const alone = rules.filter(({ aliases }) => Object.keys(aliases).length === 0).length;
  const heads = ['Rule', ...peerColumns.map(([, name]) => name), 'Others', 'Frameworks'];
  return `# Controls

Generated from the files in rules/. Each rule with the ids of the same control in other tools, any of which selects it
(\`--only CKV_AZURE_137\`), and the framework controls that it serves. ${rules.length} rules, ${alone} of which no other
tool has. GUIDs are cut to their first group. [parity.md](parity.md) tells where verdicts differ and why,
[coverage.md](coverage.md) which controls are not judged.

| ${heads.join(' | ')} |
|${heads.map(() => '---').join('|')}|
${rows.join('\n')}
`;
}

function shortId(id: string): string {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(id) ? `${id.slice(0, 8)}…` : id;
}
