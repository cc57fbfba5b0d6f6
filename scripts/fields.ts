// Holds the fields that rules name against Azure's published type definitions, and writes down which of them were found.
// Usage: npm run fields -- <checkout of Azure/bicep-types-az, bare or not> [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rulesOfCheckout } from './checkout-rules.ts';
import { definitionsOf } from './fields/checkout.ts';
import { unsettablePaths, wrongFacts } from './fields/facts.ts';
import { historiesOf } from './fields/histories.ts';
import { unmarkedPreviews, unverifiedPaths } from './fields/lint.ts';
import { pathsOf } from './fields/rule-paths.ts';
import { printFields, verifiedFields } from './fields/verified.ts';

/** The repository: scripts are run from its root. */
const root = process.cwd();
const file = 'test/engine/verified-fields.json';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
});
const [checkout] = positionals;
process.exitCode = checkout === undefined || !existsSync(checkout) ? usage() : run(checkout);

function usage(): number {
  console.error('Name a checkout of Azure/bicep-types-az.');
  return 2;
}

function run(from: string): number {
  const rules = rulesOfCheckout(root);
  const paths = rules.flatMap(pathsOf);
  const histories = historiesOf(paths, (namespace) => definitionsOf(from, namespace));
  const fields = verifiedFields(paths, histories);
  const mistakes = rules.flatMap((rule) => [
    ...unverifiedPaths(rule, fields),
    ...unsettablePaths(rule, histories),
    ...unmarkedPreviews(rule, fields),
    ...wrongFacts(rule, histories),
  ]);
  for (const mistake of mistakes) console.error(mistake);
  const isCurrent = settle(printFields(fields));
  console.log(`${rules.length} rules, ${Object.keys(fields).length} resource types, ${mistakes.length} mistakes.`);
  return mistakes.length === 0 && isCurrent ? 0 : 1;
}

/** Writes what was found, or only compares it with what was written before; false where that is another. */
function settle(text: string): boolean {
  const path = `${root}/${file}`;
  if (!values.check) writeFileSync(path, text);
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (!isCurrent) console.error(`${file} is out of date`);
  return isCurrent;
}
