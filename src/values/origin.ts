// Where a value was written, and what it came through on its way to where it is used.

import type { Document } from './document.ts';
import { childPath, type Path, type PathSegment } from './path.ts';

/** What stands at the place of an origin. */
export type Role =
  /** A property of a resource, or anything inside one. */
  | 'property'
  | 'variable'
  /** The declaration of a parameter that somebody gives a value. */
  | 'parameter'
  /** A parameter's declared default, which nobody overrode. */
  | 'default'
  /** The value given to a parameter, in a parameter file or by the deployment that calls the template. */
  | 'argument'
  | 'output'
  | 'function';

/** One place, and the places its value came from. A chain, or a tree where several values were combined. */
export interface Origin {
  readonly document: Document;
  readonly path: Path;
  readonly role: Role;
  /** True when the value itself is written at `path`; false when an expression there computes it. */
  readonly written: boolean;
  readonly from: readonly Origin[];
  /** Origins of the conditions that selected this value rather than another. */
  readonly decidedBy: readonly Origin[];
}

const none: readonly Origin[] = [];

/** The value stands at this place as it is. */
export function writtenAt(document: Document, path: Path, role: Role): Origin {
  return { document, path, role, written: true, from: none, decidedBy: none };
}

/** An expression at this place gave the value. */
export function computedAt(
  document: Document,
  path: Path,
  role: Role,
  from: readonly Origin[],
  decidedBy: readonly Origin[] = none,
): Origin {
  return { document, path, role, written: false, from, decidedBy };
}

/** The origin of a member of a value with this origin. */
export function memberOrigin(origin: Origin | undefined, segment: PathSegment): Origin | undefined {
  if (origin === undefined) return undefined;
  const { document, role } = origin;
  if (origin.written)
    return {
      document,
      path: childPath(origin.path, segment),
      role,
      written: true,
      from: none,
      decidedBy: origin.decidedBy,
    };
  const [only] = origin.from;
  if (only === undefined || origin.from.length > 1) return origin;
  return {
    document,
    path: origin.path,
    role,
    written: false,
    from: [memberOrigin(only, segment) ?? only],
    decidedBy: origin.decidedBy,
  };
}

/** The origins that are there, at most `maxSources` of them. */
export function originsOf(origins: readonly (Origin | undefined)[]): readonly Origin[] {
  if (origins.length === 0) return none;
  const found: Origin[] = [];
  for (const origin of origins)
    if (origin !== undefined && found.length < maxSources && !found.includes(origin)) found.push(origin);
  return found;
}

/** A value combined from more places than this names the first ones only. */
const maxSources = 8;

/** Every place of an origin, nearest first, without repeats. */
export function* originChain(origin: Origin): Iterable<Origin> {
  const seen = new Set<Origin>();
  const waiting = [origin];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next) || seen.size >= maxChain) continue;
    seen.add(next);
    yield next;
    waiting.push(...next.from, ...next.decidedBy);
  }
}

const maxChain = 64;
