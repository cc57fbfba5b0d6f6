// What findings say of verdicts.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/engine/findings.ts';
import type { Json } from '../../src/values/json.ts';
import { judgedBy, ruleThat, thing } from './judging.ts';

/** The paths of the tests that a finding gives as its reasons. */
function reasonsFor(require: Json, properties: Json): readonly string[] {
  const judged = judgedBy(ruleThat(require), [thing(properties)]);
  const [finding] = findingsOf([{ deployment: 'main.json', judged }]);
  return (finding?.evidence ?? []).map(({ subject }) =>
    subject.kind === 'test' && subject.test.subject.kind === 'field' ? subject.test.subject.path.text : subject.kind,
  );
}

describe('the reasons of a finding', () => {
  const type = { field: 'type', notEquals: 'Contoso.Test/things' };

  it('are the tests that did not hold', () => {
    const require = {
      anyOf: [
        { field: 'properties.a', equals: 1 },
        { field: 'properties.b', equals: 1 },
      ],
    };
    expect(reasonsFor(require, { a: 2, b: 3 })).toEqual(['properties.a', 'properties.b']);
  });

  it('leave out what type the resource is', () => {
    expect(reasonsFor({ anyOf: [type, { field: 'properties.a', equals: 1 }] }, { a: 2 })).toEqual(['properties.a']);
  });

  it('are the type where there is nothing else', () => {
    expect(reasonsFor(type, {})).toEqual(['type']);
  });
});
