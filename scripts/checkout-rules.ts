// The rules of a checkout, for programs that are bundled and run elsewhere.

import { readFileSync } from 'node:fs';
import type { Rule } from '../src/model/rule.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { readRuleDirectory } from '../src/sources/rule-files.ts';
import { validatorFor } from '../src/sources/schema.ts';
import type { Json } from '../src/values/json.ts';

/** Every rule below `rules` of a checkout. Throws where a file of them is wrong. */
export function rulesOfCheckout(root: string): readonly Rule[] {
  const schema = JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json;
  const { rules, problems } = readRuleDirectory(`${root}/rules`, nodeFileSystem, root, validatorFor(schema));
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${problem.file ?? 'rules'}: ${problem.message}`);
  return rules;
}
