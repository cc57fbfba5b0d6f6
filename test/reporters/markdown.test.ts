// The Markdown report: a table GitHub can show, text from templates that cannot become markup, a bounded length.

import { describe, expect, it } from 'vitest';
import { cli, folderAsWorkingDirectory, parameterFile, registryTemplate } from '../support/cli.ts';
import { root } from '../support/rules.ts';

async function markdownOf(files: Readonly<Record<string, string>>, argv: readonly string[] = []): Promise<string> {
  return (await cli(['-f', 'markdown', ...argv], { files })).stdout;
}

/** The cells of a row, as GitHub cuts it: at pipes without a backslash in front. */
function cells(row: string): readonly string[] {
  return row
    .split(/(?<!(?<!\\)(?:\\\\)*\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function tableRows(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => line.startsWith('|'));
}

describe('the report', () => {
  it('starts with the line a bot finds it by, then says how it went', async () => {
    const bad = await markdownOf({ 'main.json': registryTemplate({ adminUserEnabled: true }) }, ['--only', 'identity']);
    expect(bad.split('\n').slice(0, 5)).toEqual([
      '<!-- pratique -->',
      '',
      '# ❌ pratique: 1 finding',
      '',
      '**1 critical** · 1 passed · 0 not applicable',
    ]);
    const good = await markdownOf({ 'main.json': registryTemplate() }, ['--only', 'admin-user-disabled']);
    expect(good).toMatch(/^# ✅ pratique: nothing to report$/m);
    const broken = await markdownOf({ 'main.json': registryTemplate().slice(0, -3) });
    expect(broken).toMatch(/^# ⚠️ pratique: not everything could be judged$/m);
    expect(broken).not.toContain('✅');
  });

  it('has a table of six columns in every row', async () => {
    const { stdout } = await cli(['-f', 'markdown', '--only', '*'], {
      files: folderAsWorkingDirectory(`${root}/fixtures`),
    });
    const [head, line, ...rows] = tableRows(stdout.split('\n## ')[0] ?? '');
    expect(cells(head ?? '')).toEqual(['', 'Rule', 'Resource', 'Place', 'Reason', 'Recommendation']);
    expect(cells(line ?? '')).toEqual(['---', '---', '---', '---', '---', '---']);
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      expect(cells(row), row).toHaveLength(6);
      expect(cells(row).slice(1), row).not.toContain('');
    }
  });

  it('says what could not be read and what was not covered', async () => {
    const markdown = await markdownOf({
      'main.json': registryTemplate(),
      'b.json': registryTemplate().slice(0, -3),
      'c.json': '',
    });
    expect(markdown).toMatch(/^## What could not be read\n\n- error: `b\.json:\d+` The file ends before/m);
    expect(markdown).toMatch(/^## Not covered\n\n- file at `c\.json`: the file is empty$/m);
  });

  it('explains every rule that fails, folded', async () => {
    const markdown = await markdownOf({ 'main.json': registryTemplate({ adminUserEnabled: true }) });
    expect(markdown).toMatch(/^## admin-user-disabled$/m);
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    expect(markdown.match(/^```/gm)?.length ?? 1).toSatisfy((fences: number) => fences % 2 === 0);
  });
});

describe('text from templates cannot become markup', () => {
  const nasty = 'a|b<img src=x onerror=1>`c`@octocat **d** [e](http://f) _g_ #1\\| \u202e\u001b[2J\n\n## h';
  const files = {
    'main.json': registryTemplate(
      { publicNetworkAccess: nasty },
      { name: nasty, parameters: { [nasty]: { type: 'string' } } },
    ),
    'main.parameters.json': parameterFile({ other: 1, [`${nasty}2`]: 2 }),
    'evil`|<b>@x.json': registryTemplate({}, { sku: 'Basic' }),
  };

  it('in the table and the lists', async () => {
    const markdown = await markdownOf(files, ['--only', '*']);
    expect(markdown).toContain('octocat');
    for (const row of tableRows(markdown.split('\n## ')[0] ?? '')) expect(cells(row), row).toHaveLength(6);
    const outsideCode = markdown.replace(/`[^`\n]*`/g, '');
    expect(outsideCode).not.toMatch(/<img|<b>/);
    expect(outsideCode).not.toMatch(/(?<!\\)\*\*d/);
    expect(outsideCode).not.toContain('[e](');
    expect(outsideCode).not.toMatch(/@octocat|@x\b/);
    expect(outsideCode).not.toMatch(/(?<!\\)#1\b/);
    expect(markdown).not.toMatch(/^## h/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('a problem stays one item of its list', async () => {
    const markdown = await markdownOf(files);
    const section = /## What could not be read\n\n([\s\S]*?)\n\n##/.exec(markdown)?.[1] ?? '';
    const lines = section.split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/^- (error|warning): `/);
  });
});

describe('the length', () => {
  const many = (name: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [
        `infra/team-${i}/registry.json`,
        registryTemplate({ adminUserEnabled: true }, { name, sku: 'Basic' }),
      ]),
    );

  it.each([
    ['usual names', 'contosoregistry'],
    ['names without end', 'n'.repeat(3000)],
  ])('stays below 60,000 characters with hundreds of findings of %s', async (_, name) => {
    const markdown = await markdownOf(many(name));
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown).toMatch(/…and \d+ more/);
    for (const row of tableRows(markdown))
      expect(cells(row).length, row.slice(0, 200)).toSatisfy((n: number) => n === 6 || n === 2);
  });

  it('counts what it leaves out', async () => {
    const markdown = await markdownOf(many('contosoregistry'), ['--only', 'admin-user-disabled,sku-premium']);
    const shown = tableRows(markdown.split('\n## ')[0] ?? '').length - 2;
    const more = Number(/^…and (\d+) more\.$/m.exec(markdown)?.[1]);
    expect(shown).toBeGreaterThan(50);
    expect(shown + more).toBe(300);
  });

  it('stays so with hundreds of problems and files that were not covered', async () => {
    const broken = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`${'deep/'.repeat(40)}${i}.json`, registryTemplate().slice(0, -3)]),
    );
    const empty = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${'deep/'.repeat(40)}e${i}.json`, '']));
    const markdown = await markdownOf({ ...broken, ...empty });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown).toMatch(/…and \d+ more/);
  });
});
