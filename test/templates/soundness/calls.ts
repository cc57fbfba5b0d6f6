// Random calls of every function of the table, with arguments that are known, known in part, or not.

import fc from 'fast-check';
import { allFunctions } from '../../../src/templates/functions.ts';
import type { Json } from '../../../src/values/json.ts';

/** What arguments are made of; parameters are declared in `parameters.ts`. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  text: [
    ...["parameters('s')", "parameters('t')", "parameters('env')", "parameters('mode')", "parameters('maybe')"],
    ...["parameters('key')", "concat('on-', parameters('s'))", "concat(parameters('s'), '-', parameters('env'))"],
    ...["'on'", "'a-b'", "''", "'Prod'", "toLower(parameters('s'))", "uniqueString(parameters('s'))"],
    ...["if(parameters('b'), 'on', parameters('s'))", "string(parameters('n'))", "parameters('o').k"],
    ...["take(concat('on', parameters('s')), 3)", "replace(parameters('s'), 'o', 'a')", 'resourceGroup().id'],
  ],
  number: [
    ...["parameters('n')", "parameters('m')", "parameters('size')", "parameters('few')", '0', '1', '2', '-1'],
    ...["length(parameters('list'))", "length(parameters('s'))", "if(parameters('b'), 1, parameters('n'))"],
    ...["add(parameters('n'), 1)", '9007199254740993'],
  ],
  truth: [
    ...[
      "parameters('b')",
      "parameters('c')",
      "parameters('flag')",
      "equals(parameters('s'), 'on')",
      'true()',
      'false()',
    ],
    ...["greater(parameters('n'), 1)", "contains(parameters('list'), 'on')", "empty(parameters('o'))"],
    ...["equals(parameters('s'), parameters('t'))"],
  ],
  list: [
    ...["parameters('list')", "parameters('names')", "parameters('some')", "createArray('a', parameters('s'))"],
    ...[
      "concat(parameters('list'), createArray('on'))",
      'createArray()',
      "if(parameters('b'), createArray('on'), parameters('list'))",
    ],
    ...["filter(createArray('on', 'a'), lambda('x', contains(lambdaVariables('x'), parameters('s'))))"],
    ...["if(equals(parameters('s'), parameters('t')), createArray('on'), createArray('on', 'b'))"],
    ...["createArray(if(parameters('b'), 'on', 'a'), 'a')", "split(parameters('derived'), '-')"],
  ],
  object: [
    ...["parameters('o')", "parameters('p')", "parameters('typed')", "parameters('whole')", 'createObject()'],
    ...["createObject('k', parameters('s'), 'tags', createObject('a', parameters('n')))"],
    ...["createObject(parameters('s'), 1)", "createObject('k', 'on', 'K2', parameters('list'))"],
    ...["union(createObject('k', 'on', 'tags', createObject('c', 1)), parameters('o'))"],
    ...[
      "if(equals(parameters('s'), parameters('t')), createObject('k', 'on'), createObject('tags', createObject('c', 1)))",
    ],
    ...["intersection(createObject('k', 'on', 'tags', createObject('c', 1)), parameters('o'))"],
    ...["createObject('tags', parameters('whole'))", "createObject('tags', createObject('d', parameters('n')))"],
    ...[
      "intersection(parameters('whole'), parameters('o'))",
      "if(parameters('b'), createObject('k', 'on'), parameters('o'))",
    ],
  ],
  null: ['null()', "parameters('typed')"],
  pairs: ["createArray(parameters('list'), parameters('names'))", "createArray(createArray('a'), parameters('list'))"],
  objects: ["createArray(parameters('o'), parameters('p'))", "createArray(createObject('k', 1), parameters('whole'))"],
  date: ["'2024-01-31T00:00:00Z'", "concat('2024-01-0', string(parameters('size')), 'T00:00:00Z')"],
  duration: ["'P1D'", "'-PT3H'", "concat('P', parameters('n'), 'D')"],
  cidr: ["'10.0.0.0/16'", "concat('10.', string(parameters('n')), '.0.0/16')"],
  url: ["'https://contoso.com/a'", "concat('https://contoso.com/', parameters('env'))"],
  encoded: ["'b24='", "base64(parameters('s'))", "base64('{}')"],
  json: ["'{}'", `concat('{"k": "', parameters('env'), '"}')`, "string(parameters('o'))", "'[1]'"],
  dataUri: ["'data:;base64,b24='", "dataUri(parameters('s'))", "dataUri(parameters('o'))"],
  parts: [
    "createObject('scheme', 'https', 'host', concat('a.', parameters('env')))",
    "createObject('scheme', 'https', 'host', 'a', 'path', '/x')",
  ],
  prefix: ['24', "add(16, parameters('size'))"],
  digits: ["'12'", "string(parameters('n'))", "parameters('n')"],
  pattern: ["'{0}'", "'{0}-{1}'", "'{1,5}x{0}'", "parameters('s')"],
  wildcard: ["'o*'", "'*-*'", "concat(parameters('t'), '*')"],
  type: ["'A.B/things'", "if(parameters('b'), 'A.B/things', 'A.B/others')"],
  parameter: ["'s'", "parameters('mode')", "'list'"],
  step: ["'k'", "'tags'", '0', "parameters('s')", "parameters('n')", "'K'"],
  item: [
    "lambda('x', lambdaVariables('x'))",
    "lambda('x', concat(lambdaVariables('x'), parameters('s')))",
    "lambda('x', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i')))",
  ],
  test: [
    "lambda('x', equals(lambdaVariables('x'), 'on'))",
    "lambda('x', contains(lambdaVariables('x'), parameters('s')))",
    "lambda('x', 'i', less(lambdaVariables('i'), parameters('n')))",
    "lambda('x', parameters('b'))",
  ],
  order: [
    "lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b')))",
    "lambda('a', 'b', less(length(lambdaVariables('a')), length(lambdaVariables('b'))))",
  ],
  sum: [
    "lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('b')))",
    "lambda('a', 'b', 'i', concat(lambdaVariables('a'), string(lambdaVariables('i'))))",
  ],
  member: [
    "lambda('v', lambdaVariables('v'))",
    "lambda('v', string(lambdaVariables('v')))",
    "lambda('v', createArray(lambdaVariables('v'), parameters('s')))",
  ],
};

/**
 * The kinds of arguments, one word each, by function; `any` is any value. Functions that only a deployment can answer,
 * or that differ every time, are of no use here.
 */
