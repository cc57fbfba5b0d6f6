// What holds for every SARIF log, over everything in the fixtures tree, and at the limits of those who read it.

import type { Location, Log, Region, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { sarifReport } from '../../src/reporters/sarif.ts';
import { readBicep } from '../../src/sources/bicep-reader.ts';
import { scanWith } from '../../src/sources/scan.ts';
import { validatorFor } from '../../src/sources/schema.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { filesIn, fixedNow, folderAsWorkingDirectory, registryTemplate, workingDirectory } from '../support/cli.ts';
import { coreRules, root } from '../support/rules.ts';
import { sarifShape } from '../support/sarif-shape.ts';

const fixtures = folderAsWorkingDirectory(`${root}/fixtures`);

function reportOf(files: typeof fixtures): Report {
  return scanWith(
    {
      paths: [workingDirectory],
      parameterFiles: [],
      exclude: [],
      rules: coreRules,
      assume: 'defaults',
      facts: {},
      files,
      workingDirectory,
      toolVersion: '1.2.3',
      now: fixedNow,
    },
    readBicep,
  );
}

function runOf(report: Report): Run {
  const [run] = (JSON.parse(sarifReport(report)) as Log).runs;
  if (run === undefined) throw new Error('There is no run');
  return run;
}

const report = reportOf(fixtures);
const run = runOf(report);
const results = run.results ?? [];
const notifications = run.invocations?.[0]?.toolExecutionNotifications ?? [];
const locations = [
  ...results.flatMap((result) => [...(result.locations ?? []), ...(result.relatedLocations ?? [])]),
  ...notifications.flatMap((notification) => notification.locations ?? []),
];

describe('the shape of a log', () => {
  const mistakesIn = validatorFor(sarifShape);
  const contoso = reportOf(folderAsWorkingDirectory(`${root}/fixtures/contoso`));

  it.each<readonly [string, Report]>([
    ['of the whole fixtures tree', report],
    ['of the contoso repository', contoso],
    ['of nothing', { ...contoso, rules: [], findings: [], problems: [] }],
  ])('is what SARIF 2.1.0 says: %s', (_, written) => {
    expect(mistakesIn(JSON.parse(sarifReport(written)) as Json).slice(0, 5)).toEqual([]);
  });

  it('would not be with a mistake in any part', () => {
    const log = JSON.parse(sarifReport(contoso)) as JsonObject;
    const parts = partsIn(log);
    expect(parts.length).toBeGreaterThan(50);
    for (const part of parts) {
      Object.assign(part, { 'no-such-member': 1 });
      expect(mistakesIn(log)).not.toEqual([]);
      Reflect.deleteProperty(part, 'no-such-member');
    }
    expect(mistakesIn(log)).toEqual([]);
  });
});

/** Every object of a log but the property bags, which may hold anything, and the fingerprints. */
function partsIn(json: Json): readonly JsonObject[] {
  if (isJsonArray(json)) return json.slice(0, 3).flatMap(partsIn);
  if (!isJsonObject(json)) return [];
  const inside = Object.entries(json).filter(([key]) => key !== 'properties' && key !== 'partialFingerprints');
  return [json, ...inside.flatMap(([, member]) => partsIn(member))];
}

describe('over the fixtures tree', () => {
  it('there is enough to look at', () => {
    expect(results.length).toBeGreaterThan(100);
    expect(notifications.length).toBeGreaterThan(20);
    expect(new Set(results.map(({ properties }) => properties?.verdict))).toEqual(
      new Set(['fail', 'fails-when', 'unknown']),
    );
  });

  it('every result points at its rule by id and by index', () => {
    const ids = run.tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex = -1 } of results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  it('every result has one location with a region and a resource', () => {
    for (const result of results) {
      expect(result.locations).toHaveLength(1);
      const [location] = result.locations ?? [];
      expect(location?.physicalLocation?.region).toBeDefined();
      const [logical] = location?.logicalLocations ?? [];
      expect(logical?.fullyQualifiedName).toMatch(/^[\w.]+(\/\w+)+\/.+/);
      expect(logical?.fullyQualifiedName?.endsWith(`/${logical.name}`)).toBe(true);
    }
  });

  it('regions are inside their files: columns from 1, the end behind the start', () => {
    for (const location of locations) {
      const region = location.physicalLocation?.region;
      if (region !== undefined) checkRegion(region, linesOf(location));
    }
  });

  it('addresses are relative, with slashes, and lead to files', () => {
    for (const { physicalLocation } of locations) {
      const { uri = '', uriBaseId } = physicalLocation?.artifactLocation ?? {};
      expect(uri).toMatch(/^[^/\\:?#]+(\/[^/\\:?#]+)*$/);
      expect(uri).not.toMatch(/(^|\/)\.\.?(\/|$)/);
      expect(uriBaseId).toBe('%SRCROOT%');
    }
    expect(run.originalUriBaseIds).toHaveProperty(['%SRCROOT%']);
  });

  it('fingerprints are all different', () => {
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.['pratique/v1']);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('kinds, levels and verdicts go together', () => {
    for (const { kind, level, properties } of results) {
      if (properties?.verdict === 'unknown') {
        expect([kind, level]).toEqual(['review', 'none']);
        expect(properties.because.length).toBeGreaterThan(0);
      } else {
        expect(kind).toBe('fail');
        expect(['error', 'warning', 'note']).toContain(level);
      }
      expect(properties?.witness !== undefined).toBe(properties?.verdict === 'fails-when');
      if (properties?.verdict === 'fails-when') expect(level).not.toBe('error');
      expect(properties?.deployments.length).toBeGreaterThan(0);
    }
  });

  it('messages are sentences', () => {
    for (const { message } of [...results, ...notifications]) {
      expect(message.text).not.toMatch(/undefined|\[object |NaN/);
      expect(message.text?.trim()).not.toBe('');
    }
    for (const { message } of results) expect(message.text).toMatch(/^[A-Z].*\.$/s);
  });

  it('related locations are numbered from 1', () => {
    for (const { relatedLocations = [] } of results)
      expect(relatedLocations.map(({ id }) => id)).toEqual(relatedLocations.map((_, i) => i + 1));
  });

  it('notifications name descriptors that are declared', () => {
    const declared = run.tool.driver.notifications?.map(({ id }) => id);
    for (const { descriptor, level } of notifications) {
      expect(declared).toContain(descriptor?.id);
      expect(['error', 'warning', 'note']).toContain(level);
    }
  });

  it('columns count UTF-16 code units', () => {
    expect(run.columnKind).toBe('utf16CodeUnits');
  });
});

function linesOf(location: Location): readonly string[] {
  const uri = location.physicalLocation?.artifactLocation?.uri ?? '';
  const bytes = fixtures.read(`${workingDirectory}/${decodeURIComponent(uri)}`);
  if (bytes === undefined) throw new Error(`${uri} leads nowhere`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split(/\r\n|\n|\r/);
}

function checkRegion(region: Region, lines: readonly string[]): void {
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region;
  expect(startLine).toBeGreaterThanOrEqual(1);
  expect(startColumn).toBeGreaterThanOrEqual(1);
  expect(endLine).toBeGreaterThanOrEqual(startLine);
  expect(endLine).toBeLessThanOrEqual(lines.length);
  if (startLine === endLine) expect(endColumn).toBeGreaterThan(startColumn);
  expect(startColumn).toBeLessThanOrEqual((lines[startLine - 1] ?? '').length + 1);
  expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? '').length + 1);
}

describe('at the limits', () => {
  const [finding] = report.findings.filter(({ trail }) => trail.length > 0);
  const [step] = finding?.trail ?? [];
  if (finding === undefined || step === undefined) throw new Error('No finding has a trail');

  function with_(findings: readonly Finding[]): Run {
    return runOf({ ...report, findings });
  }

  it('more results than GitHub takes are left out and said to be', () => {
    const many = Array.from({ length: 25_003 }, (_, i) => ({ ...finding, fingerprint: String(i) }));
    const { results: kept, invocations } = with_(many);
    expect(kept).toHaveLength(25_000);
    const texts = invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text);
    expect(texts).toContain('3 findings are left out: SARIF consumers take 25000 results.');
    expect(
      with_(many.slice(0, 25_000)).invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text),
    ).not.toContainEqual(expect.stringContaining('left out'));
  });

  it('a trail is cut after 100 steps', () => {
    const [result] = with_([{ ...finding, trail: Array.from({ length: 150 }, () => step) }]).results ?? [];
    expect(result?.relatedLocations).toHaveLength(100);
  });

  it('integers beyond 2^53 keep their digits', () => {
    const witness = { days: 12345678901234567890n };
    const [result] = with_([{ ...finding, kind: 'fails-when', witness }]).results ?? [];
    expect(result?.properties?.witness).toEqual({ days: '12345678901234567890' });
  });
});

it('names of files are escaped where addresses need it', () => {
  const files = filesIn({ 'infra dev/50% #1/ä?.json': registryTemplate({ adminUserEnabled: true }) });
  const uris = (runOf(reportOf(files)).results ?? []).map(
    ({ locations: [location] = [] }) => location?.physicalLocation?.artifactLocation?.uri,
  );
  expect(new Set(uris)).toEqual(new Set(['infra%20dev/50%25%20%231/%C3%A4%3F.json']));
});
