// The compiler's own source maps: a Bicep source, each line followed by the lines of JSON that it became.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Document, jsonDocument } from '../../src/values/document.ts';

/** A source map beside its source and template. */
export interface Baseline {
  /** The folder it is in. */
  readonly name: string;
  readonly source: string;
  readonly official: Document;
  /** Lines of the source, from 1, by the text of the JSON line. The same text may stand on many lines. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
}

const fileName = 'main.sourcemap.bicep';

/** All baselines below a folder that belong to a template. */
export function findBaselines(folder: string): readonly Baseline[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.split('/').at(-1) === fileName)
    .sort()
    .flatMap((path) => {
      const base = `${folder}/${path.slice(0, -fileName.length)}`;
      if (!existsSync(`${base}main.json`)) return [];
      return [
        {
          name: path.slice(0, -fileName.length - 1),
          source: `${base}main.bicep`,
          official: jsonDocument('main.json', readFileSync(`${base}main.json`, 'utf8')),
          lines: readSourceMap(readFileSync(`${base}${fileName}`, 'utf8')),
        },
      ];
    });
}

/** Lines that begin with `//@` are lines of JSON; the others are the source. */
export function readSourceMap(text: string): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  let current = 0;
  for (const line of text.split(/\r\n|\n/)) {
    if (!line.startsWith('//@')) {
      current++;
      continue;
    }
    const json = line.slice('//@'.length);
    const known = lines.get(json);
    if (known === undefined) lines.set(json, [current]);
    else known.push(current);
  }
  return lines;
}
