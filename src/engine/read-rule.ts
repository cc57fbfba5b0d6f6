// Reads a rule from the value of its file. The shape was checked against the schema before; here everything gets its meaning.

import type { Condition, FieldPath } from '../model/condition.ts';
import type {
  AbsentFact,
  Applicability,
  Cause,
  Deprecation,
  Example,
  Fix,
  Link,
  Rule,
  RuleSetting,
  When,
} from '../model/rule.ts';
import { categories, exampleVerdicts, settingTypes, severities } from '../model/rule.ts';
import type { Mistake } from '../values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { type Path, pathOf } from '../values/path.ts';
import { readFieldPath } from './fields.ts';
import { readCondition } from './read-condition.ts';
import type { MistakeSink } from './read-test.ts';

/** A rule, or what is wrong with its file. */
export type RuleResult =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** Reads a rule whose shape keeps to the schema, with what was configured for its settings. */
export function readRule(json: Json, configured: JsonObject = {}): RuleResult {
  const mistakes: Mistake[] = [];
  const sink: MistakeSink = { add: (message, path, at = 'value') => mistakes.push({ message, path, at }) };
  const file = isJsonObject(json) ? json : {};
  const rule = ruleOf(file, configured, sink);
  return mistakes.length === 0 ? { kind: 'rule', rule } : { kind: 'mistakes', mistakes };
}

/** A rule of which only the heading is at hand; its file and its examples are read when somebody asks for them. */
export function deferredRule(heading: JsonObject, readFile: () => JsonObject, readExamples: () => Json): Rule {
  const { only } = heading;
  const read = once(() => ruleOf(readFile(), {}, { add: () => {} }));
  const readWhole = once((): Pick<Rule, 'examples' | 'file'> => {
    const file = { ...readFile(), examples: readExamples() };
    return { examples: arrayAt(file, 'examples').map(readExample), file };
  });
  const applies: Pick<Applicability, 'types' | 'only'> = {
    types: textsAt(heading, 'types'),
    only: only === 'live' || only === 'template' ? only : undefined,
  };
  const rule = {
    ...headingOf(heading),
    applies: deferred(applies, ['when'], () => read().applies),
    looksAt: textsAt(heading, 'looksAt'),
  };
  return deferred(deferred(rule, deferredKeys, read), ['examples', 'file'], readWhole);
}

const deferredKeys = [
  'require',
  'absent',
  'settings',
  'causes',
  'why',
  'recommendation',
  'fix',
  'links',
  'note',
] as const;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The object, with members that are taken from the whole when they are asked for. */
function deferred<T extends object, W, K extends keyof W>(
  object: T,
  keys: readonly K[],
  whole: () => W,
): T & Pick<W, K> {
  for (const key of keys) Object.defineProperty(object, key, { enumerable: true, get: () => whole()[key] });
  return object as T & Pick<W, K>;
}

/** What lists and selections show of a rule. */
type Heading = Omit<Rule, (typeof deferredKeys)[number] | 'applies' | 'looksAt' | 'examples' | 'file'>;

function headingOf(file: JsonObject): Heading {
  return {
    id: textAt(file, 'id'),
    title: textAt(file, 'title'),
    severity: oneOf(severities, file.severity, 'medium'),
    category: oneOf(categories, file.category, 'security'),
    tags: textsAt(file, 'tags'),
    sets: textsAt(file, 'sets'),
    aliases: listsAt(file, 'aliases'),
    controls: listsAt(file, 'controls'),
    since: textAt(file, 'since'),
    preview: file.preview === true,
    deprecated: isJsonObject(file.deprecated) ? readDeprecation(file.deprecated) : undefined,
  };
}

function ruleOf(file: JsonObject, configured: JsonObject, sink: MistakeSink): Rule {
  const applies = objectAt(file, 'applies');
  const settings = readSettings(file, configured);
  const when = readWhens(applies, settings, sink);
  const require = readCondition(file.require, pathOf('require'), settings, sink);
  return {
    ...headingOf(file),
    applies: {
      types: textsAt(applies, 'to'),
      only: applies.only === 'live' || applies.only === 'template' ? applies.only : undefined,
      when,
    },
    looksAt: [...new Set([...when.map(({ condition }) => condition), require].flatMap(typesIn))],
    require,
    absent: readAbsent(objectAt(file, 'absent'), sink),
    settings,
    causes: readCauses(file, settings, sink),
    why: textAt(file, 'why').trim(),
    recommendation: textAt(file, 'recommendation').trim(),
    fix: readFix(objectAt(file, 'fix'), sink),
    links: arrayAt(file, 'links').map((link): Link => ({ title: textAt(link, 'title'), url: textAt(link, 'url') })),
    examples: arrayAt(file, 'examples').map(readExample),
    note: file.note === undefined ? undefined : textAt(file, 'note').trim(),
    file,
  };
}

