// Builds dist/: the bundled program and library, and the compiled rules beside them.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** Some bundled packages are CommonJS and ask for Node's modules at run time. */
const requireShim =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const shared = {
  absWorkingDir: new URL('.', root).pathname,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { __VERSION__: JSON.stringify(version) },
  banner: { js: requireShim },
  logLevel: 'warning',
};

rmSync(new URL('dist', root), { recursive: true, force: true });
const { metafile } = await build({
  ...shared,
  entryPoints: { cli: 'src/cli/bin.ts', index: 'src/index.ts' },
  outdir: 'dist',
  splitting: true,
  minify: true,
  metafile: true,
  chunkNames: '[name]-[hash]',
});

const compiler = 'node_modules/.cache/pratique/compile-rules.mjs';
await build({ ...shared, entryPoints: ['scripts/compile-rules.ts'], outfile: compiler });
const { compileRules } = await import(new URL(compiler, root).href);
mkdirSync(new URL('dist', root), { recursive: true });
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
