// Where the values of a template were written: recorded while it is built, looked up only when something is reported.

import type { Document } from '../../values/document.ts';
import type { Span } from '../../values/json.ts';
import type { Path, PathSegment } from '../../values/path.ts';

/** The place of one value. */
export type Place =
  /** A text says it: the value, and what names it. */
  | { readonly kind: 'text'; readonly document: Document; readonly value: Span; readonly key: Span }
  /** It was brought in from another document, with everything inside it. */
  | { readonly kind: 'inside'; readonly document: Document; readonly path: Path };

interface Entry {
  readonly segment: PathSegment;
  readonly place: Place;
}

/** Places by the object or array that holds a value, and its key or index there. */
export class SourceMap {
  private readonly entries = new Map<object, Entry[]>();

  /** A value that stands in a text. */
  write(container: object, segment: PathSegment, document: Document, value: Span, key: Span = value): void {
    this.add(container, { segment, place: { kind: 'text', document, value, key } });
  }

  /** A value that another document holds. */
  bringIn(container: object, segment: PathSegment, document: Document, path: Path): void {
    this.add(container, { segment, place: { kind: 'inside', document, path } });
  }

  placeOf(container: object, segment: PathSegment): Place | undefined {
    return this.entries.get(container)?.findLast((entry) => entry.segment === segment)?.place;
  }

  private add(container: object, entry: Entry): void {
    const known = this.entries.get(container);
    if (known === undefined) this.entries.set(container, [entry]);
    else known.push(entry);
  }
}
