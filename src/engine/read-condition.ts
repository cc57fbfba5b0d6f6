// Reads conditions from rule files. Mistakes are collected with the place where they stand.

import type {
  Condition,
  Count,
  FieldSubject,
  NumberOperator,
  Operand,
  Related,
  Relation,
  Subject,
  TestOperator,
} from '../model/condition.ts';
import type { RuleSetting } from '../model/rule.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { nearest } from '../values/nearest.ts';
import { childPath, type Path } from '../values/path.ts';
import { compileLike, compilePattern, type Pattern, type PatternProblem } from '../values/pattern-syntax.ts';
import { readFieldPath } from './fields.ts';
import { isView, views } from './views/views.ts';

/** Collects mistakes while a rule is read. */
export interface MistakeSink {
  add(message: string, path: Path, at?: 'value' | 'key'): void;
}

/** What a condition may refer to at the place where it stands. */
interface Place {
  readonly inCount: boolean;
  readonly settings: readonly RuleSetting[];
  readonly sink: MistakeSink;
}

const neverHolds: Condition = { kind: 'anyOf', conditions: [] };

/** Reads a condition; after a mistake the result only keeps the reader going. */
export function readCondition(
  json: Json | undefined,
  path: Path,
  settings: readonly RuleSetting[],
  sink: MistakeSink,
): Condition {
  return read(json, path, { inCount: false, settings, sink });
}

function read(json: Json | undefined, path: Path, place: Place): Condition {
  if (!isJsonObject(json)) {
    place.sink.add('A condition is an object', path);
    return neverHolds;
  }
  for (const key of ['allOf', 'anyOf'] as const) {
    const conditions = json[key];
    if (conditions !== undefined) return readList(key, conditions, json, childPath(path, key), place);
  }
  if (json.not !== undefined) {
    only(json, ['not'], path, place);
    return { kind: 'not', condition: read(json.not, childPath(path, 'not'), place) };
  }
  if (json.count !== undefined) return readCount(json, path, place);
  if (json.related !== undefined) return readRelated(json, path, place);
  return readTest(json, path, place);
}

function readList(kind: 'allOf' | 'anyOf', json: Json, owner: JsonObject, path: Path, place: Place): Condition {
  only(owner, [kind], path?.parent, place);
  if (!isJsonArray(json) || json.length === 0) {
    place.sink.add(`${kind} is a list of conditions`, path);
    return neverHolds;
  }
  return { kind, conditions: json.map((item, i) => read(item, childPath(path, i), place)) };
}

