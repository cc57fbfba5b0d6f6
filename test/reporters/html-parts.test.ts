// The parts of the page one by one: excerpts, commands, and what its script finds.

import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/engine/places.ts';
import type { Finding } from '../../src/model/report.ts';
import { azCommand } from '../../src/reporters/html/az-command.ts';
import { excerpt } from '../../src/reporters/html/excerpt.ts';
import { markup } from '../../src/reporters/html/node.ts';
import type { FindingRow, PageData } from '../../src/reporters/html/page/data.ts';
import { everything, readQuery, searchOf, writeQuery } from '../../src/reporters/html/page/query.ts';
import { detailsJson } from '../../src/reporters/html/page-data.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { ruleNamed } from '../support/cli.ts';
import { liveReport, registry } from '../support/reports.ts';

describe('an excerpt', () => {
  /** Lines as `12 before[marked]after`; a star for those that hold the mark. */
  const linesOf = (text: string, marked: string, secret = ''): readonly string[] => {
    const document = jsonDocument('main.json', text);
    const start = text.indexOf(marked);
    const place = placeOf(document, { start, end: start + marked.length });
    const secretStart = text.indexOf(secret);
    const spans = secret === '' ? [] : [{ start: secretStart, end: secretStart + secret.length }];
    const html = markup(excerpt(place, () => spans, { before: 2, marked: 4, after: 2 }));
    return [
      ...html.matchAll(/<span class="(line|line hit)" data-line="(\d+)">(.*?)\n<\/span>|<span class="cut">(.*?)</gs),
    ].map(
      ([, kind, number, line = '', cut]) =>
        cut ??
        `${number}${kind === 'line' ? ' ' : '*'}${line.replace('<mark>', '[').replace('</mark>', ']').replaceAll('&#34;', '"')}`,
    );
  };

  it.each<[string, string, string, readonly string[]]>([
    ['a value in a line', 'a\nb\nc: true,\nd\ne\nf', 'true', ['1 a', '2 b', '3*c: [true],', '4 d', '5 e']],
    ['the first line', 'x: 1\ny', '1', ['1*x: [1]', '2 y']],
    ['the last line, without a break', 'y\nx: 1', '1', ['1 y', '2*x: [1]']],
    ['lines that end like those of Windows', 'a\r\nb\r\nx: 1\r\nc\r\nd', '1', ['1 a', '2 b', '3*x: [1]', '4 c', '5 d']],
    ['lines that end like those of old', 'a\rx: 1\rb', '1', ['1 a', '2*x: [1]', '3 b']],
    ['empty lines', '\n\nx\n\n', 'x', ['1 ', '2 ', '3*[x]', '4 ']],
    [
      'several lines, without their indentation',
      'o: {\n  a: 1\n}\nz',
      '{\n  a: 1\n}',
      ['1*o: [{]', '2*  [a: 1]', '3*[}]', '4 z'],
    ],
    [
      'many lines, the first of them',
      '{\n1,\n2,\n3,\n4,\n5\n}\nz',
      '{\n1,\n2,\n3,\n4,\n5\n}',
      ['1*[{]', '2*[1,]', '3*[2,]', '4*[3,]', '… 3 more lines'],
    ],
  ])('shows %s', (_, text, marked, expected) => {
    expect(linesOf(text, marked)).toEqual(expected);
  });

  it('hides secrets in and around the mark', () => {
    expect(linesOf('a: SECRET\nb: 1', '1', 'SECRET')).toEqual(['1 a: ••••••', '2*b: [1]']);
    expect(linesOf('a: SECRET', 'SECRET', 'SECRET')).toEqual(['1*a: [••••••]']);
    expect(linesOf('a: SEC\nRET\nb: 1', '1', 'SEC\nRET')).toEqual(['1 a: •••', '2 •••', '3*b: [1]']);
  });

  it('keeps the mark in view in lines without end', () => {
    const [line = ''] = linesOf(`${'x'.repeat(9000)}true${'y'.repeat(9000)}`, 'true');
    expect(line.length).toBeLessThan(600);
    expect(line).toMatch(/^1\*…x+\[true\]y+…$/);
  });
});

