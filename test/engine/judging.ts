// Shorthands for judging resources of templates by rules written in tests.

import { checkEstate } from '../../src/engine/check.ts';
import { readRule } from '../../src/engine/read-rule.ts';
import { templateEstate } from '../../src/engine/template-estate.ts';
import type { Estate } from '../../src/model/resource.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Judged, Verdict } from '../../src/model/verdict.ts';
import { jsonDocument } from '../../src/values/document.ts';
import type { Json, JsonObject } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import { fixedNow } from '../support/cli.ts';
import { argumentsFrom, type TemplateSetting, template } from '../support/template.ts';

/** What a test says of a template besides its resources. */
export type Parts = Readonly<Record<string, Json>>;

/** A rule about `Contoso.Test/things`, from its condition and whatever else differs. */
export function ruleThat(require: Json, parts: Parts = {}): Rule {
  const result = readRule({
    id: 'test-rule',
    title: 'Things are as they should be',
    severity: 'medium',
    category: 'operations',
    since: '1.0.0',
    applies: { to: ['Contoso.Test/things'] },
    why: 'Things that are not as they should be break.',
    recommendation: 'Make them as they should be.',
    fix: { none: 'There is no way to fix a test.' },
    links: [],
    examples: [],
    ...parts,
    require,
  });
  if (result.kind === 'mistakes') throw new Error(JSON.stringify(result.mistakes.map(({ message }) => message)));
  return result.rule;
}

/** A resource of the type that {@link ruleThat} is about. */
export function thing(properties: Json, parts: Parts = {}): JsonObject {
  return {
    type: 'Contoso.Test/things',
    apiVersion: '2024-01-01',
    name: 'thing',
    location: 'westeurope',
    ...parts,
    properties,
  };
}

/** The estate of a template. What goes wrong in it is thrown. */
export function estateOf(resources: Json, parts: Parts = {}, setting: TemplateSetting = {}): Estate {
  const { arguments: supplied = {}, assume = 'defaults', facts = {} } = setting;
  const { estate, evaluated } = templateEstate({
    name: 'main.json',
    document: jsonDocument('main.json', jsonText(template({ ...parts, resources }))),
    supplied: argumentsFrom(supplied),
    assume,
    facts,
    loadLinked: () => undefined,
  });
  const [error] = evaluated.diagnostics.filter(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(error.message);
  return estate;
}

/** The verdicts of a rule on the resources of a template. */
export function judgedBy(
  rule: Rule,
  resources: Json,
  parts: Parts = {},
  setting: TemplateSetting = {},
): readonly Judged[] {
  return checkEstate(estateOf(resources, parts, setting), [rule], { now: fixedNow });
}

/** The verdict of a rule on the only resource it is about. */
export function verdictOf(rule: Rule, resources: Json, parts: Parts = {}, setting: TemplateSetting = {}): Verdict {
  const [first, ...others] = judgedBy(rule, resources, parts, setting);
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} resources are judged, not one`);
  return first.verdict;
}

/** In short: `pass`, `fail`, `fails-when {"sku":"Basic"}`, `unknown`, `not-applicable`. */
export function outcome(rule: Rule, resources: Json, parts: Parts = {}, setting: TemplateSetting = {}): string {
  const verdict = verdictOf(rule, resources, parts, setting);
  return verdict.kind === 'fails-when' ? `fails-when ${JSON.stringify(verdict.witness)}` : verdict.kind;
}
