// `new rule` and `test`: what people who write rules begin with, and how they check them.

import { describe, expect, it } from 'vitest';
import { cli, registryTemplate } from '../support/cli.ts';

describe('new rule', () => {
  it('writes a rule whose examples run, and which judges', async () => {
    const made = await cli(['new', 'rule', 'registry-has-owner']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('pratique test policies');
    const files = { ...made.files, 'main.json': registryTemplate() };
    expect(Object.keys(made.files)).toEqual(['policies/registry-has-owner.yaml']);
    expect(await cli(['test', 'policies'], { files })).toMatchObject({
      code: 0,
      stdout: '1 rule, 3 examples, 0 failed\n',
    });
    const scanned = await cli(['--rules', 'policies', '--only', 'registry-has-owner', '-f', 'json'], { files });
    expect(JSON.parse(scanned.stdout).findings).toMatchObject([{ rule: 'registry-has-owner', verdict: 'fail' }]);
  });

  it('puts it where the configuration has its rules, or where one says', async () => {
    const files = { 'pratique.yaml': 'rules: [own/rules]\n', 'own/rules/a.txt': '' };
    expect(Object.keys((await cli(['new', 'rule', 'mine'], { files })).files)).toEqual(['own/rules/mine.yaml']);
    expect(Object.keys((await cli(['new', 'rule', 'mine', 'there'], { files })).files)).toEqual(['there/mine.yaml']);
  });

  it.each([
    { id: 'has spaces', files: {}, message: "'has spaces' is no id for a rule" },
    {
      id: 'mine',
      files: { 'policies/mine.yaml': 'id: mine' },
      message: "There is a file 'policies/mine.yaml' already",
    },
    { id: 'sku-premium', files: {}, message: "There is a built-in rule 'sku-premium' already" },
  ])('refuses $id: $message', async ({ id, files, message }) => {
    const { code, stderr, files: written } = await cli(['new', 'rule', id], { files });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(written).toEqual({});
  });
});

describe('test', () => {
  it('tells which example is not as it says', async () => {
    const made = await cli(['new', 'rule', 'mine']);
    const text = made.files['policies/mine.yaml']?.replace('verdict: pass', 'verdict: fail') ?? '';
    const { code, stdout } = await cli(['test', 'policies'], { files: { 'policies/mine.yaml': text } });
    expect(code).toBe(1);
    expect(stdout).toBe(
      "mine: the example 'A registry with an owner' says fail, but the rule says pass\n1 rule, 3 examples, 1 failed\n",
    );
  });

  it('tells where a file is wrong, and tests the others', async () => {
    const made = await cli(['new', 'rule', 'mine', 'p']);
    const files = { ...made.files, 'p/wrong.yaml': (made.files['p/mine.yaml'] ?? '').replace('exists:', 'exits:') };
    const { code, stdout, stderr } = await cli(['test', 'p'], { files });
    expect(code).toBe(2);
    expect(stderr).toBe("p/wrong.yaml:12:3: There is no operator 'exits'; did you mean 'exists'?\n");
    expect(stdout).toBe('1 rule, 3 examples, 0 failed\n');
  });

  it('needs something to test', async () => {
    expect((await cli(['test'])).stderr).toContain('There are no rules to test');
    expect((await cli(['test', 'nowhere'])).stderr).toContain("There is no folder 'nowhere' with rules");
  });
});
