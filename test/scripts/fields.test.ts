// From published type definitions to what is said about the fields of rules: checkouts, paths, standings, histories, mistakes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionsOf, git } from '../../scripts/fields/checkout.ts';
import type { Definition, Property, Reference } from '../../scripts/fields/definitions.ts';
import { unsettablePaths, wrongFacts } from '../../scripts/fields/facts.ts';
import { type Histories, historiesOf } from '../../scripts/fields/histories.ts';
import { outdatedFacts, unmarkedPreviews, unverifiedPaths } from '../../scripts/fields/lint.ts';
import { pathsOf, textOf } from '../../scripts/fields/rule-paths.ts';
import { standingOf } from '../../scripts/fields/standing.ts';
import { printFields, type VerifiedFields, verifiedFields } from '../../scripts/fields/verified.ts';
import { readFieldPath } from '../../src/engine/fields.ts';
import { readRule } from '../../src/engine/read-rule.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { JsonObject } from '../../src/values/json.ts';

const string: Definition = { $type: 'StringType' };

function at(position: number): Reference {
  return { $ref: `#/${position}` };
}

function property(position: number, flags = 0): Property {
  return { type: at(position), flags };
}

const readOnly = 2;

/** An object definition from the positions of its properties' types. */
function object(properties: Readonly<Record<string, number | Property>>, others?: number): Definition {
  const full = Object.entries(properties).map(([name, type]) => [
    name,
    typeof type === 'number' ? property(type) : type,
  ]);
  return {
    $type: 'ObjectType',
    properties: Object.fromEntries(full) as Readonly<Record<string, Property>>,
    ...(others === undefined ? {} : { additionalProperties: at(others) }),
  };
}

describe('the standing of a path', () => {
  /** The body is at position 0. */
  function standing(definitions: readonly Definition[], path: string): string {
    return standingOf(definitions, at(0), readFieldPath(path)?.segments ?? []);
  }

  it('is what objects, arrays and dictionaries have, whatever the case of names', () => {
    const definitions: Definition[] = [
      object({ list: 1, map: 3 }),
      { $type: 'ArrayType', itemType: at(2) },
      object({ name: 4 }),
      object({ known: 4 }, 2),
      string,
    ];
    expect(standing(definitions, 'LIST[*].Name')).toBe('settable');
    expect(standing(definitions, 'list[0].name')).toBe('settable');
    expect(standing(definitions, 'list.name')).toBe('no');
    expect(standing(definitions, 'list[*].other')).toBe('no');
    expect(standing(definitions, "map['any name'].name")).toBe('settable');
    expect(standing(definitions, 'map.known')).toBe('settable');
    expect(standing(definitions, 'map.known.name')).toBe('no');
    expect(standing(definitions, 'map[*]')).toBe('no');
    expect(standing(definitions, 'list[*].constructor')).toBe('no');
  });

  it('is read-only where the field, or something it is in, is so in all variants', () => {
    const definitions: Definition[] = [
      object({ a: property(1, readOnly), b: 1, either: 2 }),
      object({ inner: 3, state: property(3, readOnly) }),
      { $type: 'UnionType', elements: [at(1), at(4)] },
      string,
      object({ inner: property(3, readOnly), state: property(3, readOnly) }),
    ];
    expect(standing(definitions, 'a')).toBe('read-only');
    expect(standing(definitions, 'a.inner')).toBe('read-only');
    expect(standing(definitions, 'b.inner')).toBe('settable');
    expect(standing(definitions, 'b.state')).toBe('read-only');
    expect(standing(definitions, 'either.inner')).toBe('settable');
    expect(standing(definitions, 'either.state')).toBe('read-only');
  });

  it('is that of the base and of all variants that a discriminator tells apart', () => {
    const definitions: Definition[] = [
      {
        $type: 'DiscriminatedObjectType',
        baseProperties: { kind: property(3) },
        elements: { One: at(1), Two: at(2) },
      },
      object({ mine: 3 }),
      object({ yours: 3 }),
      string,
    ];
    for (const name of ['kind', 'mine', 'yours']) expect(standing(definitions, name)).toBe('settable');
    expect(standing(definitions, 'theirs')).toBe('no');
  });

  it('is unknown inside of what may be anything, unless a variant says more', () => {
    const anything: Definition[] = [
      object({ a: 1, both: 2 }),
      { $type: 'AnyType' },
      { $type: 'UnionType', elements: [at(1), at(3)] },
      object({ named: 4 }),
      string,
    ];
    expect(standing(anything, 'a')).toBe('settable');
    expect(standing(anything, 'a.b[*].c')).toBe('unknown');
    expect(standing(anything, 'both.named')).toBe('settable');
    expect(standing(anything, 'both.other')).toBe('unknown');
  });

  it('follows definitions that contain themselves', () => {
    const definitions: Definition[] = [object({ inner: 0, name: 1 }), string];
    expect(standing(definitions, 'inner.inner.inner.name')).toBe('settable');
  });

  it('cannot be told from definitions that refer elsewhere', () => {
    expect(() => standing([object({ a: { type: { $ref: '../types.json#/1' }, flags: 0 } })], 'a')).toThrow(/outside/);
    expect(() => standing([object({ a: 7 })], 'a')).toThrow(/nothing/);
    expect(() => standing([object({ a: 1 }), { $type: 'ResourceFunctionType' }], 'a')).toThrow(/no type of a value/);
  });
});

