// Paths into a document: linked from the end, so that going one level deeper costs one small object.

/** A property name or an array index. */
export type PathSegment = string | number;

/** A way from the root of a document to a value in it; `undefined` is the root itself. */
export type Path = PathNode | undefined;

export interface PathNode {
  readonly parent: Path;
  readonly segment: PathSegment;
}

/** The path of a member of the value at `parent`. */
export function childPath(parent: Path, segment: PathSegment): PathNode {
  return { parent, segment };
}

/** A path from its segments, outermost first. */
export function pathOf(...segments: readonly PathSegment[]): Path {
  let path: Path;
  for (const segment of segments) path = childPath(path, segment);
  return path;
}

/** The segments of a path, outermost first. */
export function pathSegments(path: Path): PathSegment[] {
  const segments: PathSegment[] = [];
  for (let node = path; node !== undefined; node = node.parent) segments.push(node.segment);
  return segments.reverse();
}

/** A path as text, for identity and for people: `resources[0].properties['a.b']`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of pathSegments(path)) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `['${segment.replaceAll("'", "\\'")}']`;
  }
  return text;
}

/** True when both lead to the same place. */
export function samePath(a: Path, b: Path): boolean {
  let left = a;
  let right = b;
  while (left !== undefined && right !== undefined) {
    if (left === right) return true;
    if (left.segment !== right.segment) return false;
    left = left.parent;
    right = right.parent;
  }
  return left === right;
}
