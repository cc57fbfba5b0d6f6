// Policy definitions and the initiative that groups them, as one template that deploys both.

import type { Rule } from '../../model/rule.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import { isJsonArray, isJsonObject } from '../../values/json.ts';
import { type NoPolicy, type PolicyDefinition, policyDefinition } from './definition.ts';
import { literalText } from './expressions.ts';

/** What is exported, and how. */
export interface PolicyOptions {
  readonly effect: 'audit' | 'deny';
  /** Where the definitions are to live. */
  readonly scope: 'subscription' | 'managementGroup';
}

/** Rules as policies. */
export interface PolicyExport {
  readonly definitions: readonly PolicyDefinition[];
  /** Rules that Azure Policy cannot say, each with the reason. */
  readonly others: readonly NoPolicy[];
  /** Properties of the initiative; ids of definitions are expressions of the template. */
  readonly initiative: JsonObject;
  /** A deployment template with all definitions and the initiative. */
  readonly template: JsonObject;
}

const apiVersion = '2023-04-01';
const definitionType = 'Microsoft.Authorization/policyDefinitions';

/** Says rules in the language of Azure Policy. */
export function exportPolicies(rules: readonly Rule[], options: PolicyOptions): PolicyExport {
  const results = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => policyDefinition(rule, options.effect));
  const definitions = results.filter((result) => result.kind === 'definition');
  const others = results.filter((result) => result.kind === 'no');
  const initiative = initiativeOf(definitions, options);
  return { definitions, others, initiative, template: templateOf(definitions, initiative, options) };
}

/** The initiative passes its parameters on: one effect for all that can deny, and the settings of every rule by a name of their own. */
function initiativeOf(definitions: readonly PolicyDefinition[], { effect, scope }: PolicyOptions): JsonObject {
  const categories = [...new Set(definitions.map(({ rule }) => rule.category))].sort();
  return {
    displayName: 'Container registries and their supply chain',
    description: 'Rules of pratique that Azure Policy can judge.',
    policyType: 'Custom',
    metadata: { category: 'Container Registry', version: '1.0.0' },
    parameters: {
      ...(definitions.some(canDeny) ? sharedEffect(effect) : {}),
      ...Object.assign({}, ...definitions.map(ownParameters)),
    },
    policyDefinitionGroups: categories.map((name) => ({ name, displayName: name })),
    policyDefinitions: definitions.map((definition) => ({
      policyDefinitionId: idExpression(definition.name, scope),
      policyDefinitionReferenceId: definition.rule.id,
      groupNames: [definition.rule.category],
      parameters: {
        ...(canDeny(definition) ? { effect: { value: "[parameters('effect')]" } } : {}),
        ...Object.fromEntries(
          settingsOf(definition).map(([name]) => [name, { value: `[parameters('${ownName(definition, name)}')]` }]),
        ),
      },
    })),
  };
}

function canDeny({ effects }: PolicyDefinition): boolean {
  return effects.includes('Deny');
}

function sharedEffect(effect: PolicyOptions['effect']): JsonObject {
  return {
    effect: {
      type: 'String',
      metadata: { displayName: 'Effect', description: 'What happens where a policy that can deny is violated.' },
      allowedValues: ['Audit', 'Deny', 'Disabled'],
      defaultValue: effect === 'deny' ? 'Deny' : 'Audit',
    },
  };
}

function settingsOf({ properties }: PolicyDefinition): readonly (readonly [string, Json])[] {
  const parameters = isJsonObject(properties.parameters) ? properties.parameters : {};
  return Object.entries(parameters).filter(([name]) => name !== 'effect');
}

function ownParameters(definition: PolicyDefinition): JsonObject {
  return Object.fromEntries(settingsOf(definition).map(([name, declared]) => [ownName(definition, name), declared]));
}

/** `retentionDaysRange_minDays`. */
function ownName({ rule }: PolicyDefinition, setting: string): string {
  return `${rule.id.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase())}_${setting}`;
}

function idExpression(name: string, scope: PolicyOptions['scope']): string {
  return scope === 'subscription'
    ? `[subscriptionResourceId('${definitionType}', '${name}')]`
    : `[extensionResourceId(managementGroup().id, '${definitionType}', '${name}')]`;
}

const schemas = {
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  managementGroup: 'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#',
} as const;

function templateOf(
  definitions: readonly PolicyDefinition[],
  initiative: JsonObject,
  { scope }: PolicyOptions,
): JsonObject {
  const ids = definitions.map(({ name }) => idExpression(name, scope));
  const { policyDefinitions, ...others } = initiative;
  return {
    $schema: schemas[scope],
    contentVersion: '1.0.0.0',
    resources: [
      ...definitions.map(({ name, properties }) => ({
        type: definitionType,
        apiVersion,
        name,
        properties: asText(properties),
      })),
      {
        type: 'Microsoft.Authorization/policySetDefinitions',
        apiVersion,
        name: 'pratique',
        dependsOn: ids,
        properties: {
          ...(asText(others) as JsonObject),
          policyDefinitions: (isJsonArray(policyDefinitions) ? policyDefinitions : []).map(withIdExpression),
        },
      },
    ],
  };
}

/** The id is an expression of the template, everything else one of the policy. */
function withIdExpression(reference: Json): Json {
  const { policyDefinitionId = null, ...others } = isJsonObject(reference) ? reference : {};
  return { policyDefinitionId, ...(asText(others) as JsonObject) };
}

/** Keeps the expressions of policies from the template that carries them. */
function asText(json: Json): Json {
  if (typeof json === 'string') return literalText(json);
  if (isJsonArray(json)) return json.map(asText);
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, asText(value)]));
}
