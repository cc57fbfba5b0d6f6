// --rules: rules of one's own beside the built-in ones, and mistakes in their files.

import { describe, expect, it } from 'vitest';
import { cli, registryTemplate } from '../support/cli.ts';

const rule = `id: contoso-tagged
title: Registries carry an owner tag
severity: medium
category: operations
since: 1.0.0
tags: [contoso]
sets: [baseline]
aliases: { handbook: [CH-7] }
applies:
  to: [Microsoft.ContainerRegistry/registries]
require:
  field: tags.owner
  exists: true
why: Nobody knows whom to ask about a registry without an owner.
recommendation: Write the name of the team into the tag.
fix:
  none: Only its owner knows the owner.
links:
  - title: Handbook
    url: https://contoso.com/handbook
examples:
  - name: A tagged registry
    verdict: pass
    resources:
      - type: Microsoft.ContainerRegistry/registries
        apiVersion: '2023-07-01'
        name: contosotagged
        tags: { owner: platform }
`;
const main = { 'main.json': registryTemplate({ publicNetworkAccess: 'Disabled' }) };

function edited(from: string, to: string): string {
  if (!rule.includes(from)) throw new Error(`The rule does not hold ${from}`);
  return rule.replace(from, to);
}

async function reportWith(policies: Readonly<Record<string, string>>, argv: readonly string[] = []) {
  const files = {
    ...main,
    ...Object.fromEntries(Object.entries(policies).map(([name, text]) => [`policies/${name}`, text])),
  };
  const { stdout, stderr, code } = await cli(['--rules', 'policies', '-f', 'json', ...argv], { files });
  return { report: stdout === '' ? undefined : JSON.parse(stdout), stderr, code };
}

it('a rule of one’s own runs beside the built-in ones', async () => {
  const { report, code } = await reportWith({ 'naming/tagged.yaml': rule });
  expect(report.coverage.rules).toContain('contoso-tagged');
  expect(report.coverage.rules).toContain('sku-premium');
  expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'contoso-tagged', verdict: 'fail' }));
  expect(code).toBe(1);
});

it('it is selected by its id, its ids elsewhere and its tags', async () => {
  for (const name of ['contoso-tagged', 'CH-7', 'contoso', 'contoso-*']) {
    const { report } = await reportWith({ 'tagged.yml': rule }, ['--only', name]);
    expect(report.coverage.rules, name).toEqual(['contoso-tagged']);
  }
});

it('`rules` and `explain` know it', async () => {
  const files = { 'policies/tagged.yaml': rule };
  const listed = await cli(['rules', '--rules', 'policies', '--only', 'contoso'], { files });
  expect(listed).toMatchObject({ code: 0, stdout: 'contoso-tagged  medium    Registries carry an owner tag\n' });
  const explained = await cli(['explain', 'CH-7', '--rules', 'policies'], { files });
  expect(explained.code).toBe(0);
  expect(explained.stdout).toContain('Nobody knows whom to ask');
});

it('the terminal shows the SARIF help of it', async () => {
  const files = { ...main, 'policies/tagged.yaml': rule };
  const { stdout } = await cli(['--rules', 'policies', '--only', 'contoso', '-f', 'sarif'], { files });
  const [descriptor] = JSON.parse(stdout).runs[0].tool.driver.rules;
  expect(descriptor).toMatchObject({ id: 'contoso-tagged', helpUri: 'https://contoso.com/handbook' });
});

describe('mistakes have a place and a suggestion, and the other rules run', () => {
  it.each([
    ['exists: true', 'exits: true', "There is no operator 'exits'; did you mean 'exists'?", 13],
    ['field: tags.owner', 'feild: tags.owner', "'feild'", 12],
    ['severity: medium', 'severity: middle', '"middle" is none of critical, high, medium, low, info', 3],
    ['category: operations', 'category: operation', "did you mean 'operations'?", 4],
    [
      'recommendation: Write',
      'recomendation: Write',
      "There is no property 'recomendation' here; did you mean 'recommendation'?",
      15,
    ],
    ['id: contoso-tagged', 'id: contoso_tagged', 'must match pattern', 1],
    ['why: Nobody', 'why: "Nobody', '', undefined],
    ['to: [Microsoft.ContainerRegistry/registries]', 'to: [registries]', 'must match pattern', 10],
    ['title: Registries carry an owner tag\n', '', "The property 'title' is missing", 1],
    ['url: https://contoso.com/handbook', 'url: contoso.com', 'must match pattern', 20],
  ])('%j written as %j', async (from, to, message, line) => {
    const { report, code } = await reportWith({ 'tagged.yaml': edited(from, to) });
    expect(code).toBe(2);
    const problems = report.problems as readonly {
      readonly message: string;
      readonly location: { startLine: number };
    }[];
    const problem = problems.find((one) => one.message.includes(message));
    expect(problem, JSON.stringify(problems)).toMatchObject({ severity: 'error', file: 'policies/tagged.yaml' });
    if (line !== undefined) expect(problem?.location.startLine).toBe(line);
    expect(report.coverage.rules).toContain('sku-premium');
    expect(report.coverage.rules).not.toContain('contoso-tagged');
  });

  it('the terminal shows the line', async () => {
    const files = { ...main, 'policies/tagged.yaml': edited('exists: true', 'exits: true') };
    const { stdout } = await cli(['--rules', 'policies', '--only', 'sku-premium'], { files });
    expect(stdout).toContain(
      [
        " error  There is no operator 'exits'; did you mean 'exists'?",
        '   ╭─ policies/tagged.yaml:13:3',
        ' 11 │ require:',
        ' 12 │   field: tags.owner',
        ' 13 │   exits: true',
        '    │   ━━━━━',
      ].join('\n'),
    );
  });

  it('`rules` and `explain` tell them and exit with 2', async () => {
    const files = { 'policies/tagged.yaml': edited('exists: true', 'exits: true') };
    for (const argv of [['rules'], ['explain', 'sku-premium']]) {
      const { code, stdout, stderr } = await cli([...argv, '--rules', 'policies'], { files });
      expect(code).toBe(2);
      expect(stderr).toContain("did you mean 'exists'?");
      expect(stdout).toContain('sku-premium');
    }
  });
});

describe('ids', () => {
  it('of a built-in rule are taken', async () => {
    const { stderr, code } = await reportWith({ 'tagged.yaml': edited('id: contoso-tagged', 'id: sku-premium') });
    expect(code).toBe(2);
    expect(stderr).toBe("pratique: A rule of yours has the id 'sku-premium', which a built-in rule has already\n");
  });

  it('stand for one rule only', async () => {
    const { report, code } = await reportWith({ 'a.yaml': rule, 'b.yaml': rule });
    expect(code).toBe(2);
    expect(report.problems).toMatchObject([{ message: "There are two rules with the id 'contoso-tagged'" }]);
  });
});

it('a folder that is not there, or is a file, is a mistake', async () => {
  for (const folder of ['gone', 'main.json']) {
    const { code, stderr } = await cli(['--rules', folder], { files: main });
    expect(code).toBe(2);
    expect(stderr).toBe(`pratique: There is no folder '${folder}' with rules\n`);
  }
});
