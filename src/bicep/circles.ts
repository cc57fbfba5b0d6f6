// Files, or functions, that need themselves, through others or directly.

/** Finds circles. Every step of one is refused, so that it does not matter which file comes first. */
export class Circles {
  private readonly references: (path: string) => readonly string[];
  private readonly below = new Map<string, ReadonlyMap<string, string>>();

  constructor(references: (path: string) => readonly string[]) {
    this.references = references;
  }

  /** The way from one to another that it needs, both included, by the fewest steps; undefined when it does not need it. */
  wayFrom(path: string, target: string): readonly string[] | undefined {
    const neededBy = this.allBelow(path);
    const way = [target];
    for (let at = target; at !== path; ) {
      const before = neededBy.get(at);
      if (before === undefined) return undefined;
      way.unshift(before);
      at = before;
    }
    return way;
  }

  /** Everything that one needs, each with what needs it, nearest first. */
  private allBelow(path: string): ReadonlyMap<string, string> {
    const known = this.below.get(path);
    if (known !== undefined) return known;
    const below = new Map<string, string>();
    const open = [path];
    for (const at of open)
      for (const next of this.references(at))
        if (!below.has(next)) {
          below.set(next, at);
          open.push(next);
        }
    this.below.set(path, below);
    return below;
  }
}
