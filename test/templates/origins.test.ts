// Where values come from: every place a value went through, nearest first.

import { describe, expect, it } from 'vitest';
import type { TemplateDeployment } from '../../src/templates/deployment.ts';
import { memberOf } from '../../src/values/access.ts';
import type { Json } from '../../src/values/json.ts';
import { type Origin, originChain } from '../../src/values/origin.ts';
import { formatPath } from '../../src/values/path.ts';
import type { Value } from '../../src/values/value.ts';
import { evaluateTemplate, type TemplateSetting, template } from '../support/template.ts';
import { allResources, innerScope, nested, thing } from './deployed.ts';

/** A property of the last resource of a template. */
function property(parts: Readonly<Record<string, Json>>, key: string, setting?: TemplateSetting): Value {
  const { root, diagnostics } = evaluateTemplate(template(parts), setting);
  expect(diagnostics).toEqual([]);
  const properties = lastBody(root);
  const value = properties === undefined || properties.kind === 'choice' ? undefined : memberOf(properties, key)?.value;
  if (value === undefined) throw new Error(`There is no '${key}'`);
  return value;
}

function lastBody(root: TemplateDeployment): Value | undefined {
  return allResources(root).at(-1)?.instance.body()?.entries.get('properties')?.value;
}

/** The places of a value as `role path`, those that are written marked with a star. */
function trail(value: Value): readonly string[] {
  return value.origin === undefined ? [] : places(value.origin);
}

function places(origin: Origin): readonly string[] {
  return [...originChain(origin)].map(
    ({ role, path, written, document }) =>
      `${role} ${document.name === 'main.json' ? '' : `${document.name}:`}${formatPath(path)}${written ? '*' : ''}`,
  );
}

