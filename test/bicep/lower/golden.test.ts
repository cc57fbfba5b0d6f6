// Each folder in golden/ is a Bicep file, one feature of the language, and the template it stands for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../src/values/json.ts';
import { root } from '../../support/rules.ts';
import { compile, problemText, type Sources } from './support.ts';

const golden = join(root, 'test/bicep/lower/golden');

describe('a Bicep file is lowered to the template that the official compiler makes', () => {
  it.each(readdirSync(golden))('%s', (name) => {
    const { expected, sources } = readCase(join(golden, name));
    const { document, problems, notCovered } = compile(sources);
    expect(problems.map(problemText)).toEqual([]);
    expect(notCovered).toEqual([]);
    const { $schema, contentVersion, ...template } = isJsonObject(document.root) ? document.root : {};
    expect($schema).toMatch(/^https:\/\/schema\.management\.azure\.com\/schemas\/.*eploymentTemplate\.json#$/);
    expect(contentVersion).toBe('1.0.0.0');
    expect(template).toEqual(expected);
  });
});

function readCase(folder: string): { readonly expected: unknown; readonly sources: Sources } {
  const sources: Record<string, Uint8Array> = {};
  const visit = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (path !== 'expected.json') sources[path] = new Uint8Array(readFileSync(join(folder, path)));
    }
  };
  visit('');
  return { expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')), sources };
}
