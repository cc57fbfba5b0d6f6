// API versions: their order, which of them have a field, and what that means for verdicts.

import { describe, expect, it } from 'vitest';
import { compareApiVersions, readApiVersion, satisfiesVersion, versionHasField } from '../../src/engine/versions.ts';
import type { AbsentFact } from '../../src/model/rule.ts';
import { outcome, ruleThat, thing, verdictOf } from './judging.ts';

describe('a version', () => {
  it.each([
    ['2021-09-01', { date: '2021-09-01', preview: false }],
    ['2021-06-01-preview', { date: '2021-06-01', preview: true }],
    ['2021-06-01-privatepreview', { date: '2021-06-01', preview: true }],
    [' 2021-09-01 ', { date: '2021-09-01', preview: false }],
    ['2021-09', undefined],
    ['latest', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(readApiVersion(text)).toEqual(expected);
  });

  it('is older than the next, and a preview comes before the stable version of its day', () => {
    const order = ['2019-05-01', '2021-06-01-preview', '2021-09-01-preview', '2021-09-01', '2022-02-01-preview'];
    const shuffled = [...order].reverse();
    const read = (text: string) => readApiVersion(text) ?? { date: '', preview: false };
    expect(shuffled.sort((a, b) => compareApiVersions(read(a), read(b)))).toEqual(order);
  });
});

describe('a constraint', () => {
  it.each([
    ['2021-09-01', '>=2021-09-01', true],
    ['2021-09-01-preview', '>=2021-09-01', false],
    ['2021-09-01', '> 2021-09-01', false],
    ['2021-09-02', '>2021-09-01', true],
    ['2019-05-01', '<2019-05-01', false],
    ['2019-05-01', '<=2019-05-01', true],
    ['2019-05-01', '2019-05-01', true],
    ['2019-05-01', '=2019-05-02', false],
    ['latest', '>=2019-05-01', undefined],
    ['2019-05-01', '>=soon', undefined],
  ])('%s %s is %s', (version, constraint, expected) => {
    expect(satisfiesVersion(version, constraint)).toBe(expected);
  });
});

describe('a field', () => {
  const field = { text: 'properties.x', segments: ['properties', 'x'] };
  const fact = (about: Partial<AbsentFact>): AbsentFact => ({
    field,
    value: undefined,
    unknown: undefined,
    since: undefined,
    stable: undefined,
    except: [],
    ...about,
  });
  const later = fact({ since: '2021-06-01-preview', stable: '2021-09-01' });
  const never = fact({ since: '2022-02-01-preview', stable: null });
  const gone = fact({ since: '2019-05-01', except: ['2021-09-01'] });

  it.each([
    ['2021-06-01-preview', later, true],
    ['2021-08-01-preview', later, true],
    ['2021-05-01-preview', later, false],
    ['2021-06-01', later, false],
    ['2021-09-01', later, true],
    ['2023-07-01', later, true],
    ['2022-02-01-preview', never, true],
    ['2025-04-01', never, false],
    ['2019-05-01', gone, true],
    ['2021-09-01', gone, false],
    ['2023-07-01', gone, true],
    ['2019-04-01', gone, false],
    ['latest', later, undefined],
    ['2021-09-01', fact({}), undefined],
  ])('in %s', (version, about, expected) => {
    expect(versionHasField(version, about)).toBe(expected);
  });
});

describe('a verdict on a field that the declared version does not have', () => {
  const rule = ruleThat(
    { field: 'properties.safe', equals: 'on' },
    { absent: { 'properties.safe': { means: 'off', since: '2021-06-01-preview', stable: '2021-09-01' } } },
  );
  const previewOnly = ruleThat(
    { field: 'properties.safe', equals: 'on' },
    { absent: { 'properties.safe': { means: 'off', since: '2022-02-01-preview', stable: null } } },
  );
  const old = { apiVersion: '2019-05-01' };
  const preview = { apiVersion: '2023-01-01-preview' };

  it.each([
    ['declared and right: the version ignores it', rule, thing({ safe: 'on' }, old), 'unknown'],
    ['declared and wrong: the intent is plain', rule, thing({ safe: 'off' }, old), 'fail'],
    ['missing: cannot be held against it', rule, thing({}, old), 'unknown'],
    ['declared and right in a version that has it', rule, thing({ safe: 'on' }), 'pass'],
    ['missing in a version that has it', rule, thing({}), 'fail'],
    ['in preview only, right, under a stable version', previewOnly, thing({ safe: 'on' }), 'not-applicable'],
    ['in preview only, missing, under a stable version', previewOnly, thing({}), 'not-applicable'],
    ['in preview only, wrong, under a stable version', previewOnly, thing({ safe: 'off' }), 'fail'],
    ['in preview only, right, under a preview', previewOnly, thing({ safe: 'on' }, preview), 'pass'],
    ['in preview only, missing, under a preview', previewOnly, thing({}, preview), 'fail'],
  ])('%s', (_, about, resource, expected) => {
    expect(outcome(about, [resource])).toBe(expected);
  });

  it('names the version', () => {
    expect(verdictOf(rule, [thing({}, old)])).toMatchObject({
      kind: 'unknown',
      because: [{ kind: 'version', what: "API version 2019-05-01 does not have 'properties.safe'" }],
    });
    expect(verdictOf(previewOnly, [thing({})])).toMatchObject({
      because: "Only preview API versions have the property; API version 2024-01-01 does not have 'properties.safe'.",
    });
  });

  it('a field that passes without the version passes', () => {
    const lenient = ruleThat(
      { field: 'properties.safe', notEquals: 'off' },
      { absent: { 'properties.safe': { means: 'on', since: '2021-09-01' } } },
    );
    expect(outcome(lenient, [thing({ safe: 'on' }, old)])).toBe('pass');
  });

  it('a version that is computed is taken to have it', () => {
    const computed = { apiVersion: "[parameters('version')]" };
    const parameters = { version: { type: 'string' } };
    expect(outcome(rule, [thing({ safe: 'on' }, computed)], { parameters })).toBe('pass');
  });
});

describe('the operator apiVersion', () => {
  const rule = ruleThat({ field: 'apiVersion', apiVersion: '>=2022-01-01' });
  it.each([
    ['2024-01-01', 'pass'],
    ['2021-12-31', 'fail'],
    ['2022-01-01-preview', 'fail'],
    ["[if(equals(1, 2), '2020-01-01', '2023-01-01')]", 'pass'],
    ["[parameters('version')]", 'unknown'],
  ])('%s', (apiVersion, expected) => {
    const parameters = { version: { type: 'string' } };
    expect(outcome(rule, [thing({}, { apiVersion })], { parameters })).toBe(expected);
  });
});

describe('inVersion', () => {
  const rule = ruleThat(
    { field: 'properties.guard', inVersion: true },
    {
      absent: {
        'properties.guard': { since: '2023-05-01-preview', stable: '2024-01-01', except: ['2024-06-01-preview'] },
      },
    },
  );

  it.each([
    ['2023-01-01', 'fail'],
    ['2023-01-01-preview', 'fail'],
    ['2023-05-01-preview', 'pass'],
    ['2023-12-01', 'fail'],
    ['2024-01-01', 'pass'],
    ['2024-06-01-preview', 'fail'],
    ['2024-07-01-preview', 'pass'],
  ])('a field that is declared in %s: %s', (apiVersion, expected) => {
    expect(outcome(rule, [thing({ guard: 'on' }, { apiVersion })])).toBe(expected);
    expect(outcome(rule, [thing({}, { apiVersion })])).toBe('pass');
  });
});
