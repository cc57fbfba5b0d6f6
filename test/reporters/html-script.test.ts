// The script in the page is the one that its sources make.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bundledPage, pageScriptFile } from '../../scripts/page-script/bundle.ts';
import { root } from '../support/rules.ts';

it('the script is current: `npm run page` would write the same', async () => {
  expect((await bundledPage(root)) === readFileSync(`${root}/${pageScriptFile}`, 'utf8')).toBe(true);
});
