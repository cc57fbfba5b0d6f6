// Runs a TypeScript script of this repository: `node scripts/run.mjs scripts/sweep.ts …`. Node 20 cannot, so it is bundled first.

import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [script, ...rest] = process.argv.slice(2);
const root = new URL('../', import.meta.url);
const outfile = new URL(`node_modules/.cache/pratique/${script.replaceAll('/', '-').replace(/\.ts$/, '.mjs')}`, root)
  .pathname;
await build({
  absWorkingDir: new URL('.', root).pathname,
  entryPoints: [script],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { __VERSION__: '"0.0.0"' },
  logLevel: 'warning',
});
process.argv = [process.argv[0], script, ...rest];
await import(pathToFileURL(outfile).href);
