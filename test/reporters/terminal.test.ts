// The terminal report: the mark stands under the right characters, whatever the line holds, and nothing steers the terminal.

import { describe, expect, it } from 'vitest';
import { type CliSetting, cli, folderAsWorkingDirectory, registryTemplate } from '../support/cli.ts';
import { root } from '../support/rules.ts';

const admin = ['--only', 'admin-user-disabled'];

async function terminalOf(text: string, setting: CliSetting = {}): Promise<readonly string[]> {
  const { stdout } = await cli(admin, { files: { 'main.json': text }, ...setting });
  return stdout.split('\n');
}

/** A template whose only finding is about the value behind `"adminUserEnabled": `, with `line` as that line of the file. */
function withLine(line: string, more = ''): string {
  return `{
"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
"contentVersion": "1.0.0.0",${more}
"resources": [
{ "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "contoso", "properties": {
${line}
} } ] }`;
}

/** One string for each column of a terminal: a wide character takes two, the second one is empty. */
function columnsOf(text: string): readonly string[] {
  const columns: string[] = [];
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) columns[columns.length - 1] += character;
    else
      columns.push(character, ...(/[\u3000-\u9fff\uff01-\uff60]|\p{Emoji_Presentation}/u.test(character) ? [''] : []));
  }
  return columns;
}

/** The characters above the strong mark, and the line they stand in. */
function marked(lines: readonly string[]): { readonly text: string; readonly line: string; readonly mark: string } {
  const at = lines.findIndex((line) => /━/.test(line));
  const [line = '', mark = ''] = [lines[at - 1], lines[at]];
  const start = columnsOf(mark).indexOf('━');
  const end = columnsOf(mark).lastIndexOf('━') + 1;
  return { text: columnsOf(line).slice(start, end).join(''), line, mark };
}

