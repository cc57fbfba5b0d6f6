// One template against one source map: for each line of the official JSON, the line of Bicep it came from, on both sides.

import type { Document } from '../../src/values/document.ts';
import { get, isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { childPath, formatPath, type Path, type PathSegment, pathOf } from '../../src/values/path.ts';
import type { Baseline } from './baselines.ts';

/** A line of JSON and where each side says it was written; undefined where a side does not say. */
export interface Fact {
  readonly file: string;
  readonly section: string;
  readonly path: string;
  readonly text: string;
  readonly ours: number | undefined;
  readonly official: number | undefined;
}

/** What both sides say of every value that both templates have. */
export function agreementWith(baseline: Baseline, ours: Document): readonly Fact[] {
  const byText = new Map<string, Site[]>();
  for (const site of sitesIn(baseline.official)) {
    const same = byText.get(site.text);
    if (same === undefined) byText.set(site.text, [site]);
    else same.push(site);
  }
  return [...byText].flatMap(([text, sites]) =>
    matched(
      sites.filter(({ path }) => valueAt(ours.root, path) !== undefined),
      [...(baseline.lines.get(text) ?? [])],
      ours,
    ).map((fact) => ({ ...fact, file: baseline.name, text })),
  );
}

/** A value of the official JSON that begins a line. */
interface Site {
  readonly path: readonly PathSegment[];
  readonly text: string;
}

/**
 * The source map names lines of JSON by their text only. Where the same text stands several times, the lines that it
 * names are handed out: first to the values that we place there, what is left over to the others.
 */
function matched(sites: readonly Site[], lines: number[], document: Document): readonly Omit<Fact, 'file' | 'text'>[] {
  const take = (line: number | undefined): number | undefined => {
    const at = line === undefined ? -1 : lines.indexOf(line);
    return at < 0 ? undefined : lines.splice(at, 1)[0];
  };
  const placed = sites.map((site) => {
    const ours = lineOf(site.path, document);
    return { site, ours, agreed: take(ours) };
  });
  return placed
    .sort((a, b) => Number(isInModule(a.site.path)) - Number(isInModule(b.site.path)))
    .map(({ site, ours, agreed }) => {
      const path = formatPath(pathOf(...site.path));
      return { section: sectionOf(site.path, document.root), path, ours, official: agreed ?? lines.shift() };
    });
}

/** The compiler gives everything in a module's template the line of the `module` declaration. */
function lineOf(path: readonly PathSegment[], document: Document): number | undefined {
  const shown = isInModule(path) ? path.slice(0, path.indexOf('template') - 1) : path;
  const at = pathOf(...shown);
  if (document.sourceOf(at) !== document) return undefined;
  const span = typeof shown.at(-1) === 'number' ? document.spanOf(at) : document.keySpanOf(at);
  return document.positionOf(span.start).line;
}

function isInModule(path: readonly PathSegment[]): boolean {
  return path[0] === 'resources' && path[2] === 'properties' && path[3] === 'template';
}

/** What a resource declares outside of its body. The compiler gives most of it the line of the declaration, we that of the text. */
const declared: ReadonlySet<PathSegment | undefined> = new Set([
  ...['name', 'type', 'apiVersion', 'scope', 'subscriptionId', 'resourceGroup', 'condition', 'copy', 'dependsOn'],
  ...['existing', 'import', 'extension', 'metadata', '@options', undefined],
]);

/** Of a module, only its arguments are written; the rest of the deployment is made of its declaration. */
function sectionOf(path: readonly PathSegment[], template: Json): string {
  const [section, , member, part] = path;
  if (section !== 'resources') return String(section);
  if (isInModule(path)) return 'templates of modules';
  const type = valueAt(template, [...path.slice(0, 2), 'type']);
  const isWritten = type === 'Microsoft.Resources/deployments' ? part === 'parameters' : !declared.has(member);
  return isWritten ? bodies : 'declarations of resources';
}

/** The section that rules are about: what is written in resources, and the arguments of modules. */
export const bodies = 'bodies of resources';

function sitesIn(document: Document): readonly Site[] {
  const lines = document.text.split(/\r\n|\n/);
  const sites: Site[] = [];
  const visit = (json: Json, path: readonly PathSegment[], at: Path): void => {
    if (path.length > 0) {
      const span = typeof path.at(-1) === 'number' ? document.spanOf(at) : document.keySpanOf(at);
      sites.push({ path, text: lines[document.positionOf(span.start).line - 1] ?? '' });
    }
    const members: readonly (readonly [PathSegment, Json])[] = isJsonArray(json)
      ? [...json.entries()]
      : isJsonObject(json)
        ? Object.entries(json)
        : [];
    for (const [key, member] of members) visit(member, [...path, key], childPath(at, key));
  };
  visit(document.root, [], undefined);
  return sites;
}

function valueAt(json: Json, path: readonly PathSegment[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, segment) => {
    if (isJsonArray(inner)) return typeof segment === 'number' ? inner[segment] : undefined;
    return isJsonObject(inner) ? get(inner, String(segment)) : undefined;
  }, json);
}
