// The page a sweep writes: totals, causes, errors and notes. The same corpus gives the same bytes.

import type { NotCovered, Problem, Report } from '../../src/model/report.ts';
import type { Cause, Census } from './census.ts';
import { type ExpectedError, errorsOf, whereOf } from './judgement.ts';
import type { LeafShape } from './leaves.ts';
import type { Survey } from './survey.ts';

/** The text of docs/sweep.md. The first survey is the one with defaults. */
export function sweepPage(surveys: readonly Survey[], expected: readonly ExpectedError[]): string {
  const [first] = surveys;
  const report = first?.report;
  if (first === undefined || report === undefined) return '';
  const { notCovered } = report.coverage;
  const sections = [
    introduction,
    ['## Totals', totals(surveys)],
    ['## How much is known', shapeIntroduction, shapeTable(surveys)],
    ['## Why the rest is not known', causeIntroduction, ...surveys.flatMap(causeTable)],
    ['## Errors', errorIntroduction, errorTable(report, expected)],
    ['## Warnings', warningTable(report)],
    [
      '## Not covered',
      `${notCovered.length} notes, told with every report that they concern.`,
      notCoveredTable(notCovered),
    ],
  ];
  return `${sections.flat().join('\n\n')}\n`;
}

const introduction = [
  '# Sweep over real templates',
  'What happens when the program meets templates that others wrote: unmodified ARM templates and parameter files from two public repositories, the Azure Quickstart Templates (`quickstarts/`) and Azure Verified Modules compiled from Bicep (`avm/`). They are data, and no part of this repository: the sweep looks for them beside the checkout, in `../shared/corpus`, and is left out where they are not.',
  'Each template is evaluated with each of its parameter files: once with the declared defaults of parameters that nobody supplies, once with `--assume any`, where those may have any value that a caller could pass. The sweep fails when',
  [
    '- anything throws;',
    '- a file is neither judged nor explained;',
    '- a template uses a function that is not known here;',
    '- an error is reported that is not listed below with the reason why Azure raises it too.',
  ].join('\n'),
  'It shows that nothing is lost on the way and how much remains unknown. Whether the values that are known are right is for other tests: [facts about functions](oracle.md), recorded from Microsoft’s engine and documentation.',
  '`npm run sweep` writes this page; `node scripts/run.mjs scripts/sweep.ts --check` verifies that it is current; `node scripts/run.mjs scripts/sweep.ts <folder>` sweeps a folder of your own and prints its page.',
];

const shapeIntroduction =
  'A leaf is a scalar, or an empty object or array, in the body of a resource or in an output. These are all of them, by what is known:';

const shapeMeanings: Readonly<Record<LeafShape, string>> = {
  known: 'one value',
  choice: 'one of a few values; which one depends on parameters',
  'string with holes': 'a text some part of which is not known',
  'any number of items': 'an array of items of which it is not known how many there are',
  'more members': 'an object that may have members besides those written',
  unknown: 'at most the type and limits are known',
};

const causeIntroduction =
  'A leaf with two kinds of cause counts in both rows; "alone" counts those with one kind only. "Most often" names what is asked for: a call, a parameter, a message.';

const causeMeanings: Readonly<Record<Cause, string>> = {
  parameter: 'a parameter that nobody supplies',
  runtime: 'only a deployed resource can answer',
  secret: 'a secret in a key vault',
  context: 'depends on where it is deployed',
  nondeterministic: 'different in every deployment',
  external: 'written in a template elsewhere',
  elsewhere: 'another resource decides',
  version: 'the API version lacks the property',
  unsupported: 'no source settles what Azure does',
  budget: 'too much work or too many alternatives',
  failed: 'an error, listed below',
};

const errorIntroduction =
  'Every error the sweep reports, and why Azure raises it too. Most come from parameter files of the quickstarts: they hold placeholders such as `GEN-UNIQUE`, which the test bed of that repository replaces before it deploys.';

