// Proofs that a JSON was not made from the source beside it. Read from the texts alone, without the front end under measurement.

import { readFileSync } from 'node:fs';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import type { Pair } from './pairs.ts';

/** Why the pair cannot be one; undefined when nothing proves it. `files` are all that the source is made of, itself first. */
export function proofOfStaleness(pair: Pair, files: readonly string[]): string | undefined {
  const source = withoutComments(readFileSync(pair.source, 'utf8'));
  const everything = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const json = readFileSync(pair.json, 'utf8');
  return (
    declarationsDiffer('param', 'parameters', source, pair.official) ??
    declarationsDiffer('output', 'outputs', source, pair.official) ??
    defaultsDiffer(source, pair.official) ??
    lostIn('API version', versionsIn(source), json) ??
    lostIn('property', propertiesIn(source), json) ??
    addedTo(everything, pair.official)
  );
}

/** Every parameter and output of the source is one of the JSON, and the other way around: no version of the compiler differs. */
function declarationsDiffer(
  keyword: string,
  section: string,
  source: string,
  official: JsonObject,
): string | undefined {
  const declared = new Set(
    [...source.matchAll(new RegExp(`^[ \\t]*${keyword}[ \\t]+(\\w+)`, 'gm'))].map(([, name]) => name),
  );
  const members = official[section];
  const emitted = isJsonObject(members) ? Object.keys(members) : [];
  const added = emitted.find((name) => !declared.has(name));
  if (added !== undefined) return `the JSON has the ${keyword} '${added}', the source has not`;
  const lost = [...declared].find((name) => name !== undefined && !emitted.includes(name));
  return lost === undefined ? undefined : `the source has the ${keyword} '${lost}', the JSON has not`;
}

/** `param size string = 'small'`, where the JSON has another text as default. */
function defaultsDiffer(source: string, official: JsonObject): string | undefined {
  for (const [, name = '', text] of source.matchAll(
    /^param[ \t]+(\w+)[ \t]+\w+[ \t]*=[ \t]*'([\w .|-]*)'[ \t]*\r?$/gm,
  )) {
    const parameters = get(official, 'parameters');
    const declaration = isJsonObject(parameters) ? get(parameters, name) : undefined;
    const value = isJsonObject(declaration) ? get(declaration, 'defaultValue') : undefined;
    if (typeof value === 'string' && value !== text)
      return `the default of '${name}' is '${text}' in the source, '${value}' in the JSON`;
  }
  return undefined;
}

/** Of resources that are deployed; that of a deployment is not compared (§5). */
function versionsIn(source: string): readonly string[] {
  return [
    ...source.matchAll(/^[ \t]*resource[ \t]+\w+[ \t]+'(?!Microsoft.Resources\/deployments@)[^'@]*@([^']+)'[ \t]*=/gm),
  ].flatMap(([, version]) => version ?? []);
}

/** Names of properties that stand at the beginning of a line. */
function propertiesIn(source: string): readonly string[] {
  return [...source.matchAll(/^[ \t]+(\w+):[ \t]/gm)].flatMap(([, name]) => name ?? []);
}

/** Properties of Bicep that templates write otherwise. */
const onlyInBicep = new Set(['scope', 'parent', 'params', 'name', 'dependsOn', 'extensionConfigs']);

/** What the source says must stand somewhere in the JSON. */
function lostIn(what: string, words: readonly string[], json: string): string | undefined {
  const lost = words.find((word) => !onlyInBicep.has(word) && !json.includes(word));
  return lost === undefined ? undefined : `the source names the ${what} '${lost}', the JSON does not`;
}

/** Members of a resource that are not its body; `properties` is around the body of what an extension deploys. */
const controls = new Set([
  ...['type', 'apiVersion', 'name', 'scope', 'dependsOn', 'copy', 'condition', 'existing', 'metadata', 'import'],
  ...['extension', 'subscriptionId', 'resourceGroup', '@options', 'properties'],
]);

/** What the body of a resource says must stand somewhere in the sources. */
function addedTo(everything: string, template: JsonObject): string | undefined {
  const resources = get(template, 'resources');
  for (const entry of isJsonObject(resources) ? Object.values(resources) : isJsonArray(resources) ? resources : []) {
    if (!isJsonObject(entry)) continue;
    const inner = templateIn(entry);
    const added =
      inner === undefined ? bodyWords(entry).find((word) => !everything.includes(word)) : addedTo(everything, inner);
    if (added !== undefined) return inner === undefined ? `the JSON has '${added}', the source has not` : added;
  }
  return undefined;
}

/** The names of children are joined with those of their parents. */
function bodyWords({ name, properties, ...entry }: JsonObject): readonly string[] {
  const body = Object.entries(entry).filter(([key]) => !controls.has(key));
  const names = typeof name === 'string' && !name.includes('/') ? wordsIn(name) : [];
  return [...names, ...wordsIn(Object.fromEntries(body)), ...wordsIn(properties ?? null)];
}

function templateIn({ properties }: JsonObject): JsonObject | undefined {
  const template = isJsonObject(properties) ? get(properties, 'template') : undefined;
  return isJsonObject(template) ? template : undefined;
}

/** Property names and texts that need no escapes in either language; loops are written otherwise. */
function wordsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return /^[\w .:/-]+$/.test(json) ? [json] : [];
  if (isJsonArray(json)) return json.flatMap(wordsIn);
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, member]) =>
    key === 'copy' && isJsonArray(member)
      ? member.flatMap((loop) => (isJsonObject(loop) ? wordsIn(get(loop, 'input') ?? null) : []))
      : [...(/^\w+$/.test(key) ? [key] : []), ...wordsIn(member)],
  );
}

/** Comments and multi-line strings may hold text that looks like a declaration. */
function withoutComments(source: string): string {
  return source
    .replace(/^\uFEFF/, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'''[\s\S]*?'''/g, "'…'")
    .replace(/^[ \t]*\/\/.*$/gm, '');
}
