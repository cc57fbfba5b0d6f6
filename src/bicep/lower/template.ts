// A whole file as a template (TemplateWriter.GenerateTemplateWithoutHash).

import type { Document } from '../../values/document.ts';
import { type Json, type JsonObject, setKey } from '../../values/json.ts';
import type { Problems } from '../problems.ts';
import type { BoundFile, ModuleSymbol, TargetScope } from '../symbols.ts';
import type { Workspace } from '../workspace.ts';
import { createLowering } from './create.ts';
import { lowerMetadata, lowerOutput, lowerParameterDeclaration } from './declarations.ts';
import { findDependencies } from './dependencies.ts';
import { lowerExtensions } from './extension-declarations.ts';
import { ImportClosure } from './import-closure.ts';
import { nameItems, namingFor } from './import-names.ts';
import type { ImportLowering } from './imported-declarations.ts';
import { inlinedSymbols } from './inlining.ts';
import {
  type Lowering,
  type ModuleTemplate,
  newBudget,
  placeDeclaration,
  type TemplateInProgress,
} from './lowering.ts';
import { lowerModule } from './modules.ts';
import { symbolicName } from './names.ts';
import { lowerResource } from './resources.ts';
import { definitionsOf, lowerDefinitions, lowerFunctions, Variables } from './sections.ts';
import { SourceMap } from './source-map.ts';
import { experimentalVersion, needsSymbolicNames } from './symbolic-mode.ts';
import { type Members, put } from './values.ts';

/** A template, with the places of its values and the documents of the modules in it. */
export interface LoweredTemplate {
  readonly root: JsonObject;
  readonly map: SourceMap;
  readonly modules: ReadonlyMap<JsonObject, Document>;
}

/** Lowers a file. What is wrong with it is reported; the rest is in the template. */
export function lowerTemplate(file: BoundFile, workspace: Workspace, problems: Problems): LoweredTemplate {
  const features = workspace.config(file.source.path).features;
  const modules = new Map(file.modules.map((symbol) => [symbol, workspace.module(symbol.declaration.path, file)]));
  const closure = new ImportClosure([file], workspace, problems);
  const names = nameItems(file, closure);
  const experimental = experimentalVersion(file, features);
  const template: TemplateInProgress = {
    file,
    symbolic: experimental !== undefined || needsSymbolicNames(file, features, modules),
    resourceInfo: features.has('resourceInfoCodegen'),
    extensionConfigs: features.has('moduleExtensionConfigs'),
    inlined: inlinedSymbols(file),
    modules,
    definition: (name) => definitions.get(name),
    map: new SourceMap(),
    problems,
    budget: newBudget(),
  };
  const naming = namingFor((name) => name, closure, names);
  const lowering = createLowering({ workspace, bound: file, naming, template, loads: workspace.loads(file) });
  const imports: ImportLowering = { closure, names, template, workspace, lowerings: new Map() };
  const definitions = definitionsOf(lowering, imports);
  const root = buildRoot(lowering, imports, experimental);
  return { root, map: template.map, modules: documentsOf(modules) };
}

function documentsOf(modules: ReadonlyMap<ModuleSymbol, ModuleTemplate>): ReadonlyMap<JsonObject, Document> {
  const documents = new Map<JsonObject, Document>();
  for (const { template, document } of modules.values())
    if (template !== undefined && document !== undefined) documents.set(template, document);
  return documents;
}

const schemas: Readonly<Record<TargetScope, string>> = {
  resourceGroup: '2019-04-01/deploymentTemplate',
  subscription: '2018-05-01/subscriptionDeploymentTemplate',
  managementGroup: '2019-08-01/managementGroupDeploymentTemplate',
  tenant: '2019-08-01/tenantDeploymentTemplate',
};

