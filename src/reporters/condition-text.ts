// Conditions in words: what a rule requires, for its page and for findings.

import type { Condition, Count, Operand, Related, Test } from '../model/condition.ts';
import type { AbsentFact, Rule } from '../model/rule.ts';
import { isJsonArray } from '../values/json.ts';
import { jsonText } from '../values/json-key.ts';

/** What a rule requires, as lines of a nested list. */
export function requirementLines({ require, absent }: Rule): readonly string[] {
  return conditionLines(require, absent, 0);
}

function conditionLines(condition: Condition, absent: readonly AbsentFact[], depth: number): readonly string[] {
  const line = (text: string): string => `${'  '.repeat(depth)}- ${text}`;
  switch (condition.kind) {
    case 'allOf':
      if (depth === 0) return condition.conditions.flatMap((one) => conditionLines(one, absent, depth));
      return [line('all of:'), ...condition.conditions.flatMap((one) => conditionLines(one, absent, depth + 1))];
    case 'anyOf':
      return [
        line('at least one of:'),
        ...condition.conditions.flatMap((one) => conditionLines(one, absent, depth + 1)),
      ];
    case 'not':
      return [line('not:'), ...conditionLines(condition.condition, absent, depth + 1)];
    case 'test':
      return [line(`${testText(condition)}${absentText(condition, absent)}`)];
    case 'count':
      return [line(countText(condition)), ...whereLines(condition.where, absent, depth)];
    case 'related':
      return [line(relatedText(condition)), ...whereLines(condition.where, absent, depth)];
  }
}

function whereLines(where: Condition | undefined, absent: readonly AbsentFact[], depth: number): readonly string[] {
  return where === undefined ? [] : conditionLines(where, absent, depth + 1);
}

function testText(test: Test): string {
  const wanted = wantedText(test);
  return `${subjectText(test)} must ${wanted}`;
}

/** What absence counts as, and where the field does not exist. */
function absentText({ subject }: Test, absent: readonly AbsentFact[]): string {
  const fact = subject.kind === 'field' ? absent.find(({ field }) => field.text === subject.path.text) : undefined;
  if (fact === undefined) return '';
  const value = fact.value === undefined ? [] : [`absent counts as ${jsonText(fact.value)}`];
  const unknown = fact.unknown === undefined ? [] : [`absent is unknown: ${fact.unknown}`];
  const version = fact.since === undefined ? [] : [versionText(fact)];
  const parts = [...value, ...unknown, ...version];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function versionText({ since, stable }: AbsentFact): string {
  if (stable === null) return `preview API versions from ${since} only`;
  return stable === undefined || stable === since
    ? `from API version ${since}`
    : `from API version ${since}, stable from ${stable}`;
}

function countText({ subject, operator, expected }: Count): string {
  return `there must be ${numberText(operator, expected)} of ${subject.path.text}`;
}

function relatedText({ writtenTypes, relation, operator, expected }: Related): string {
  const relations: Readonly<Record<Related['relation']['kind'], string>> = {
    child: 'below the resource',
    extension: 'on the resource',
    atOrAbove: 'on the resource or a scope above it',
    parent: 'above the resource',
    references: 'that the resource refers to',
    referencedBy: 'that refer to the resource',
    principal: 'that name the principal of the resource',
    principalOf: 'whose principal the resource names',
    holds: 'that hold what the resource has',
    covers: 'in the scope of the resource',
    any: 'beside the resource',
  };
  return `there must be ${numberText(operator, expected)} of ${writtenTypes.join(' or ')} ${relations[relation.kind]}`;
}

function numberText(operator: Count['operator'], expected: number): string {
  const words = {
    equals: 'exactly',
    notEquals: 'not',
    less: 'fewer than',
    lessOrEquals: 'at most',
    greater: 'more than',
    greaterOrEquals: 'at least',
  };
  return `${words[operator]} ${expected}`;
}

/** What a test reads. */
export function subjectText({ subject }: Test): string {
  if (subject.kind === 'value') return 'the value';
  return subject.path.text === '' ? 'the item' : subject.path.text;
}

/** What a test wants, to stand behind "must". */
export function wantedText({ operator, negated, expected }: Test): string {
  const not = negated ? 'not ' : '';
  const value = operandText(expected);
  switch (operator) {
    case 'equals':
      return `${not}be ${value}`;
    case 'in':
      return `${not}be ${listText(expected)}`;
    case 'contains':
      return `${not}contain ${value}`;
    case 'containsKey':
      return `${not}have the key ${value}`;
    case 'like':
      return `${not}be like ${value}`;
    case 'match':
    case 'pattern':
      return `${not}match ${value}`;
    case 'exists':
      return value === 'true' ? 'be set' : 'not be set';
    case 'less':
      return `be less than ${value}`;
    case 'lessOrEquals':
      return `be at most ${value}`;
    case 'greater':
      return `be more than ${value}`;
    case 'greaterOrEquals':
      return `be at least ${value}`;
    case 'apiVersion':
      return `be ${value}`;
    case 'inVersion':
      return 'exist in the declared API version';
  }
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'literal':
      return jsonText(operand.value);
    case 'pattern':
      return operand.pattern.source;
    case 'field':
      return operand.plusDays === undefined
        ? operand.subject.path.text
        : `${operand.subject.path.text} plus ${operand.plusDays} days`;
    case 'now':
      return operand.days === 0
        ? 'now'
        : operand.days > 0
          ? `${operand.days} days from now`
          : `${-operand.days} days ago`;
  }
}

function listText(operand: Operand): string {
  if (operand.kind !== 'literal' || !isJsonArray(operand.value)) return operandText(operand);
  const items = operand.value.map(jsonText);
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
