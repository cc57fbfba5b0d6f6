// Builds dist/: the bundled program and library, and the compiled rules beside them.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { facade, toCommonJs } from './link.mjs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const shared = {
  absWorkingDir: new URL('.', root).pathname,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { __VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
};

rmSync(new URL('dist', root), { recursive: true, force: true });
mkdirSync(new URL('dist', root));
const { metafile, outputFiles } = await build({
  ...shared,
  define: { ...shared.define, 'import.meta.url': '__moduleUrl' },
  entryPoints: { program: 'src/cli/bin.ts', library: 'src/index.ts' },
  outdir: 'dist',
  splitting: true,
  minify: true,
  metafile: true,
  write: false,
  chunkNames: '[name]-[hash]',
});
const hash = createHash('sha256');
for (const { path, text } of outputFiles) {
  const code = await toCommonJs(text);
  hash.update(code);
  writeFileSync(path.replace(/\.js$/, '.cjs'), code);
}
await build({
  ...shared,
  format: 'cjs',
  entryPoints: { cli: 'src/launch/launch.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  minify: true,
  banner: { js: '#!/usr/bin/env node' },
  define: { __PROGRAM__: '"program.cjs"', __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 16)) },
});
writeFileSync(new URL('dist/index.js', root), facade('library.cjs', metafile.outputs['dist/library.js'].exports));

const compiler = 'node_modules/.cache/pratique/compile-rules.cjs';
await build({ ...shared, format: 'cjs', entryPoints: ['scripts/compile-rules.ts'], outfile: compiler });
const { compileRules } = createRequire(import.meta.url)(new URL(compiler, root).pathname);
const { rules, examples } = compileRules(new URL('.', root).pathname.replace(/\/$/, ''));
writeFileSync(new URL('dist/rules.json', root), rules);
writeFileSync(new URL('dist/examples.json', root), examples);
writeFileSync(new URL('dist/THIRD_PARTY_NOTICES', root), notices(Object.keys(metafile.inputs)));

/** The licences of everything that is bundled. */
function notices(inputs) {
  const packages = [
    ...new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])),
  ].sort();
  const texts = packages.map((name) => {
    const folder = new URL(`node_modules/${name}/`, root);
    const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    const licence = ['LICENSE', 'LICENSE.md', 'LICENSE-MIT', 'LICENCE', 'license']
      .map((file) => read(new URL(file, folder)))
      .find((text) => text !== undefined);
    return `${name} (${manifest.license})\n\n${licence ?? 'See the package.'}`;
  });
  return `pratique bundles these packages.\n\n${texts.map((text) => text.trim()).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function read(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return undefined;
  }
}
