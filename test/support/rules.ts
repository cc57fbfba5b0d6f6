// The rules of this checkout, read from their files as the build reads them.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../../src/model/rule.ts';
import { nodeFileSystem } from '../../src/sources/file-system.ts';
import { type RuleFiles, readRuleDirectory } from '../../src/sources/rule-files.ts';
import { validatorFor } from '../../src/sources/schema.ts';
import type { Json } from '../../src/values/json.ts';

/** The root of the checkout, without a slash at its end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Every rule file, checked. */
export const ruleFiles: RuleFiles = readRuleDirectory(
  `${root}/rules`,
  nodeFileSystem,
  root,
  validatorFor(JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json),
);

/** A few rules that every test of commands and reports may count on, however many the catalogue has. */
export const coreRules: readonly Rule[] = [
  'admin-user-disabled',
  'anonymous-pull-disabled',
  'export-policy-disabled',
  'network-access-restricted',
  'public-network-access-disabled',
  'quarantine-enabled',
  'registry-name-valid',
  'retention-days-range',
  'retention-policy-enabled',
  'sku-not-basic',
  'sku-premium',
  'soft-delete-days-range',
  'soft-delete-enabled',
  'trust-policy-enabled',
].map((id) => {
  const rule = ruleFiles.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`There is no rule '${id}'`);
  return rule;
});
