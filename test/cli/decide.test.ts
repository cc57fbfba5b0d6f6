// Exit codes: what fails a run, and what makes it incomplete. They are the same in every format.

import { describe, expect, it } from 'vitest';
import { type Rule, type Severity, severities } from '../../src/model/rule.ts';
import { cli, registryTemplate, ruleNamed } from '../support/cli.ts';

const rule = ruleNamed('sku-premium');
const failing = { 'main.json': registryTemplate({}, { sku: 'Basic' }) };
const passing = { 'main.json': registryTemplate({}, { sku: 'Premium' }) };
const sku = "[parameters('sku')]";
const failsWhen = {
  'main.json': registryTemplate(
    {},
    { sku, parameters: { sku: { type: 'string', allowedValues: ['Basic', 'Premium'] } } },
  ),
};
const unknown = { 'main.json': registryTemplate({}, { sku, parameters: { sku: { type: 'string' } } }) };
const unreadable = { 'broken.json': passing['main.json'].slice(0, -3) };

function withSeverity(severity: Severity): readonly Rule[] {
  return [{ ...rule, severity }];
}

async function codeOf(
  argv: readonly string[],
  files: Readonly<Record<string, string>>,
  severity: Severity = 'medium',
): Promise<number> {
  const { code } = await cli(argv, { files, rules: withSeverity(severity) });
  return code;
}

describe('--fail-on', () => {
  const pairs = severities.flatMap((bound) => severities.map((severity) => ({ bound, severity })));
  it.each(pairs)('$bound with a finding of severity $severity', async ({ bound, severity }) => {
    const isSevere = severities.indexOf(severity) <= severities.indexOf(bound);
    expect(await codeOf(['--fail-on', bound], failing, severity)).toBe(isSevere ? 1 : 0);
  });

  it('never lets every finding pass', async () => {
    for (const severity of severities) expect(await codeOf(['--fail-on', 'never'], failing, severity)).toBe(0);
  });

  it('is low when nobody says', async () => {
    expect(await codeOf([], failing, 'low')).toBe(1);
    expect(await codeOf([], failing, 'info')).toBe(0);
  });

  it('knows severities only', async () => {
    const { code, stderr } = await cli(['--fail-on', 'hihg'], { files: failing });
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are critical, high, medium, low, info, never.');
  });

  it('leaves the report alone', async () => {
    const rules = withSeverity('medium');
    const strict = await cli(['--fail-on', 'info', '-f', 'json'], { files: failing, rules });
    const lax = await cli(['--fail-on', 'never', '-f', 'json'], { files: failing, rules });
    expect(lax.stdout).toBe(strict.stdout);
  });
});

describe('verdicts that are not certain', () => {
  it.each([
    { what: 'a fails-when', files: failsWhen, argv: [], code: 0 },
    { what: 'a fails-when', files: failsWhen, argv: ['--strict'], code: 1 },
    { what: 'a fails-when', files: failsWhen, argv: ['--unknown', 'error'], code: 0 },
    { what: 'a fails-when', files: failsWhen, argv: ['--strict', '--fail-on', 'high'], code: 0 },
    { what: 'an unknown', files: unknown, argv: [], code: 0 },
    { what: 'an unknown', files: unknown, argv: ['--unknown', 'note'], code: 0 },
    { what: 'an unknown', files: unknown, argv: ['--unknown', 'ignore'], code: 0 },
    { what: 'an unknown', files: unknown, argv: ['--unknown', 'error'], code: 1 },
    { what: 'an unknown', files: unknown, argv: ['--strict'], code: 1 },
    { what: 'an unknown', files: unknown, argv: ['--strict', '--fail-on', 'never'], code: 0 },
    { what: 'a pass', files: passing, argv: ['--strict'], code: 0 },
  ])('$what under $argv gives $code', async ({ files, argv, code }) => {
    expect(await codeOf(argv, files)).toBe(code);
  });

  it('--unknown ignore leaves them out of the findings, not out of the counts', async () => {
    const { stdout } = await cli(['--unknown', 'ignore', '-f', 'json'], { files: unknown, rules: [rule] });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], counts: { unknown: 1 } });
  });

  it('--unknown note reports them', async () => {
    const { stdout } = await cli(['-f', 'json'], { files: unknown, rules: [rule] });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ verdict: 'unknown' }] });
  });
});

describe('what could not be judged', () => {
  it.each([
    { what: 'a broken template', files: { ...passing, ...unreadable }, argv: [] },
    { what: 'a missing path', files: passing, argv: ['gone'] },
    { what: 'a missing path beside one that is there', files: passing, argv: ['main.json', 'gone'] },
    { what: 'a missing parameter file', files: passing, argv: ['--parameters', 'gone.json'] },
    { what: 'no template at all', files: { 'package.json': '{}' }, argv: [] },
  ])('$what gives 2', async ({ files, argv }) => {
    expect(await codeOf(argv, files)).toBe(2);
    expect(await codeOf(['--fail-on', 'never', ...argv], files)).toBe(2);
  });

  it('wins over findings, which are still reported', async () => {
    const { code, stdout } = await cli(['-f', 'json'], { files: { ...failing, ...unreadable }, rules: [rule] });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ rule: 'sku-premium' }],
      problems: [{ severity: 'error', file: 'broken.json' }],
    });
  });

  it('warnings do not count', async () => {
    const twice = passing['main.json'].replace('"sku": {', '"tags": {}, "tags": {}, "sku": {');
    const { code, stdout } = await cli(['-f', 'json'], { files: { 'main.json': twice }, rules: [rule] });
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ severity: 'warning' }] });
    expect(code).toBe(0);
  });
});

it.each(['terminal', 'sarif', 'json', 'markdown'])('%s has no exit codes of its own', async (format) => {
  const argv = ['-f', format];
  expect(await codeOf(argv, passing)).toBe(0);
  expect(await codeOf(argv, failing)).toBe(1);
  expect(await codeOf(argv, { ...failing, ...unreadable })).toBe(2);
});
