// Whatever a file says: nothing is thrown, and every problem has a place.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../../src/bicep/compiler.ts';
import { evaluateParameters } from '../../../src/bicep/params.ts';
import { evaluateDeployment } from '../../../src/templates/deployment.ts';
import { everyParameter, everything, pieces } from '../../support/bicep-source.ts';
import { filesOf } from './support.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true });

/** Pieces that the lowering stumbles over more than the parser. */
const traps = [
  "resource x 'A.B/c@2024-01-01' = { name: x.name }\n",
  "resource y 'A.B/c/d@2024-01-01' = { parent: y, name: 'y' }\n",
  "module m 'main.bicep' = [for i in m: { name: m[i].name }]\n",
  "import * as all from 'main.bicep'\n",
  'var a = b\nvar b = a\n',
  'type t = t | t[]\n',
  '@export()\n',
  'func f(a t) t => f(f(a))\n',
  "scope: resourceGroup('x', 'y', 'z')\n",
  'parent: registry[0]\n',
  '[for x in x: [for y in x: y]]',
  "loadJsonContent('main.bicep', '$..*')",
  'base.location',
];

/** A file that uses all of the language, with parts cut out, put in elsewhere, or replaced. */
function mutated(source: string): fc.Arbitrary<string> {
  const change = fc.tuple(place, place, fc.constantFrom('', ...pieces, ...traps));
  return fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) =>
    changes.reduce<string>((text, [at, length, piece]) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + piece + text.slice(start + Math.floor(length ** 4 * 60));
    }, source),
  );
}

describe('on any text', () => {
  it('a file is compiled and evaluated without an exception', () => {
    fc.assert(
      fc.property(mutated(everything), (text) => {
        const compiler = new BicepCompiler(filesOf({ 'main.bicep': text, 'shared.bicep': everything }));
        const { document, problems } = compiler.compile('/repo/main.bicep');
        for (const { span, document: place } of problems) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(place.text.length);
        }
        const supplied = { names: [], value: () => undefined, report: () => {} };
        evaluateDeployment({ document, supplied, assume: 'any', facts: {}, loadLinked: () => undefined });
      }),
      { numRuns: 120, seed: 20260302 },
    );
  });

  it('a parameter file is compiled and evaluated without an exception', () => {
    fc.assert(
      fc.property(mutated(everyParameter), (text) => {
        const files = filesOf({
          'main.bicepparam': text,
          'main.bicep': everything,
          'shared.bicepparam': everyParameter,
        });
        const { document } = new BicepCompiler(files).compileParameters('/repo/main.bicepparam');
        const { supplied } = evaluateParameters(document, () => {});
        expect(supplied.names.map((name) => supplied.value(name)?.kind)).not.toContain(undefined);
      }),
      { numRuns: 200, seed: 20260303 },
    );
  });
});
