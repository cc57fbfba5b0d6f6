// Checks rule files while they are written: shape, meaning, examples. Usage: node scripts/run.mjs scripts/check-rules.ts [folder…]

import { readFileSync } from 'node:fs';
import { failingExamples } from '../src/engine/examples.ts';
import { nodeFileSystem } from '../src/sources/file-system.ts';
import { readRuleDirectory } from '../src/sources/rule-files.ts';
import { validatorFor } from '../src/sources/schema.ts';
import type { Json } from '../src/values/json.ts';

const validate = validatorFor(JSON.parse(readFileSync('schemas/rule.schema.json', 'utf8')) as Json);
const folders = process.argv.length > 2 ? process.argv.slice(2) : ['rules'];
const now = Date.now();
let wrong = 0;
for (const folder of folders) {
  const { rules, problems } = readRuleDirectory(`${process.cwd()}/${folder}`, nodeFileSystem, process.cwd(), validate);
  for (const { message, place, file } of problems)
    report(`${file}:${place?.start.line ?? 1}:${place?.start.column ?? 1}: ${message}`);
  for (const rule of rules)
    for (const { example, message } of failingExamples(rule, now)) report(`${rule.id}: "${example.name}" ${message}`);
  console.log(`${folder}: ${rules.length} rules`);
}
process.exitCode = wrong === 0 ? 0 : 1;

function report(line: string): void {
  wrong++;
  console.log(line);
}