const things = 'Contoso.Test/things';

/** A rule about things. */
function ruleWith(parts: JsonObject): Rule {
  const result = readRule({
    id: 'a-rule',
    applies: { to: [things] },
    require: { value: 1, equals: 1 },
    ...parts,
  });
  if (result.kind === 'mistakes') throw new Error(JSON.stringify(result.mistakes));
  return result.rule;
}

describe('the paths of a rule', () => {
  function texts(parts: JsonObject): readonly string[] {
    return pathsOf(ruleWith(parts)).map(
      ({ types, segments, set }) => `${types.join('|')} ${textOf(segments)}${set ? ' (set)' : ''}`,
    );
  }

  it('stand in conditions, preconditions, causes, facts and fixes', () => {
    const paths = texts({
      applies: {
        to: [things, 'Contoso.Test/others'],
        when: [{ field: 'a', exists: true, otherwise: 'There is no a.' }],
      },
      require: { allOf: [{ not: { field: 'b', equals: { subject: 'c' } } }, { value: 1, equals: { field: 'd' } }] },
      causes: [{ field: 'e', exists: true, rule: 'other', text: 'Because of e.' }],
      absent: { f: { means: 1 } },
      fix: { safe: true, set: { 'g.h': { i: [{ j: 1 }] } } },
    });
    const both = `${things}|Contoso.Test/others`;
    expect(paths).toEqual([
      ...['b', 'c', 'd', 'a', 'e', 'f'].map((path) => `${both} ${path}`),
      ...['g.h', 'g.h.i', 'g.h.i[*]', 'g.h.i[*].j'].map((path) => `${both} ${path} (set)`),
    ]);
  });

  it('of an item continue the path of what is counted', () => {
    const where = {
      allOf: [
        { item: 'b', equals: { item: 'c' } },
        { item: '.', exists: true },
        { count: { item: 'd[*]', where: { item: 'e', equals: { field: 'f' } } }, equals: 1 },
      ],
    };
    expect(texts({ require: { count: { field: 'a[*]', where }, equals: 1 } })).toEqual(
      ['a[*]', 'a[*].b', 'a[*].c', 'a[*]', 'a[*].d[*]', 'a[*].d[*].e', 'f'].map((path) => `${things} ${path}`),
    );
  });

  it('end where a view begins', () => {
    const count = { count: { field: 'a.$task.steps[*]', where: { item: 'image.tag', exists: true } }, equals: 1 };
    const whole = { count: { field: '$listCalls[*]' }, equals: 0 };
    expect(texts({ require: { allOf: [count, whole] } })).toEqual([`${things} a`, `${things} a`]);
  });

  it('of related resources are of their types', () => {
    const other = 'contoso.test/others';
    const related = (parts: JsonObject): JsonObject => ({ related: { type: other, ...parts }, equals: 1 });
    expect(texts({ require: related({ by: 'references', field: 'a', distinct: 'b' }) })).toEqual([
      `${things} a`,
      `${other} b`,
    ]);
    expect(texts({ require: related({ by: 'principalOf', field: 'a' }) })).toEqual([`${things} a`]);
    expect(texts({ require: related({ by: 'principal', field: 'a' }) })).toEqual([`${other} a`]);
    expect(texts({ require: related({ by: 'holds', field: 'a', value: 'b' }) })).toEqual([`${things} b`, `${other} a`]);
    const inner = { related: { by: 'referencedBy', field: 'd', type: 'contoso.test/more' }, equals: 1 };
    const where = { allOf: [{ field: 'b', equals: { subject: 'c' } }, inner] };
    expect(texts({ require: related({ by: 'child', where }) })).toEqual([
      `${other} b`,
      `${things} c`,
      'contoso.test/more d',
    ]);
  });
});

