// The house keeps its floors: imports go downwards, the outside world is met in one file each, files and functions stay small.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/rules.ts';

/** Floors by folder; a file may import its own floor and those below. */
const floors: Readonly<Record<string, number>> = {
  values: 1,
  templates: 2,
  bicep: 2,
  model: 3,
  engine: 4,
  export: 5,
  sources: 5,
  live: 5,
  history: 5,
  reporters: 6,
  cli: 7,
  launch: 8,
};

/** The only file that may import a package. Types alone do not count. */
const packageOwners: Readonly<Record<string, string>> = {
  '@azure/arm-containerregistry': 'live/container-registry-client.ts',
  '@azure/arm-resourcegraph': 'live/resource-graph-client.ts',
  '@azure/core-rest-pipeline': 'live/sdk-requests.ts',
  '@azure/identity': 'live/azure-identity.ts',
  ajv: 'sources/schema.ts',
  'https-proxy-agent': 'cli/proxied-fetch.ts',
  commander: 'cli/arguments.ts',
  ignore: 'sources/discover.ts',
  'sql.js': 'history/database.ts',
  sarif: 'reporters/sarif.ts',
  yaml: 'values/yaml.ts',
};

/** Node's own modules, and who may use them: judging and reporting touch neither files nor network. */
const nodeModules: Readonly<Record<string, RegExp>> = {
  'node:child_process': /^cli\/bin\.ts$/,
  'node:crypto': /^(values|templates|engine|reporters\/html|launch)\//,
  'node:fs': /^(sources\/(file-system|builtin-rules)|history\/node-files|cli\/bin|launch\/[\w-]+)\.ts$/,
  'node:http': /^cli\/proxied-fetch\.ts$/,
  'node:https': /^cli\/proxied-fetch\.ts$/,
  'node:os': /^history\/node-files\.ts$/,
  'node:path': /^(sources\/paths|launch\/[\w-]+)\.ts$/,
  'node:url': /^launch\/launch\.ts$/,
  'node:v8': /^launch\/tuning\.ts$/,
  'node:vm': /^launch\/launch\.ts$/,
  'node:zlib': /^live\/snapshot-file\.ts$/,
  'node:timers/promises': /^history\/node-files\.ts$/,
};

const maxFileLines = 330;
const maxFunctionLines = 55;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const source = join(root, 'src');
const files = sourceFiles(source);
const imports = files.flatMap(importsOf);

describe('the architecture', () => {
  it('is looked at in full', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(300);
  });

  it('lets no floor import a higher one', () => {
    const upward = imports.filter(({ file, target }) => isLocal(target) && floorOf(file) < floorOf(target));
    expect(upward.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('lets templates know nothing of Bicep', () => {
    expect(imports.filter(({ file, target }) => file.startsWith('templates/') && target.startsWith('bicep/'))).toEqual(
      [],
    );
  });

  it('has no circle of imports', () => {
    const edges = new Map(
      files.map((file) => [
        file,
        imports.filter((one) => one.file === file && isLocal(one.target) && !one.typeOnly).map(({ target }) => target),
      ]),
    );
    expect(findCircle(edges)).toBeUndefined();
  });

  it('meets every package in one file', () => {
    const strangers = imports.filter(
      ({ target, file }) =>
        !isLocal(target) && !target.startsWith('node:') && packageOwners[packageName(target)] !== file,
    );
    expect(strangers.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('touches the machine only where it must', () => {
    const strangers = imports.filter(
      ({ target, file }) => target.startsWith('node:') && !(nodeModules[target]?.test(file) ?? false),
    );
    expect(strangers.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('begins every file with a sentence about it', () => {
    expect(files.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(text(file)))).toEqual([]);
  });

  it('keeps files small', () => {
    const long = files
      .map((file) => `${file}: ${text(file).split('\n').length}`)
      .filter((line) => Number(line.split(': ')[1]) > maxFileLines);
    expect(long).toEqual([]);
  });

  it('keeps functions small', () => {
    expect(files.flatMap(longFunctions)).toEqual([]);
  });

  it('exports by name only, and re-exports from the library entry only', () => {
    expect(files.filter((file) => /^export default/m.test(text(file)))).toEqual([]);
    expect(files.filter((file) => file !== 'index.ts' && /^export (\*|\{[^}]*\}) from/m.test(text(file)))).toEqual([]);
  });
});

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [relative(source, path)] : [];
  });
}

function text(file: string): string {
  return readFileSync(join(source, file), 'utf8');
}

function importsOf(file: string): Import[] {
  const pattern = /(?:^|\n)(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'|import\('([^']+)'\)/g;
  return [...text(file).matchAll(pattern)].map(([, type, names = '', from, dynamic]): Import => {
    const target = from ?? dynamic ?? '';
    const local = target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
    const onlyTypes =
      type !== undefined ||
      (/^\{/.test(names) &&
        names
          .replace(/[{}]/g, '')
          .split(',')
          .every((name) => name.trim() === '' || name.trim().startsWith('type ')));
    return { file, target: local, typeOnly: onlyTypes };
  });
}

function isLocal(target: string): boolean {
  return target.endsWith('.ts');
}

function packageName(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

function floorOf(file: string): number {
  return floors[file.split('/')[0] ?? ''] ?? Number.POSITIVE_INFINITY;
}

function findCircle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const circle = visit(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Functions and methods longer than allowed, by the indentation of their first and last lines. */
function longFunctions(file: string): string[] {
  const lines = text(file).split('\n');
  return lines.flatMap((line, i) => {
    const match = /^( *)(?:export )?(?:async )?(?:function\*? (\w+)|(?:private )?(\w+)\([^)]*\)?.*\{$)/.exec(line);
    if (match === null || /^\s*(if|for|while|switch|return|const)\b/.test(line)) return [];
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${match[1]}}`));
    const length = end - i + 1;
    return length > maxFunctionLines ? [`${file}: ${match[2] ?? match[3]} has ${length} lines`] : [];
  });
}
