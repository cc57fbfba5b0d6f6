// Every rule file keeps to its schema, and every example in it is as it says.

import { describe, expect, it } from 'vitest';
import { failingExamples } from '../../src/engine/examples.ts';
import type { Example, Rule } from '../../src/model/rule.ts';
import { fixedNow, ruleNamed } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';

describe('the rules of this checkout', () => {
  it('have no mistakes', () => {
    expect(ruleFiles.problems.map(({ message, file }) => `${file}: ${message}`)).toEqual([]);
    expect(ruleFiles.rules.length).toBeGreaterThan(10);
  });

  it.each(ruleFiles.rules.map(({ id }) => id))('%s is as its examples say', (id) => {
    const failures = failingExamples(ruleNamed(id), fixedNow);
    expect(failures.map(({ example, message }) => `${example.name}: ${message}`)).toEqual([]);
  });

  it.each(ruleFiles.rules.map(({ id }) => id))('%s has an example that passes and one that does not', (id) => {
    const verdicts = ruleNamed(id).examples.map(({ verdict }) => verdict);
    expect(verdicts).toContain('pass');
    expect(verdicts.some((verdict) => verdict === 'fail' || verdict === 'fails-when')).toBe(true);
  });

  it.each(ruleFiles.rules.map(({ id }) => id))('%s can fail: what its condition says matters', (id) => {
    const rule = ruleNamed(id);
    const always: Rule = {
      ...rule,
      require: { kind: 'allOf', conditions: [] },
      // Examples with settings read the rule again.
      file: { ...rule.file, require: { value: 1, equals: 1 } },
    };
    expect(failingExamples(always, fixedNow)).not.toEqual([]);
  });
});

describe('an example that is not as it says', () => {
  const rule = ruleNamed('sku-premium');
  const registry = { type: 'Microsoft.ContainerRegistry/registries', apiVersion: '2023-07-01', name: 'contoso' };
  const parameters = { sku: { type: 'string', allowedValues: ['Basic', 'Premium'] } };
  const example: Example = {
    name: 'An example',
    verdict: 'fail',
    resources: [{ ...registry, sku: { name: 'Basic' } }],
    parameters: undefined,
    variables: undefined,
    arguments: undefined,
    witness: undefined,
    live: false,
    settings: undefined,
  };

  function messageOf(parts: Partial<Example>): string | undefined {
    return failingExamples({ ...rule, examples: [{ ...example, ...parts }] }, fixedNow)[0]?.message;
  }

  it('is told with the verdict the rule gives', () => {
    expect(messageOf({})).toBeUndefined();
    expect(messageOf({ verdict: 'pass' })).toBe('says pass, but the rule says fail');
  });

  it('is told when it holds nothing to judge', () => {
    const resources = [{ ...registry, type: 'Microsoft.Storage/storageAccounts' }];
    expect(messageOf({ resources })).toBe('holds no resource that the rule is about');
  });

  it('is not told of others that the rule does not apply to', () => {
    const anonymous = ruleNamed('anonymous-pull-disabled');
    const open = { ...registry, sku: { name: 'Standard' }, properties: { anonymousPullEnabled: true } };
    const resources = [open, { ...registry, name: 'basic', sku: { name: 'Basic' } }];
    const failing = (verdict: Example['verdict']) =>
      failingExamples({ ...anonymous, examples: [{ ...example, verdict, resources }] }, fixedNow);
    expect(failing('fail')).toEqual([]);
    expect(failing('not-applicable')[0]?.message).toBe('says not-applicable, but the rule says fail');
  });

  it('is told when its template fails', () => {
    expect(messageOf({ resources: [{ ...registry, sku: { name: "[nothing('x')]" } }] })).toContain(
      "no function 'nothing'",
    );
  });

  it('is told when its witness is another one', () => {
    const resources = [{ ...registry, sku: { name: "[parameters('sku')]" } }];
    expect(messageOf({ verdict: 'fails-when', resources, parameters, witness: { sku: 'Basic' } })).toBeUndefined();
    expect(messageOf({ verdict: 'fails-when', resources, parameters, witness: { sku: 'Premium' } })).toBe(
      'expects the witness {"sku":"Premium"}, but it is {"sku":"Basic"}',
    );
  });

  it('takes arguments as a parameter file gives them', () => {
    const resources = [{ ...registry, sku: { name: "[parameters('sku')]" } }];
    expect(messageOf({ verdict: 'fail', resources, parameters, arguments: { sku: 'Basic' } })).toBeUndefined();
    expect(messageOf({ verdict: 'pass', resources, parameters, arguments: { sku: 'Premium' } })).toBeUndefined();
  });
});
