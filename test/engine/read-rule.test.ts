// Mistakes in rule files: each is told where it stands, in words that help.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRuleDocument } from '../../src/sources/rule-files.ts';
import { validatorFor } from '../../src/sources/schema.ts';
import type { Json } from '../../src/values/json.ts';
import { yamlDocument } from '../../src/values/yaml.ts';
import { root } from '../support/rules.ts';

const validate = validatorFor(JSON.parse(readFileSync(`${root}/schemas/rule.schema.json`, 'utf8')) as Json);

const head = `id: test-rule
title: Things are as they should be
severity: medium
category: operations
since: 1.0.0
why: Things that are not as they should be break.
recommendation: Make them as they should be.
fix: { none: There is no way to fix a test. }
links: [{ title: Nothing, url: 'https://contoso.com' }]
examples: [{ name: Nothing, verdict: pass, resources: [{}] }]
`;
const applies = `applies: { to: [Contoso.Test/things] }\n`;

interface Mistake {
  readonly message: string;
  /** Counted from the first line behind the head. */
  readonly line: number | undefined;
  readonly text: string;
}

function mistakesIn(text: string, start = head): readonly Mistake[] {
  const document = yamlDocument('rule.yaml', start + text);
  const { rules, problems } = readRuleDocument(document, validate);
  expect(rules).toHaveLength(problems.length === 0 ? 1 : 0);
  return problems.map(({ message, place, file, severity }) => {
    expect([file, severity]).toEqual(['rule.yaml', 'error']);
    return {
      message,
      line: place === undefined ? undefined : place.start.line - start.split('\n').length + 1,
      text: place === undefined ? '' : document.text.slice(place.span.start, place.span.end),
    };
  });
}

function inRequire(condition: string): readonly Mistake[] {
  return mistakesIn(`${applies}require:\n${condition.replace(/^/gm, '  ')}\n`);
}

it('a rule without mistakes has none', () => {
  expect(inRequire('field: properties.x\nequals: true')).toEqual([]);
});

describe('conditions', () => {
  it.each([
    ['field: properties.x\nequal: true', 4, 'equal', "There is no operator 'equal'; did you mean 'equals'?"],
    ['field: properties.x\nnotEqual: true', 4, 'notEqual', "did you mean 'notEquals'?"],
    ['field: properties.x\ngreaterThan: 5', 4, 'greaterThan', "There is no operator 'greaterThan'"],
    ['feild: properties.x\nequals: 1', 3, 'feild', "There is no operator 'feild'; did you mean 'field'?"],
    ['equals: 1', 3, 'equals: 1', 'A test names what it tests: field, item, subject, value, setting, count or related'],
    ['field: properties.x', 3, 'field: properties.x', 'A test has exactly one operator; this one has none'],
    [
      'field: properties.x\nequals: 1\nin: [1]',
      3,
      undefined,
      'A test has exactly one operator; this one has equals, in',
    ],
    ['field: properties..x\nequals: 1', 3, 'properties..x', "'properties..x' is not a path such as"],
    ['field: [a]\nequals: 1', 3, '[a]', 'is not a path such as'],
    ["field: ''\nequals: 1", 3, "''", 'is not a path such as'],
    ['field: properties.x\nin: Premium', 4, 'Premium', "'in' expects a list"],
    ['field: properties.x\nexists: yes please', 4, 'yes please', "'exists' expects true or false"],
    ['field: properties.x\nlike: 5', 4, '5', "'like' expects a text with * for any characters"],
    ['field: properties.x\npattern: 5', 4, '5', 'A pattern is a text'],
    ["field: properties.x\npattern: '(a'", 4, "'(a'", 'position'],
    ["field: properties.x\npattern: '(?<=a)b'", 4, "'(?<=a)b'", 'position'],
    ['item: value\nequals: 1', 3, undefined, "'item' stands only in the 'where' of a count"],
    ['allOf: []', 3, '[]', 'allOf is a list of conditions'],
    ['anyOf: { field: x, equals: 1 }', 3, '{ field: x, equals: 1 }', 'anyOf is a list of conditions'],
    ['allOf: [{ field: x, equals: 1 }]\nfield: x', 4, 'field', "'field' means nothing here"],
    ['not: { field: x, equals: 1 }\nalso: 1', 4, 'also', "'also' means nothing here"],
    ['not: nothing', 3, 'nothing', 'A condition is an object'],
    ['anyOf:\n  - field: x\n    equals: 1\n  - field: x\n    eqals: 1', 7, 'eqals', "did you mean 'equals'?"],
    ['field: x\nequals: { subject: y, of: 1 }', 4, 'of', "'of' means nothing here"],
    ['field: x\nequals: { field: y.. }', 4, 'y..', 'is not a path such as'],
  ])('%j', (condition, line, text, message) => {
    const [mistake] = inRequire(condition);
    expect(mistake?.message).toContain(message);
    expect(mistake?.line).toBe(line);
    if (text !== undefined) expect(mistake?.text.trim()).toBe(text);
  });
});