/** Complains about keys that mean nothing beside the given ones. */
function only(json: JsonObject, allowed: readonly string[], path: Path, { sink }: Place): void {
  for (const key of Object.keys(json)) {
    if (allowed.includes(key)) continue;
    const suggestion = nearest(key, allowed);
    const hint = suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
    sink.add(`'${key}' means nothing here${hint}`, childPath(path, key), 'key');
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

function readTest(json: JsonObject, path: Path, place: Place): Condition {
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
    const suggestion = nearest(unknownName, [...operators.keys(), ...subjectKeys, ...structureKeys]);
    const hint = suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
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

function readField(json: Json, of: FieldSubject['of'], path: Path, place: Place): FieldSubject {
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
  const suggestion = nearest(
    String(name),
    settings.map((setting) => setting.name),
  );
  const hint = suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
  sink.add(`The rule declares no setting '${String(name)}'${hint}`, path);
  return null;
}

/** A value, or what holds for the setting it names. */
function settled(json: Json, path: Path, place: Place): Json {
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
  if (operator === 'like') checkLike(json, path, place);
  if (operator === 'in' && !isJsonArray(json)) place.sink.add("'in' expects a list", path);
  if (operator === 'exists' && typeof json !== 'boolean') place.sink.add("'exists' expects true or false", path);
  if (!isJsonObject(json)) return { kind: 'literal', value: json };
  const key = (['field', 'subject', 'item'] as const).find((name) => json[name] !== undefined);
  if (key !== undefined) {
    only(json, [key, 'plusDays'], path, place);
    const subject = readField(json[key] ?? null, key === 'field' ? 'this' : key, childPath(path, key), place);
    const plusDays = settled(json.plusDays ?? null, childPath(path, 'plusDays'), place);
    return { kind: 'field', subject, plusDays: typeof plusDays === 'number' ? plusDays : undefined };
  }
  const days = settled(json.daysFromNow ?? null, childPath(path, 'daysFromNow'), place);
  if (typeof days === 'number') return { kind: 'now', days };
  return { kind: 'literal', value: json };
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

const numberOperators: readonly NumberOperator[] = [
  'equals',
  'notEquals',
  'less',
  'lessOrEquals',
  'greater',
  'greaterOrEquals',
];

function readCount(json: JsonObject, path: Path, place: Place): Count | Condition {
  const at = childPath(path, 'count');
  const count = json.count;
  const counting = readCounting(json, 'count', path, place);
  if (!isJsonObject(count) || counting === undefined) {
    if (!isJsonObject(count)) place.sink.add("'count' is an object with field and, if need be, where", at);
    return neverHolds;
  }
  only(count, ['field', 'item', 'where'], at, place);
  const key = count.item === undefined ? 'field' : 'item';
  const subject = readField(count[key] ?? null, key === 'item' ? 'item' : 'this', childPath(at, key), place);
  if (!subject.path.segments.includes('[*]'))
    place.sink.add('What is counted is an array: the path holds [*]', childPath(at, key));
  const where =
    count.where === undefined ? undefined : read(count.where, childPath(at, 'where'), { ...place, inCount: true });
  return { kind: 'count', subject, where, ...counting };
}

function readCounting(
  json: JsonObject,
  key: string,
  path: Path,
  place: Place,
): { operator: NumberOperator; expected: number } | undefined {
  const operator = numberOperators.find((name) => json[name] !== undefined);
  const written = operator === undefined ? undefined : json[operator];
  const expected =
    operator === undefined || written === undefined ? undefined : settled(written, childPath(path, operator), place);
  only(json, [key, ...numberOperators], path, place);
  if (operator !== undefined && typeof expected === 'number') return { operator, expected };
  // A setting that nobody decided: the rule does not apply.
  if (operator !== undefined && expected === null && isJsonObject(written)) return { operator, expected: 0 };
  place.sink.add(`'${key}' is compared with a number by one of ${numberOperators.join(', ')}`, path);
  return undefined;
}

const relationKeys = ['by', 'field', 'identity', 'type', 'where', 'distinct', 'elsewhere'];
const plainRelations = ['child', 'extension', 'atOrAbove', 'parent', 'covers', 'any'] as const;
const fieldRelations = ['references', 'referencedBy', 'principal'] as const;
const relationKinds = [...plainRelations, ...fieldRelations];

function readRelated(json: JsonObject, path: Path, place: Place): Related | Condition {
  const at = childPath(path, 'related');
  const related = json.related;
  const counting = readCounting(json, 'related', path, place);
  if (!isJsonObject(related) || counting === undefined) {
    if (!isJsonObject(related)) place.sink.add("'related' is an object with by, type and, if need be, where", at);
    return neverHolds;
  }
  only(related, relationKeys, at, place);
  const types = readTypes(related, at, place);
  const distinct = typeof related.distinct === 'string' ? readFieldPath(related.distinct) : undefined;
  return {
    kind: 'related',
    relation: readRelation(related, at, place),
    types,
    where:
      related.where === undefined
        ? undefined
        : read(related.where, childPath(at, 'where'), { ...place, inCount: false }),
    distinct,
    ...counting,
    elsewhere: related.elsewhere === 'impossible' ? 'impossible' : 'possible',
  };
}

function readTypes(related: JsonObject, at: Path, { sink }: Place): readonly string[] {
  const type = get(related, 'type');
  const types = isJsonArray(type) ? type : [type ?? null];
  const texts = types.filter((item): item is string => typeof item === 'string' && item.includes('/'));
  if (texts.length !== types.length) sink.add("'type' is a resource type, or a list of them", childPath(at, 'type'));
  return texts.map((text) => text.toLowerCase());
}

function readRelation(related: JsonObject, at: Path, place: Place): Relation {
  const by = related.by;
  const plain = plainRelations.find((name) => name === by);
  if (plain !== undefined) return { kind: plain };
  const kind = fieldRelations.find((name) => name === by);
  if (kind !== undefined) {
    const { path: field } = readField(related.field ?? null, 'this', childPath(at, 'field'), place);
    if (kind !== 'principal') return { kind, field };
    return { kind, field, identity: related.identity === 'kubelet' ? 'kubelet' : 'own' };
  }
  const suggestion = typeof by === 'string' ? nearest(by, relationKinds) : undefined;
  const hint = suggestion === undefined ? `one of ${relationKinds.join(', ')}` : `did you mean '${suggestion}'?`;
  place.sink.add(`'by' names no relation: ${hint}`, childPath(at, 'by'));
  return { kind: 'any' };
}
