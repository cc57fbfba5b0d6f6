// Which characters of a document nobody may see.

import type { Report } from '../model/report.ts';
import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';

/** Looks up the secrets written in a document, each document once. */
export function secretSpans({ secrets }: Report): (document: Document) => readonly Span[] {
  const cache = new Map<Document, readonly Span[]>();
  return (document) => {
    const found =
      cache.get(document) ??
      secrets
        .filter((secret) => secret.document.sourceOf(secret.path) === document)
        .map((secret) => secret.document.spanOf(secret.path));
    cache.set(document, found);
    return found;
  };
}