describe('the mark', () => {
  it.each([
    ['spaces', '        "adminUserEnabled": true', 'true'],
    ['tabs in front', '\t\t"adminUserEnabled":\ttrue', 'true'],
    ['tabs between', '\t"a":\t"b",\t"adminUserEnabled": true', 'true'],
    ['a tab in the value', `"adminUserEnabled": "[equals('a\tb', 'a\tb')]"`, `"[equals('a  b', 'a  b')]"`],
    ['wide characters in front', '"場所": "東京都港区", "adminUserEnabled": true', 'true'],
    ['wide characters in the value', `"adminUserEnabled": "[equals('東京', '東京')]"`, `"[equals('東京', '東京')]"`],
    ['emoji in front', '"mood": "😀🚀", "adminUserEnabled": true', 'true'],
    ['combining marks in front', '"cafe\u0301": "o\u0308l", "adminUserEnabled": true', 'true'],
    ['umlauts in front', '"Größe": "ß", "adminUserEnabled": true', 'true'],
    ['something behind', '"adminUserEnabled": true, "x": [1, 2] // so', 'true'],
  ])('with %s', async (_, line, expected) => {
    expect(marked(await terminalOf(withLine(line))).text).toBe(expected);
  });

  it('with line breaks of Windows', async () => {
    const lines = await terminalOf(withLine('  "adminUserEnabled": true').replaceAll('\n', '\r\n'));
    expect(marked(lines)).toMatchObject({ text: 'true', line: ' 6 │   "adminUserEnabled": true' });
  });

  it('with everything in one line', async () => {
    const text = JSON.stringify(JSON.parse(registryTemplate({ adminUserEnabled: true })));
    const { line, text: found } = marked(await terminalOf(text, { columns: 80 }));
    expect(found).toBe('true');
    expect(line).toMatch(/^ 1 │ ….*\}\]\}$/);
    expect(columnsOf(line).length).toBeLessThanOrEqual(80);
  });

  it.each([
    ['ASCII', 'x'],
    ['wide characters', '東'],
    ['emoji', '🚀'],
    ['tabs', '\t'],
  ])('with %s thousands of columns around', async (_, filler) => {
    const long = filler.repeat(2000);
    const line = `"a": "${long}", "adminUserEnabled": true, "b": "${long}"`;
    for (const columns of [60, 61, 100, 101]) {
      const found = marked(await terminalOf(withLine(line), { columns }));
      expect(found.text).toBe('true');
      expect(columnsOf(found.line).length).toBeLessThanOrEqual(columns);
      expect(found.line).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('under a value longer than the terminal begins where the value does, and ends with the line', async () => {
    const value = `"[equals('${'x'.repeat(500)}', 'y')]"`;
    const text = withLine(`"adminUserEnabled": ${value.replace('equals', 'not(equals').replace("')]", "'))]")}`);
    const { text: found, line, mark } = marked(await terminalOf(text, { columns: 100 }));
    expect(found).toMatch(/^"\[not\(equals\('x{20,}/);
    expect(columnsOf(line).length).toBeLessThanOrEqual(100);
    expect(columnsOf(mark).length).toBeLessThanOrEqual(100);
  });

  it('under a value of several lines stays in its first one', async () => {
    const { text } = marked(await terminalOf(withLine(`"adminUserEnabled": "[equals(\n  'a',\n  'a')]"`)));
    expect(text).toBe('"[equals(');
  });

  it('of something that is missing is labelled', async () => {
    const { stdout } = await cli(['--only', 'quarantine-enabled'], {
      files: { 'main.json': registryTemplate({ policies: {} }) },
    });
    expect(stdout).toMatch(/^ 14 │ {9}"policies": \{\}$/m);
    expect(stdout).toMatch(/^ {4}│ {21}━━ not set here$/m);
  });
});

describe('a frame', () => {
  it('shows two lines in front, the trail below, then why and what to do', async () => {
    const { stdout } = await cli(['infra/registry', '--only', 'retention-days-range'], {
      files: folderAsWorkingDirectory(`${root}/fixtures/contoso`),
    });
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      " medium  retention-days-range  registry 'contosoplatformdev': properties.policies.retentionPolicy.days is 2, must be at least 7
          ╭─ infra/registry/main.json:104:21
       102 │           "retentionPolicy": {
       103 │             "status": "enabled",
       104 │             "days": "[parameters('retentionDays')]"
           │                     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
          ├─ infra/registry/main.json:38:22
        38 │     "retentionDays": {
           │                      ─ parameter retentionDays
          ├─ infra/registry/main.parameters.dev.json:15:16
        15 │       "value": 2
           │                ─ the value given to retentionDays
          ╰ why   What the retention policy deletes cannot be recovered.
            fix   set properties.policies.retentionPolicy.days to 30
            more  pratique explain retention-days-range"
    `);
  });

  it('of the first line has no lines in front', async () => {
    const lines = await terminalOf(JSON.stringify(JSON.parse(registryTemplate({ adminUserEnabled: true }))));
    expect(lines.filter((line) => /^ +\d+ │/.test(line))).toHaveLength(1);
  });
});

describe('unknown verdicts', () => {
  it('are told by their reason: one missing value often keeps several rules from deciding', async () => {
    const files = {
      'main.json': registryTemplate({}, { sku: "[parameters('sku')]", parameters: { sku: { type: 'string' } } }),
    };
    const { stdout } = await cli(['--only', 'sku-*'], { files });
    expect(stdout).toContain(
      [
        " unknown  parameter 'sku' has no value",
        "   sku-not-basic  main.json:11:17  registry 'contosoregistry'",
        "   sku-premium    main.json:11:17  registry 'contosoregistry'",
      ].join('\n'),
    );
  });
});

describe('control characters', () => {
  const nasty = 'con\u001b[31mto\u0007so\u009b2J\u202egnp.exe\r\ncritical  fake';

  it('of names, values, parameters and files never reach the terminal', async () => {
    const text = registryTemplate(
      { adminUserEnabled: `[parameters('${nasty}')]`, publicNetworkAccess: nasty },
      { name: nasty, parameters: { [nasty]: { type: 'bool' } } },
    );
    const files = {
      'main.json': text,
      'raw.json': text.replaceAll('\\u001b', '\u001b').replaceAll('\\u0007', '\u0007'),
      'ev\u001b[2Jil.json': text,
      'broken\u001b[2J.json': text.slice(0, -3),
      'empty\u001b[2J.json': '',
    };
    for (const argv of [[], ['--show', '0'], ['--only', '*', '--assume', 'any']]) {
      const { stdout } = await cli(argv, { files });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
      expect(stdout).not.toMatch(/^critical {2}fake/m);
      expect(stdout).toContain('con\ufffd[31mto\ufffdso');
    }
  });

  it('do not move the mark', async () => {
    const text = registryTemplate({ adminUserEnabled: true }).replace(
      '"adminUserEnabled"',
      '"\u001b[31m\u202e": 1, "adminUserEnabled"',
    );
    expect(marked(await terminalOf(text)).text).toBe('true');
  });
});