/** Types of related resources that a condition names. */
function typesIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.flatMap(typesIn);
    case 'not':
      return typesIn(condition.condition);
    case 'related':
      return [...condition.writtenTypes, ...(condition.where === undefined ? [] : typesIn(condition.where))];
    case 'count':
      return condition.where === undefined ? [] : typesIn(condition.where);
    case 'test':
      return [];
  }
}

function readSettings(file: JsonObject, configured: JsonObject): readonly RuleSetting[] {
  return Object.entries(objectAt(file, 'settings')).map(([name, json]): RuleSetting => {
    const setting = isJsonObject(json) ? json : {};
    const { default: usual } = setting;
    return {
      name,
      type: oneOf(settingTypes, setting.type, 'text'),
      description: textAt(setting, 'description'),
      usual,
      value: configured[name] ?? usual,
    };
  });
}

function readWhens(applies: JsonObject, settings: readonly RuleSetting[], sink: MistakeSink): readonly When[] {
  return arrayAt(applies, 'when').map((when, i): When => {
    const { otherwise: _, ...condition } = when;
    return {
      condition: readCondition(condition, pathOf('applies', 'when', i), settings, sink),
      otherwise: textAt(when, 'otherwise'),
    };
  });
}

function readCauses(file: JsonObject, settings: readonly RuleSetting[], sink: MistakeSink): readonly Cause[] {
  return arrayAt(file, 'causes').map((cause, i): Cause => {
    const { rule, text, ...condition } = cause;
    return {
      condition: readCondition(condition, pathOf('causes', i), settings, sink),
      rule: String(rule),
      text: String(text),
    };
  });
}

function readAbsent(absent: JsonObject, sink: MistakeSink): readonly AbsentFact[] {
  return Object.entries(absent).map(([text, json]): AbsentFact => {
    const fact = isJsonObject(json) ? json : {};
    const stable = fact.stable;
    return {
      field: fieldAt(text, pathOf('absent', text), sink),
      value: fact.means,
      unknown: typeof fact.unknown === 'string' ? fact.unknown : undefined,
      since: typeof fact.since === 'string' ? fact.since : undefined,
      stable: stable === null || typeof stable === 'string' ? stable : undefined,
      except: textsAt(fact, 'except'),
    };
  });
}

function readFix(fix: JsonObject, sink: MistakeSink): Fix {
  const set = Object.entries(objectAt(fix, 'set')).map(([text, value]) => ({
    field: fieldAt(text, pathOf('fix', 'set', text), sink),
    value,
  }));
  return {
    safe: fix.safe === true,
    set,
    az: typeof fix.az === 'string' ? fix.az.trim() : undefined,
    none: typeof fix.none === 'string' ? fix.none.trim() : undefined,
  };
}

function fieldAt(text: string, path: Path, sink: MistakeSink): FieldPath {
  const field = readFieldPath(text);
  if (field === undefined) sink.add(`'${text}' is not a path such as properties.adminUserEnabled`, path, 'key');
  return field ?? { text, segments: [] };
}

function readExample(example: JsonObject): Example {
  return {
    name: textAt(example, 'name'),
    verdict: oneOf(exampleVerdicts, example.verdict, 'unknown'),
    resources: isJsonArray(example.resources) ? example.resources : [],
    live: example.live === true,
    settings: example.settings,
    parameters: example.parameters,
    variables: example.variables,
    arguments: example.arguments,
    witness: example.witness,
  };
}

function readDeprecation(json: JsonObject): Deprecation {
  return {
    reason: textAt(json, 'reason').trim(),
    removal: typeof json.removal === 'string' ? json.removal : undefined,
    replacedBy: textAt(json, 'replacedBy'),
  };
}

function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

function textsAt(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  return isJsonArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function arrayAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return isJsonArray(value) ? value.filter((item): item is JsonObject => isJsonObject(item)) : [];
}

function listsAt(object: JsonObject, key: string): Readonly<Record<string, readonly string[]>> {
  const lists = objectAt(object, key);
  return Object.fromEntries(Object.keys(lists).map((name) => [name, textsAt(lists, name)]));
}

function oneOf<T extends string>(values: readonly T[], value: Json | undefined, otherwise: T): T {
  return values.find((candidate) => candidate === value) ?? otherwise;
}
