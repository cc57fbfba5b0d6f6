// What `scan` writes, and where: formats, files, standard output and standard error.

import { describe, expect, it } from 'vitest';
import { cli, registryTemplate, ruleNamed } from '../support/cli.ts';

const bad = { 'main.json': registryTemplate({ adminUserEnabled: true }) };
const good = { 'main.json': registryTemplate({ adminUserEnabled: false }) };
const rules = [ruleNamed('admin-user-disabled')];

describe('one format', () => {
  it('the terminal report is what is printed when no format is asked for', async () => {
    const { stdout, stderr, code } = await cli([], { files: bad, rules });
    expect(stdout).toContain("critical  admin-user-disabled  registry 'contosoregistry'");
    expect(stdout).toContain('╭─ main.json:14:29');
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('`scan` and no command are the same', async () => {
    expect(await cli(['scan', '.'], { files: bad, rules })).toEqual(await cli([], { files: bad, rules }));
  });

  it.each([
    ['sarif', /^\{\n {2}"version": "2\.1\.0"/],
    ['json', /^\{\n {2}"version": 1/],
    ['markdown', /^<!-- pratique -->\n/],
  ])('%s goes to standard output, whole and alone', async (format, start) => {
    const { stdout, stderr, files } = await cli(['-f', format], { files: bad, rules });
    expect(stdout).toMatch(start);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stderr).toBe('');
    expect(files).toEqual({});
  });

  it('a format with a file goes to the file, and nothing is printed', async () => {
    const printed = await cli(['-f', 'sarif'], { files: bad, rules });
    const written = await cli(['-f', 'sarif=out/report.sarif'], { files: bad, rules });
    expect(written).toEqual({ code: 1, stdout: '', stderr: '', files: { 'out/report.sarif': printed.stdout } });
  });

  it('the name of a file may hold an equals sign', async () => {
    const { files } = await cli(['-f', 'json=a=b.json'], { files: bad, rules });
    expect(Object.keys(files)).toEqual(['a=b.json']);
  });
});

describe('several formats', () => {
  it('each goes where it is sent, and all say the same as alone', async () => {
    const formats = ['sarif', 'json', 'markdown', 'terminal'];
    const together = await cli(
      formats.flatMap((format) => ['-f', `${format}=${format}.out`]),
      { files: bad, rules },
    );
    expect(together.stdout).toBe('');
    for (const format of formats) {
      const alone = await cli(['-f', format], { files: bad, rules });
      expect(together.files[`${format}.out`], format).toBe(alone.stdout);
    }
  });

  it('the terminal report gives way to a format for machines: it goes to standard error', async () => {
    const { stdout, stderr } = await cli(['-f', 'terminal', '-f', 'json'], { files: bad, rules });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    expect(stderr).toContain('critical  admin-user-disabled');
  });

  it('the terminal report stays on standard output when the others have files', async () => {
    const { stdout, stderr, files } = await cli(['-f', 'terminal', '-f', 'sarif=x.sarif'], { files: bad, rules });
    expect(stdout).toContain('critical  admin-user-disabled');
    expect(stderr).toBe('');
    expect(Object.keys(files)).toEqual(['x.sarif']);
  });

  it('two formats cannot share standard output', async () => {
    const result = await cli(['-f', 'sarif', '-f', 'json'], { files: bad, rules });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('Only one format can go to standard output; give json a file');
  });
});

describe('what cannot be written', () => {
  it.each([
    [['-f', 'sarf'], "There is no format 'sarf'; did you mean 'sarif'?"],
    [['-f', 'pdf'], "There is no format 'pdf'. Formats are terminal, sarif, markdown, json, html."],
    [['-f', 'json='], '--format json= names no file'],
    [['--frmat', 'json'], "unknown option '--frmat'\n(Did you mean --format?)"],
    [['--show', 'many'], "'many' is invalid. It is a whole number."],
  ])('%j is a mistake', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { files: bad, rules });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^pratique: /);
    expect(stderr).toContain(message);
  });

  it('a report that cannot be written makes exit code 2', async () => {
    const result = await cli(['-f', 'json=locked/report.json'], {
      files: good,
      rules,
      readOnly: ['locked/report.json'],
    });
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr: "pratique: '/repo/locked/report.json' cannot be written\n",
      files: {},
    });
  });
});

describe('less', () => {
  it('--quiet prints nothing when there is nothing to report', async () => {
    expect(await cli(['--quiet'], { files: good, rules })).toEqual({ code: 0, stdout: '', stderr: '', files: {} });
  });

  it('--quiet prints findings all the same', async () => {
    const loud = await cli([], { files: bad, rules });
    expect(await cli(['--quiet'], { files: bad, rules })).toEqual(loud);
  });

  it('--quiet does not hide what could not be read', async () => {
    const { stdout, code } = await cli(['--quiet', 'gone.json'], { files: good, rules });
    expect(stdout).toContain("There is no file or folder 'gone.json'");
    expect(code).toBe(2);
  });

  it('--quiet keeps formats for machines whole', async () => {
    const { stdout } = await cli(['--quiet', '-f', 'json'], { files: good, rules });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], counts: { pass: 1 } });
  });

  it('--show tells how many findings come with their source; the others get a line', async () => {
    const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.json`, bad['main.json']]));
    const { stdout } = await cli(['--show', '1'], { files, rules });
    expect(stdout.match(/╭─/g)).toHaveLength(1);
    expect(stdout).toMatch(/^ critical {2}admin-user-disabled {2}b\.json:14:29 .*is true, must be false$/m);
    expect(stdout).toMatch(/^ critical {2}admin-user-disabled {2}c\.json:14:29 /m);
    const none = await cli(['--show', '0'], { files, rules });
    expect(none.stdout).not.toContain('╭─');
    expect(none.stdout.match(/admin-user-disabled/g)).toHaveLength(3);
  });
});

it('a clean run says what was looked at', async () => {
  const { stdout, code } = await cli([], { files: good, rules });
  expect(stdout).toBe(
    ' 1 file   1 deployment   1 resource   1 rule   parameters without a value take their defaults\n ✓ nothing fails   1 passed   0 not applicable\n',
  );
  expect(code).toBe(0);
});

it('a run that judged nothing does not look like success', async () => {
  const { stdout, code } = await cli(['gone.json'], { files: good, rules });
  expect(stdout).not.toContain('nothing fails');
  expect(stdout).not.toContain('✓');
  expect(code).toBe(2);
});

it('--timing goes to standard error', async () => {
  const { stdout, stderr } = await cli(['--timing', '-f', 'json'], { files: good, rules });
  expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
  expect(stderr).toMatch(/^settings and rules: \d+ ms\nscan: \d+ ms\nreports: \d+ ms\n$/);
});