function totals(surveys: readonly Survey[]): string {
  const row = (name: string, number: (survey: Survey) => number): string[] => [
    name,
    ...surveys.map((one) => count(number(one))),
  ];
  return table(
    ['', ...surveys.map(headingOf)],
    [
      row('files', ({ files }) => files.length),
      row('files judged', ({ report }) => report?.coverage.files.length ?? 0),
      row('deployments', ({ report }) => report?.coverage.deployments.length ?? 0),
      row('resources, `existing` ones too', ({ census }) => census.resources),
      row('outputs', ({ census }) => census.outputs),
      row('leaves', ({ census }) => census.leaves),
      row('errors', ({ report }) => errorsOf(report?.problems ?? []).length),
      row('warnings', ({ report }) => (report?.problems ?? []).filter(({ severity }) => severity === 'warning').length),
      row('notes on what is not covered', ({ report }) => report?.coverage.notCovered.length ?? 0),
      row('exceptions', ({ thrown }) => thrown.length),
    ],
  );
}

function headingOf({ assume }: Survey): string {
  return assume === 'defaults' ? 'with defaults' : 'any value';
}

function shapeTable(surveys: readonly Survey[]): string {
  const shapes = [...new Set(surveys.flatMap(({ census }) => [...census.shapes.keys()]))];
  const of = ({ census }: Survey, shape: (typeof shapes)[number]): number => census.shapes.get(shape) ?? 0;
  const [first] = surveys;
  const sorted = shapes.sort((a, b) => (first === undefined ? 0 : of(first, b) - of(first, a)) || (a < b ? -1 : 1));
  return table(
    ['a leaf', ...surveys.map(headingOf), 'meaning'],
    sorted.map((shape) => [
      shape,
      ...surveys.map((one) => withShare(of(one, shape), one.census)),
      shapeMeanings[shape],
    ]),
  );
}

function causeTable(survey: Survey): readonly string[] {
  const { census } = survey;
  const rows = [...census.causes].sort(([a, x], [b, y]) => y.leaves - x.leaves || (a < b ? -1 : 1));
  const heading = headingOf(survey);
  return [
    `### ${heading.charAt(0).toUpperCase()}${heading.slice(1)}`,
    table(
      ['cause', 'meaning', 'leaves', 'alone', 'most often'],
      rows.map(([cause, { leaves, alone, subjects }]) => [
        cause,
        causeMeanings[cause],
        withShare(leaves, census),
        count(alone),
        mostOften(subjects),
      ]),
    ),
  ];
}

function mostOften(subjects: ReadonlyMap<string, number>): string {
  return [...subjects]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([subject, leaves]) => `${code(subject)} ${count(leaves)}`)
    .join(', ');
}

function errorTable({ problems }: Report, expected: readonly ExpectedError[]): string {
  const whyOf = ({ file, message }: Problem): string =>
    expected.find((one) => one.file === file && one.message === message)?.why ?? '**not expected**';
  return table(
    ['place', 'message', 'why Azure raises it'],
    errorsOf(problems).map((problem) => [whereOf(problem), escaped(problem.message), escaped(whyOf(problem))]),
  );
}

function warningTable({ problems }: Report): string {
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return table(
    ['place', 'message'],
    warnings.map((problem) => [whereOf(problem), escaped(problem.message)]),
  );
}

/** One row for each file and reason, with the lines it holds for. */
function notCoveredTable(notes: readonly NotCovered[]): string {
  const rows = new Map<string, { readonly note: NotCovered; readonly lines: number[] }>();
  for (const note of notes) {
    const key = `${note.file}\n${note.what}\n${note.because}`;
    const row = rows.get(key) ?? { note, lines: [] };
    rows.set(key, row);
    if (note.place !== undefined) row.lines.push(note.place.start.line);
  }
  return table(
    ['file', 'lines', 'what', 'because'],
    [...rows.values()].map(({ note, lines }) => [note.file, lines.join(', '), note.what, escaped(note.because)]),
  );
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function withShare(number: number, { leaves }: Census): string {
  return `${count(number)} (${((100 * number) / leaves).toFixed(1)} %)`;
}

/** Grouped by thousands, the same on every machine. */
function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function code(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `\`${short.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;');
}
