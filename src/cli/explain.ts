// `pratique explain`: the page of a rule.

import { ruleNamed, selectableNames } from '../engine/select.ts';
import type { Rule } from '../model/rule.ts';
import { ruleFacts, ruleMarkdown } from '../reporters/rule-page.ts';
import { styleFor } from '../reporters/style.ts';
import { didYouMean } from '../values/nearest.ts';
import type { ScanOptions } from './arguments.ts';
import { wantsColor } from './color.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { isOnScreen, type Output, readOutputs, writeOutput } from './outputs.ts';
import { loadRules } from './rules.ts';
import { readSettings } from './settings.ts';

/** Prints a rule, found by its id or by its id in another tool. */
export async function runExplain(name: string, options: ScanOptions, io: Io): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  const { rules, problems } = await loadRules(await readSettings(options, io), io);
  for (const { message } of problems) io.stderr(`pratique: ${message}\n`);
  const rule = ruleNamed(rules, name);
  if (rule === undefined) {
    throw new UserError(`There is no rule '${name}'${didYouMean(name, selectableNames(rules))}`);
  }
  for (const output of outputs) writeOutput(output, render(rule, output, options, io), io);
  return problems.length > 0 ? exitCodes.incomplete : exitCodes.ok;
}

function render(rule: Rule, output: Output, { color }: ScanOptions, io: Io): string {
  if (output.format === 'markdown') return page(rule);
  return terminalPage(rule, wantsColor(color, isOnScreen(output, io), io.env));
}

/** The page as it stands in the documentation. */
export function page(rule: Rule): string {
  const facts = ruleFacts(rule).map(([label, text]) => `| ${label} | ${text.replaceAll('|', '\\|')} |`);
  return `# ${rule.id}\n\n${rule.title}.\n\n| | |\n|---|---|\n${facts.join('\n')}\n\n${ruleMarkdown(rule, 2)}\n`;
}

function terminalPage(rule: Rule, color: boolean): string {
  const style = styleFor({ color, unicode: true });
  const facts = ruleFacts(rule).map(([label, text]) => ` ${style.dim(label.padEnd(14))} ${text}`);
  const body = ruleMarkdown(rule, 2)
    .replace(/^## (.*)$/gm, (_, heading: string) => style.bold(heading))
    .replace(/^```.*$\n?/gm, '');
  return `${style.bold(rule.id)}  ${rule.title}\n\n${facts.join('\n')}\n\n${body}\n`;
}
