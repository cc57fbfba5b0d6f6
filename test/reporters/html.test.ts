// The page holds the whole report, nothing that is fetched, and nothing that a report's texts could turn into markup.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportHistory } from '../../src/history/history.ts';
import type { Report } from '../../src/model/report.ts';
import { htmlReport } from '../../src/reporters/html/html.ts';
import type { HtmlNode } from '../../src/reporters/html/node.ts';
import type { PageData } from '../../src/reporters/html/page/data.ts';
import { cli, folderAsWorkingDirectory, registryTemplate, ruleNamed } from '../support/cli.ts';
import { liveReport, registries, registry } from '../support/reports.ts';
import { root } from '../support/rules.ts';

const report = liveReport(registries(60));

/** What stands between an element's tags; the page has one of each that is asked for. */
function inside(page: string, open: string, close: string): string {
  const start = page.indexOf(open) + open.length;
  return page.slice(start, page.indexOf(close, start));
}

function dataOf(page: string): PageData {
  return JSON.parse(inside(page, '<script type="application/json" id="data">', '</script>')) as PageData;
}

function detailsOf(page: string): readonly string[] {
  return inside(page, '<script type="application/json" id="details">', '</script>').split('\n');
}

function textOf(node: HtmlNode): string {
  if (typeof node === 'string') return node;
  const [, , ...children] = node;
  return children.map(textOf).join('');
}

/** The numbers of a card, by their labels. */
function legendOf(page: string, title: string): Readonly<Record<string, number>> {
  const card = inside(page, `<h2>${title}</h2>`, '</article>');
  const lines = [...card.matchAll(/<li>(.*?)<b>([\d,]+)<\/b><\/li>/g)];
  return Object.fromEntries(
    lines.map(([, label = '', value = '']) => [label.replace(/<[^>]+>/g, ''), Number(value.replaceAll(',', ''))]),
  );
}