describe('the trail of a value', () => {
  it('that is written in the resource is that place', () => {
    expect(trail(property({ resources: [thing({ properties: { v: true } })] }, 'v'))).toEqual([
      'property resources[0].properties.v*',
    ]);
  });

  it('that comes through a variable and a default names both', () => {
    const parts = {
      parameters: { p: { type: 'string', defaultValue: 'x' } },
      variables: { a: "[parameters('p')]" },
      resources: [thing({ properties: { v: "[variables('a')]" } })],
    };
    expect(trail(property(parts, 'v'))).toEqual([
      'property resources[0].properties.v',
      'variable variables.a',
      'default parameters.p.defaultValue*',
    ]);
  });

  it('that comes from a default that is computed goes on', () => {
    const parts = {
      parameters: {
        p: { type: 'string', defaultValue: "[parameters('q')]" },
        q: { type: 'string', defaultValue: 'x' },
      },
      resources: [thing({ properties: { v: "[parameters('p')]" } })],
    };
    expect(trail(property(parts, 'v'))).toEqual([
      'property resources[0].properties.v',
      'default parameters.p.defaultValue',
      'default parameters.q.defaultValue*',
    ]);
  });

  it('that somebody supplies ends at the declaration', () => {
    const parts = {
      parameters: { p: { type: 'string' } },
      resources: [thing({ properties: { v: "[parameters('p')]" } })],
    };
    expect(trail(property(parts, 'v', { arguments: { p: 'x' } }))).toEqual([
      'property resources[0].properties.v',
      'parameter parameters.p',
    ]);
    expect(trail(property(parts, 'v'))).toEqual(['property resources[0].properties.v', 'parameter parameters.p']);
  });

  it('that goes through a nested deployment names argument, parameter and variable', () => {
    const inner = template({
      parameters: { q: { type: 'object' } },
      resources: [thing({ properties: { v: "[parameters('q').enabled]" } })],
    });
    const parts = {
      variables: { policy: { enabled: false } },
      resources: [
        nested({
          template: inner,
          expressionEvaluationOptions: innerScope,
          parameters: { q: { value: "[variables('policy')]" } },
        }),
      ],
    };
    expect(trail(property(parts, 'v'))).toEqual([
      'property resources[0].properties.template.resources[0].properties.v',
      'parameter resources[0].properties.template.parameters.q',
      'argument resources[0].properties.parameters.q.value',
      'variable variables.policy.enabled*',
    ]);
  });

  it('that goes through two nested deployments names both', () => {
    const inmost = template({
      parameters: { r: { type: 'string' } },
      resources: [thing({ properties: { v: "[parameters('r')]" } })],
    });
    const middle = template({
      parameters: { q: { type: 'string' } },
      resources: [
        nested({
          template: inmost,
          expressionEvaluationOptions: innerScope,
          parameters: { r: { value: "[parameters('q')]" } },
        }),
      ],
    });
    const parts = {
      resources: [
        nested({ template: middle, expressionEvaluationOptions: innerScope, parameters: { q: { value: 'x' } } }),
      ],
    };
    const [first, ...rest] = trail(property(parts, 'v'));
    expect(first).toMatch(/template\.resources\[0\]\.properties\.template\.resources\[0\]\.properties\.v$/);
    expect(rest.map((place) => place.split(' ')[0])).toEqual(['parameter', 'argument', 'parameter', 'argument']);
    expect(rest.at(-1)).toBe('argument resources[0].properties.parameters.q.value*');
  });

  it('in a linked template names the documents', () => {
    const parts = {
      resources: [nested({ templateLink: { relativePath: 'leaf.json' }, parameters: { q: { value: 'x' } } })],
    };
    const leaf = template({
      parameters: { q: { type: 'string' } },
      resources: [thing({ properties: { v: "[parameters('q')]" } })],
    });
    expect(trail(property(parts, 'v', { linked: { 'leaf.json': leaf } }))).toEqual([
      'property leaf.json:resources[0].properties.v',
      'parameter leaf.json:parameters.q',
      'argument resources[0].properties.parameters.q.value*',
    ]);
  });

  it('that is made of several names them all', () => {
    const parts = {
      variables: { a: 'x', b: 'y' },
      resources: [thing({ properties: { v: "[concat(variables('a'), variables('b'))]" } })],
    };
    expect(trail(property(parts, 'v'))).toEqual([
      'property resources[0].properties.v',
      'variable variables.a*',
      'variable variables.b*',
    ]);
  });

  it('that a condition chose names the condition too', () => {
    const parts = {
      parameters: { prod: { type: 'bool', defaultValue: true } },
      variables: { a: 'x', b: 'y' },
      resources: [thing({ properties: { v: "[if(parameters('prod'), variables('a'), variables('b'))]" } })],
    };
    expect(trail(property(parts, 'v'))).toEqual([
      'property resources[0].properties.v',
      'variable variables.a*',
      'default parameters.prod.defaultValue*',
    ]);
  });

  it('inside an object that was merged is where the member was written', () => {
    const parts = {
      variables: { base: { a: { x: 1 } }, more: { a: { y: 2 } } },
      resources: [thing({ properties: "[union(variables('base'), variables('more'))]" })],
    };
    const a = property(parts, 'a');
    const member = a.kind === 'choice' ? undefined : memberOf(a, 'y')?.value;
    expect(member && trail(member)).toEqual(['property resources[0].properties', 'variable variables.more.a.y*']);
  });

  it('in a loop is the input of the loop', () => {
    const parts = { resources: [thing({ properties: { copy: [{ name: 'v', count: 2, input: { k: 1 } }] } })] };
    const list = property(parts, 'v');
    const item = list.kind === 'array' ? list.elements[1] : undefined;
    const k =
      item === undefined || item.kind === 'spread' || item.kind === 'choice' ? undefined : memberOf(item, 'k')?.value;
    expect(k && trail(k)).toEqual(['property resources[0].properties.copy[0].input.k*']);
  });

  it('that fails or is not known still says where it stands', () => {
    const { root } = evaluateTemplate(
      template({ resources: [thing({ properties: { v: '[nope()]', w: '[newGuid()]' } })] }),
    );
    const properties = lastBody(root);
    const of = (key: string): readonly string[] => {
      const value = properties?.kind === 'object' ? memberOf(properties, key)?.value : undefined;
      return value === undefined ? [] : trail(value);
    };
    expect(of('v')[0]).toBe('property resources[0].properties.v');
    expect(of('w')).toEqual(['property resources[0].properties.w']);
  });
});

describe('a chain of origins', () => {
  it('ends, however long or tangled it is', () => {
    // Every variable comes from two others, so that the ways back to the first are more than anyone can walk.
    const step = (i: number): string => {
      const [a, b] = [`variables('v${i - 1}')`, `variables('v${Math.floor(i / 2)}')`];
      return i === 0 ? 'x' : `[if(equals(${a}, ${b}), ${a}, ${b})]`;
    };
    const parts = {
      variables: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`v${i}`, step(i)])),
      resources: [thing({ properties: { v: "[variables('v299')]" } })],
    };
    const places = trail(property(parts, 'v'));
    expect(places.length).toBeLessThanOrEqual(64);
    expect(places.slice(0, 3)).toEqual([
      'property resources[0].properties.v',
      'variable variables.v299',
      'variable variables.v298',
    ]);
  });
});
