// Sweeps a corpus of real templates: nothing may throw, nothing may be silent, and every error must be one that Azure raises too.
// Usage: node scripts/run.mjs scripts/sweep.ts [folder] [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rulesOfCheckout } from './checkout-rules.ts';
import { type ExpectedError, mistakesOf } from './sweep/judgement.ts';
import { sweepPage } from './sweep/page.ts';
import { type Survey, survey } from './sweep/survey.ts';

/** The checkout: scripts are run from its root. */
const root = process.cwd();
const corpus = resolve(root, '../shared/corpus');
const pagePath = `${root}/docs/sweep.md`;

const words = process.argv.slice(2);
const folder = resolve(words.find((word) => !word.startsWith('--')) ?? corpus);
process.exitCode = existsSync(folder) ? sweep() : absent();

function absent(): number {
  console.log(`There is no folder '${folder}'; nothing was swept.`);
  return 0;
}

/** Surveys the folder twice and says what is wrong. Only the usual corpus has a page and a list of expected errors. */
function sweep(): number {
  const isUsual = folder === corpus;
  const rules = rulesOfCheckout(root);
  const surveys = (['defaults', 'any'] as const).map((assume) => survey(folder, rules, assume));
  const expected = isUsual ? readExpected() : [];
  const page = sweepPage(surveys, expected);
  const mistakes = [...mistakesOf(surveys, expected), ...(isUsual ? publish(page) : [])];
  if (!isUsual) console.log(page);
  for (const mistake of mistakes) console.error(mistake);
  console.log(summary(surveys, mistakes.length));
  return mistakes.length === 0 ? 0 : 1;
}

/** Writes the page, or with `--check` says that it is not current. */
function publish(page: string): readonly string[] {
  if (!words.includes('--check')) {
    writeFileSync(pagePath, page);
    return [];
  }
  const current = existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : '';
  return current === page ? [] : ['docs/sweep.md is not current; run: npm run sweep'];
}

/** Verdicts are told here only: the page is about the evaluation, and would change with every rule. */
function summary(surveys: readonly Survey[], mistakes: number): string {
  const verdicts = surveys.map(
    ({ assume, report }) =>
      `Verdicts with --assume ${assume}: ${Object.entries(report?.counts ?? {})
        .map(([verdict, count]) => `${count} ${verdict}`)
        .join(', ')}.`,
  );
  const [first] = surveys;
  const deployments = first?.report?.coverage.deployments.length ?? 0;
  const { resources = 0, leaves = 0 } = first?.census ?? {};
  const totals = `${first?.files.length ?? 0} files, ${deployments} deployments, ${resources} resources, ${leaves} leaves`;
  return [...verdicts, `${totals}; ${mistakes === 0 ? 'nothing is wrong' : `${mistakes} mistakes`}.`].join('\n');
}

function readExpected(): readonly ExpectedError[] {
  return JSON.parse(readFileSync(`${root}/scripts/sweep/expected-errors.json`, 'utf8')) as readonly ExpectedError[];
}
