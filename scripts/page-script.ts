// Writes src/reporters/html/page-script.ts: the script of the HTML report, bundled from src/reporters/html/page.

import { readFileSync, writeFileSync } from 'node:fs';
import { bundledPage, pageScriptFile } from './page-script/bundle.ts';

const text = await bundledPage();
if (!process.argv.includes('--check')) writeFileSync(pageScriptFile, text);
else if (readFileSync(pageScriptFile, 'utf8') !== text) {
  process.stderr.write('The script of the HTML report is not current: run `npm run page`\n');
  process.exitCode = 1;
}
