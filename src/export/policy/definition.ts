// Policy definitions: rules that Azure Policy can say, one each.

import type { Condition, Related } from '../../model/condition.ts';
import type { Rule } from '../../model/rule.ts';
import type { JsonObject } from '../../values/json.ts';
import { allOf, anyOf, atom, type Formula } from '../formula.ts';
import { type Sides, sidesOf } from '../sides.ts';
import { hasRegularAliases } from './aliases.ts';
import { conditionJson, isNever, type PolicyPlace, policyLanguage } from './conditions.ts';
import { declarations, type Parameterized, parameterized } from './parameters.ts';

/** What a definition does where its condition holds, unless an assignment says otherwise. */
export type PolicyEffect = 'Audit' | 'Deny' | 'AuditIfNotExists';

/** A rule as a policy definition, or why it is none. */
export type PolicyResult = PolicyDefinition | NoPolicy;

/** A policy definition. */
export interface PolicyDefinition {
  readonly kind: 'definition';
  readonly rule: Rule;
  readonly name: string;
  /** The effects an assignment may choose from, but for `Disabled`. */
  readonly effects: readonly PolicyEffect[];
  readonly properties: JsonObject;
}

/** A rule that Azure Policy cannot say exactly. */
export interface NoPolicy {
  readonly kind: 'no';
  readonly rule: Rule;
  readonly because: string;
}

/** Says a rule in the language of Azure Policy. */
export function policyDefinition(rule: Rule, wanted: 'audit' | 'deny'): PolicyResult {
  const refusal = refusalOf(rule);
  if (refusal !== undefined) return { kind: 'no', rule, because: refusal };
  const parameters = parameterized(rule);
  const { require } = parameters.rule;
  const missing = missingRelated(require, rule);
  const parts = rule.applies.types.map((type) => violationOf(type, parameters, missing));
  const existence = missing && existenceOf(missing.related, parameters);
  const because = [
    ...new Set([...parts, ...(existence === undefined ? [] : [existence])].flatMap((part) => part.because)),
  ];
  if (because.length > 0) return { kind: 'no', rule, because: because.join('; ') };
  const violation = anyOf(parts.map(({ formula }) => formula));
  if (isNever(violation)) return { kind: 'no', rule, because: 'with these settings it applies to nothing' };
  const details = existence && { type: existence.type, existenceCondition: conditionJson(existence.formula) };
  return definitionOf(rule, conditionJson(violation), details, wanted);
}

function refusalOf({ applies }: Rule): string | undefined {
  if (applies.types.includes('*')) return 'it is about every resource';
  if (applies.only === 'template') return 'it judges what templates declare and Azure does not show';
  const foreign = applies.types.filter((type) => !hasRegularAliases(type));
  return foreign.length === 0
    ? undefined
    : `it is about ${foreign.join(' and ')}, whose fields this export cannot name`;
}

interface Part {
  readonly formula: Formula<JsonObject>;
  readonly because: readonly string[];
}

/** When a resource of a type violates the rule; with a relation, when it would need a related resource. */
function violationOf(type: string, parameters: Parameterized, missing: MissingRelated | undefined): Part {
  const { applies, require } = parameters.rule;
  const language = policyLanguage({ type, array: undefined, isSubject: true, parameters });
  const applicable = applies.when.map(({ condition }) => sidesOf(condition, language));
  const others: readonly Sides<JsonObject>[] =
    missing === undefined
      ? [sidesOf(require, language)]
      : missing.others.map((condition) => sidesOf(condition, language));
  return {
    formula: allOf([
      atom({ field: 'type', equals: type }),
      ...applicable.map(({ holds }) => holds),
      ...others.map(({ fails }) => fails),
    ]),
    because: [...applicable, ...others].flatMap(({ because }) => because),
  };
}

/** A requirement that fails where a related resource is missing and nothing else makes up for it. */
interface MissingRelated {
  readonly related: Related;
  readonly others: readonly Condition[];
}

/** Azure Policy asks whether one related resource exists: below the resource, or as its diagnostic settings. */
function missingRelated(require: Condition, rule: Rule): MissingRelated | undefined {
  const conditions = require.kind === 'anyOf' ? require.conditions : [require];
  const [related, ...more] = conditions.filter((condition) => condition.kind === 'related');
  if (related === undefined || more.length > 0 || !asksForOne(related) || !isLookedUp(related, rule)) return undefined;
  return { related, others: conditions.filter((condition) => condition !== related) };
}

