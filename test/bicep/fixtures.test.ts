// What the Bicep files below fixtures/bicep deploy, once evaluated: written by hand from the documentation of the language.
//
// "deployments" in a case's `expect.json`, each of them: "template" (otherwise main.bicep), "with" (a parameter file) or
// "parameters"; "outputs", and "resources": all that it deploys, modules included, each with its "type" and "name" and as
// much as matters of "apiVersion", "id", "parent" and "scope" (ids), "condition" (true where it is left out) and "body" (some
// of its members, each of them whole). What cannot be known is written as in reports: `{name}`.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BicepCompiler } from '../../src/bicep/compiler.ts';
import { evaluateParameters } from '../../src/bicep/params.ts';
import { nameLabel } from '../../src/engine/labels.ts';
import { noArguments, type TemplateEstate, templateEstate } from '../../src/engine/template-estate.ts';
import type { Resource } from '../../src/model/resource.ts';
import { bicepFiles } from '../../src/sources/bicep-files.ts';
import type { ContextFacts } from '../../src/templates/context.ts';
import type { Arguments } from '../../src/templates/parameters.ts';
import { elementsOf, membersOf, toJson } from '../../src/values/access.ts';
import type { Json } from '../../src/values/json.ts';
import { known, type Value } from '../../src/values/value.ts';
import { folderAsWorkingDirectory, workingDirectory } from '../support/cli.ts';
import { root } from '../support/rules.ts';

interface ExpectedDeployment {
  readonly template?: string;
  readonly with?: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly resources?: readonly ExpectedResource[];
  readonly outputs?: Readonly<Record<string, Json>>;
}

interface ExpectedResource {
  readonly type: string;
  readonly name: string;
  readonly apiVersion?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly scope?: string;
  readonly condition?: Json;
  readonly body?: Readonly<Record<string, Json>>;
}

interface Case {
  readonly name: string;
  readonly deployments: readonly ExpectedDeployment[];
  readonly modules: string | undefined;
}

/** Where everything is deployed. */
const facts: ContextFacts = {
  tenant: 'tenant',
  managementGroup: 'corp',
  subscription: 'sub',
  resourceGroup: 'team',
  location: 'westeurope',
  cloud: 'AzureCloud',
  deployment: 'main',
};

const folder = `${root}/fixtures/bicep`;

const cases = readdirSync(folder).flatMap((name): readonly Case[] => {
  const path = `${folder}/${name}/expect.json`;
  const { deployments, modules } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return deployments === undefined ? [] : [{ name, deployments, modules }];
});

describe('fixtures/bicep', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s deploys what it says', (_, one) => {
    for (const expected of one.deployments) {
      const { estate, evaluated } = evaluate(one, expected);
      if (expected.resources !== undefined)
        expect(shownResources(estate.resources, expected.resources)).toEqual(
          inOrder(expected.resources.map(withDefaults)),
        );
      if (expected.outputs !== undefined)
        expect(shownOutputs(evaluated.root.outputs(), Object.keys(expected.outputs))).toEqual(expected.outputs);
    }
  });
});

function evaluate({ name, modules }: Case, expected: ExpectedDeployment): TemplateEstate {
  const moduleFolders = modules === undefined ? [] : [`${workingDirectory}/${modules}`];
  const reach = { root: workingDirectory, moduleFolders, workingDirectory };
  const compiler = new BicepCompiler(bicepFiles(folderAsWorkingDirectory(`${folder}/${name}`), reach));
  const { document } = compiler.compile(`${workingDirectory}/${expected.template ?? 'main.bicep'}`);
  const supplied = suppliedBy(expected, compiler);
  return templateEstate({ name, document, supplied, assume: 'defaults', facts, loadLinked: () => undefined });
}

function suppliedBy({ with: file, parameters }: ExpectedDeployment, compiler: BicepCompiler): Arguments {
  if (file !== undefined) {
    const { document } = compiler.compileParameters(`${workingDirectory}/${file}`);
    return evaluateParameters(document, () => {}).supplied;
  }
  if (parameters === undefined) return noArguments;
  const values = new Map(Object.entries(parameters).map(([name, json]) => [name.toLowerCase(), known(json)]));
  return {
    names: Object.keys(parameters),
    value: (name) => values.get(name.toLowerCase()),
    report: (name, message) => {
      throw new Error(`${name}: ${message}`);
    },
  };
}

/** What is said of the expected resources, of the resources there are. */
function shownResources(resources: readonly Resource[], expected: readonly ExpectedResource[]): readonly object[] {
  const wanted = inOrder(expected.map(withDefaults));
  const deployed = resources.filter(({ existing }) => !existing);
  const all = inOrder(deployed.map((resource) => ({ resource, type: resource.type, name: nameLabel(resource.name) })));
  return all.map(({ resource, type, name }, i) => {
    const { apiVersion, id, parent, scope, body } = wanted[i] ?? {};
    return {
      type,
      name,
      condition: shown(resource.condition),
      ...(apiVersion === undefined ? {} : { apiVersion: shown(resource.apiVersion) }),
      ...(id === undefined ? {} : { id: shown(resource.id) }),
      ...(parent === undefined ? {} : { parent: resource.parentId && shown(resource.parentId) }),
      ...(scope === undefined ? {} : { scope: shown(resource.scopeId) }),
      ...(body === undefined ? {} : { body: membersShown(resource.body, Object.keys(body)) }),
    };
  });
}

function withDefaults(expected: ExpectedResource): ExpectedResource {
  return { condition: true, ...expected };
}

function inOrder<T extends { readonly type: string; readonly name: string }>(resources: readonly T[]): readonly T[] {
  const key = ({ type, name }: T): string => `${type.toLowerCase()} ${name}`;
  return [...resources].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The values of outputs; those that nobody expects are left out. */
function shownOutputs(outputs: Value | undefined, names: readonly string[]): Record<string, Json | undefined> {
  const all = outputs === undefined ? {} : membersShown(outputs, names);
  return Object.fromEntries(Object.entries(all).map(([name, output]) => [name, (output as { value?: Json }).value]));
}

function membersShown(value: Value, names: readonly string[]): Record<string, Json> {
  const members = value.kind === 'choice' ? undefined : membersOf(value)?.entries;
  return Object.fromEntries(
    names.flatMap((name) => {
      const member = members?.get(name);
      return member === undefined ? [] : [[name, shown(member.value)]];
    }),
  );
}

/** A value as far as it is known; what is null is not deployed, but it is shown. */
function shown(value: Value): Json {
  const json = toJson(value);
  if (json !== undefined) return json;
  if (value.kind === 'unknown' || value.kind === 'string') return nameLabel(value);
  if (value.kind === 'choice') return { 'one of': value.options.map((option) => shown(option.value)) };
  const [items, members] = [elementsOf(value), membersOf(value)];
  if (items !== undefined) return items.map((item) => (item.kind === 'spread' ? '…' : shown(item)));
  if (members === undefined) return nameLabel(value);
  const entries = [...members.entries].map(([key, entry]) => [key, shown(entry.value)] as const);
  return Object.fromEntries(members.open === undefined ? entries : [...entries, ['…', true]]);
}
