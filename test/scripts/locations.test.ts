// Lines of ours against a source map of the compiler.

import { describe, expect, it } from 'vitest';
import { agreementWith } from '../../scripts/locations/agreement.ts';
import { readSourceMap } from '../../scripts/locations/baselines.ts';
import { type Document, jsonDocument } from '../../src/values/document.ts';
import { formatPath, type PathSegment, pathOf } from '../../src/values/path.ts';

const map = `param size int = 2
//@    "size": {
//@      "type": "int",
//@      "defaultValue": 2
//@    }

resource a 'Sample.Rp/things@2020-01-01' = {
//@    {
//@      "type": "Sample.Rp/things",
//@      "name": "a",
//@    },
  properties: {
//@      "properties": {
//@      }
    kind: 'x'
//@        "kind": "x"
  }
}
resource b 'Sample.Rp/things@2020-01-01' = {
//@    {
//@      "type": "Sample.Rp/things",
//@      "name": "b",
//@    }
  properties: {
//@      "properties": {
//@      }
    kind: 'x'
//@        "kind": "x"
  }
}
`;

const official = jsonDocument(
  'main.json',
  `{
  "parameters": {
    "size": {
      "type": "int",
      "defaultValue": 2
    }
  },
  "resources": [
    {
      "type": "Sample.Rp/things",
      "name": "a",
      "properties": {
        "kind": "x"
      }
    },
    {
      "type": "Sample.Rp/things",
      "name": "b",
      "properties": {
        "kind": "x"
      }
    }
  ]
}`,
);

/** A document that places each value on a line: that of the longest path that is named. */
function placed(lines: Readonly<Record<string, number>>): Document {
  const lineAt = (path: string): number =>
    Object.entries(lines)
      .filter(([prefix]) => path.startsWith(prefix))
      .sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? 0;
  const document: Document = {
    ...official,
    spanOf: (path) => ({ start: lineAt(formatPath(path)), end: 0 }),
    keySpanOf: (path) => ({ start: lineAt(formatPath(path)), end: 0 }),
    sourceOf: () => document,
    positionOf: (offset) => ({ line: offset, column: 1 }),
  };
  return document;
}

const right = {
  'parameters.size': 1,
  'resources[0]': 3,
  'resources[0].properties': 4,
  'resources[0].properties.kind': 5,
  'resources[1]': 8,
  'resources[1].properties': 9,
  'resources[1].properties.kind': 10,
};

function facts(lines: Readonly<Record<string, number>>) {
  const baseline = { name: 'sample', source: 'main.bicep', official, lines: readSourceMap(map) };
  return agreementWith(baseline, placed(lines)).filter((fact) => fact.official !== undefined);
}

describe('a source map', () => {
  it('gives the lines of the source by the text of the JSON', () => {
    const lines = readSourceMap(map);
    expect(lines.get('    "size": {')).toEqual([1]);
    expect(lines.get('        "kind": "x"')).toEqual([5, 10]);
    expect(lines.get('      "name": "b",')).toEqual([8]);
  });

  it('reads sources with CRLF', () => {
    expect(readSourceMap(map.replaceAll('\n', '\r\n'))).toEqual(readSourceMap(map));
  });
});

describe('agreement', () => {
  it('is complete where every value is placed as the compiler has it', () => {
    const found = facts(right);
    expect(found).toHaveLength(13);
    expect(found.filter(({ ours, official: line }) => ours !== line)).toEqual([]);
  });

  it('tells sections apart', () => {
    const count = (name: string): number => facts(right).filter(({ section }) => section === name).length;
    expect(['parameters', 'bodies of resources', 'declarations of resources'].map(count)).toEqual([3, 4, 6]);
  });

  it.each(Object.keys(right))('sees a wrong line at %s', (path) => {
    const wrong = facts({ ...right, [path]: 99 }).filter(({ ours, official: line }) => ours !== line);
    expect(wrong.length).toBeGreaterThan(0);
    for (const fact of wrong) expect(fact).toMatchObject({ ours: 99, path: expect.stringContaining(path) });
  });

  it('sees a value that is said to be in another file', () => {
    const elsewhere = placed(right);
    const path: readonly PathSegment[] = ['resources', 1, 'properties', 'kind'];
    const document: Document = {
      ...elsewhere,
      sourceOf: (at) => (formatPath(at) === formatPath(pathOf(...path)) ? official : document),
    };
    const baseline = { name: 'sample', source: 'main.bicep', official, lines: readSourceMap(map) };
    const wrong = agreementWith(baseline, document).filter(
      ({ ours, official: line }) => line !== undefined && ours !== line,
    );
    expect(wrong).toMatchObject([{ ours: undefined, official: 10, path: 'resources[1].properties.kind' }]);
  });
});
