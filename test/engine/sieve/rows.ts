// The resources of the rules' own examples as Azure would answer them: what templates declare, with an id.

import { exampleTemplate } from '../../../src/engine/examples.ts';
import { noArguments, templateEstate } from '../../../src/engine/template-estate.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { Example, Rule } from '../../../src/model/rule.ts';
import { toJson } from '../../../src/values/access.ts';
import { jsonDocument } from '../../../src/values/document.ts';
import { isJsonObject, type JsonObject } from '../../../src/values/json.ts';
import { isConcrete } from '../../../src/values/value.ts';

/** The resources of a rule's types in its examples, those that are known in full. */
export function exampleRows(rule: Rule): readonly JsonObject[] {
  const types = new Set(rule.applies.types.map((type) => type.toLowerCase()));
  return rule.examples
    .flatMap((example) => (example.live ? example.resources.filter(isJsonObject) : declared(example)))
    .filter(({ id }) => types.has(typeOf(String(id))));
}

function declared(example: Example): readonly JsonObject[] {
  const { estate } = templateEstate({
    name: example.name,
    document: jsonDocument('example.json', JSON.stringify(exampleTemplate(example))),
    supplied: noArguments,
    assume: 'defaults',
    facts: {},
    loadLinked: () => undefined,
  });
  return estate.resources.flatMap(asRow);
}

function asRow({ type, name, body, apiVersion }: Resource): readonly JsonObject[] {
  const json = toJson(body);
  if (!isConcrete(name) || !isJsonObject(json)) return [];
  const [namespace, ...types] = type.split('/');
  const names = String(toJson(name)).split('/');
  const path = types.map((one, i) => `${one}/${names[i]}`).join('/');
  const id = `/subscriptions/s/resourceGroups/g/providers/${namespace}/${path}`;
  return [{ ...json, id, apiVersion: toJson(apiVersion) ?? null }];
}

/** The type in an id, lower case. */
export function typeOf(id: string): string {
  const [namespace, ...segments] = id
    .slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length)
    .split('/');
  return [namespace, ...segments.filter((_, i) => i % 2 === 0)].join('/').toLowerCase();
}
