// The JSON report keeps to its published schema, and says the same as the SARIF.

import { existsSync, readFileSync } from 'node:fs';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { validatorFor } from '../../src/sources/schema.ts';
import type { Json } from '../../src/values/json.ts';
import { cli, folderAsWorkingDirectory, registryTemplate } from '../support/cli.ts';
import { root } from '../support/rules.ts';

const fixtures = { files: folderAsWorkingDirectory(`${root}/fixtures`) };
const schemaFile = `${root}/schemas/report.schema.json`;

interface Report {
  readonly findings: readonly Finding[];
  readonly problems: readonly { readonly message: string }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly coverage: {
    readonly resources: number;
    readonly files: readonly string[];
    readonly rules: readonly string[];
  };
}

interface Finding {
  readonly rule: string;
  readonly verdict: string;
  readonly reason: string;
  readonly resources: readonly { readonly qualifiedName: string }[];
  readonly location: { readonly file: string; readonly startLine: number; readonly startColumn: number };
  readonly witness?: unknown;
  readonly trail: readonly { readonly text: string }[];
  readonly fingerprint: string;
}

async function jsonOf(argv: readonly string[] = [], setting = fixtures): Promise<Report> {
  return JSON.parse((await cli(['-f', 'json', ...argv], setting)).stdout) as Report;
}

describe.runIf(existsSync(schemaFile))('the schema', () => {
  const mistakesIn = (json: unknown): readonly unknown[] =>
    validatorFor(JSON.parse(readFileSync(schemaFile, 'utf8')) as Json)(json as Json);

  it('holds for everything in the fixtures tree', async () => {
    for (const argv of [
      ['--only', '*'],
      ['--assume', 'any', '--only', '*'],
    ])
      expect(mistakesIn(await jsonOf(argv))).toEqual([]);
  });

  it('holds for a run that judged nothing', async () => {
    expect(mistakesIn(await jsonOf(['gone.json']))).toEqual([]);
  });

  it('refuses something else', async () => {
    const report = await jsonOf(['contoso']);
    expect(mistakesIn({ ...report, version: 2 })).not.toEqual([]);
    expect(mistakesIn({ ...report, findings: report.findings.map(({ rule: _, ...rest }) => rest) })).not.toEqual([]);
    expect(mistakesIn({ ...report, counts: { ...report.counts, pass: 'many' } })).not.toEqual([]);
  });
});

it('says the same as the SARIF', async () => {
  const argv = ['--only', '*'];
  const { findings, problems } = await jsonOf(argv);
  const [run] = (JSON.parse((await cli(['-f', 'sarif', ...argv], fixtures)).stdout) as Log).runs;
  const fromSarif = (run?.results ?? []).map((result) => {
    const [location] = result.locations ?? [];
    const { region, artifactLocation } = location?.physicalLocation ?? {};
    return {
      rule: result.ruleId,
      verdict: result.properties?.verdict,
      file: decodeURIComponent(artifactLocation?.uri ?? ''),
      at: [region?.startLine, region?.startColumn],
      names: location?.logicalLocations?.map(({ fullyQualifiedName }) => fullyQualifiedName),
      witness: result.properties?.witness,
      trail: (result.relatedLocations ?? []).map(({ message }) => message?.text),
      fingerprint: result.partialFingerprints?.['pratique/v1'],
    };
  });
  const fromJson = findings.map(({ rule, verdict, location, resources, witness, trail, fingerprint }) => ({
    rule,
    verdict,
    file: location.file,
    at: [location.startLine, location.startColumn],
    names: resources.map(({ qualifiedName }) => qualifiedName),
    witness,
    trail: trail.map(({ text }) => text),
    fingerprint,
  }));
  expect(fromJson.length).toBeGreaterThan(100);
  expect(fromSarif).toEqual(fromJson);
  const texts = run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text);
  expect(texts).toEqual(expect.arrayContaining(problems.map(({ message }) => message)));
});

it('is sorted: failures first, the severest first, then by file', async () => {
  const { findings } = await jsonOf(['--only', '*']);
  const verdicts = findings.map(({ verdict }) => ['fail', 'fails-when', 'unknown'].indexOf(verdict));
  expect(verdicts).toEqual([...verdicts].sort());
  const critical = findings.filter(({ rule, verdict }) => rule === 'admin-user-disabled' && verdict === 'fail');
  expect(findings.slice(0, critical.length)).toEqual(critical);
  const files = critical.map(({ location }) => location.file);
  expect(files).toEqual([...files].sort());
});

it('names the control characters of a template only as escapes', async () => {
  const name = 'contoso\u001b[2J\u009b\u202e\u2028x';
  const setting = { files: { 'main.json': registryTemplate({ adminUserEnabled: true }, { name }) } };
  for (const format of ['json', 'sarif']) {
    const { stdout } = await cli(['-f', format, '--only', 'admin-user-disabled'], setting);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    expect(stdout).toContain('contoso\\u001b[2J\\u009b\\u202e\\u2028x');
    expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(name).slice(1, -1));
  }
});
