// Settings of rules as parameters of policies.
//
// A condition holds the values of settings, not their names. So the rule is read again with values that stand for their
// setting and occur nowhere else; where one of them turns up, the policy names the parameter.

import { readRule } from '../../engine/read-rule.ts';
import type { Rule, RuleSetting } from '../../model/rule.ts';
import { isJsonArray, type Json, type JsonObject } from '../../values/json.ts';
import { literalText } from './expressions.ts';

/** A rule whose settings are parameters, and what stands for them. */
export interface Parameterized {
  readonly rule: Rule;
  /** A value as a policy writes it: an expression where it stands for a parameter. */
  readonly written: (value: Json) => Json;
  /** Whether the value stands for a parameter. */
  readonly isParameter: (value: Json) => boolean;
}

/** Reads the rule so that its settings can be told apart. */
export function parameterized(rule: Rule): Parameterized {
  const standIns = rule.settings.flatMap((setting, i) => {
    const standIn = standInFor(setting, i);
    return standIn === undefined ? [] : [{ name: setting.name, standIn }];
  });
  const values = Object.fromEntries([
    ...rule.settings.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
    ...standIns.map(({ name, standIn }) => [name, standIn] as const),
  ]);
  const result = readRule(rule.file, values);
  const nameOf = (value: Json): string | undefined =>
    standIns.find(({ standIn }) => JSON.stringify(standIn) === JSON.stringify(value))?.name;
  return {
    rule: result.kind === 'rule' ? result.rule : rule,
    written: (value) => {
      const name = nameOf(value);
      return name === undefined ? literal(value) : parameter(name);
    },
    isParameter: (value) => nameOf(value) !== undefined,
  };
}

/** Nothing a rule or a resource would say. What a boolean decides is decided beforehand. */
function standInFor({ name, type }: RuleSetting, i: number): Json | undefined {
  switch (type) {
    case 'text':
      return `\u0000${name}`;
    case 'texts':
      return [`\u0000${name}`];
    case 'number':
      return -(2 ** 52 + i);
    case 'boolean':
      return undefined;
  }
}

/** The expression that reads a parameter. */
export function parameter(name: string): string {
  return `[parameters('${name}')]`;
}

function literal(value: Json): Json {
  if (isJsonArray(value)) return value.map(literal);
  return typeof value === 'string' ? literalText(value) : value;
}

const parameterTypes = { text: 'String', texts: 'Array', number: 'Integer', boolean: 'Boolean' } as const;

/** The parameters that a policy rule uses, declared. */
export function declarations(rule: Rule, policyRule: Json): JsonObject {
  const text = JSON.stringify(policyRule);
  const used = rule.settings.filter(({ name }) => text.includes(parameter(name)));
  return Object.fromEntries(
    used.map(({ name, type, value, description }) => [
      name,
      {
        type: parameterTypes[type],
        metadata: { displayName: name, description },
        ...(value === undefined ? {} : { defaultValue: value }),
      },
    ]),
  );
}