function buildRoot(lowering: Lowering, imports: ImportLowering, experimental: string | undefined): JsonObject {
  const { bound, template } = lowering;
  const root: Members = {
    $schema: `https://schema.management.azure.com/schemas/${schemas[bound.targetScope]}.json#`,
  };
  if (template.symbolic) setKey(root, 'languageVersion', experimental ?? '2.0');
  setKey(root, 'contentVersion', '1.0.0.0');
  const section = (name: string, value: Json): void => {
    if (Object.keys(value as object).length > 0) setKey(root, name, value);
  };
  section('metadata', lowerMetadata(lowering, bound));
  section('definitions', lowerDefinitions(lowering, imports));
  section('functions', lowerFunctions(lowering, imports));
  section('parameters', lowerParameters(lowering));
  section('variables', variablesOf(lowering, imports));
  section(template.extensionConfigs ? 'extensions' : 'imports', lowerExtensions(lowering, bound.extensions));
  setKey(root, 'resources', template.symbolic ? lowerBySymbol(lowering) : lowerList(lowering));
  section('outputs', lowerOutputs(lowering));
  section('asserts', lowerAsserts(lowering));
  return root;
}

function lowerParameters(lowering: Lowering): Members {
  const parameters: Members = {};
  for (const symbol of lowering.bound.parameters) {
    setKey(parameters, symbol.name, lowerParameterDeclaration(lowering, symbol));
    placeDeclaration(lowering, parameters, symbol.name, symbol.declaration);
  }
  return parameters;
}

function variablesOf(lowering: Lowering, imports: ImportLowering): Members {
  const variables = new Variables();
  variables.putLoaded(lowering);
  for (const symbol of lowering.bound.variables)
    if (!lowering.template.inlined.has(symbol)) variables.put(lowering, symbol.name, symbol.declaration);
  variables.putImported(imports);
  return variables.section();
}

/** Every resource that a template lists: existing ones only by symbolic name, unless they are addressed by id. */
function lowerBySymbol(lowering: Lowering): Members {
  const dependencies = findDependencies(lowering.bound);
  const resources: Members = {};
  for (const symbol of lowering.bound.resources) {
    if (lowering.template.inlined.has(symbol)) continue;
    const name = symbolicName(symbol);
    setKey(resources, name, lowerResource(lowering, symbol, dependencies));
    placeDeclaration(lowering, resources, name, symbol.declaration);
  }
  for (const symbol of lowering.bound.modules) {
    setKey(resources, symbol.name, lowerModule(lowering, symbol, dependencies));
    placeDeclaration(lowering, resources, symbol.name, symbol.declaration);
  }
  return resources;
}

function lowerList(lowering: Lowering): Json[] {
  const dependencies = findDependencies(lowering.bound);
  const resources: Json[] = [];
  for (const symbol of lowering.bound.resources) {
    if (symbol.existing) continue;
    const index = resources.push(lowerResource(lowering, symbol, dependencies)) - 1;
    placeDeclaration(lowering, resources, index, symbol.declaration);
  }
  for (const symbol of lowering.bound.modules) {
    const index = resources.push(lowerModule(lowering, symbol, dependencies)) - 1;
    placeDeclaration(lowering, resources, index, symbol.declaration);
  }
  return resources;
}

function lowerOutputs(lowering: Lowering): Members {
  const outputs: Members = {};
  for (const declaration of lowering.bound.outputs) {
    const name = declaration.name.text;
    if (Object.hasOwn(outputs, name)) {
      lowering.template.problems.report(
        `The output '${name}' is declared more than once`,
        lowering.bound.source.document,
        declaration.name,
      );
      continue;
    }
    setKey(outputs, name, lowerOutput(lowering, declaration));
    placeDeclaration(lowering, outputs, name, declaration);
  }
  return outputs;
}

function lowerAsserts(lowering: Lowering): Members {
  const asserts: Members = {};
  for (const { name, value } of lowering.bound.asserts) put(lowering, asserts, name.text, value, undefined, name);
  return asserts;
}
