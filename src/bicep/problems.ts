// What is found wrong, or is not followed, while files are read and lowered.

import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';
import type { BicepProblem, NotFollowed } from './compiled.ts';

/** Collects problems, each once for its place and message. */
export class Problems {
  readonly found: BicepProblem[] = [];
  readonly notFollowed: NotFollowed[] = [];
  private readonly seen = new Set<string>();

  report(message: string, document: Document, span: Span, severity: BicepProblem['severity'] = 'error'): void {
    if (this.found.length < maxProblems && this.isNew(message, document, span))
      this.found.push({ severity, message, document, span: visible(span, document.text) });
  }

  skip(what: string, because: string, document: Document, span: Span): void {
    if (this.notFollowed.length < maxProblems && this.isNew(what, document, span))
      this.notFollowed.push({ what, because, document, span: visible(span, document.text) });
  }

  /** Takes over what another collection has. */
  addAll({ found, notFollowed }: Problems): void {
    for (const { message, document, span, severity } of found) this.report(message, document, span, severity);
    for (const { what, because, document, span } of notFollowed) this.skip(what, because, document, span);
  }

  private isNew(message: string, document: Document, span: Span): boolean {
    const key = `${document.name}\n${span.start}\n${message}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

/** More than this in one file help nobody. */
const maxProblems = 1000;

/** What is missing has no characters of its own: the one behind it is shown, at the end of a line the one before it. */
function visible({ start, end }: Span, text: string): Span {
  if (start < end || text === '') return { start, end };
  const isLineEnd = start >= text.length || text[start] === '\n' || text[start] === '\r';
  return isLineEnd && start > 0 ? { start: start - 1, end: start } : { start, end: start + 1 };
}
