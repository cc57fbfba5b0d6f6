// YAML with positions: values, spans, problems.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../src/values/path.ts';
import { yamlDocument } from '../../src/values/yaml.ts';

const text = `# a rule
id: quarantine-enabled
title: "Quarantine: on"
applies:
  types: [ Microsoft.ContainerRegistry/registries ]
require:
  - field: properties.policies
    equals: true
  - not: { exists: false }
since: 2024-01-01
empty:
`;

const at = (...segments: readonly (string | number)[]): string => {
  const document = yamlDocument('rule.yaml', text);
  const { start, end } = document.spanOf(pathOf(...segments));
  return text.slice(start, end);
};

describe('a YAML document', () => {
  it('has the value of its text', () => {
    expect(yamlDocument('rule.yaml', text).root).toEqual({
      id: 'quarantine-enabled',
      title: 'Quarantine: on',
      applies: { types: ['Microsoft.ContainerRegistry/registries'] },
      require: [{ field: 'properties.policies', equals: true }, { not: { exists: false } }],
      since: '2024-01-01',
      empty: null,
    });
  });

  it('reads JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
        expect(yamlDocument('a.yaml', JSON.stringify(json)).root).toEqual(JSON.parse(JSON.stringify(json)));
      }),
      { numRuns: 60, seed: 20260101 },
    );
  });

  it.each([
    [['id'], 'quarantine-enabled'],
    [['title'], '"Quarantine: on"'],
    [['applies', 'types', 0], 'Microsoft.ContainerRegistry/registries'],
    [['require', 0, 'equals'], 'true'],
    [['require', 1, 'not', 'exists'], 'false'],
    [['require', 1, 'not', 'nothing'], '{ exists: false }'],
  ])('knows where %j stands', (path, expected) => {
    expect(at(...path)).toBe(expected);
  });

  it('knows where keys stand, and on which line', () => {
    const document = yamlDocument('rule.yaml', text);
    const span = document.keySpanOf(pathOf('require', 0, 'equals'));
    expect(text.slice(span.start, span.end)).toBe('equals');
    expect(document.positionOf(span.start)).toEqual({ line: 8, column: 5 });
  });

  it.each([
    ['a: [1', 'an unclosed list'],
    ['a: 1\na: 2', 'a key written twice'],
    ['a: *missing', 'an alias to nothing'],
    ['a: &x [*x]', 'an alias inside what it names'],
    ['a: b: c', 'a mapping in a mapping'],
  ])('%j is not read: %s', (broken) => {
    const document = yamlDocument('a.yaml', broken);
    expect(document.root).toBeNull();
    expect(document.problems.some(({ severity }) => severity === 'error')).toBe(true);
    for (const { span } of document.problems) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(broken.length);
    }
  });

  it('takes __proto__ as an ordinary key', () => {
    const { root } = yamlDocument('a.yaml', '__proto__: { polluted: true }\nb: 1');
    expect(Object.keys(root as object)).toEqual(['__proto__', 'b']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('does not let aliases make a small file huge', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}*l${i}]`);
    const bomb = ['l0: &l0 [x]', ...levels].join('\n');
    const document = yamlDocument('a.yaml', bomb);
    expect(document.root).toBeNull();
    expect(document.problems.length).toBeGreaterThan(0);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '!!x ',
      '|',
      '>',
      '"',
      "'",
      '%',
      '?',
      '#',
      '---\n',
      '<<: ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const document = yamlDocument('a.yaml', pieces.join(''));
        document.spanOf(pathOf('a', 0, 'b'));
      }),
      { numRuns: 600, seed: 20260101 },
    );
  });
});
