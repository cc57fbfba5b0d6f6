// Reads tests from rule files: a subject, an operator, and what the operator compares with.

import type { Condition, FieldSubject, Operand, Subject, TestOperator } from '../model/condition.ts';
import type { RuleSetting } from '../model/rule.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { didYouMean, nearest } from '../values/nearest.ts';
import { childPath, type Path } from '../values/path.ts';
import { compileLike, compilePattern, type Pattern, type PatternProblem } from '../values/pattern-syntax.ts';
import { readFieldPath } from './fields.ts';
import { isView, views } from './views/views.ts';

/** Collects mistakes while a rule is read. */
export interface MistakeSink {
  add(message: string, path: Path, at?: 'value' | 'key'): void;
}

/** What a condition may refer to at the place where it stands. */
export interface Place {
  readonly inCount: boolean;
  readonly settings: readonly RuleSetting[];
  readonly sink: MistakeSink;
}

/** What stands for a condition that could not be read. */
export const neverHolds: Condition = { kind: 'anyOf', conditions: [] };

/** Complains about keys that mean nothing beside the given ones. */
export function only(json: JsonObject, allowed: readonly string[], path: Path, { sink }: Place): void {
  for (const key of Object.keys(json)) {
    if (allowed.includes(key)) continue;
    sink.add(`'${key}' means nothing here${didYouMean(key, allowed)}`, childPath(path, key), 'key');
  }
}

const plainOperators: readonly TestOperator[] = [
  'equals',
  'in',
  'contains',
  'containsKey',
  'like',
  'match',
  'pattern',
  'exists',
  'less',
  'lessOrEquals',
  'greater',
  'greaterOrEquals',
  'apiVersion',
  'inVersion',
];

const negatable: readonly TestOperator[] = ['equals', 'in', 'contains', 'containsKey', 'like', 'match', 'pattern'];

interface NamedOperator {
  readonly operator: TestOperator;
  readonly negated: boolean;
}

/** `equals` and `notEquals`, `in` and `notIn`, …: names of operators as rule files write them. */
const operators: ReadonlyMap<string, NamedOperator> = new Map([
  ...plainOperators.map((operator): [string, NamedOperator] => [operator, { operator, negated: false }]),
  ...negatable.map((operator): [string, NamedOperator] => [`not${capitalized(operator)}`, { operator, negated: true }]),
]);

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const subjectKeys = ['field', 'item', 'subject', 'value', 'setting'] as const;
const structureKeys = ['allOf', 'anyOf', 'not', 'count', 'related'];

/** Reads one test. */
export function readTest(json: JsonObject, path: Path, place: Place): Condition {
  const subjectKey = subjectKeys.find((key) => json[key] !== undefined);
  const names = Object.keys(json).filter((key) => key !== subjectKey);
  const [name] = names;
  const known = name === undefined ? undefined : operators.get(name);
  if (subjectKey === undefined || names.length !== 1 || known === undefined || name === undefined) {
    reportTest(json, subjectKey, names, path, place);
    return neverHolds;
  }
  const at = childPath(path, name);
  return {
    kind: 'test',
    subject: readSubject(subjectKey, json[subjectKey] ?? null, childPath(path, subjectKey), place),
    ...known,
    expected: readOperand(known.operator, json[name] ?? null, at, place),
  };
}

function reportTest(
  json: JsonObject,
  subject: string | undefined,
  names: readonly string[],
  path: Path,
  place: Place,
): void {
  const unknownName = names.find((name) => !operators.has(name));
  if (unknownName !== undefined) {
    const hint = didYouMean(unknownName, [...operators.keys(), ...subjectKeys, ...structureKeys]);
    place.sink.add(`There is no operator '${unknownName}'${hint}`, childPath(path, unknownName), 'key');
  } else if (subject === undefined) {
    place.sink.add(`A test names what it tests: ${subjectKeys.join(', ')}, count or related`, path);
  } else {
    const has = names.length === 0 ? 'none' : Object.keys(json).slice(1).join(', ');
    place.sink.add(`A test has exactly one operator; this one has ${has}`, path);
  }
}

function readSubject(key: (typeof subjectKeys)[number], json: Json, path: Path, place: Place): Subject {
  if (key === 'value') return { kind: 'value', value: json };
  if (key === 'setting') return { kind: 'value', value: settingNamed(json, path, place) };
  if (key === 'item' && !place.inCount) place.sink.add("'item' stands only in the 'where' of a count", path, 'key');
  return readField(json, key === 'field' ? 'this' : key, path, place);
}

