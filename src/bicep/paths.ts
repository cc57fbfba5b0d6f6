// Paths of files, absolute and with `/`, without asking any file system.

/** The folder a file stands in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The name behind the last `/`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** From the last dot of the name on, the dot included; empty when there is none. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

/** The path that `relative` means in a folder: `.` and `..` are resolved, and nothing leads above the root. */
export function joinPath(folder: string, relative: string): string {
  const segments = folder.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '..' && segments.length > 1) segments.pop();
    else if (segment !== '.' && segment !== '..' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/** How to get from a folder to a file: `../modules/a.bicep`. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
