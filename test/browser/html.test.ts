// The page in a real browser: with and without script, in light and dark, on paper, by keyboard, with ten thousand findings.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { htmlReport } from '../../src/reporters/html/html.ts';
import { liveReport, registries, registry } from '../support/reports.ts';
import { type Browser, findChromium, launch, type Page } from './chromium.ts';

const program = findChromium();
const isCi = process.env.CI !== undefined && process.env.CI !== '';

it.runIf(isCi)('there is a browser: CI installs chromium from Debian', () => {
  expect(program).toBeDefined();
});

describe.skipIf(program === undefined)(
  'in Chromium (skipped where it is not installed: apt-get install chromium)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'pratique-page-'));
    const report = liveReport(registries(80));
    let browser: Browser;

    beforeAll(() => {
      browser = launch(program ?? '');
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });

    let pages = 0;

    /** Opens a report; `prepare` is done with the page before. */
    async function opened(
      shown: Report,
      prepare: (page: Page) => Promise<unknown> = async () => {},
      hash = '',
    ): Promise<Page> {
      pages++;
      const file = join(folder, `${pages}.html`);
      writeFileSync(file, htmlReport(shown, { generatedAt: Date.UTC(2026, 0, 15), title: 'Contoso' }));
      const page = await browser.page();
      await page.send('Emulation.setDeviceMetricsOverride', {
        width: 1280,
        height: 900,
        deviceScaleFactor: 1,
        mobile: false,
      });
      await prepare(page);
      await page.open(`${pathToFileURL(file).href}${hash}`);
      return page;
    }

    const withoutScript = (page: Page): Promise<unknown> =>
      page.send('Emulation.setScriptExecutionDisabled', { value: true });
    const media =
      (type: string, scheme: string) =>
      (page: Page): Promise<unknown> =>
        page.send('Emulation.setEmulatedMedia', {
          media: type,
          features: [{ name: 'prefers-color-scheme', value: scheme }],
        });
    const count = (page: Page, selector: string): Promise<number> =>
      page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    const text = (page: Page, selector: string): Promise<string> =>
      page.evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText`);
    const choose = (page: Page, label: string, value: string): Promise<unknown> =>
      page.evaluate(`(() => {
      const label = [...document.querySelectorAll('.filters label')].find((one) => one.innerText.startsWith(${JSON.stringify(label)}));
      const select = label.querySelector('select');
      select.value = ${JSON.stringify(value)};
      select.dispatchEvent(new Event('change'));
    })()`);

    it('nothing is fetched and nothing is complained about', async () => {
      const page = await opened(report);
      await page.evaluate("document.querySelector('tr.finding button').click()");
      expect(page.requests.map((url) => url.slice(0, 8))).toEqual(['file:///']);
      expect(page.complaints).toEqual([]);
    });

    describe('without script', () => {
      it('the totals, the first hundred findings and the rules can be read', async () => {
        const page = await opened(report, withoutScript);
        expect(await count(page, 'tr.finding')).toBe(100);
        expect(await text(page, '#count')).toBe(`The first 100 of ${report.findings.length} findings.`);
        expect(await text(page, '.card .big')).toBe(`${report.findings.length} findings`);
        expect(await page.evaluate("getComputedStyle(document.querySelector('.filters')).display")).toBe('none');
      });

      it('a finding opens, with evidence, recommendation and command', async () => {
        const page = await opened(report, withoutScript);
        expect(await text(page, 'tr.detail')).toBe('Evidence, recommendation and command');
        await page.evaluate("document.querySelector('tr.detail summary').focus()");
        await page.press('Enter');
        const detail = await text(page, 'tr.detail');
        for (const part of [
          'properties.adminUserEnabled is true, must be false',
          'Leave the admin user off.',
          'az acr update --name contoso0 --admin-enabled false',
        ])
          expect(detail).toContain(part);
      });
    });

    describe('with script', () => {
      it('filters narrow the table, the address keeps them, and Clear gives everything back', async () => {
        const page = await opened(report);
        const critical = report.findings.filter(({ rule }) => rule.severity === 'critical').length;
        await choose(page, 'Severity', 'critical');
        expect(await text(page, '#count')).toBe(`${critical} of ${report.findings.length} findings`);
        expect(await count(page, 'tr.finding')).toBe(critical);
        expect(await page.evaluate('location.hash')).toBe('#severity=critical');
        await choose(page, 'Control', 'mcsb v1:IM-3');
        expect(await text(page, '#count')).toContain(` of ${report.findings.length} findings`);
        await page.evaluate("document.querySelector('.filters .clear').click()");
        expect(await text(page, '#count')).toBe(`${report.findings.length} findings`);
      });

      it('an address with a filter, or of a finding, opens so', async () => {
        const filtered = await opened(report, undefined, '#severity=critical');
        expect(await text(filtered, '#count')).toContain(' of ');
        const last = report.findings.at(-1);
        const linked = await opened(report, undefined, `#f=${last?.fingerprint}`);
        expect(await count(linked, 'tr.detail')).toBe(1);
        expect(await text(linked, 'tr.detail')).toContain(last?.fingerprint);
        expect(await linked.evaluate('document.activeElement.getAttribute("aria-expanded")')).toBe('true');
      });

      it('names in the totals lead to their findings', async () => {
        const page = await opened(report);
        const name = await text(page, '[aria-labelledby=by-subscription] tbody a');
        await page.evaluate("document.querySelector('[aria-labelledby=by-subscription] tbody a').click()");
        await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
        const expected = report.findings.filter(({ place }) => place.document.name.includes(`/${name}/`)).length;
        expect(expected).toBeGreaterThan(0);
        expect(await text(page, '#count')).toBe(`${expected} of ${report.findings.length} findings`);
      });

      it('columns sort both ways, and say so', async () => {
        const page = await opened(report);
        const sortBy = async (): Promise<readonly string[]> => {
          await page.evaluate("document.querySelector('th[data-sort=resource] button').click()");
          return page.evaluate("[...document.querySelectorAll('tr.finding .resource')].map((cell) => cell.innerText)");
        };
        const up = await sortBy();
        expect(up).toEqual([...up].sort());
        expect(await page.evaluate("document.querySelector('th[data-sort=resource]').ariaSort")).toBe('ascending');
        const down = await sortBy();
        expect(down).toEqual([...down].sort().reverse());
        expect(await page.evaluate("document.querySelector('th[data-sort=resource]').ariaSort")).toBe('descending');
      });

      it('everything goes by keyboard', async () => {
        const page = await opened(report);
        await page.evaluate('document.body.focus()');
        await page.press('/');
        expect(await page.evaluate('document.activeElement.type')).toBe('search');
        await page.type('contoso6 admin user');
        expect(await count(page, 'tr.finding')).toBeLessThan(10);
        await page.evaluate("document.querySelector('tr.finding button').focus()");
        await page.press('Enter');
        expect(await text(page, 'tr.detail')).toContain('Recommendation');
        await page.press('ArrowDown');
        expect(
          await page.evaluate("[...document.querySelectorAll('tr.finding button')].indexOf(document.activeElement)"),
        ).toBe(1);
        await page.press('ArrowUp', 'Enter');
        expect(await count(page, 'tr.detail')).toBe(0);
      });
    });

    describe('ten thousand findings', () => {
      let large: Page;
      const many = liveReport(registries(2200));

      beforeAll(async () => {
        expect(many.findings.length).toBeGreaterThan(10_000);
        large = await opened(many);
      });

      it('are all there, and only those in view are in the document', async () => {
        expect(await text(large, '#count')).toBe(`${many.findings.length.toLocaleString('en-US')} findings`);
        expect(await count(large, 'tr.finding')).toBe(100);
        expect(await count(large, '*')).toBeLessThan(6000);
      });

      it('come as one scrolls', async () => {
        await large.evaluate('document.getElementById("more").scrollIntoView({ behavior: "instant" })');
        await large.evaluate(`new Promise((resolve) => {
        const look = () => document.querySelectorAll('tr.finding').length > 100 ? resolve() : setTimeout(look, 10);
        look();
      })`);
        expect((await count(large, 'tr.finding')) % 100).toBe(0);
      });

      it('are searched in full', async () => {
        await large.evaluate(
          "(() => { const input = document.querySelector('input'); input.value = 'contoso2199 '; input.dispatchEvent(new Event('input')); })()",
        );
        const expected = many.findings.filter(({ resources }) => resources[0]?.name === 'contoso2199').length;
        expect(await count(large, 'tr.finding')).toBe(expected);
      });
    });

    describe('hostile texts', () => {
      const evil = '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>';
      const hostile = liveReport([{ ...registry('contoso', 0, { adminUserEnabled: evil }), tags: { [evil]: evil } }], {
        problems: [{ severity: 'error', message: evil, place: undefined, file: evil }],
      });

      it('are shown as they are written, and do nothing', async () => {
        const page = await opened(hostile);
        await page.evaluate("document.querySelectorAll('tr.finding button').forEach((button) => button.click())");
        expect(await text(page, '#problems')).toContain(evil);
        expect(await text(page, '#rows')).toContain('<img src=x onerror=');
        expect(await count(page, 'img')).toBe(0);
        expect(await page.evaluate('window.hacked')).toBeUndefined();
        expect(page.complaints).toEqual([]);
      });

      it('could do nothing even as markup: the policy of the page forbids it', async () => {
        const page = await opened(hostile);
        const attempt = (code: string): Promise<string> =>
          page.evaluate(`(() => { try { ${code}; return 'done'; } catch (error) { return error.name; } })()`);
        expect(await attempt("document.body.innerHTML = '<b>x</b>'")).toBe('TypeError');
        expect(
          await attempt(
            "const script = document.createElement('script'); script.textContent = 'window.hacked = 1'; document.body.append(script)",
          ),
        ).toBe('TypeError');
        expect(await attempt("document.body.setAttribute('style', 'color: red')")).toBe('done');
        expect(await page.evaluate("fetch('https://example.com').then(() => 'fetched', () => 'refused')")).toBe(
          'refused',
        );
        expect(await page.evaluate('window.hacked')).toBeUndefined();
        expect(page.complaints.length).toBeGreaterThanOrEqual(2);
      });
    });

    describe('for every reader', () => {
      it.each([['light'], ['dark']])('texts are clear enough in %s', async (scheme) => {
        const page = await opened(report, media('', scheme));
        await page.evaluate(
          "(() => { for (const details of document.querySelectorAll('details')) details.open = true; document.querySelector('tr.finding button').click(); })()",
        );
        expect(await page.evaluate(contrastScript)).toEqual([]);
      });

      it('dark is dark, and light is light', async () => {
        const lightness = async (scheme: string): Promise<number> => {
          const page = await opened(report, media('', scheme));
          const color: string = await page.evaluate('getComputedStyle(document.body).backgroundColor');
          return Math.max(...(color.match(/\d+/g) ?? []).map(Number));
        };
        expect(await lightness('light')).toBeGreaterThan(240);
        expect(await lightness('dark')).toBeLessThan(40);
      });

      it('everything that can be used has a name, and headings follow each other', async () => {
        const page = await opened(report);
        await page.evaluate("document.querySelector('tr.finding button').click()");
        const { nodes } = await page.send('Accessibility.getFullAXTree');
        type AxNode = { ignored: boolean; role?: { value: string }; name?: { value: string } };
        const used = (nodes as readonly AxNode[]).filter(
          ({ ignored, role }) =>
            !ignored && /^(button|link|combobox|searchbox|textbox|table|search)$/.test(role?.value ?? ''),
        );
        expect(used.length).toBeGreaterThan(100);
        expect(used.filter(({ name, role }) => role?.value !== 'table' && (name?.value ?? '') === '')).toEqual([]);
        const levels: readonly number[] = await page.evaluate(
          "[...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName[1]))",
        );
        expect(levels[0]).toBe(1);
        expect(levels.slice(1).filter((level, i) => level > (levels[i] ?? 0) + 1)).toEqual([]);
      });

      it.each([[320], [390], [768], [1280], [1920]])('nothing sticks out at %i pixels', async (width) => {
        const page = await opened(report, (one) =>
          one.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false }),
        );
        await page.evaluate("document.querySelector('tr.finding button').click()");
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      });

      it('paper has more findings, no controls, and says how many it leaves out', async () => {
        const page = await opened(liveReport(registries(200)));
        const { data } = await page.send('Page.printToPDF', { printBackground: true });
        expect(Buffer.from(data, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
        expect(await count(page, 'tr.finding')).toBe(500);
        expect(await text(page, '#count')).toMatch(/ findings; the first 500 are printed$/);
        await media('print', 'dark')(page);
        expect(await page.evaluate("getComputedStyle(document.querySelector('.filters')).display")).toBe('none');
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      });
    });
  },
);

/** Texts whose contrast with what is behind them is below 4.5, or 3 for large ones. */
const contrastScript = `(() => {
  const channel = (value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const unclear = new Set();
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement;
    if (node.textContent.trim() === '' || element.closest('svg, option, .unseen, :disabled') || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(parse(style.color)), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) unclear.add(element.className + ' ' + element.tagName + ' ' + ratio.toFixed(2) + ' ' + node.textContent.slice(0, 20));
  }
  return [...unclear];
})()`;
