// Reads and checks every rule file, and gives them as one JSON text that the program reads at start-up.

import { readFileSync } from 'node:fs';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { readRuleDocument, ruleDocuments } from '../src/sources/rule-files.ts';
import { validatorFor } from '../src/sources/schema.ts';
import type { Json } from '../src/values/json.ts';

/** The compiled rules of a checkout, sorted by id. Throws with every mistake when there is one. */
export function compileRules(root: string): string {
  const validate = validatorFor(JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json);
  const documents = ruleDocuments(`${root}/rules`, nodeFileSystem, root);
  const problems = documents.flatMap((document) => readRuleDocument(document, validate).problems);
  if (problems.length > 0) {
    const lines = problems.map(
      ({ message, place, file }) => `${file}:${place?.start.line ?? 1}:${place?.start.column ?? 1}: ${message}`,
    );
    throw new Error(`The rules cannot be compiled:\n${lines.join('\n')}`);
  }
  const rules = documents.map(({ root: rule }) => rule).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return `${JSON.stringify(rules)}\n`;
}

function idOf(rule: Json): string {
  return typeof rule === 'object' && rule !== null && 'id' in rule ? String(rule.id) : '';
}
