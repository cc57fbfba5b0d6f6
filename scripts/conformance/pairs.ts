// Pairs of Bicep source and official JSON, found by the names that repositories use.

import { readdirSync, readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { parseJson } from '../../src/values/parse-json.ts';

/** A source and one official output of it. */
export interface Pair {
  /** Relative to the folder it was found below; with the name of the JSON where that is not the usual one. */
  readonly name: string;
  readonly source: string;
  readonly json: string;
  readonly official: JsonObject;
}

/** All pairs below a folder, by name. */
export function findPairs(folder: string): readonly Pair[] {
  const pairs: Pair[] = [];
  visit(folder, folder, pairs);
  return pairs;
}

function visit(folder: string, root: string, into: Pair[]): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  for (const { name } of entries) {
    if (!files.has(name) || !name.endsWith('.bicep')) continue;
    for (const json of outputsOf(name.slice(0, -'.bicep'.length))) {
      const official = files.has(json) ? readOfficial(`${folder}/${json}`) : undefined;
      if (official === undefined) continue;
      const source = `${folder}/${name}`;
      const shown = source.slice(root.length + 1);
      const usual = json === name.replace(/bicep$/, 'json');
      into.push({ name: usual ? shown : `${shown} → ${json}`, source, json: `${folder}/${json}`, official });
    }
  }
  for (const entry of entries)
    if (entry.isDirectory() && !skipped(entry.name)) visit(`${folder}/${entry.name}`, root, into);
}

/** The compiler's samples that must not compile have no output, but may lie beside JSON. */
function skipped(name: string): boolean {
  return name === '.git' || name === 'node_modules' || name.startsWith('Invalid');
}

/** `main.json` (AVM), `azuredeploy.json` (quickstarts), `main.symbolicnames.json` (the compiler's own baselines). */
function outputsOf(stem: string): readonly string[] {
  const quickstart = /^(.*\.)?main$/.exec(stem);
  return [
    `${stem}.json`,
    `${stem}.symbolicnames.json`,
    ...(quickstart === null ? [] : [`${quickstart[1] ?? ''}azuredeploy.json`]),
  ];
}

/** The JSON, when the compiler wrote it: many a hand-written template lies beside a source of the same name. */
function readOfficial(path: string): JsonObject | undefined {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  if (!text.includes('"_generator"')) return undefined;
  const { value } = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const generator = isJsonObject(value.metadata) ? value.metadata._generator : undefined;
  return isJsonObject(generator) && generator.name === 'bicep' ? value : undefined;
}
