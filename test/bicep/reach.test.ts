// What the Bicep front end reads of a disk: the repository and module folders, whatever links and paths lead elsewhere.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../src/bicep/compiler.ts';
import { bicepFiles } from '../../src/sources/bicep-files.ts';
import { nodeFileSystem } from '../../src/sources/file-system.ts';

let disk = '';

const files = {
  'outside/registry.bicep': "output o string = 'outside'\n",
  'outside/secret.json': '{ "secret": "outside" }\n',
  'modules/br/contoso.azurecr.io/registry/v1$/main.json': '{ "resources": [] }\n',
  'repository/inside/registry.bicep': "output o string = 'inside'\n",
};

beforeAll(() => {
  disk = realpathSync(mkdtempSync(join(tmpdir(), 'pratique-reach-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(disk, name)), { recursive: true });
    writeFileSync(join(disk, name), text);
  }
  symlinkSync('../outside', join(disk, 'repository', 'folder'));
  symlinkSync('../outside/registry.bicep', join(disk, 'repository', 'file.bicep'));
  symlinkSync('inside', join(disk, 'repository', 'alias'));
});

afterAll(() => rmSync(disk, { recursive: true, force: true }));

/** Problems of a source that stands in the repository, and everything it was made of. */
function compiled(source: string) {
  const root = join(disk, 'repository');
  const path = join(root, 'main.bicep');
  writeFileSync(path, source);
  const reach = { root, moduleFolders: [join(disk, 'modules')], workingDirectory: root };
  const { problems, document, files: read } = new BicepCompiler(bicepFiles(nodeFileSystem, reach)).compile(path);
  return { messages: problems.map(({ message }) => message), text: JSON.stringify(document.root), read };
}

describe('a reference', () => {
  it.each([
    ['a module behind a path', "module m '../outside/registry.bicep' = { name: 'm' }"],
    ['a module behind a link to a file', "module m 'file.bicep' = { name: 'm' }"],
    ['a module behind a link to a folder', "module m 'folder/registry.bicep' = { name: 'm' }"],
    ['an import behind a link', "import * as all from 'folder/registry.bicep'"],
    ['a file to load behind a path', "var v = loadJsonContent('inside/../../outside/secret.json')"],
    ['a file to load behind a link', "var v = loadTextContent('folder/secret.json')"],
    ['a folder behind a link', "var v = loadDirectoryFileInfo('folder')"],
  ])('does not lead out of the repository: %s', (_, source) => {
    const { messages, text, read } = compiled(`${source}\n`);
    expect(messages).toEqual([expect.stringContaining('is not there, or lies outside of the repository')]);
    expect(text).not.toContain('secret":');
    expect(read).toEqual([join(disk, 'repository', 'main.bicep')]);
  });

  it.each([
    ['a link inside of it', "module m 'alias/registry.bicep' = { name: 'm' }"],
    ['a module folder', "module m 'br:contoso.azurecr.io/registry:v1' = { name: 'm' }"],
  ])('may lead to %s', (_, source) => {
    const { messages, read } = compiled(`${source}\n`);
    expect(messages).toEqual([]);
    expect(read).toHaveLength(2);
  });
});
