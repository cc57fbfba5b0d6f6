// Which deployments the files of a scan make: each template with each of its parameter files.

import { placeAt } from '../engine/places.ts';
import { noArguments } from '../engine/template-estate.ts';
import type { Arguments } from '../templates/parameters.ts';
import { get, isJsonObject } from '../values/json.ts';
import { pathOf } from '../values/path.ts';
import type { Notes } from './notes.ts';
import { argumentsOf, namedTemplate, namedTemplatePath, templatesByName } from './parameter-files.ts';
import type { Source, SourceFiles } from './source-files.ts';

/** A template, and the parameter file it is deployed with, if there is one. */
export interface Deployment {
  readonly template: Source;
  readonly parameters: Source | undefined;
}

/** Every template with each of its parameter files, or alone when it has none. `forced` files go with every template. */
export function deploymentsOf(
  sources: SourceFiles,
  forced: readonly Source[],
  root: string,
  notes: Notes,
): readonly Deployment[] {
  const byTemplate = new Map<Source, Source[]>();
  for (const source of sources.all('parameters')) {
    const template = forced.includes(source) ? undefined : templateFor(source, sources, root);
    if (template !== undefined) byTemplate.set(template, [...(byTemplate.get(template) ?? []), source]);
    else if (!forced.includes(source)) reportOrphan(source, notes);
  }
  return sources.all('template').flatMap((template): readonly Deployment[] => {
    const own = forced.length > 0 ? forced : (byTemplate.get(template) ?? []);
    return own.length === 0
      ? [{ template, parameters: undefined }]
      : own.map((parameters) => ({ template, parameters }));
  });
}

/** What a deployment is called. */
export function deploymentName({ template, parameters }: Deployment): string {
  return parameters === undefined
    ? template.document.name
    : `${template.document.name} with ${parameters.document.name}`;
}

/** The arguments of a deployment. What template and parameter file disagree on is noted. */
export function deploymentArguments({ template, parameters }: Deployment, notes: Notes): Arguments {
  if (parameters === undefined) return noArguments;
  const supplied = argumentsOf(parameters.document, (message, document, path) =>
    notes.at('error', message, document, path),
  );
  checkNames(template, parameters, supplied, notes);
  return supplied;
}

/** By the metadata of the parameter file, otherwise by its name. */
function templateFor(source: Source, sources: SourceFiles, root: string): Source | undefined {
  const named = namedTemplate(source.document);
  if (named === undefined) return firstTemplate(templatesByName(source.path), sources);
  const path = namedTemplatePath(named.template, source.path, root);
  return path === undefined ? undefined : sources.template(path);
}

function firstTemplate(paths: readonly string[], sources: SourceFiles): Source | undefined {
  for (const path of paths) {
    const template = sources.template(path);
    if (template !== undefined) return template;
  }
  return undefined;
}

function reportOrphan({ document, named: isNamed }: Source, notes: Notes): void {
  const named = namedTemplate(document);
  const because =
    named === undefined
      ? 'no template of a matching name is beside it'
      : `the template '${named.template}' named in its metadata is not there`;
  const place = placeAt(document, named?.path);
  if (isNamed) notes.add('error', `The parameter file has no template: ${because}`, place);
  else notes.skip('parameter file', because, place, document.name);
}

/** Parameters that only one of the two knows. */
function checkNames(template: Source, parameters: Source, supplied: Arguments, notes: Notes): void {
  const json = isJsonObject(template.document.root) ? get(template.document.root, 'parameters') : undefined;
  const declared = isJsonObject(json) ? Object.entries(json) : [];
  const declaredNames = new Set(declared.map(([name]) => name.toLowerCase()));
  const givenNames = new Set(supplied.names.map((name) => name.toLowerCase()));
  for (const name of supplied.names) {
    if (declaredNames.has(name.toLowerCase())) continue;
    notes.at(
      'warning',
      `The template declares no parameter '${name}'; Azure refuses such a deployment`,
      parameters.document,
      pathOf('parameters', name),
    );
  }
  for (const [name, declaration] of declared) {
    const isOptional =
      isJsonObject(declaration) &&
      (get(declaration, 'defaultValue') !== undefined || get(declaration, 'nullable') === true);
    if (isOptional || givenNames.has(name.toLowerCase())) continue;
    notes.at(
      'warning',
      `The required parameter '${name}' has no value here; what depends on it is unknown`,
      parameters.document,
      pathOf('parameters'),
    );
  }
}
