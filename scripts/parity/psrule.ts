// PSRule for Azure: its tests of rules, which name resources by outcome, and the templates that its pages give as good.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { parseJson } from '../../src/values/parse-json.ts';
import type { Checkout } from './checkout.ts';
import type { Settings } from './circumstances.ts';
import { exportedName } from './exported.ts';
import type { Fixture, Outcome, PeerTest } from './peer-test.ts';
import { type Context, contextsIn } from './pester.ts';

const tests = 'tests/PSRule.Rules.Azure.Tests/';
const pages = 'docs/en/rules/';

/** Our settings that PSRule's configuration is about. */
const configuration: Readonly<Record<string, (values: readonly string[]) => Settings>> = {
  AZURE_RESOURCE_ALLOWED_LOCATIONS: (locations) => ({ 'replica-allowed-locations': { locations } }),
  AZURE_CONTAINER_REGISTRY_NAME_FORMAT: ([format = '']) => ({ 'registry-naming-convention': { format } }),
};

/** The tests and the examples of the rules with these names. */
export function psruleTests(checkout: Checkout, controls: ReadonlySet<string>): readonly PeerTest[] {
  const sources = checkout.paths.filter((path) => path.startsWith(tests) && path.endsWith('.Tests.ps1'));
  return [
    ...sources.flatMap((source) => testsIn(checkout, source, controls)),
    ...[...controls].sort().flatMap((control) => exampleOf(checkout, control)),
  ];
}

function testsIn(checkout: Checkout, source: string, controls: ReadonlySet<string>): readonly PeerTest[] {
  return contextsIn(checkout.read(source)).flatMap((context) => {
    const rules = new Set(context.assertions.map(({ rule }) => rule).filter((rule) => controls.has(rule)));
    const fixtures = rules.size === 0 ? [] : fixturesOf(checkout, context);
    return [...rules].map((control) => testOf(control, source, fixtures, context));
  });
}

function testOf(
  control: string,
  source: string,
  fixtures: readonly Fixture[],
  { assertions, configured }: Context,
): PeerTest {
  const asserted = assertions.filter(({ rule }) => rule === control);
  const outcomes = new Map(asserted.flatMap(({ outcome, names }) => names.map((name) => [name, outcome] as const)));
  const counts = Object.fromEntries(
    (['pass', 'fail', 'none'] as const).map((outcome) => [
      outcome,
      [...outcomes.values()].filter((one) => one === outcome).length,
    ]),
  );
  const settings: Settings = Object.assign({}, ...configured.map(([name, values]) => configuration[name]?.(values)));
  return {
    control,
    source,
    fixtures,
    settings,
    expected: ({ name }): Outcome | undefined => outcomes.get(name),
    counts,
  };
}

/** What a context feeds to PSRule: exported resources, templates with parameter files, or names without anything else. */
function fixturesOf(checkout: Checkout, { inputs, names, type }: Context): readonly Fixture[] {
  const files = Object.fromEntries(inputs.map((name) => [`${tests}${name}`, checkout.read(`${tests}${name}`)]));
  const roots = Object.values(files).map((text) => parseJson(text).value);
  if (roots.every(isJsonArray) && roots.length > 0)
    return roots.flatMap((root) => root.filter(isJsonObject).map(exported));
  if (roots.length > 0) return [templateFixture(checkout, files)];
  return names.map((name) => exported({ Name: name, Type: type }));
}

function exported(resource: JsonObject): Fixture {
  return { kind: 'live', name: exportedName(resource), resource };
}

/** Parameter files that name their template bring it along, others are for the template beside them. */
function templateFixture(checkout: Checkout, files: Readonly<Record<string, string>>): Fixture {
  const [parameters, templates] = [true, false].map((wanted) =>
    Object.entries(files).filter(([, text]) => /deploymentParameters\.json/.test(text) === wanted),
  );
  const named = (parameters ?? []).flatMap(([, text]) => {
    const template = templateNamedIn(parseJson(text).value);
    return template === undefined ? [] : [`${tests}${template.replace(/^\.\//, '')}`];
  });
  const all = { ...files, ...Object.fromEntries(named.map((path) => [path, checkout.read(path)])) };
  return {
    kind: 'template',
    name: Object.keys(all)
      .map((path) => path.slice(tests.length))
      .join(' '),
    files: all,
    forced: templates?.length === 0 ? [] : (parameters ?? []).map(([path]) => path),
  };
}

function templateNamedIn(root: Json | undefined): string | undefined {
  const metadata = isJsonObject(root) ? get(root, 'metadata') : undefined;
  const template = isJsonObject(metadata) ? get(metadata, 'template') : undefined;
  return typeof template === 'string' ? template : undefined;
}

/** The page of a rule shows resources "that pass this rule", as a template or as pieces of one. */
function exampleOf(checkout: Checkout, control: string): readonly PeerTest[] {
  const source = `${pages}${control}.md`;
  if (!checkout.paths.includes(source)) return [];
  const text = checkout.read(source);
  const types = (/^resourceType:\s*(.+)$/m.exec(text)?.[1] ?? '').toLowerCase().split(',');
  const examples = [...text.slice(text.indexOf('\n## EXAMPLES')).matchAll(/^```json\n([\s\S]*?)^```/gm)]
    .map(([, json = '']) => parseJson(json).value)
    .filter((json) => isJsonObject(json));
  const template = templateOf(examples);
  const about = resourcesIn(template).filter((resource) => types.includes(String(get(resource, 'type')).toLowerCase()));
  if (about.length === 0) return [];
  const files = { [`${control}.json`]: JSON.stringify(template) };
  return [
    {
      control,
      source,
      settings: {},
      fixtures: [{ kind: 'template', name: `${control}.md`, files, forced: [] }],
      expected: ({ type }) => (types.includes(type.toLowerCase()) ? 'pass' : undefined),
      counts: {},
    },
  ];
}

/** The template on a page, or one around the resources there, with the parameters that they ask for. */
function templateOf(examples: readonly JsonObject[]): JsonObject {
  const whole = examples.find((example) => get(example, '$schema') !== undefined);
  if (whole !== undefined) return whole;
  const names = [...JSON.stringify(examples).matchAll(/parameters\('(\w+)'\)/g)].map(([, name = '']) => name);
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    resources: examples,
  };
}

function resourcesIn(template: JsonObject): readonly JsonObject[] {
  const resources = get(template, 'resources');
  return isJsonArray(resources) ? resources.filter(isJsonObject) : [];
}
