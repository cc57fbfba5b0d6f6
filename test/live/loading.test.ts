// What is loaded when: commands that stay offline load nothing of the Azure SDK, and those that read Azure what they ask.

import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/rules.ts';

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/bin.ts' },
    outdir: 'dist',
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  ({ outputs } = metafile);
});

/** The source files that are loaded together with the chunk of one of them. */
function loadedWith(source: string): readonly string[] {
  const chunk = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source);
  if (chunk === undefined) throw new Error(`${source} is no chunk of its own`);
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === 'import-statement') visit(path);
  };
  visit(chunk);
  return [...seen].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
}

/** The packages of the Azure SDK that are loaded together with the chunk of a source file. */
function packagesOf(source: string): readonly string[] {
  return [...new Set(loadedWith(source).flatMap((file) => /@azure(?:-rest)?\/[^/]+/.exec(file)?.[0] ?? []))];
}

describe('the program', () => {
  it('starts without anything that reads Azure', () => {
    const loaded = loadedWith('src/cli/bin.ts');
    expect(loaded).toContain('src/cli/main.ts');
    expect(loaded.filter((file) => /@azure|live\/(transport|read-tenant|azure-identity)/.test(file))).toEqual([]);
  });

  it('loads clients of the Azure SDK where they are asked, and nowhere else', () => {
    const entries = Object.values(outputs).flatMap(({ entryPoint }) => (entryPoint === undefined ? [] : [entryPoint]));
    const loading = entries.filter((entry) => packagesOf(entry).length > 0);
    expect(loading.sort()).toEqual([
      'src/live/azure-identity.ts',
      'src/live/container-registry-client.ts',
      'src/live/resource-graph-client.ts',
    ]);
    expect(entries.length).toBeGreaterThan(10);
  });

  it('compiles rules to queries only where Azure is to judge by them', () => {
    const isCompiler = (file: string): boolean => file.startsWith('src/export/');
    expect(loadedWith('src/cli/audit.ts').filter(isCompiler)).toEqual([]);
    expect(loadedWith('src/live/push-down.ts').filter(isCompiler)).toContain('src/export/push-down.ts');
  });

  it('reads with the clients of what is read, without the one that signs in', () => {
    const clients = ['identity', 'arm-resourcegraph', 'arm-containerregistry'].map((name) => `@azure/${name}`);
    const loaded = (entry: string): readonly string[] => packagesOf(entry).filter((name) => clients.includes(name));
    expect(loaded('src/live/resource-graph-client.ts')).toEqual(['@azure/arm-resourcegraph']);
    expect(loaded('src/live/container-registry-client.ts')).toEqual(['@azure/arm-containerregistry']);
    expect(loaded('src/live/azure-identity.ts')).toEqual(['@azure/identity']);
  });
});