/** Reads the path of a field. */
export function readField(json: Json, of: FieldSubject['of'], path: Path, place: Place): FieldSubject {
  const subject = fieldSubject(json, of, path, place);
  const unknownView = subject.path.segments.find((segment) => isView(segment) && !views.has(segment));
  if (unknownView === undefined) return subject;
  const suggestion = nearest(String(unknownView), [...views.keys()]);
  const hint = suggestion === undefined ? `there are ${[...views.keys()].join(', ')}` : `did you mean '${suggestion}'?`;
  place.sink.add(`There is no view '${unknownView}': ${hint}`, path);
  return subject;
}

function fieldSubject(json: Json, of: FieldSubject['of'], path: Path, { sink }: Place): FieldSubject {
  const text = typeof json === 'string' ? json : '';
  const found = of === 'item' && (text === '.' || text === '') ? { text: '', segments: [] } : readFieldPath(text);
  if (found === undefined || (text === '' && of !== 'item')) {
    sink.add(
      `'${String(json)}' is not a path such as properties.policies.trustPolicy.status or tags['cost.center']`,
      path,
    );
  }
  return { kind: 'field', of, path: found ?? { text, segments: [] } };
}

/** What holds for a setting in this run; null where nobody decided. */
function settingNamed(name: Json, path: Path, { settings, sink }: Place): Json {
  const found = settings.find((setting) => setting.name === name);
  if (found !== undefined) return found.value ?? null;
  const names = settings.map((setting) => setting.name);
  const hint = didYouMean(String(name), names);
  sink.add(`The rule declares no setting '${String(name)}'${hint}`, path);
  return null;
}

/** A value, or what holds for the setting it names. */
export function settled(json: Json, path: Path, place: Place): Json {
  if (!isJsonObject(json) || json.setting === undefined) return json;
  only(json, ['setting'], path, place);
  return settingNamed(json.setting, childPath(path, 'setting'), place);
}

function readOperand(operator: TestOperator, written: Json, path: Path, place: Place): Operand {
  const json = settled(written, path, place);
  // A setting that nobody decided leaves nothing to compare with; the rule does not apply then.
  if (json === null && written !== null) return { kind: 'literal', value: null };
  if (operator === 'pattern') return readPattern(compilePattern(String(json)), json, path, place);
  if (operator === 'match') return readPattern(compileMatch(String(json)), json, path, place);
  checkOperand(operator, json, path, place);
  if (!isJsonObject(json)) return { kind: 'literal', value: json };
  return readReference(json, path, place);
}

/** What an operator expects of a literal. */
function checkOperand(operator: TestOperator, json: Json, path: Path, place: Place): void {
  if (operator === 'like') checkLike(json, path, place);
  if (operator === 'in' && !isJsonArray(json)) place.sink.add("'in' expects a list", path);
  if (operator === 'exists' && typeof json !== 'boolean') place.sink.add("'exists' expects true or false", path);
  if (operator === 'inVersion' && json !== true) place.sink.add("'inVersion' expects true", path);
}

/** A field, or a time; any other object is a literal. */
function readReference(json: JsonObject, path: Path, place: Place): Operand {
  const key = (['field', 'subject', 'item'] as const).find((name) => json[name] !== undefined);
  if (key !== undefined) {
    only(json, [key, 'plusDays'], path, place);
    const subject = readField(json[key] ?? null, key === 'field' ? 'this' : key, childPath(path, key), place);
    const plusDays = settled(json.plusDays ?? null, childPath(path, 'plusDays'), place);
    return { kind: 'field', subject, plusDays: typeof plusDays === 'number' ? plusDays : undefined };
  }
  const days = settled(json.daysFromNow ?? null, childPath(path, 'daysFromNow'), place);
  return typeof days === 'number' ? { kind: 'now', days } : { kind: 'literal', value: json };
}

function readPattern(pattern: Pattern | PatternProblem, json: Json, path: Path, { sink }: Place): Operand {
  if (typeof json !== 'string') sink.add('A pattern is a text', path);
  if (pattern.kind === 'pattern') return { kind: 'pattern', pattern };
  sink.add(`${pattern.message} (at position ${pattern.at + 1} of the pattern)`, path);
  return { kind: 'literal', value: json };
}

/** Azure Policy's `match`: `#` is a digit, `?` a letter, `.` any character, all others themselves. */
function compileMatch(text: string): Pattern | PatternProblem {
  const body = text.replace(
    /[\\^$.|+()[\]{}*?#]/g,
    (symbol) => ({ '#': '\\d', '?': '[A-Za-z]', '.': '[^]' })[symbol] ?? `\\${symbol}`,
  );
  return compilePattern(`^${body}$`);
}

function checkLike(json: Json, path: Path, { sink }: Place): void {
  const problem = typeof json === 'string' ? compileLike(json) : undefined;
  if (problem === undefined) sink.add("'like' expects a text with * for any characters", path);
  else if (problem.kind === 'problem') sink.add(problem.message, path);
}
