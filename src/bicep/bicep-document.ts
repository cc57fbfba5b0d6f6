// The document of a Bicep file: the template it stands for, and where each value of it is written.

import { type Document, lineStarts, type Position, positionIn } from '../values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, own, type Span } from '../values/json.ts';
import type { TextProblem } from '../values/parse-json.ts';
import { childPath, type Path, type PathSegment, pathSegments } from '../values/path.ts';
import { SourceMap } from './lower/source-map.ts';

/** Where a value was found: in a text, or somewhere in a document that was brought in. */
type Found =
  | { readonly kind: 'text'; readonly document: Document; readonly value: Span; readonly key: Span }
  | { readonly kind: 'inside'; readonly document: Document; readonly path: Path };

/** A class, because a file is read long before it becomes a template, and many files never do. */
export class BicepDocument implements Document {
  readonly name: string;
  readonly language = 'bicep';
  readonly text: string;
  /** What is wrong with a Bicep file is told by the compiler, with everything below it. */
  readonly problems: readonly TextProblem[] = [];
  private lines: readonly number[] | undefined;
  private template: JsonObject | undefined;
  private map: SourceMap = new SourceMap();
  private modules: ReadonlyMap<JsonObject, Document> = new Map();

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** The template; null while there is none. */
  get root(): Json {
    return this.template ?? null;
  }

  /** Gives the document its template, the places of its values, and the documents of modules inside it. */
  become(template: JsonObject, map: SourceMap, modules: ReadonlyMap<JsonObject, Document>): void {
    this.template = template;
    this.map = map;
    this.modules = modules;
  }

  spanOf(path: Path): Span {
    const found = this.find(path);
    return found.kind === 'text' ? found.value : found.document.spanOf(found.path);
  }

  keySpanOf(path: Path): Span {
    const found = this.find(path);
    return found.kind === 'text' ? found.key : found.document.keySpanOf(found.path);
  }

  sourceOf(path: Path): Document {
    const found = this.find(path);
    return found.kind === 'text' ? found.document : found.document.sourceOf(found.path);
  }

  embedded(template: JsonObject): Document | undefined {
    return this.modules.get(template);
  }

  positionOf(offset: number): Position {
    this.lines ??= lineStarts(this.text);
    return positionIn(this.lines, offset);
  }

  /** The place of the value at a path, or of the deepest value above it that has one. */
  private find(path: Path): Found {
    const whole = { start: 0, end: this.text.length };
    let found: Found = { kind: 'text', document: this, value: whole, key: whole };
    let value: Json | undefined = this.root;
    const segments = pathSegments(path);
    for (const [i, segment] of segments.entries()) {
      const container: object | undefined = typeof value === 'object' && value !== null ? value : undefined;
      value = container && child(value, segment);
      if (container === undefined || value === undefined) break;
      const place = this.map.placeOf(container, segment);
      if (place?.kind === 'inside')
        return { ...place, path: segments.slice(i + 1).reduce<Path>(childPath, place.path) };
      if (place !== undefined) found = place;
    }
    return found;
  }
}

function child(value: Json | undefined, segment: PathSegment): Json | undefined {
  if (isJsonArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  return isJsonObject(value) ? own(value, String(segment)) : undefined;
}
