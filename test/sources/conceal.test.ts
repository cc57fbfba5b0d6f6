// Secrets are taken out of what a report says, wherever messages repeat them.

import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { concealSecrets } from '../../src/sources/conceal.ts';
import { ruleNamed } from '../support/cli.ts';

const finding = {
  rule: ruleNamed('admin-user-disabled'),
  because: [
    { kind: 'failed', what: 'cannot convert hunter2' },
    { kind: 'parameter', name: 'hunter2' },
  ],
  witness: { a: 'hunter2', b: ['x', { c: 'xhunter2x', n: 5, t: true, z: null }] },
} as unknown as Finding;

/** A report that says something everywhere it can. */
function reportThatSays(message: string): Report {
  return {
    toolVersion: '1.0.0',
    rules: [],
    findings: [finding],
    counts: { pass: 0, fail: 0, 'fails-when': 1, unknown: 0, 'not-applicable': 0 },
    coverage: {
      files: [],
      deployments: [],
      resources: 0,
      withoutRule: [],
      notCovered: [{ what: 'linked template', because: message, place: undefined, file: 'main.json' }],
    },
    problems: [{ severity: 'error', message, place: undefined, file: 'main.json' }],
    secrets: [],
    assume: 'defaults',
  };
}

function concealed(message: string, ...secrets: readonly string[]): string | undefined {
  return concealSecrets(reportThatSays(message), secrets).problems[0]?.message;
}

describe('a message', () => {
  it.each<readonly [string, readonly string[], string]>([
    ["cannot convert 'hunter2' to a number", ['hunter2'], "cannot convert '•••' to a number"],
    ['hunter2hunter2', ['hunter2'], '••••••'],
    ['hunter2 and hunter', ['hunter2', 'hunter'], '••• and •••'],
    ['hunter and hunter2', ['hunter', 'hunter2', 'hunter2'], '••• and •••'],
    // Long messages are cut: what is left of a secret is hidden too.
    ["cannot convert 'long-sec' …", ['long-secret'], "cannot convert '•••' …"],
    ['cannot convert long-sec…', ['long-secret'], 'cannot convert •••…'],
    ['cannot convert long-sec', ['long-secret'], 'cannot convert •••'],
    ['a long-sector is no secret', ['long-secret'], 'a long-sector is no secret'],
    ['nothing to hide', ['hunter2'], 'nothing to hide'],
    // Shorter texts would hide half of every message.
    ['a b c on off', ['a', 'on', 'off', ''], 'a b c on off'],
    ['$& stays $&', ['stays'], '$& ••• $&'],
  ])('%s', (message, secrets, expected) => {
    expect(concealed(message, ...secrets)).toBe(expected);
  });

  it('is what it was without secrets', () => {
    const report = reportThatSays('hunter2');
    expect(concealSecrets(report, [])).toBe(report);
    expect(concealSecrets(report, ['on'])).toBe(report);
  });
});

describe('a report', () => {
  const { coverage, findings } = concealSecrets(reportThatSays('at hunter2'), ['hunter2']);

  it('says it nowhere: what was not covered, reasons, witnesses', () => {
    expect(coverage.notCovered.map(({ because }) => because)).toEqual(['at •••']);
    expect(findings[0]?.because).toEqual([
      { kind: 'failed', what: 'cannot convert •••' },
      { kind: 'parameter', name: '•••' },
    ]);
    expect(findings[0]?.witness).toEqual({ a: '•••', b: ['x', { c: 'x•••x', n: 5, t: true, z: null }] });
  });

  it('is otherwise the same', () => {
    expect(findings[0]?.rule).toBe(finding.rule);
    expect(coverage).toMatchObject({ resources: 0, files: [] });
  });
});
