// A rule against its own examples: what its file says of them must be so.

import type { Estate } from '../model/resource.ts';
import type { Example, Rule } from '../model/rule.ts';
import type { Judged } from '../model/verdict.ts';
import type { Arguments } from '../templates/parameters.ts';
import { jsonDocument } from '../values/document.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { jsonEquals } from '../values/json-key.ts';
import { writtenAt } from '../values/origin.ts';
import { pathOf } from '../values/path.ts';
import { known } from '../values/value.ts';
import { checkEstate } from './check.ts';
import { liveEstate } from './live-estate.ts';
import { readRule } from './read-rule.ts';
import { templateEstate } from './template-estate.ts';

/** An example that is not as its rule says. */
export interface ExampleFailure {
  readonly example: Example;
  readonly message: string;
}

/** Runs every example of a rule; empty when all are as declared. */
export function failingExamples(rule: Rule, now: number): readonly ExampleFailure[] {
  return rule.examples.flatMap((example) => {
    const message = runExample(rule, example, now);
    return message === undefined ? [] : [{ example, message }];
  });
}

/** What is wrong with an example; undefined when nothing is. */
function runExample(rule: Rule, example: Example, now: number): string | undefined {
  const estate = example.live ? liveEstate(example.name, example.resources) : declaredEstate(example);
  if (typeof estate === 'string') return estate;
  const verdicts = checkEstate(estate, [withSettings(rule, example.settings)], { now });
  if (verdicts.length === 0) return 'holds no resource that the rule is about';
  // Others of the type may stand beside those that the example is about.
  const applicable = verdicts.filter(({ verdict }) => verdict.kind !== 'not-applicable');
  const judged = applicable.length > 0 ? applicable : verdicts;
  const wrong = judged.find(({ verdict }) => verdict.kind !== example.verdict);
  if (wrong !== undefined) return `says ${example.verdict}, but the rule says ${wrong.verdict.kind}`;
  return wrongWitness(example.witness, judged);
}

/** The rule as it is read with the settings of an example. */
function withSettings(rule: Rule, settings: Json | undefined): Rule {
  const result = isJsonObject(settings) ? readRule(rule.file, settings) : undefined;
  return result?.kind === 'rule' ? result.rule : rule;
}

/** The estate of a template, or what is wrong with the template. */
function declaredEstate(example: Example): Estate | string {
  const { estate, evaluated } = templateEstate({
    name: example.name,
    document: exampleDocument(example),
    supplied: exampleArguments(example),
    assume: 'defaults',
    facts: {},
    loadLinked: () => undefined,
  });
  const [problem] = evaluated.diagnostics.filter(({ severity }) => severity === 'error');
  return problem?.message ?? estate;
}

function wrongWitness(expected: Json | undefined, verdicts: readonly Judged[]): string | undefined {
  if (expected === undefined) return undefined;
  const [first] = verdicts;
  const actual: Json = first?.verdict.kind === 'fails-when' ? first.verdict.witness : null;
  return jsonEquals(actual, expected)
    ? undefined
    : `expects the witness ${JSON.stringify(expected)}, but it is ${JSON.stringify(actual)}`;
}

/** The template of an example. */
export function exampleTemplate({ parameters, variables, resources }: Example): Json {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...(parameters === undefined ? {} : { parameters }),
    ...(variables === undefined ? {} : { variables }),
    resources,
  };
}

function exampleDocument(example: Example): ReturnType<typeof jsonDocument> {
  return jsonDocument('example.json', JSON.stringify(exampleTemplate(example), undefined, 2));
}

function exampleArguments(example: Example): Arguments {
  const values = isJsonObject(example.arguments) ? example.arguments : {};
  const document = jsonDocument('arguments.json', JSON.stringify(values));
  return {
    names: Object.keys(values),
    value: (name) => {
      const value = values[name];
      return value === undefined ? undefined : known(value, writtenAt(document, pathOf(name), 'argument'));
    },
    report: () => {},
  };
}
