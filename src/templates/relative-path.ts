// Paths of linked templates, relative to the template that was deployed.

/** The path that `relative` means beside the file `from`: `a/b.json` and `../c.json` make `c.json`. Both use `/`. */
export function resolvePath(from: string, relative: string): string {
  const segments = from.split('/').slice(0, -1);
  for (const segment of relative.replaceAll('\\', '/').split('/')) {
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