/** Files of definitions: a thing that gains a field in a preview, and keeps it. */
const files: Readonly<Record<string, readonly (readonly Definition[])[]>> = {
  'contoso.test': [
    thingIn('2021-01-01', { old: 2, late: 2, state: property(2, readOnly) }),
    thingIn('2021-01-01-preview', { old: 2, late: 2, gone: 2 }),
    thingIn('2020-01-01-preview', { old: 2 }, 'contoso.test/THINGS'),
    thingIn('2022-01-01-preview', { old: 2, late: 2, soon: 2 }),
    thingIn('2021-01-01', { old: 2 }, 'Contoso.Test/others'),
  ],
};

function thingIn(
  version: string,
  properties: Readonly<Record<string, number | Property>>,
  type = things,
): readonly Definition[] {
  return [
    object({ properties: 1 }),
    object(properties),
    string,
    { $type: 'ResourceType', name: `${type}@${version}`, body: at(0) },
  ];
}

interface Looked {
  readonly histories: Histories;
  readonly fields: VerifiedFields;
}

function look(rule: Rule): Looked {
  const histories = historiesOf(pathsOf(rule), (namespace) => files[namespace] ?? []);
  return { histories, fields: verifiedFields(pathsOf(rule), histories) };
}

function reads(...paths: readonly string[]): JsonObject {
  return { allOf: paths.map((path) => ({ field: path, exists: true })) };
}

describe('what is written down', () => {
  it('is since when the paths of rules are there, by type and path', () => {
    const rule = ruleWith({
      require: reads('properties.state', 'properties.late', 'properties.old', 'properties.soon', 'properties.typo'),
    });
    expect(look(rule).fields).toEqual({
      [things]: {
        'properties.late': '2021-01-01-preview, stable 2021-01-01',
        'properties.old': '2020-01-01-preview, stable 2021-01-01',
        'properties.soon': '2022-01-01-preview, never stable',
        'properties.state': '2021-01-01',
      },
    });
  });

  it('is looked for in all types that are named where a rule is about every resource', () => {
    const related = { related: { by: 'child', type: [things, 'Contoso.Test/others'] }, equals: 0 };
    const named = reads('properties.old', 'properties.late', 'properties.typo');
    const rule = ruleWith({
      applies: { to: ['*'] },
      require: { allOf: [named, { related: { ...related.related, where: reads('properties') }, equals: 0 }] },
    });
    const { fields } = look(rule);
    expect(Object.keys(fields)).toEqual(['Contoso.Test/others', things]);
    expect(Object.keys(fields['Contoso.Test/others'] ?? {})).toEqual(['properties', 'properties.old']);
    expect(unverifiedPaths(rule, fields)).toEqual(['a-rule: no version of * has properties.typo']);
  });

  it('is printed a path a line', () => {
    const fields = { [things]: { 'properties.old': '2021-01-01' } };
    expect(printFields(fields)).toBe(`{\n  "${things}": {\n    "properties.old": "2021-01-01"\n  }\n}\n`);
  });

  it('is nothing sure where a version is defined twice, or is no version', () => {
    const rule = ruleWith({ require: reads('properties.old') });
    const twice = [thingIn('2021-01-01', {}), thingIn('2021-01-01', {})];
    expect(() => historiesOf(pathsOf(rule), () => twice)).toThrow(/defined twice/);
    expect(() => historiesOf(pathsOf(rule), () => [thingIn('soon', {}), thingIn('2021-01-01', {})])).toThrow(
      /'soon' is no API version/,
    );
  });
});

