// When the terminal report is painted, and with which characters.

import { expect, it } from 'vitest';
import { type CliSetting, cli, registryTemplate, ruleNamed } from '../support/cli.ts';

const files = { 'main.json': registryTemplate({ adminUserEnabled: true }) };
const rules = [ruleNamed('admin-user-disabled')];
const csi = '\u001b[';

interface Case {
  readonly what: string;
  readonly argv?: readonly string[];
  readonly setting: CliSetting;
  readonly painted: boolean;
}

const cases: readonly Case[] = [
  { what: 'a terminal', setting: { isTerminal: true }, painted: true },
  { what: 'a pipe', setting: { isTerminal: false }, painted: false },
  { what: 'NO_COLOR at a terminal', setting: { isTerminal: true, env: { NO_COLOR: '1' } }, painted: false },
  { what: 'an empty NO_COLOR', setting: { isTerminal: true, env: { NO_COLOR: '' } }, painted: true },
  { what: 'FORCE_COLOR into a pipe', setting: { env: { FORCE_COLOR: '1' } }, painted: true },
  { what: 'FORCE_COLOR=0', setting: { env: { FORCE_COLOR: '0' } }, painted: false },
  { what: 'both: NO_COLOR wins', setting: { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, painted: false },
  { what: 'a dumb terminal', setting: { isTerminal: true, env: { TERM: 'dumb' } }, painted: false },
  { what: '--color always into a pipe', argv: ['--color', 'always'], setting: {}, painted: true },
  {
    what: '--color always against NO_COLOR',
    argv: ['--color', 'always'],
    setting: { env: { NO_COLOR: '1' } },
    painted: true,
  },
  {
    what: '--color never against FORCE_COLOR',
    argv: ['--color', 'never'],
    setting: { isTerminal: true, env: { FORCE_COLOR: '1' } },
    painted: false,
  },
  { what: '--color auto at a terminal', argv: ['--color', 'auto'], setting: { isTerminal: true }, painted: true },
];

it.each(cases)('$what: painted is $painted', async ({ argv = [], setting, painted }) => {
  const scanned = await cli(argv, { files, rules, ...setting });
  expect(scanned.stdout.includes(csi)).toBe(painted);
  const explained = await cli(['explain', 'admin-user-disabled', ...argv], { rules, ...setting });
  expect(explained.stdout.includes(csi)).toBe(painted);
});

it('colour changes nothing but colour', async () => {
  const plain = await cli([], { files, rules });
  const painted = await cli(['--color', 'always'], { files, rules });
  const codes = new RegExp(`${csi.replace('[', '\\[')}[\\d;]*m`, 'g');
  expect(painted.stdout.replace(codes, '')).toBe(plain.stdout);
});

it('formats for machines and files are never painted by a terminal', async () => {
  const at = { files, rules, isTerminal: true };
  for (const format of ['json', 'sarif', 'markdown']) expect((await cli(['-f', format], at)).stdout).not.toContain(csi);
  const { files: written } = await cli(['-f', 'terminal=report.txt'], at);
  expect(written['report.txt']).not.toContain(csi);
  const aside = await cli(['-f', 'terminal', '-f', 'json'], at);
  expect(aside.stderr).not.toContain(csi);
});

it('a dumb terminal gets ASCII', async () => {
  const { stdout } = await cli([], { files, rules, env: { TERM: 'dumb' } });
  expect(stdout).toContain('+- main.json:14:29');
  expect(stdout).toMatch(/\| {29}\^{4}$/m);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  expect(stdout).toMatch(/^[\u0000-\u007f]*$/);
});

it.each([60, 80, 140])('a terminal of %i columns is not written over', async (columns) => {
  const { stdout } = await cli([], { files, rules, columns, isTerminal: true, env: { NO_COLOR: '1' } });
  const body = stdout.split('\n').filter((line) => !/^ \S/.test(line));
  expect(body.length).toBeGreaterThan(5);
  for (const line of body) expect(line.length).toBeLessThanOrEqual(columns);
});
