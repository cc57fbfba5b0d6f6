// Files that need themselves, through others or directly.

/** Finds circles. Every step of one is refused, so that it does not matter which file comes first. */
export class Circles {
  private readonly references: (path: string) => readonly string[];
  private readonly below = new Map<string, ReadonlySet<string>>();

  constructor(references: (path: string) => readonly string[]) {
    this.references = references;
  }

  /** True when a file needs another one, or is it. */
  leadsTo(path: string, target: string): boolean {
    return path === target || this.filesBelow(path).has(target);
  }

  private filesBelow(path: string): ReadonlySet<string> {
    const known = this.below.get(path);
    if (known !== undefined) return known;
    const below = new Set<string>();
    const open = [path];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of this.references(at))
        if (!below.has(next)) {
          below.add(next);
          open.push(next);
        }
    this.below.set(path, below);
    return below;
  }
}