const signatures: Readonly<Record<string, readonly string[]>> = {
  array: ['any'],
  createArray: ['any', 'any any'],
  concat: ['text text', 'text number truth', 'list list', 'any any'],
  contains: ['text text', 'list any', 'object text', 'any any'],
  empty: ['any'],
  length: ['any'],
  first: ['any', 'list'],
  last: ['any', 'list'],
  indexFromEnd: ['list number'],
  tryIndexFromEnd: ['list number', 'null number'],
  flatten: ['pairs'],
  distinct: ['list'],
  indexOf: ['text text', 'list any'],
  lastIndexOf: ['text text', 'list any'],
  subscription: [''],
  resourceGroup: [''],
  managementGroup: [''],
  tenant: [''],
  deployment: [''],
  environment: [''],
  dateTimeAdd: ['date duration'],
  dateTimeToEpoch: ['date'],
  dateTimeFromEpoch: ['number'],
  base64: ['text'],
  base64ToString: ['encoded'],
  base64ToJson: ['encoded'],
  json: ['json'],
  dataUri: ['any'],
  dataUriToString: ['dataUri'],
  uri: ['url text'],
  uriComponent: ['text'],
  uriComponentToString: ['text'],
  buildUri: ['parts'],
  parseUri: ['url'],
  format: ['pattern any any', 'pattern text number'],
  uniqueString: ['text text'],
  guid: ['text'],
  map: ['list item'],
  filter: ['list test'],
  reduce: ['list text sum'],
  sort: ['list order'],
  toObject: ['list item', 'list item item'],
  groupBy: ['list item', 'list item item'],
  mapValues: ['object member'],
  equals: ['any any', 'text text', 'list list', 'object object'],
  less: ['number number', 'text text'],
  lessOrEquals: ['number number', 'text text'],
  greater: ['number number', 'text text'],
  greaterOrEquals: ['number number', 'text text'],
  not: ['truth'],
  and: ['truth truth', 'truth truth truth'],
  or: ['truth truth', 'truth truth truth'],
  if: ['truth any any'],
  coalesce: ['any any', 'null text text', 'text list'],
  bool: ['truth', 'digits'],
  true: [''],
  false: [''],
  null: [''],
  tryGet: ['object step', 'object step step', 'list step', 'null step'],
  parameters: ['parameter'],
  parseCidr: ['cidr'],
  cidrSubnet: ['cidr prefix number'],
  cidrHost: ['cidr number'],
  add: ['number number'],
  sub: ['number number'],
  mul: ['number number'],
  div: ['number number'],
  mod: ['number number'],
  min: ['number number'],
  max: ['number number'],
  int: ['digits'],
  float: ['digits'],
  range: ['number number'],
  createObject: ['text any', 'step any text any'],
  union: ['list list', 'object object', 'object object object'],
  intersection: ['list list', 'object object'],
  shallowMerge: ['objects'],
  items: ['object'],
  objectKeys: ['object'],
  take: ['text number', 'list number'],
  skip: ['text number', 'list number'],
  resourceId: ['type text', 'text type text'],
  subscriptionResourceId: ['type text'],
  tenantResourceId: ['type text'],
  managementGroupResourceId: ['type text'],
  extensionResourceId: ['text type text'],
  roleDefinitions: ['text'],
  split: ['text text', 'text list'],
  join: ['list text'],
  toLower: ['text'],
  toUpper: ['text'],
  trim: ['text'],
  string: ['any'],
  startsWith: ['text text'],
  endsWith: ['text text'],
  like: ['text wildcard'],
  padLeft: ['any number', 'text number'],
  replace: ['text text text'],
  substring: ['text number', 'text number number'],
};

/** Asked of a deployment, or of a loop, or answered by failing. */
const withoutCalls = new Set([
  ...['deployer', 'newGuid', 'utcNow', 'pickZones', 'toLogicalZone', 'toLogicalZones', 'toPhysicalZone'],
  ...['toPhysicalZones', 'providers', 'externalInputs', 'extensions', 'reference', 'references', 'target'],
  ...['listOutputsWithSecureValues', 'variables', 'copyIndex', 'lambda', 'lambdaVariables', 'fail'],
]);

/** The functions there are random calls of. */
export const calledFunctions: readonly string[] = allFunctions
  .map(({ name }) => name)
  .filter((name) => !withoutCalls.has(name));

const values = ['text', 'number', 'truth', 'list', 'object', 'null'];

function argumentOf(kind: string): fc.Arbitrary<string> {
  const choices = kind === 'any' ? values.flatMap((value) => kinds[value] ?? []) : (kinds[kind] ?? []);
  return fc.constantFrom(...choices);
}

/** Random calls of a function, as an expression in a template. */
export function callsOf(name: string): fc.Arbitrary<Json> {
  const shapes = (signatures[name] ?? []).map((shape) => shape.split(' ').filter((kind) => kind !== ''));
  return fc
    .constantFrom(...shapes)
    .chain((shape) => fc.tuple(...shape.map(argumentOf)))
    .map((args) => `[${name}(${args.join(', ')})]`);
}
