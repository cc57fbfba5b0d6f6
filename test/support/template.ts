// Shorthands for evaluating templates in tests.

import type { ContextFacts } from '../../src/templates/context.ts';
import { type EvaluatedDeployment, evaluateDeployment } from '../../src/templates/deployment.ts';
import type { Arguments, Assumption } from '../../src/templates/parameters.ts';
import { jsonDocument } from '../../src/values/document.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import { known, type Value } from '../../src/values/value.ts';

/** How a template is evaluated in a test. */
export interface TemplateSetting {
  readonly arguments?: Readonly<Record<string, Json>>;
  readonly assume?: Assumption;
  readonly facts?: ContextFacts;
  readonly linked?: Readonly<Record<string, Json>>;
}

/** A template with `$schema`, from its parts. */
export function template(parts: Readonly<Record<string, Json>>): Json {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [],
    ...parts,
  };
}

/** Evaluates a template. */
export function evaluateTemplate(
  json: Json,
  { arguments: values = {}, assume = 'defaults', facts = {}, linked = {} }: TemplateSetting = {},
): EvaluatedDeployment {
  return evaluateDeployment({
    document: jsonDocument('main.json', jsonText(json)),
    supplied: argumentsFrom(values),
    assume,
    facts,
    loadLinked: (path) => (linked[path] === undefined ? undefined : jsonDocument(path, jsonText(linked[path]))),
  });
}

/** Arguments by name; complaints about them are thrown. */
export function argumentsFrom(values: Readonly<Record<string, Json>>): Arguments {
  const keyOf = (name: string): string | undefined =>
    Object.keys(values).find((key) => key.toLowerCase() === name.toLowerCase());
  return {
    names: Object.keys(values),
    value: (name) => {
      const key = keyOf(name);
      return key === undefined ? undefined : known(values[key] ?? null);
    },
    report: (_, message) => {
      throw new Error(message);
    },
  };
}

/** The value of one expression, with the messages of what went wrong. */
export function evaluateText(
  expression: string,
  parts: Readonly<Record<string, Json>> = {},
  setting: TemplateSetting = {},
): { readonly value: Value | undefined; readonly errors: readonly string[] } {
  const { root, diagnostics } = evaluateTemplate(
    template({ ...parts, outputs: { result: { type: 'object', value: expression } } }),
    setting,
  );
  const outputs = root.outputs();
  const output = outputs?.kind === 'object' ? outputs.entries.get('result')?.value : undefined;
  const value = output?.kind === 'object' ? output.entries.get('value')?.value : undefined;
  return { value, errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message) };
}
