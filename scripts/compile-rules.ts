// Reads and checks every rule file, and packs them for the program to read at start-up.

import { readFileSync } from 'node:fs';
import { readRule } from '../src/engine/read-rule.ts';
import type { PackedRule } from '../src/sources/builtin-rules.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { readRuleDocument, ruleDocuments } from '../src/sources/rule-files.ts';
import { validatorFor } from '../src/sources/schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../src/values/json.ts';

/** The files that the program reads, as text. */
export interface CompiledRules {
  /** `PackedRule[]`, sorted by id. */
  readonly rules: string;
  /** Examples by the id of their rule. */
  readonly examples: string;
}

/** The rules of a checkout. Throws with every mistake when there is one. */
export function compileRules(root: string): CompiledRules {
  const validate = validatorFor(JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json);
  const documents = ruleDocuments(`${root}/rules`, nodeFileSystem, root);
  const problems = documents.flatMap((document) => readRuleDocument(document, validate).problems);
  if (problems.length > 0) {
    const lines = problems.map(
      ({ message, place, file }) => `${file}:${place?.start.line ?? 1}:${place?.start.column ?? 1}: ${message}`,
    );
    throw new Error(`The rules cannot be compiled:\n${lines.join('\n')}`);
  }
  const files = documents.flatMap(({ root: file }) => (isJsonObject(file) ? [file] : []));
  const sorted = files.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  return {
    rules: `${JSON.stringify(sorted.map(packed))}\n`,
    examples: `${JSON.stringify(Object.fromEntries(sorted.map(({ id, examples }) => [String(id), examples])))}\n`,
  };
}

const headingKeys = [
  'id',
  'title',
  'severity',
  'category',
  'since',
  'preview',
  'tags',
  'sets',
  'aliases',
  'controls',
  'deprecated',
];

function packed(file: JsonObject): PackedRule {
  const { examples: _, ...rest } = file;
  const read = readRule(file);
  const looksAt = read.kind === 'rule' ? read.rule.looksAt : [];
  const applies = isJsonObject(file.applies) ? file.applies : {};
  const heading = Object.fromEntries(headingKeys.flatMap((key) => (file[key] === undefined ? [] : [[key, file[key]]])));
  return {
    heading: {
      ...heading,
      types: applies.to ?? [],
      ...(applies.only === undefined ? {} : { only: applies.only }),
      ...(looksAt.length === 0 ? {} : { looksAt }),
    },
    rest: JSON.stringify(rest),
  };
}
