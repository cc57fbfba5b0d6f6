// Registry modules that a source names and that are not at hand. Read from the text, not by the front end under measurement.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** References to registry modules in these files that none of the folders holds, each once, sorted. */
export function absentModules(sources: readonly string[], folders: readonly string[]): readonly string[] {
  const absent = new Set<string>();
  for (const source of sources) {
    if (!/\.bicep(param)?$/.test(source)) continue;
    for (const reference of referencesIn(readFileSync(source, 'utf8')))
      if (!folders.some((folder) => holds(folder, reference))) absent.add(reference);
  }
  return [...absent].sort();
}

/** `module x 'br/public:avm/res/a/b:1.0'`, `import {…} from 'br:host/path:tag'`, `'ts:…'`; but not extensions, which are no templates. */
export function referencesIn(text: string): readonly string[] {
  const pattern = /^(?:[ \t]*module[ \t]+\w+[ \t]+|[^/\n]*\bfrom[ \t]+)'((?:br|ts)(?:\/[\w-]+)?:[^'$]+)'/gm;
  return [...text.matchAll(pattern)].flatMap(([, reference]) => reference ?? []);
}

/** Only the registry that is called `public` everywhere is looked for by its alias; others are what a configuration says. */
function holds(folder: string, reference: string): boolean {
  const [, registry = '', repository = '', tag = ''] =
    /^br(\/public)?:(.+):([^:]+)$/.exec(reference)?.map((part) => part ?? '') ?? [];
  if (repository === '') return false;
  const path = registry === '/public' ? `mcr.microsoft.com/bicep/${repository}` : repository;
  const [host = '', ...rest] = path.split('/');
  const parent = `${folder}/br/${host.replace(':', '$')}/${rest.join('$')}`;
  return existsSync(parent) && readdirSync(parent).some((name) => name.split('$')[0] === tag.toLowerCase());
}
