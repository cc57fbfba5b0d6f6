// What a scan says besides verdicts: each once, errors first, in the order of the files, at exact places.

import { describe, expect, it } from 'vitest';
import { Notes } from '../../src/sources/notes.ts';
import type { Diagnostic } from '../../src/templates/run.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { pathOf } from '../../src/values/path.ts';

const document = jsonDocument('b.json', '{\n  "a": [1, 2],\n  "c": "x"\n}');

function said(notes: Notes): readonly string[] {
  return notes
    .problems()
    .map(({ severity, message, place, file }) => `${severity} ${place?.start.line ?? ''} ${file ?? ''} ${message}`);
}

describe('problems', () => {
  it('are errors first, then by file, place and message', () => {
    const notes = new Notes();
    notes.add('warning', 'w', undefined, 'a.json');
    notes.add('error', 'e', undefined, 'c.json');
    notes.at('error', 'second', document, pathOf('c'));
    notes.at('error', 'b', document, pathOf('a'));
    notes.at('error', 'a', document, pathOf('a'));
    notes.add('error', 'nowhere', undefined);
    expect(said(notes)).toEqual([
      'error   nowhere',
      'error 2 b.json a',
      'error 2 b.json b',
      'error 3 b.json second',
      'error  c.json e',
      'warning  a.json w',
    ]);
  });

  it('are kept once for a place and a message', () => {
    const notes = new Notes();
    for (const path of [pathOf('a'), pathOf('a'), pathOf('c')]) notes.at('error', 'twice', document, path);
    notes.add('error', 'twice', undefined, 'a.json');
    expect(said(notes)).toEqual(['error  a.json twice', 'error 2 b.json twice', 'error 3 b.json twice']);
  });

  it('are errors or are not', () => {
    const notes = new Notes();
    expect(notes.hasErrors()).toBe(false);
    notes.add('warning', 'w', undefined);
    expect(notes.hasErrors()).toBe(false);
    notes.add('error', 'e', undefined);
    expect(notes.hasErrors()).toBe(true);
  });
});

describe('what was not covered', () => {
  it('is by file and place, and what is said first stands', () => {
    const notes = new Notes();
    notes.skip('file', 'binary', undefined, 'z.json');
    notes.skip('template', 'first', undefined, 'b.json');
    notes.skip('template', 'second', undefined, 'b.json');
    expect(notes.notCovered().map(({ file, what, because }) => `${file} ${what} ${because}`)).toEqual([
      'b.json template first',
      'z.json file binary',
    ]);
  });
});

describe('a diagnostic', () => {
  const text = String.raw`{"a": "[f\u0028'\n', oops)]", "[bad]": 1}`;
  const file = jsonDocument('main.json', text);

  /** The text at the place of a diagnostic. */
  function textAt(about: Partial<Diagnostic>): string {
    const notes = new Notes();
    const path = pathOf('a');
    notes.diagnostic({ severity: 'error', message: 'm', document: file, path, at: 'value', part: undefined, ...about });
    const place = notes.problems()[0]?.place;
    return text.slice(place?.span.start, place?.span.end);
  }

  it.each<readonly [string, Partial<Diagnostic>, string]>([
    ['the value', {}, String.raw`"[f\u0028'\n', oops)]"`],
    ['the property name', { at: 'key', path: pathOf('[bad]') }, '"[bad]"'],
    ['a part in front of escapes', { part: { start: 1, end: 2 } }, 'f'],
    ['an escape', { part: { start: 2, end: 3 } }, String.raw`\u0028`],
    ['a part behind escapes', { part: { start: 8, end: 12 } }, 'oops'],
    ['a part without length', { part: { start: 8, end: 8 } }, 'o'],
    ['a part beyond the end', { part: { start: 99, end: 100 } }, String.raw`[f\u0028'\n', oops)]`],
  ])('is at %s', (_, about, expected) => {
    expect(textAt(about)).toBe(expected);
  });
});