describe('counts and relations', () => {
  it.each([
    ['count: { field: x }\nequals: 0', 3, 'What is counted is an array: the path holds [*]'],
    ["count: { field: 'x[*]' }", 3, "'count' is compared with a number by one of equals, notEquals"],
    ["count: { field: 'x[*]' }\nequals: none", 3, "'count' is compared with a number"],
    ["count: { field: 'x[*]', were: {} }\nequals: 0", 3, "'were' means nothing here; did you mean 'where'?"],
    ["count: 'x[*]'\nequals: 0", 3, "'count' is an object with field and, if need be, where"],
    ["count:\n  field: 'x[*]'\n  where: { item: ., equal: 1 }\nequals: 0", 5, "There is no operator 'equal'"],
    ['related: { by: child, type: Contoso.Test/others }', 3, "'related' is compared with a number"],
    [
      'related: { by: childs, type: Contoso.Test/others }\nequals: 0',
      3,
      "'by' names no relation: did you mean 'child'?",
    ],
    ['related: { type: Contoso.Test/others }\nequals: 0', 3, "'by' names no relation: one of child, extension"],
    ['related: { by: child, type: others }\nequals: 0', 3, "'type' is a resource type, or a list of them"],
    ['related: { by: child }\nequals: 0', 3, "'type' is a resource type, or a list of them"],
    ['related: { by: references, type: Contoso.Test/others }\nequals: 0', 3, 'is not a path such as'],
    ['related: { by: child, type: Contoso.Test/others, elsewere: x }\nequals: 0', 3, "did you mean 'elsewhere'?"],
    ['related: here\nequals: 0', 3, "'related' is an object with by, type and, if need be, where"],
  ])('%j', (condition, line, message) => {
    const mistakes = inRequire(condition);
    const mistake = mistakes.find((one) => one.message.includes(message));
    expect(mistake, JSON.stringify(mistakes)).toBeDefined();
    expect(mistake?.line).toBe(line);
  });
});

describe('the rest of the file', () => {
  const require = 'require: { field: properties.x, equals: true }\n';

  it.each([
    [`${applies}${require}absent: { 'properties..x': { means: 1 } }`, 3, "'properties..x' is not a path"],
    [
      `${applies}${require}absent: { properties.x: { mean: 1 } }`,
      3,
      "There is no property 'mean' here; did you mean 'means'?",
    ],
    [`${applies}${require}absent: { properties.x: { since: soon } }`, 3, 'must match pattern'],
    [
      `applies:\n  to: [Contoso.Test/things]\n  when:\n    - field: x\n      equal: 1\n      otherwise: It does not apply.\n${require}`,
      5,
      "There is no operator 'equal'",
    ],
    [
      `applies:\n  to: [Contoso.Test/things]\n  when: [{ field: x, equals: 1 }]\n${require}`,
      3,
      "The property 'otherwise' is missing",
    ],
    [`applies: { to: [things] }\n${require}`, 1, 'must match pattern'],
    [
      `${applies}${require}causes: [{ field: x, equal: 1, rule: y, text: Because of that. }]`,
      3,
      "There is no operator 'equal'",
    ],
    [`${applies}${require}severty: high`, 3, "There is no property 'severty' here; did you mean 'severity'?"],
    [`${applies}`, 1, "The property 'require' is missing"],
    [`${applies}require: {}`, 2, 'must NOT have fewer than 1 properties'],
    [`${applies}${require}tags: [Upper Case]`, 3, 'must match pattern'],
    [`${applies}${require}aliases: { checkov: [] }`, 3, 'must NOT have fewer than 1 items'],
    [`${applies}${require}deprecated: { reason: It goes away for good. }`, 3, "The property 'replacedBy' is missing"],
    [`${applies}${require}severity: high`, 3, 'Map keys must be unique'],
    [`${applies}require: { field: [ }`, 2, ''],
  ])('%j', (text, line, message) => {
    const mistakes = mistakesIn(text);
    const mistake = mistakes.find((one) => one.message.includes(message));
    expect(mistake, JSON.stringify(mistakes)).toBeDefined();
    if (!message.startsWith('The property')) expect(mistake?.line).toBe(line);
  });

  it('every mistake is told, not the first only', () => {
    const condition = 'anyOf:\n  - { field: x, equal: 1 }\n  - { field: y, exits: 1 }\n  - { feild: z, in: 5 }';
    expect(inRequire(condition).map(({ message }) => message)).toEqual([
      "There is no operator 'equal'; did you mean 'equals'?",
      "There is no operator 'exits'; did you mean 'exists'?",
      "There is no operator 'feild'; did you mean 'field'?",
    ]);
  });

  it('an empty file and one that is no object are told', () => {
    expect(mistakesIn('', '')).not.toEqual([]);
    expect(mistakesIn('- 1\n', '')[0]?.message).toContain('must be object');
  });
});
