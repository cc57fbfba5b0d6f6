// Writes what is generated from the rules, or with --check says what is out of date.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');
const bundle = 'node_modules/.cache/pratique/pages.mjs';
await build({
  absWorkingDir: new URL('.', root).pathname,
  entryPoints: ['scripts/pages.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const { generatedPages } = await import(new URL(bundle, root).href);
const pages = generatedPages(new URL('.', root).pathname.replace(/\/$/, ''));
const stale = Object.entries(pages)
  .filter(([path, text]) => read(path) !== text)
  .map(([path]) => path);
const orphans = listed('docs/rules').filter((path) => !(path in pages));

if (check) {
  for (const path of [...stale, ...orphans]) console.error(`${path} is out of date; run npm run generate`);
  process.exitCode = stale.length + orphans.length > 0 ? 1 : 0;
} else {
  mkdirSync(new URL('docs/rules', root), { recursive: true });
  for (const path of orphans) rmSync(new URL(path, root));
  for (const path of stale) writeFileSync(new URL(path, root), pages[path]);
  console.log(
    `${stale.length} written, ${orphans.length} removed, ${Object.keys(pages).length - stale.length} as they were`,
  );
}

function read(path) {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}

function listed(folder) {
  const url = new URL(`${folder}/`, root);
  return existsSync(url) ? readdirSync(url).map((name) => `${folder}/${name}`) : [];
}
