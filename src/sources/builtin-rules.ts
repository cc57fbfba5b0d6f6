// The rules that come with the program: read and checked when it was built, and kept beside the bundle.

import { readFileSync } from 'node:fs';
import { deferredRule } from '../engine/read-rule.ts';
import type { Rule } from '../model/rule.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/**
 * A rule as the build leaves it: what lists and selections show of it, and everything else as JSON text, which is read
 * only for the rules that a run needs.
 */
export interface PackedRule {
  readonly heading: JsonObject;
  /** The rule's file without its examples. */
  readonly rest: string;
}

/** All built-in rules, sorted by id. */
export function builtinRules(): readonly Rule[] {
  let examples: Json | undefined;
  const examplesOf = (id: string): Json => {
    examples ??= readJson('./examples.json');
    return (isJsonObject(examples) ? examples[id] : undefined) ?? [];
  };
  return rulesFromPacked(readJson('./rules.json'), examplesOf);
}

/** Rules as the build packed them; their examples, which few runs need, come from elsewhere. */
export function rulesFromPacked(json: Json, examplesOf: (id: string) => Json): readonly Rule[] {
  return (isJsonArray(json) ? json : []).flatMap((packed) => {
    const heading = isJsonObject(packed) ? packed.heading : undefined;
    const rest = isJsonObject(packed) ? packed.rest : undefined;
    if (!isJsonObject(heading) || typeof rest !== 'string') return [];
    const readFile = (): JsonObject => JSON.parse(rest) as JsonObject;
    return [deferredRule(heading, readFile, () => examplesOf(String(heading.id)))];
  });
}

function readJson(name: string): Json {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Json;
}