describe('the page', () => {
  const page = htmlReport(report, { generatedAt: Date.UTC(2026, 0, 15) });

  it('is one document that fetches nothing', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(page.match(/<(link|img|iframe|object|embed|base|audio|video|source|use)\b/gi)).toBeNull();
    expect(page.match(/\ssrc=|@import|url\(/gi)).toBeNull();
  });

  it('allows its own style and script by their hashes, and nothing else', () => {
    const policy = inside(page, '<meta http-equiv="Content-Security-Policy" content="', '">').replaceAll('&#39;', "'");
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hash(inside(page, '<style>', '</style>'))}`,
      `script-src ${hash(inside(page, '<script>', '</script>'))}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(page.match(/ style="| on[a-z]+="/g)).toBeNull();
  });

  it('is the same for the same report', () => {
    expect(htmlReport(liveReport(registries(60)), { generatedAt: Date.UTC(2026, 0, 15) }) === page).toBe(true);
  });

  it('has every finding, with evidence, as data', () => {
    const { rows, rules } = dataOf(page);
    expect(rows.map(([rule, kind, , , , , fingerprint]) => [rules[rule]?.id, kind, fingerprint])).toEqual(
      report.findings.map(({ rule, kind, fingerprint }) => [rule.id, kind, fingerprint]),
    );
    const details = detailsOf(page).map((line) => textOf(JSON.parse(line) as HtmlNode));
    expect(details.length).toBe(report.findings.length);
    for (const [i, text] of details.entries()) {
      expect(text).toContain(report.findings[i]?.place.document.name);
      expect(text).toContain(report.findings[i]?.fingerprint);
      expect(text).toContain('Seen');
    }
  });

  it('counts what the report counts', () => {
    const failing = report.findings.filter(({ kind }) => kind === 'fail');
    const of = (severity: string): number => failing.filter(({ rule }) => rule.severity === severity).length;
    expect(legendOf(page, 'Failing')).toEqual({
      critical: of('critical'),
      high: of('high'),
      medium: of('medium'),
      low: of('low'),
      info: of('info'),
    });
    expect(legendOf(page, 'Checks')).toEqual({
      pass: report.counts.pass,
      fail: report.counts.fail,
      'may fail': report.counts['fails-when'],
      unknown: report.counts.unknown,
      'not applicable': report.counts['not-applicable'],
    });
    const panel = inside(page, '<h2 id="by-subscription">', '</section>');
    const bySubscription = [...panel.matchAll(/<td class="number[^"]*">([\d,]+)<\/td>/g)].map(([, value]) =>
      Number(value),
    );
    expect(bySubscription.filter((_, i) => i % 3 === 0).reduce((sum, value) => sum + value, 0)).toBe(failing.length);
  });

  it('names each framework with the controls that have failures', () => {
    const panel = inside(page, '<h2 id="by-control-framework">', '</section>');
    expect(panel).toContain('Microsoft cloud security benchmark');
    const serving = report.rules.filter(({ controls }) => controls.waf?.includes('SE:05'));
    const found = report.findings.filter(({ kind, rule }) => kind === 'fail' && serving.includes(rule)).length;
    const row = inside(panel, 'SE:05 (', '</tr>');
    expect(row).toContain(`<td class="number">${found}</td>`);
  });

  it('writes the first hundred findings out, and says how many there are', () => {
    expect(report.findings.length).toBeGreaterThan(100);
    expect(page.match(/<tr class="finding /g)?.length).toBe(100);
    expect(page.includes(`The first 100 of ${report.findings.length} findings.`)).toBe(true);
  });

  it('tells of each rule once: recommendation, command, links', () => {
    const rule = ruleNamed('admin-user-disabled');
    const section = inside(page, 'id="rule-admin-user-disabled">', '</details>');
    expect(section).toContain(rule.recommendation.trim().slice(0, 40));
    expect(section).toContain('az acr update --name &#60;registry&#62; --admin-enabled false');
    for (const { url } of rule.links) expect(section).toContain(`href="${url}"`);
    expect(page.split('id="rule-admin-user-disabled"').length).toBe(2);
  });
});

describe('what keeps a report from being everything', () => {
  it('is said first: errors, with what they are about', () => {
    const problems = [
      { severity: 'error', message: 'The subscription x cannot be read: 403', place: undefined, file: 'x' },
    ] as const;
    const page = htmlReport(liveReport(registries(1), { problems }));
    expect(page.indexOf('Not everything asked for could be judged.')).toBeLessThan(page.indexOf('class="cards"'));
    expect(inside(page, '<h2 id="problems-title">', '</section>')).toContain('The subscription x cannot be read: 403');
  });

  it('is listed: what no rule is about, what was not covered, why verdicts are unknown', () => {
    const extended: Report = {
      ...report,
      coverage: {
        ...report.coverage,
        withoutRule: [{ type: 'Microsoft.Compute/disks', count: 7 }],
        notCovered: [{ what: 'a linked template', because: 'it is not at hand', place: undefined, file: 'main.json' }],
      },
    };
    const section = inside(htmlReport(extended), '<h2 id="coverage-title">', '</section>');
    expect(section).toContain('<code>Microsoft.Compute/disks</code> 7');
    expect(section).toContain('a linked template: it is not at hand');
  });

  it('a report without findings says so, and does not praise what was never judged', () => {
    const none = liveReport([]);
    expect(htmlReport(none).includes('Nothing was found to fail, and nothing passed.')).toBe(true);
    expect(htmlReport(none).includes('There are no findings.')).toBe(true);
    expect(inside(htmlReport(none), '<h2>Checks</h2><p class="big">', '</p>')).toBe('–<span> pass</span>');
  });
});

describe('a scan of files', () => {
  it('marks the very characters, with the trail below', async () => {
    const files = folderAsWorkingDirectory(`${root}/fixtures`);
    const { stdout } = await cli(['contoso', '-f', 'html', '--only', 'admin-user-disabled'], { files });
    const figures = stdout.match(/<figure>.*?<\/figure>/gs) ?? [];
    expect(figures[0]).toContain('<mark>&#34;[variables(&#39;access&#39;).adminUser]&#34;</mark>');
    expect(figures.at(-1)).toContain(
      '↳ the value given to adminUser — contoso/infra/registry/main.parameters.dev.json:9:16',
    );
    expect(figures.at(-1)).toContain('<mark>true</mark>');
  });

  it('counts by file', async () => {
    const files = { 'a/main.json': registryTemplate({ adminUserEnabled: true }), 'b/main.json': registryTemplate({}) };
    const { stdout } = await cli(['-f', 'html', '--only', 'admin-user-disabled'], { files });
    const panel = inside(stdout, '<h2 id="by-file">', '</section>');
    expect(panel.replaceAll('<wbr>', '')).toContain('href="#group=a%2Fmain.json">a/main.json</a>');
    expect(panel).not.toContain('b%2Fmain.json');
  });
});

describe('with a history', () => {
  const [first, second, third] = report.findings.map(({ fingerprint }) => fingerprint);
  const day = 86_400_000;
  const at = Date.UTC(2026, 0, 15);
  const run = {
    ...{ id: 1, scope: 'audit', at: at - 7 * day, toolVersion: '1.2.3', complete: true, resources: 60, passed: 1 },
    ...{ failing: { critical: 3, high: 2, medium: 1, low: 0, info: 0 }, failsWhen: 0, unknown: 0 },
    ...{ new: 6, persisting: 0, reopened: 0, resolved: 0, unconfirmed: 0 },
  };
  const history: ReportHistory = {
    runs: [run, { ...run, id: 2, at, new: 1, persisting: 3, reopened: 1, resolved: 2 }],
    standings: new Map([
      [first ?? '', { status: 'new', since: at, firstSeen: at }],
      [second ?? '', { status: 'persisting', since: at - 12 * day, firstSeen: at - 12 * day }],
      [third ?? '', { status: 'reopened', since: at - day, firstSeen: at - 90 * day }],
    ]),
    resolved: [
      {
        ...{
          fingerprint: 'f',
          scope: 'audit',
          state: 'resolved',
          verdict: 'fail',
          rule: 'sku-premium',
          severity: 'high',
        },
        ...{ title: 'Premium', resource: 'contoso', file: 'main.json', firstSeen: at - 9 * day, since: at - 9 * day },
        ...{ lastSeen: at - 7 * day, resolvedAt: at, timesReopened: 0 },
      },
    ],
  };
  const page = htmlReport(report, { history, generatedAt: at });

  it('tells what changed, and the age of each finding', () => {
    expect(legendOf(page, 'Change')).toEqual({ new: 1, reopened: 1, resolved: 2, persisting: 3 });
    const ages = [...page.matchAll(/<td class="age">(.*?)<\/td>/g)]
      .slice(0, 3)
      .map(([, cell = '']) => cell.replace(/<[^>]+>/g, ' ').trim());
    expect(ages).toEqual(['new', 'persisting 12 days', 'reopened 1 day']);
    expect(
      dataOf(page)
        .rows.slice(0, 3)
        .map((row) => row.slice(7)),
    ).toEqual([
      ['new', 0],
      ['persisting', 12 * day],
      ['reopened', day],
    ]);
  });

  it('draws the trend, writes its numbers beside it, and names what was resolved', () => {
    const section = inside(page, '<h2 id="trend-title">', '</section>');
    expect(section.match(/<rect /g)?.length).toBe(6);
    expect(section).toContain('<th scope="row">2026-01-08 00:00 UTC</th><td class="number">3</td>');
    expect(section).toContain('Premium — contoso, main.json, open since 2026-01-06');
  });

  it('a first run has no trend yet, and no page without history has ages', () => {
    expect(
      htmlReport(report, { history: { ...history, runs: history.runs.slice(1) } }).includes('id="trend-title"'),
    ).toBe(false);
    expect(htmlReport(report).includes('class="age"')).toBe(false);
  });
});

describe('hostile texts', () => {
  /** The tags of a page, without what stands in attributes and between them. */
  const structure = (page: string): string =>
    (page.match(/<[!/]?[a-z][^\s>]*/gi) ?? []).filter((tag) => tag !== '<wbr').join('');

  const hostilePage = (text: string): string => {
    const [live] = registries(1);
    const rule = {
      ...ruleNamed('admin-user-disabled'),
      title: text,
      why: text,
      recommendation: text,
      links: [{ title: text, url: text }],
    };
    const evil = {
      ...registry('contoso', 0, { adminUserEnabled: text }),
      tags: { [`x${text}`]: text },
      name: `n${text}`,
    };
    const problems = [{ severity: 'error', message: text, place: undefined, file: text }] as const;
    return htmlReport(liveReport([live ?? {}, evil], { rules: [rule], problems }), { title: text });
  };

  const pieces = [
    '</script>',
    '<!--',
    '-->',
    '<script>alert(1)</script>',
    '"',
    "'",
    '&',
    '<',
    '>',
    ']]>',
    '</style>',
    '`',
    '${x}',
    '\\u003c',
    '\u2028',
    '\u202e',
    '\u0000',
    '\u001b[2J',
    '\ud800',
    '\n',
    '\r',
    'javascript:alert(1)',
    'é',
    '🚀',
    'a',
  ];

  it('stay texts, whatever they are', () => {
    const benign = structure(hostilePage('a'));
    expect(benign.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary', minLength: 1 }),
        ),
        (text) => {
          const page = hostilePage(text);
          expect(structure(page) === benign).toBe(true);
          expect(() => [dataOf(page), ...detailsOf(page).map((line) => JSON.parse(line))]).not.toThrow();
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
          expect(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(page)).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('an address that is not of the web is no link', () => {
    expect(/href="javascript/i.test(hostilePage('javascript:alert(1)'))).toBe(false);
    expect(hostilePage('https://learn.microsoft.com/').includes('href="https://learn.microsoft.com/"')).toBe(true);
  });
});
