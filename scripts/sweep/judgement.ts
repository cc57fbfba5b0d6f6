// What a sweep must not show: exceptions, files without a fate, unknown functions, errors that Azure would not raise.

import type { Problem } from '../../src/model/report.ts';
import type { Survey } from './survey.ts';

/** An error that Azure raises too. */
export interface ExpectedError {
  /** Relative to the corpus. */
  readonly file: string;
  readonly message: string;
  /** Why Azure raises it, from reading the template. */
  readonly why: string;
}

/** Everything wrong with a sweep; empty when it is as it should be. */
export function mistakesOf(surveys: readonly Survey[], expected: readonly ExpectedError[]): readonly string[] {
  return [
    ...surveys.flatMap(({ thrown, assume }) => thrown.map((what) => `Thrown with --assume ${assume}: ${what}`)),
    ...surveys.flatMap(filesWithoutFate),
    ...surveys.flatMap(unknownFunctions),
    ...surveys.flatMap((one) => unexpectedErrors(one, expected)),
    ...staleErrors(surveys, expected),
  ];
}

/** Every file is judged, or something says why it is not. */
function filesWithoutFate({ files, report }: Survey): readonly string[] {
  if (report === undefined) return [];
  const accounted = new Set([
    ...report.coverage.files,
    ...report.coverage.notCovered.map(({ file }) => file),
    ...report.problems.map(({ file }) => file),
  ]);
  return files.filter((file) => !accounted.has(file)).map((file) => `Neither judged nor explained: ${file}`);
}

function unknownFunctions({ census }: Survey): readonly string[] {
  const subjects = [...(census.causes.get('failed')?.subjects.keys() ?? [])];
  return subjects
    .filter((subject) => /^There is no function /.test(subject))
    .map((subject) => `Unsupported: ${subject}`);
}

function unexpectedErrors({ report, assume }: Survey, expected: readonly ExpectedError[]): readonly string[] {
  return errorsOf(report?.problems ?? [])
    .filter((problem) => !expected.some((one) => isSame(one, problem)))
    .map((problem) => `Not an expected error (--assume ${assume}): ${whereOf(problem)}: ${problem.message}`);
}

/** An entry that no longer happens says something untrue. */
function staleErrors(surveys: readonly Survey[], expected: readonly ExpectedError[]): readonly string[] {
  const found = surveys.flatMap(({ report }) => errorsOf(report?.problems ?? []));
  return expected
    .filter((one) => !found.some((problem) => isSame(one, problem)))
    .map(({ file, message }) => `Expected but not found: ${file}: ${message}`);
}

export function errorsOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** `file:line:column`, as far as there is one. */
export function whereOf({ file, place }: Problem): string {
  return place === undefined ? (file ?? '?') : `${file}:${place.start.line}:${place.start.column}`;
}

function isSame(expected: ExpectedError, { file, message }: Problem): boolean {
  return expected.file === file && expected.message === message;
}
