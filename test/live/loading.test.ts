// What is loaded when: commands that stay offline load nothing of the Azure SDK, and a bare token needs none of it either.

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

describe('the program', () => {
  it('starts without anything that reads Azure', () => {
    const loaded = loadedWith('src/cli/bin.ts');
    expect(loaded).toContain('src/cli/main.ts');
    expect(loaded.filter((file) => /@azure|live\/(transport|read-tenant|azure-identity)/.test(file))).toEqual([]);
  });

  it('audits with a bare token, or a snapshot, without the Azure SDK', () => {
    const loaded = loadedWith('src/cli/audit.ts');
    expect(loaded).toContain('src/live/transport.ts');
    expect(loaded.filter((file) => file.includes('@azure'))).toEqual([]);
  });

  it('signs in with the Azure SDK', () => {
    expect(loadedWith('src/live/azure-identity.ts').some((file) => file.includes('@azure/identity'))).toBe(true);
  });
});
