// Templates that explode are judged to their end, and where a limit was met the report says so.

import { describe, expect, it } from 'vitest';
import { stressTemplates } from '../bench/stress-templates.ts';
import { cli, ruleNamed } from './support/cli.ts';

const rules = ['admin-user-disabled', 'sku-premium'].map(ruleNamed);

interface Ending {
  readonly exitCode: number;
  readonly resources: number;
  /** Verdicts of the two rules. */
  readonly counts: Readonly<Record<string, number>>;
  /** Every different problem. */
  readonly says: readonly string[];
}

const tooLarge = 'warning: The evaluation was stopped: a value of more than 16 MB';
const tooMuch = 'warning: The evaluation was stopped: more than 4000000 steps';
const tooLong = 'error: The expression is 24588 characters long; Azure accepts 24576';
const allPass = (resources: number): Ending => ({ exitCode: 0, resources, counts: { pass: 2 * resources }, says: [] });

/** How each shape ends. */
const endings: Readonly<Record<string, Ending>> = {
  copies: allPass(800),
  'copies-condition': allPass(343),
  // 729 registries and the deployments around them; nobody says which tier they have.
  nested: { exitCode: 0, resources: 1821, counts: { pass: 729, unknown: 729 }, says: [] },
  wide: allPass(800),
  'expression-below': allPass(1),
  'expression-above': { ...allPass(1), exitCode: 2, says: [tooLong] },
  'bomb-copy': { ...allPass(1), says: [tooLarge] },
  'bomb-lambda': { ...allPass(1), says: [tooMuch] },
  'bomb-text': { ...allPass(1), says: [tooLarge] },
  alternatives: { exitCode: 0, resources: 1, counts: { 'fails-when': 2 }, says: [] },
};

interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly coverage: { readonly resources: number };
  readonly problems: readonly { readonly severity: string; readonly message: string }[];
}

describe('a template that explodes', () => {
  it.each(stressTemplates().map(({ name, what, template }) => [name, what, template] as const))(
    '%s: %s',
    async (name, _, template) => {
      const { code, stdout, stderr } = await cli(['-f', 'json', '--fail-on', 'never'], {
        rules,
        files: { 'main.json': JSON.stringify(template) },
      });
      expect(stderr).toBe('');
      const { counts, coverage, problems } = JSON.parse(stdout) as Report;
      const ending: Ending = {
        exitCode: code,
        resources: coverage.resources,
        counts: Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0)),
        says: [...new Set(problems.map(({ severity, message }) => `${severity}: ${message}`))],
      };
      expect(ending).toEqual(endings[name]);
    },
  );
});
