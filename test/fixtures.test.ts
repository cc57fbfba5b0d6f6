// Every folder below fixtures/templates, fixtures/bicep and fixtures/bad-input is a case: what is marked on its lines must
// be found, and nothing else.
//
// `// expect: fail admin-user-disabled` on a line: a finding of this kind and rule starts there. `fails-when` and `unknown`
// likewise; `21-25` behind the rule are the columns of its first and last character, `{"sku":"Basic"}` is the witness.
// Several are separated by commas.
// `// trail: admin-user-disabled 1` on a line: the first step of that finding's trail starts there; marked at all, all are.
// `expect.json` beside the files, all of it optional: "rules" besides those marked, "context", "assume", "modules" (a module
// folder), "args" (more arguments), "paths" (instead of the folder), "problems" and "notCovered" (file, line, columns, a part
// of the message), "counts", "judged" (files that must be covered), "exitCode" (2 with an error among the problems, 1 with a
// failure, otherwise 0). What stands under "deployments" is tested by test/bicep/fixtures.test.ts.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cli, folderAsWorkingDirectory } from './support/cli.ts';
import { root } from './support/rules.ts';

interface Expected {
  readonly rules?: readonly string[];
  readonly context?: Readonly<Record<string, string>>;
  readonly assume?: 'defaults' | 'any';
  readonly modules?: string;
  readonly args?: readonly string[];
  readonly paths?: readonly string[];
  readonly problems?: readonly ExpectedNote[];
  readonly notCovered?: readonly ExpectedNote[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly judged?: readonly string[];
  readonly exitCode?: number;
  readonly deployments?: readonly unknown[];
}

interface ExpectedNote {
  readonly severity?: 'error' | 'warning';
  readonly file?: string;
  readonly line?: number;
  readonly columns?: string;
  readonly message: string;
}

interface Location {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

interface ReportedNote {
  readonly severity?: string;
  readonly file: string | null;
  readonly location: Location | null;
  readonly message: string;
}

interface Reported {
  readonly findings: readonly {
    readonly rule: string;
    readonly verdict: string;
    readonly location: Location;
    readonly witness?: unknown;
    readonly trail: readonly { readonly location: Location }[];
  }[];
  readonly problems: readonly ReportedNote[];
  readonly counts: Readonly<Record<string, number>>;
  readonly coverage: {
    readonly files: readonly string[];
    readonly notCovered: readonly (Omit<ReportedNote, 'message'> & {
      readonly what: string;
      readonly because: string;
    })[];
  };
}

interface Mark {
  readonly at: string;
  readonly kind: string;
  readonly rule: string;
  readonly columns: string | undefined;
  readonly witness: unknown;
}

interface Marks {
  readonly findings: readonly Mark[];
  /** By rule, `file:line` in order. */
  readonly trails: ReadonlyMap<string, readonly string[]>;
}

describe.each(['templates', 'bicep', 'bad-input'])('fixtures/%s', (theme) => {
  const folder = `${root}/fixtures/${theme}`;
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it.each(cases.map(({ name }) => name))('%s', async (name) => {
    await runCase(`${folder}/${name}`);
  });
});

async function runCase(folder: string): Promise<void> {
  const expected = readExpected(folder);
  const marks = readMarks(folder);
  const rules = [...new Set([...marks.findings.map(({ rule }) => rule), ...(expected.rules ?? [])])];
  const { problems = [], counts = {}, deployments = [] } = expected;
  const says = marks.findings.length + problems.length + Object.keys(counts).length + deployments.length;
  expect(says, 'a case without expectations tests nothing').toBeGreaterThan(0);

  const { code, stdout, stderr } = await cli(argumentsFor(expected, rules), {
    files: folderAsWorkingDirectory(folder),
  });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as Reported;
  expect(reportedFindings(report, marks)).toEqual(sorted(marks.findings.map(findingText)));
  checkNotes(report.problems, problems);
  checkNotes(
    report.coverage.notCovered.map(({ what, because, ...rest }) => ({ ...rest, message: `${what}: ${because}` })),
    expected.notCovered ?? [],
  );
  expect(report.counts).toMatchObject(counts);
  expect(report.coverage.files).toEqual(expect.arrayContaining([...(expected.judged ?? [])]));
  for (const [rule, steps] of marks.trails) expect(trailOf(report, rule), `the trail of ${rule}`).toEqual(steps);
  expect(code, 'the exit code').toBe(expected.exitCode ?? usualExitCode(marks, expected));
}

function argumentsFor(
  { paths = ['.'], args = [], modules, assume, context = {} }: Expected,
  rules: readonly string[],
): string[] {
  return [
    'scan',
    ...paths,
    ...['-f', 'json'],
    ...(rules.length > 0 ? ['--only', rules.join(',')] : []),
    ...(assume === undefined ? [] : ['--assume', assume]),
    ...(modules === undefined ? [] : ['--modules', modules]),
    ...Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]),
    ...args,
  ];
}