function asksForOne({ operator, expected, distinct }: Related): boolean {
  const atLeastOne = (operator === 'greaterOrEquals' && expected === 1) || (operator === 'greater' && expected === 0);
  return atLeastOne && distinct === undefined;
}

function isLookedUp({ relation, types }: Related, { applies }: Rule): boolean {
  const [type = '', ...more] = types;
  if (more.length > 0) return false;
  if (relation.kind === 'extension') return type === diagnosticSettings.toLowerCase();
  return relation.kind === 'child' && applies.types.every((parent) => type.startsWith(`${parent.toLowerCase()}/`));
}

const diagnosticSettings = 'Microsoft.Insights/diagnosticSettings';

function existenceOf(related: Related, parameters: Parameterized): Part & { readonly type: string } {
  const type = writtenType(related.types[0] ?? '', parameters.rule);
  const place: PolicyPlace = { type, array: undefined, isSubject: false, parameters };
  const sides = related.where === undefined ? undefined : sidesOf(related.where, policyLanguage(place));
  const formula = sides?.holds ?? atom({ field: 'type', equals: type });
  return { type, formula, because: sides?.because ?? [] };
}

/** Conditions name types in lower case; policies name them as their providers do. */
function writtenType(type: string, { applies }: Rule): string {
  if (type === diagnosticSettings.toLowerCase()) return diagnosticSettings;
  const parent = applies.types[0] ?? '';
  const child = childTypes.find((name) => name.toLowerCase() === type.slice(parent.length + 1));
  return `${parent}/${child ?? type.slice(parent.length + 1)}`;
}

const childTypes = [
  'agentPools',
  'cacheRules',
  'connectedRegistries',
  'credentialSets',
  'exportPipelines',
  'importPipelines',
  'privateEndpointConnections',
  'replications',
  'scopeMaps',
  'tasks',
  'tokens',
  'webhooks',
];

function definitionOf(
  rule: Rule,
  condition: JsonObject,
  details: JsonObject | undefined,
  wanted: 'audit' | 'deny',
): PolicyDefinition {
  const effects = effectsOf(rule, details !== undefined);
  const usual = wanted === 'deny' && effects.includes('Deny') ? 'Deny' : (effects[0] ?? 'Audit');
  const policyRule = {
    if: condition,
    // biome-ignore lint/suspicious/noThenProperty: the language of Azure Policy has this word
    then: { effect: "[parameters('effect')]", ...(details === undefined ? {} : { details }) },
  };
  const properties = {
    displayName: cut(`${prefixOf(rule)}${rule.title}`, maxDisplayName),
    description: cut(`${rule.why} ${rule.recommendation}`.replace(/\s+/g, ' '), maxDescription),
    policyType: 'Custom',
    mode: 'All',
    metadata: metadataOf(rule),
    parameters: { effect: effectParameter(effects, usual), ...declarations(rule, policyRule) },
    policyRule,
  };
  return { kind: 'definition', rule, name: `pratique-${rule.id}`, effects, properties };
}

/** What only shows once a resource is deployed cannot be denied before. */
function effectsOf({ applies }: Rule, isRelation: boolean): readonly PolicyEffect[] {
  if (isRelation) return ['AuditIfNotExists'];
  return applies.only === 'live' ? ['Audit'] : ['Audit', 'Deny'];
}

function effectParameter(effects: readonly PolicyEffect[], usual: PolicyEffect): JsonObject {
  return {
    type: 'String',
    metadata: { displayName: 'Effect', description: 'What happens where the policy is violated.' },
    allowedValues: [...effects, 'Disabled'],
    defaultValue: usual,
  };
}

/** As Azure's own definitions mark theirs. */
function prefixOf({ preview, deprecated }: Rule): string {
  return deprecated !== undefined ? '[Deprecated]: ' : preview ? '[Preview]: ' : '';
}

function metadataOf({ id, since, preview, deprecated, severity, controls }: Rule): JsonObject {
  const state = deprecated !== undefined ? 'deprecated' : preview ? 'preview' : undefined;
  return {
    category: 'Container Registry',
    version: state === undefined ? since : `${since}-${state}`,
    ...(state === undefined ? {} : { [state]: true }),
    pratiqueRule: id,
    severity,
    controls,
  };
}

/** Limits of Azure. */
const maxDisplayName = 128;
const maxDescription = 512;

/** Ends at a word, with a sign that there was more. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;
}
