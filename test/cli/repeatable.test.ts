// The same input gives the same bytes, in every format, however it is fed in.

import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/sources/file-system.ts';
import { cli, folderAsWorkingDirectory } from '../support/cli.ts';
import { coreRules, root } from '../support/rules.ts';

const fixtures = folderAsWorkingDirectory(`${root}/fixtures`);
const reversed: FileSystem = { ...fixtures, list: (path) => fixtures.list(path)?.toReversed() };
const formats = ['terminal', 'sarif', 'json', 'markdown', 'html'];

describe.each(formats)('%s', (format) => {
  const argv = ['-f', format, '--only', '*'];

  it('of the whole fixtures tree is the same twice', async () => {
    const first = await cli(argv, { files: fixtures });
    const second = await cli(argv, { files: fixtures });
    expect(first.stdout.length).toBeGreaterThan(10_000);
    expect(second.stdout === first.stdout).toBe(true);
    expect(second).toMatchObject({ code: first.code, stderr: first.stderr });
  });

  it('does not depend on the order of files, paths and rules', async () => {
    const paths = ['templates/conditions', 'contoso', 'templates/module-twice'];
    const expected = await cli([...argv, ...paths], { files: fixtures });
    const shuffled = await cli([...argv, ...paths.toReversed(), 'contoso/infra'], {
      files: reversed,
      rules: coreRules.toReversed(),
    });
    expect(shuffled.stdout).toBe(expected.stdout);
  });

  it('holds nothing of the machine', async () => {
    const { stdout } = await cli(argv, { files: fixtures });
    expect(stdout).not.toContain(root);
    expect(stdout).not.toContain('/repo');
  });
});
