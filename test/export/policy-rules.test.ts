// The built-in rules as policies: what the published schema, the known aliases and the template language say of them.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateEstate } from '../../src/engine/template-estate.ts';
import { exportPolicies, type PolicyOptions } from '../../src/export/policy/template.ts';
import { toJson } from '../../src/values/access.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';
import { root, ruleFiles } from '../support/rules.ts';
import { argumentsFrom } from '../support/template.ts';
import { mistakesIn } from './policy-shape.ts';

const options: PolicyOptions = { effect: 'audit', scope: 'subscription' };
const { definitions, others, initiative, template } = exportPolicies(ruleFiles.rules, options);

/** Aliases that Azure had for these fields, with the paths they read. */
const verified = JSON.parse(readFileSync(`${root}/test/export/verified-aliases.json`, 'utf8')) as Record<
  string,
  string
>;

describe('policies of the built-in rules', () => {
  it('say every rule, or why not', () => {
    expect(definitions.length).toBeGreaterThan(35);
    expect(definitions.length + others.length).toBe(ruleFiles.rules.length);
    expect(others.filter(({ because }) => because === '')).toEqual([]);
  });

  it.each(definitions)('keep to the schema: $name', ({ name, properties }) => {
    expect(mistakesIn(properties)).toEqual([]);
    expect(name).toMatch(/^[A-Za-z0-9-]{1,64}$/);
  });

  it.each(definitions)('name aliases that exist: $name', ({ properties }) => {
    const aliases = fieldsIn(properties).filter((field) => field.includes('/'));
    expect(aliases.filter((alias) => verified[alias] === undefined)).toEqual([]);
  });

  it('name aliases that read the paths of the rules', () => {
    const odd = Object.entries(verified).filter(([alias, path]) => !pathsOf(alias).includes(path.toLowerCase()));
    expect(odd).toEqual([]);
  });

  it('audit by default, and deny where denying is possible', () => {
    const { definitions: denying } = exportPolicies(ruleFiles.rules, { ...options, effect: 'deny' });
    const usual = (list: typeof definitions): readonly unknown[] =>
      [
        ...new Set(
          list.map(
            ({ properties }) => (properties.parameters as { effect: { defaultValue: Json } }).effect.defaultValue,
          ),
        ),
      ].sort();
    expect(usual(definitions)).toEqual(['Audit', 'AuditIfNotExists']);
    expect(usual(denying)).toEqual(['Audit', 'AuditIfNotExists', 'Deny']);
    const live = denying.filter(({ rule }) => rule.applies.only === 'live');
    expect(live.length).toBeGreaterThan(0);
    expect(live.flatMap(({ effects }) => effects)).not.toContain('Deny');
  });

  it('take the settings of rules as parameters', () => {
    const found = definitions.find(({ rule }) => rule.id === 'task-timeout-bounded');
    expect(found?.properties.parameters).toMatchObject({ maxSeconds: { type: 'Integer', defaultValue: 3600 } });
    expect(JSON.stringify(found?.properties.policyRule)).toContain(`"greater":"[parameters('maxSeconds')]"`);
    const open = definitions.find(({ rule }) => rule.id === 'replica-allowed-locations');
    expect(open?.properties.parameters).toMatchObject({ locations: { type: 'Array' } });
    expect(open?.properties.parameters).not.toHaveProperty('locations.defaultValue');
  });
});

describe('the initiative', () => {
  it('has every definition, and gives parameters that both declare', () => {
    const references = initiative.policyDefinitions as readonly {
      readonly policyDefinitionReferenceId: string;
      readonly parameters: JsonObject;
    }[];
    expect(references.map(({ policyDefinitionReferenceId }) => policyDefinitionReferenceId)).toEqual(
      definitions.map(({ rule }) => rule.id),
    );
    for (const [i, { parameters }] of references.entries()) {
      const declared = definitions[i]?.properties.parameters as JsonObject;
      expect(Object.keys(declared)).toEqual(expect.arrayContaining(Object.keys(parameters)));
      const given = [...JSON.stringify(parameters).matchAll(/parameters\('([^']+)'\)/g)].map(([, name]) => name);
      expect(Object.keys(initiative.parameters as JsonObject)).toEqual(expect.arrayContaining(given));
      const needed = Object.entries(declared).filter(
        ([, parameter]) => isJsonObject(parameter) && parameter.defaultValue === undefined,
      );
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
    }
  });
});

describe('the template', () => {
  const resources = template.resources as readonly {
    readonly type: string;
    readonly name: string;
    readonly properties: Json;
    readonly dependsOn?: Json;
  }[];

  it('is deployed as what was exported, its expressions kept for Azure Policy', () => {
    const { estate, evaluated } = templateEstate({
      name: 'template.json',
      document: jsonDocument('template.json', JSON.stringify(template)),
      supplied: argumentsFrom({}),
      assume: 'defaults',
      facts: { subscription: '00000000-0000-0000-0000-000000000000' },
      loadLinked: () => undefined,
    });
    expect(evaluated.diagnostics).toEqual([]);
    const deployed = estate.resources.map(({ name, body }) => ({ name: toJson(name), properties: propertiesOf(body) }));
    expect(deployed.slice(0, -1)).toEqual(definitions.map(({ name, properties }) => ({ name, properties })));
    expect(deployed.at(-1)?.properties).toMatchObject({ parameters: initiative.parameters });
  });

  it('makes the initiative after its definitions, by their ids', () => {
    const set = resources.at(-1);
    expect(set?.type).toBe('Microsoft.Authorization/policySetDefinitions');
    const references = isJsonObject(set?.properties) ? set.properties.policyDefinitions : undefined;
    const ids = (isJsonArray(references) ? references : []).map((one) => isJsonObject(one) && one.policyDefinitionId);
    expect(ids).toEqual(set?.dependsOn);
    expect(ids[0]).toBe(
      `[subscriptionResourceId('Microsoft.Authorization/policyDefinitions', '${definitions[0]?.name}')]`,
    );
  });

  it('puts definitions into a management group when asked', () => {
    const other = exportPolicies(ruleFiles.rules, { ...options, scope: 'managementGroup' }).template;
    expect(other.$schema).toContain('managementGroupDeploymentTemplate');
    expect(JSON.stringify(other)).toContain('extensionResourceId(managementGroup().id');
  });

  it('does not depend on the order of the rules', () => {
    expect(exportPolicies([...ruleFiles.rules].reverse(), options).template).toEqual(template);
  });
});

/** Every `field` of a definition. */
function fieldsIn(json: Json): readonly string[] {
  if (isJsonArray(json)) return json.flatMap(fieldsIn);
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    key === 'field' && typeof value === 'string' ? [value] : fieldsIn(value),
  );
}

/** The paths an alias may read by the rule that names follow. */
function pathsOf(alias: string): readonly string[] {
  const path = alias.slice(alias.lastIndexOf('/') + 1).toLowerCase();
  return [path, `properties.${path}`, `properties.${path.replace('[*].', '[*].properties.')}`];
}

function propertiesOf(body: Value): Json | undefined {
  const json = toJson(body);
  return isJsonObject(json) ? json.properties : undefined;
}