describe('a command', () => {
  const findingOf = (parts: Partial<Finding>): Finding => {
    const [finding] = liveReport([registry('contoso', 0, { adminUserEnabled: true })], {
      rules: [ruleNamed('admin-user-disabled')],
    }).findings;
    if (finding === undefined) throw new Error('There is no finding');
    return { ...finding, ...parts };
  };
  const withAz = (az: string): Finding['rule'] => ({
    ...ruleNamed('admin-user-disabled'),
    fix: { safe: true, set: [], az, none: undefined },
  });
  const type = 'Microsoft.ContainerRegistry/registries';

  it.each<[string, Finding['resources'], string, string]>([
    ['the name of a registry', [{ type, name: 'contoso' }], '--name <registry>', '--name contoso'],
    ['its resource group', [{ type, name: 'contoso' }], '--resource-group <group>', '--resource-group rg-registries'],
    [
      'the name of a child',
      [{ type: `${type}/tasks`, name: 'contoso/nightly' }],
      '<registry> <task> <token>',
      'contoso nightly <token>',
    ],
    ['nothing that is not known', [{ type, name: 'acr{uniqueString(…)}' }], '--name <registry>', '--name <registry>'],
    ['nothing that a shell would read', [{ type, name: 'a;rm -rf' }], '--name <registry>', '--name <registry>'],
    ['nothing that looks like a flag', [{ type, name: '--all' }], '--name <registry>', '--name <registry>'],
    [
      'nothing when there are several',
      [
        { type, name: 'a' },
        { type, name: 'b' },
      ],
      '--name <registry>',
      '--name <registry>',
    ],
    [
      'nothing of other types',
      [{ type: 'Microsoft.Web/sites', name: 'app' }],
      '--name <registry>',
      '--name <registry>',
    ],
  ])('holds %s', (_, resources, az, expected) => {
    expect(azCommand(findingOf({ rule: withAz(az), resources }))).toBe(expected);
  });
});

describe('the search of the page', () => {
  const row = (
    rule: number,
    kind: FindingRow[1],
    group: number,
    resource: string,
    status: FindingRow[7],
    age: number,
  ): FindingRow => [
    ...([rule, kind, group, resource, `${resource}.json:1:1`, 'reason', `f${resource}`, status, age] as const),
  ];
  const data: PageData = {
    rules: [
      {
        id: 'one',
        title: 'B rule',
        severity: 'critical',
        category: 'security',
        controls: ['waf SE:05', 'mcsb v1:IM-1'],
      },
      { id: 'two', title: 'A rule', severity: 'low', category: 'cost', controls: ['waf SE:10'] },
    ],
    frameworks: { waf: 'WAF', mcsb: 'MCSB' },
    groups: [
      ['s1', 'Production'],
      ['s2', 'Test'],
    ],
    groupTitle: 'Subscription',
    showsGroup: true,
    hasHistory: true,
    rows: [
      row(0, 'fail', 0, 'delta', 'new', 0),
      row(0, 'fails-when', 1, 'alpha', 'persisting', 50),
      row(1, 'fail', 1, 'charlie', 'reopened', 90),
      row(1, 'unknown', 0, 'bravo', 'new', 0),
    ],
  };
  const search = searchOf(data);

  it.each<[string, Partial<typeof everything>, readonly number[]]>([
    ['everything', {}, [0, 1, 2, 3]],
    ['a severity', { severity: 'low' }, [2, 3]],
    ['a verdict', { verdict: 'fails-when' }, [1]],
    ['a subscription', { group: 's2' }, [1, 2]],
    ['a control', { control: 'waf SE:05' }, [0, 1]],
    ['a whole framework', { control: 'waf' }, [0, 1, 2, 3]],
    ['no control by the beginning of its name', { control: 'waf SE:0' }, []],
    ['a category', { category: 'cost' }, [2, 3]],
    ['a status', { status: 'new' }, [0, 3]],
    ['all of some words, in any case', { text: 'PRODUCTION rule bravo' }, [3]],
    ['a fingerprint', { text: 'falpha' }, [1]],
    ['filters together', { severity: 'critical', group: 's1' }, [0]],
    ['the least severe first', { descending: true }, [3, 2, 1, 0]],
    ['by rule, keeping the order among equals', { sort: 'finding' }, [2, 3, 0, 1]],
    ['by resource', { sort: 'resource' }, [1, 3, 2, 0]],
    ['by place, backwards', { sort: 'where', descending: true }, [0, 2, 3, 1]],
    ['by age', { sort: 'age', descending: true }, [2, 1, 0, 3]],
  ])('finds %s', (_, query, expected) => {
    expect(search({ ...everything, ...query })).toEqual(expected);
  });

  it('passes queries on through the address', () => {
    const query = { ...everything, control: 'mcsb v1:IM-1', text: 'a&b=c #', sort: 'age', descending: true } as const;
    expect(readQuery(`#${writeQuery(query)}`)).toEqual(query);
    expect(writeQuery(everything)).toBe('');
  });

  it.each(['', '#findings', '#rule-one', '#f=abc', '#severity=low&evil=1'])('takes %j for no query', (hash) => {
    expect(readQuery(hash)).toBeUndefined();
  });
});

it('a page holds the evidence of so many findings at most', () => {
  const report = liveReport(
    [0, 1, 2].map((i) => registry(`r${i}`, 0, { adminUserEnabled: true })),
    {
      rules: [ruleNamed('admin-user-disabled')],
    },
  );
  expect(detailsJson(report, () => [], {}).split('\n').length).toBe(3);
  expect(detailsJson(report, () => [], {}, 2).split('\n').length).toBe(2);
});
