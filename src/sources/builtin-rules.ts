// The rules that come with the program: read and checked when it was built, and kept beside the bundle.

import { readFileSync } from 'node:fs';
import { readRule } from '../engine/read-rule.ts';
import type { Rule } from '../model/rule.ts';
import { isJsonArray, type Json } from '../values/json.ts';

/** All built-in rules, sorted by id. */
export function builtinRules(): readonly Rule[] {
  return rulesFromJson(JSON.parse(readFileSync(new URL('./rules.json', import.meta.url), 'utf8')) as Json);
}

/** Rules from the values of their files; what is no rule is left out, since the build refused it before. */
export function rulesFromJson(json: Json): readonly Rule[] {
  return (isJsonArray(json) ? json : []).flatMap((item) => {
    const result = readRule(item);
    return result.kind === 'rule' ? [result.rule] : [];
  });
}
