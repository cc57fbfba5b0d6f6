// The rules of this checkout, read from their files as the build reads them.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
