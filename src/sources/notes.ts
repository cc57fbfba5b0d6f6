// What a scan has to say besides verdicts: problems of its inputs, and what it saw and did not judge. Each once.

import { keyPlaceAt, placeAt, placeOf } from '../engine/places.ts';
import type { NotCovered, Place, Problem } from '../model/report.ts';
import type { Diagnostic } from '../templates/run.ts';
import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';
import type { Path } from '../values/path.ts';

/** Collects notes. */
export class Notes {
  private readonly found = new Map<string, Problem>();
  private readonly skipped = new Map<string, NotCovered>();

  /** Problems, errors first, then by place. */
  problems(): readonly Problem[] {
    return [...this.found.values()].sort(inOrder);
  }

  /** What was not covered, by place. */
  notCovered(): readonly NotCovered[] {
    return [...this.skipped.values()].sort(
      (a, b) => compareText(a.file, b.file) || offsetOf(a.place) - offsetOf(b.place),
    );
  }

  hasErrors(): boolean {
    return [...this.found.values()].some(({ severity }) => severity === 'error');
  }

  add(severity: Problem['severity'], message: string, place: Place | undefined, file?: string): void {
    const name = place?.document.name ?? file;
    const key = `${name ?? ''}:${place?.span.start ?? ''}:${message}`;
    if (!this.found.has(key)) this.found.set(key, { severity, message, place, file: name });
  }

  /** A problem at a path of a document. */
  at(severity: Problem['severity'], message: string, document: Document, path: Path): void {
    this.add(severity, message, placeAt(document, path));
  }

  diagnostic({ severity, message, document, path, at, part }: Diagnostic): void {
    const place = at === 'key' ? keyPlaceAt(document, path) : placeAt(document, path);
    if (document.language === 'bicep' && this.hasErrorIn(place)) return;
    this.add(severity, message, part === undefined ? place : partOfString(place, part));
  }

  /** What is wrong with a Bicep file is told by whoever read it; what follows from that when it is evaluated says less. */
  private hasErrorIn({ document, span }: Place): boolean {
    return [...this.found.values()].some(
      (problem) =>
        problem.severity === 'error' &&
        problem.place?.document.name === document.name &&
        problem.place.span.start <= span.end &&
        problem.place.span.end >= span.start,
    );
  }

  /** The first one at a place tells it best: whoever read the file before it was evaluated. */
  skip(what: string, because: string, place: Place | undefined, file: string): void {
    const key = place === undefined ? `${file}:${what}` : `${file}:${place.span.start}`;
    if (!this.skipped.has(key)) this.skipped.set(key, { what, because, place, file });
  }
}

/** A part of a string, in characters of its value: escapes are longer in the text. Only JSON writes expressions as strings. */
function partOfString(place: Place, part: Span): Place {
  const { document, span } = place;
  if (document.language !== 'json') return place;
  const written = document.text.slice(span.start, span.end);
  let start = span.start + 1;
  let end = span.end - 1;
  for (let i = 1, decoded = 0; i < written.length - 1; decoded++) {
    if (decoded === part.start) start = span.start + i;
    if (decoded === part.end) end = span.start + i;
    i += written[i] === '\\' ? (written[i + 1] === 'u' ? 6 : 2) : 1;
  }
  return placeOf(document, { start, end: Math.max(end, start + 1) });
}

function inOrder(a: Problem, b: Problem): number {
  const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    compareText(a.file ?? '', b.file ?? '') ||
    offsetOf(a.place) - offsetOf(b.place) ||
    compareText(a.message, b.message)
  );
}

function offsetOf(place: Place | undefined): number {
  return place?.span.start ?? 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