/** The findings of a report as the marks write them; columns and a witness that no mark names are left out. */
function reportedFindings({ findings }: Reported, { findings: marks }: Marks): readonly string[] {
  const reported = findings.map(({ rule, verdict, location, witness }): Mark => {
    const at = placeText(location);
    const marked = marks.filter((mark) => mark.at === at && mark.rule === rule);
    return {
      at,
      kind: verdict,
      rule,
      columns: marked.some(({ columns }) => columns !== undefined) ? columnsOf(location) : undefined,
      witness: marked.some((mark) => mark.witness !== undefined) ? witness : undefined,
    };
  });
  return sorted(reported.map(findingText));
}

function findingText({ at, kind, rule, columns, witness }: Mark): string {
  const parts = [at, kind, rule, columns, witness === undefined ? undefined : JSON.stringify(witness)];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** The columns of the first and the last character. */
function columnsOf({ startColumn, endColumn }: Location): string {
  return `${startColumn}-${endColumn - 1}`;
}

/** Reported notes are those expected, in the order of the report; a note is expected by a part of its message. */
function checkNotes(notes: readonly ReportedNote[], expected: readonly ExpectedNote[]): void {
  const shaped = notes.map(({ severity, file, location, message }, i) => {
    const wanted = expected[i];
    return {
      ...(wanted?.severity === undefined ? {} : { severity }),
      ...(wanted?.file === undefined ? {} : { file }),
      ...(wanted?.line === undefined ? {} : { line: location?.startLine }),
      ...(wanted?.columns === undefined ? {} : { columns: location === null ? undefined : columnsOf(location) }),
      message: wanted !== undefined && message.includes(wanted.message) ? wanted.message : message,
    };
  });
  expect(shaped).toEqual(expected);
}

function trailOf({ findings }: Reported, wanted: string): readonly string[] {
  const found = findings.filter(({ rule }) => rule === wanted);
  expect(found, 'a trail is marked for one finding').toHaveLength(1);
  return found.flatMap(({ trail }) => trail.map(({ location }) => placeText(location)));
}

function usualExitCode(marks: Marks, { problems = [] }: Expected): number {
  if (problems.some(({ severity = 'error' }) => severity === 'error')) return 2;
  return marks.findings.some(({ kind }) => kind === 'fail') ? 1 : 0;
}

function readExpected(folder: string): Expected {
  const path = `${folder}/expect.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Expected) : {};
}

function readMarks(folder: string): Marks {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(jsonc?|bicep|bicepparam)$/.test(name),
  );
  const lines = names.flatMap((name) =>
    readFileSync(`${folder}/${name}`, 'utf8')
      .split(/\r\n|\n|\r/)
      .map((text, i) => ({ at: `${name}:${i + 1}`, text })),
  );
  return {
    findings: lines.flatMap(({ at, text }) => findingMarks(at, /\/\/ expect: (.*)$/.exec(text)?.[1] ?? '')),
    trails: trailMarks(lines),
  };
}

/** Reads `fail admin-user-disabled 21-25, fails-when sku-premium {"sku":"Basic"}`. */
function findingMarks(at: string, text: string): readonly Mark[] {
  const pattern = /^(fail|fails-when|unknown) ([A-Za-z0-9-]+)(?: (\d+-\d+))?(?: (\{.*?\})(?=, [a-z]|$))?(?:, |$)/;
  const marks: Mark[] = [];
  for (let rest = text.trim(); rest !== ''; ) {
    const match = pattern.exec(rest);
    if (match === null) throw new Error(`${at}: '${rest}' is not a mark`);
    const [whole, kind = '', rule = '', columns, witness] = match;
    marks.push({ at, kind, rule, columns, witness: witness === undefined ? undefined : JSON.parse(witness) });
    rest = rest.slice(whole.length);
  }
  return marks;
}

function trailMarks(lines: readonly { readonly at: string; readonly text: string }[]): Marks['trails'] {
  const trails = new Map<string, string[]>();
  for (const { at, text } of lines) {
    for (const [, rule = '', step] of text.matchAll(/\/\/ trail: ([A-Za-z0-9-]+) (\d+)/g)) {
      const steps = trails.get(rule) ?? [];
      steps[Number(step) - 1] = at;
      trails.set(rule, steps);
    }
  }
  return trails;
}

function placeText({ file, startLine }: Location): string {
  return `${file}:${startLine}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
