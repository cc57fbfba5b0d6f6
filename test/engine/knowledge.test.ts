// Rules never guess: where something an example says is taken away, a pass does not become a fail, nor a fail a pass.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { exampleTemplate } from '../../src/engine/examples.ts';
import { readRule } from '../../src/engine/read-rule.ts';
import { templateEstate } from '../../src/engine/template-estate.ts';
import type { Condition } from '../../src/model/condition.ts';
import type { Example, Rule } from '../../src/model/rule.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { fixedNow } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';
import { argumentsFrom } from '../support/template.ts';

type Segments = readonly (string | number)[];

/** Verdicts on the resources of a template; undefined where it cannot be evaluated any more. */
function verdictsOf(rule: Rule, { arguments: given }: Example, template: Json): readonly string[] | undefined {
  const { estate, evaluated } = templateEstate({
    name: 'example',
    document: jsonDocument('example.json', JSON.stringify(template)),
    supplied: argumentsFrom(isJsonObject(given) ? given : {}),
    assume: 'defaults',
    facts: {},
    loadLinked: () => undefined,
  });
  if (evaluated.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return checkEstate(estate, [rule], { now: fixedNow }).map(({ verdict }) => verdict.kind);
}

/** The template with one literal of a resource replaced by a parameter nobody supplies. */
function withoutLiterals(template: JsonObject): readonly { readonly at: string; readonly template: Json }[] {
  const resources = template.resources;
  return literalsIn(resources ?? []).map((path) => {
    const parameters = isJsonObject(template.parameters) ? template.parameters : {};
    const literal = path.reduce<Json | undefined>(child, resources);
    return {
      at: path.join('.'),
      template: {
        ...template,
        parameters: { ...parameters, takenAway: { type: typeOf(literal) } },
        resources: replaced(resources ?? [], path, "[parameters('takenAway')]"),
      },
    };
  });
}

/** What says which resource it is, and what it belongs to, stays. */
const identity = new Set(['type', 'apiVersion', 'name', 'condition', 'scope', 'dependsOn', 'copy']);

function literalsIn(json: Json, path: Segments = []): readonly Segments[] {
  if (isJsonArray(json)) return json.flatMap((item, i) => literalsIn(item, [...path, i]));
  if (isJsonObject(json))
    return Object.entries(json).flatMap(([key, value]) => {
      const isIdentity = identity.has(key) && (path.length === 1 || path.at(-2) === 'resources');
      return isIdentity ? [] : literalsIn(value, [...path, key]);
    });
  const isLiteral = json !== null && !(typeof json === 'string' && json.startsWith('['));
  return isLiteral ? [path] : [];
}

function child(json: Json | undefined, segment: string | number): Json | undefined {
  if (isJsonArray(json)) return json[Number(segment)];
  return isJsonObject(json) ? json[segment] : undefined;
}

function replaced(json: Json, [segment, ...rest]: Segments, value: Json): Json {
  if (segment === undefined) return value;
  const inner = replaced(child(json, segment) ?? null, rest, value);
  if (isJsonArray(json)) return json.map((item, i) => (i === segment ? inner : item));
  return { ...(json as JsonObject), [segment]: inner };
}

function typeOf(json: Json | undefined): string {
  return typeof json === 'boolean' ? 'bool' : typeof json === 'string' ? 'string' : 'int';
}

/** The template without one of the resources that the rule is not about. */
function withoutResources(
  rule: Rule,
  template: JsonObject,
): readonly { readonly at: string; readonly template: Json }[] {
  const resources = isJsonArray(template.resources) ? template.resources : [];
  const declaredTogether = new Set(
    togetherTypes(rule.require).concat(rule.applies.when.flatMap(({ condition }) => togetherTypes(condition))),
  );
  const about = new Set(rule.applies.types.map((type) => type.toLowerCase()));
  return resources.flatMap((resource, i) => {
    const type = isJsonObject(resource) ? String(resource.type).toLowerCase() : '';
    if (about.has(type) || about.has('*') || declaredTogether.has(type)) return [];
    return [
      { at: `${type} (${i})`, template: { ...template, resources: resources.filter((_, other) => other !== i) } },
    ];
  });
}

/** Types of related resources that are always declared together with the one the rule is about. */
function togetherTypes(condition: Condition): string[] {
  switch (condition.kind) {
    case 'allOf':
    case 'anyOf':
      return condition.conditions.flatMap(togetherTypes);
    case 'not':
      return togetherTypes(condition.condition);
    case 'related':
      return [
        ...(condition.elsewhere === 'impossible' ? condition.types : []),
        ...(condition.where === undefined ? [] : togetherTypes(condition.where)),
      ];
    case 'count':
      return condition.where === undefined ? [] : togetherTypes(condition.where);
    case 'test':
      return [];
  }
}

const opposite: Readonly<Record<string, string>> = { pass: 'fail', fail: 'pass' };

function configured(rule: Rule, { settings }: Example): Rule {
  const result = isJsonObject(settings) ? readRule(rule.file, settings) : undefined;
  return result?.kind === 'rule' ? result.rule : rule;
}

describe('where knowledge is taken away', () => {
  it.each(ruleFiles.rules.map((rule) => [rule.id, rule] as const))('%s does not guess', (_, rule) => {
    const guesses: string[] = [];
    let tried = 0;
    for (const example of rule.examples.filter(({ live, verdict }) => !live && verdict in opposite)) {
      const template = exampleTemplate(example) as JsonObject;
      for (const less of [...withoutLiterals(template), ...withoutResources(rule, template)]) {
        const verdicts = verdictsOf(configured(rule, example), example, less.template) ?? [];
        tried++;
        if (verdicts.includes(opposite[example.verdict] ?? ''))
          guesses.push(`${example.name}: ${example.verdict} becomes ${verdicts.join(', ')} without ${less.at}`);
      }
    }
    expect(guesses).toEqual([]);
    if (rule.applies.only !== 'live' && rule.examples.some(({ live }) => !live)) expect(tried).toBeGreaterThan(0);
  });
});
