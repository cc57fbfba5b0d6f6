// Names of images in task files.

import type { FactObject } from './facts.ts';
import { notKnown } from './facts.ts';
import { isMarked, type Mark } from './task-text.ts';

/** What stands for a mark. */
export type Marks = ReadonlyMap<string, Mark>;

/** Run variables that are different in every run, or in every run of another commit. */
const uniqueVariables: ReadonlySet<string> = new Set(['ID', 'Commit', 'Date']);

/**
 * `{ name, registry, repository, tag, digest, unique }` of an image. What is not written is absent; `unique`: the tag names
 * a run or a commit, so that no other image gets it.
 */
export function imageFacts(name: string, marks: Marks): FactObject {
  const at = name.indexOf('@');
  const digest = at < 0 ? undefined : name.slice(at + 1);
  const tagged = at < 0 ? name : name.slice(0, at);
  const colon = tagged.lastIndexOf(':');
  const hasTag = colon > tagged.lastIndexOf('/');
  const tag = hasTag ? tagged.slice(colon + 1) : undefined;
  const path = hasTag ? tagged.slice(0, colon) : tagged;
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const hasRegistry = /[.:]|^localhost$/.test(first) || isMarked(first);
  return {
    name,
    ...(hasRegistry ? { registry: first } : {}),
    repository: hasRegistry ? path.slice(slash + 1) : path,
    tag,
    digest,
    unique: isUnique(tag ?? '', marks),
  };
}

function isUnique(tag: string, marks: Marks): boolean | typeof notKnown {
  const used = [...tag].flatMap((symbol) => marks.get(symbol) ?? []);
  if (used.some((mark) => mark.kind === 'run' && uniqueVariables.has(mark.name))) return true;
  return used.some(({ kind }) => kind === 'hole') ? notKnown : false;
}