describe('a mistake of a rule', () => {
  it('is a path that no version of its types has', () => {
    const rule = ruleWith({
      applies: { to: [things, 'Contoso.Test/others', 'Contoso.Test/nothing'] },
      require: reads('properties.late', 'properties.typo', 'properties.typo'),
    });
    expect(unverifiedPaths(rule, look(rule).fields)).toEqual([
      `a-rule: no version of ${things}, Contoso.Test/others, Contoso.Test/nothing has properties.typo`,
    ]);
  });

  it('is no path of a type that is known to have no definitions', () => {
    const rule = ruleWith({ applies: { to: ['NotaryProject.Notation/trustPolicies'] }, require: reads('name') });
    expect(unverifiedPaths(rule, {})).toEqual([]);
  });

  it('is a path that only previews have, unless the rule or a fact says so', () => {
    const require = reads('properties.soon', 'properties.late');
    const mistakes = (parts: JsonObject): readonly string[] => {
      const rule = ruleWith({ require, ...parts });
      return unmarkedPreviews(rule, look(rule).fields);
    };
    expect(mistakes({})).toEqual(['a-rule: only previews have properties.soon']);
    expect(mistakes({ preview: true })).toEqual([]);
    const fact = { since: '2022-01-01-preview', stable: null };
    expect(mistakes({ absent: { 'properties.soon': fact } })).toEqual([]);
    expect(mistakes({ absent: { properties: fact } })).toEqual([]);
    expect(mistakes({ absent: { 'properties.late': fact } })).toHaveLength(1);
  });

  it('is a fix of what no template can set', () => {
    const rule = ruleWith({ fix: { safe: true, set: { 'properties.state': 'on', 'properties.old': 'on' } } });
    expect(unsettablePaths(rule, look(rule).histories)).toEqual(['a-rule: no template can set properties.state']);
  });

  it('is a fact that a version contradicts', () => {
    const mistakes = (fact: JsonObject): readonly string[] => {
      const rule = ruleWith({ absent: { 'properties.late': fact } });
      return wrongFacts(rule, look(rule).histories).map((mistake) => mistake.replace(`a-rule: ${things}@`, ''));
    };
    expect(mistakes({ since: '2021-01-01-preview', stable: '2021-01-01' })).toEqual([]);
    expect(mistakes({ since: '2021-01-01-preview' })).toEqual([]);
    expect(mistakes({ means: 1 })).toEqual([]);
    expect(mistakes({ since: '2020-01-01-preview', stable: '2021-01-01' })).toEqual([
      '2020-01-01-preview does not have properties.late',
    ]);
    expect(mistakes({ since: '2021-01-01-preview', stable: null })).toEqual(['2021-01-01 has properties.late']);
    expect(mistakes({ since: '2021-01-01-preview', except: ['2022-01-01-preview'] })).toEqual([
      '2022-01-01-preview has properties.late',
    ]);
  });

  it('is a fact that says otherwise than what was written down', () => {
    const mistakes = (path: string, fact: JsonObject): readonly string[] => {
      const rule = ruleWith({ absent: { [path]: fact } });
      return outdatedFacts(rule, look(rule).fields);
    };
    const late = 'properties.late';
    expect(mistakes(late, { since: '2021-01-01-preview', stable: '2021-01-01' })).toEqual([]);
    expect(mistakes(late, { since: '2021-01-01-preview' })).toEqual([]);
    expect(mistakes(late, { means: 1 })).toEqual([]);
    const found = 'a-rule: properties.late is there since 2021-01-01-preview, in stable versions since 2021-01-01';
    expect(mistakes(late, { since: '2021-01-01' })).toEqual([found]);
    expect(mistakes(late, { since: '2021-01-01-preview', stable: null })).toEqual([found]);
    expect(mistakes('properties.soon', { since: '2022-01-01-preview', stable: null })).toEqual([]);
    expect(mistakes('properties.soon', { since: '2022-01-01-preview' })).toHaveLength(1);
  });
});

describe('a checkout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-definitions-'));
  const some = thingIn('2021-01-01', { größe: 2 });
  const others = thingIn('2021-01-01', {}, 'Contoso.Test/others');

  beforeAll(() => {
    write('generated/group_0/contoso.test/2021-01-01/types.json', JSON.stringify(some));
    write('generated/group_1/contoso.test/2021-01-01/types.json', JSON.stringify(others));
    write('generated/group_1/contoso.test/2021-01-01/types.md', 'not definitions');
    write('generated/group_1/contoso.tests/2021-01-01/types.json', 'another namespace');
    git(folder, ['init', '--quiet']);
    git(folder, ['add', '.']);
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    git(folder, [...author, 'commit', '-qm', 'a']);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  it('gives the definitions of a namespace, whatever group they are in', () => {
    expect([...definitionsOf(folder, 'contoso.test')]).toEqual([some, others]);
    expect([...definitionsOf(join(folder, '.git'), 'contoso.test')]).toEqual([some, others]);
    expect([...definitionsOf(folder, 'contoso.other')]).toEqual([]);
  });

  it('is a checkout of something', () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'pratique-nothing-'));
    expect(() => [...definitionsOf(nowhere, 'contoso.test')]).toThrow(/not a git repository/);
    rmSync(nowhere, { recursive: true });
  });
});
