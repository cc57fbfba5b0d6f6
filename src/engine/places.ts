// From origins to places: the only step that looks up lines and columns.

import type { Place, TrailStep } from '../model/report.ts';
import type { Resource } from '../model/resource.ts';
import { propertyLoops } from '../templates/nodes.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonArray, isJsonObject, type Json, type Span } from '../values/json.ts';
import { type Origin, originChain } from '../values/origin.ts';
import { formatPath, type Path, type PathSegment, pathSegments } from '../values/path.ts';
import { nameLabel } from './labels.ts';

/** The value at a path of a document. */
export function placeAt(document: Document, path: Path): Place {
  return placeOf(document.sourceOf(path), document.spanOf(path));
}

/** The property name in front of the value at a path. */
export function keyPlaceAt(document: Document, path: Path): Place {
  return placeOf(document.sourceOf(path), document.keySpanOf(path));
}

/** A span of a document. */
export function placeOf(document: Document, span: Span): Place {
  return { document, span, start: document.positionOf(span.start), end: document.positionOf(span.end) };
}

/** Where an origin is. */
export function originPlace(origin: Origin): Place {
  return placeAt(origin.document, origin.path);
}

/** Identity of an origin's place, without looking it up. */
export function originKey({ document, path }: Origin): string {
  return `${document.name}#${formatPath(path)}`;
}

/** The way of a value to its place, nearest first, then the deployments on the way to the resource, innermost first. */
export function trailOf(origin: Origin, resource: Resource): readonly TrailStep[] {
  const seen = new Set([originKey(origin)]);
  const steps: TrailStep[] = [];
  const add = (step: Origin, role: TrailStep['role'], name: string): void => {
    const key = originKey(step);
    if (seen.has(key)) return;
    seen.add(key);
    steps.push({ place: originPlace(step), role, name });
  };
  for (const step of originChain(origin)) add(step, step.role, nameAt(step));
  for (const call of resource.calls.toReversed()) add(call.origin, 'call', nameLabel(call.name));
  return steps;
}

/** The variable, parameter or output that a path leads into. */
export function nameAt({ document, path, role }: Origin): string {
  const container = {
    variable: 'variables',
    parameter: 'parameters',
    default: 'parameters',
    argument: 'parameters',
    output: 'outputs',
  }[role as string];
  if (container === undefined) return '';
  const segments = pathSegments(path);
  const at = segments.lastIndexOf(container);
  const [name, index] = segments.slice(at + 1);
  if (at < 0 || name === undefined) return '';
  const loop = role === 'variable' ? loopName(document, segments.slice(0, at + 2), index) : undefined;
  return loop ?? String(name);
}

/** Variables made by `copy` have the names of their loops; undefined where `copy` is a variable like any other. */
function loopName(
  { root }: Document,
  path: readonly PathSegment[],
  index: PathSegment | undefined,
): string | undefined {
  if (String(path.at(-1)).toLowerCase() !== 'copy') return undefined;
  let json: Json | undefined = root;
  for (const key of path)
    json = isJsonArray(json) ? json[Number(key)] : isJsonObject(json) ? get(json, String(key)) : undefined;
  return propertyLoops(json)?.[Number(index)]?.name;
}

/** Parameters of the deployed template whose declared default took part. Defaults of nested templates are nobody's to override. */
export function assumedDefaults(origin: Origin): readonly string[] {
  const names: string[] = [];
  for (const step of originChain(origin)) {
    const isRoot = pathSegments(step.path)[0] === 'parameters';
    if (step.role === 'default' && isRoot && !names.includes(nameAt(step))) names.push(nameAt(step));
  }
  return names;
}
