// A part of a document as a document of its own: a template inside an envelope.

import type { Document } from '../values/document.ts';
import type { Json } from '../values/json.ts';
import { childPath, type Path, pathSegments } from '../values/path.ts';

/** The document whose root is the value at a path of another one. Spans stay those of the whole text. */
export function documentPart(whole: Document, base: Path, root: Json): Document {
  const inWhole = (path: Path): Path => pathSegments(path).reduce<Path>(childPath, base);
  const { name, language, text, problems } = whole;
  return {
    name,
    language,
    text,
    problems,
    root,
    embedded: (template) => whole.embedded(template),
    positionOf: (offset) => whole.positionOf(offset),
    spanOf: (path) => whole.spanOf(inWhole(path)),
    keySpanOf: (path) => whole.keySpanOf(inWhole(path)),
    sourceOf: (path) => whole.sourceOf(inWhole(path)),
  };
}
