// Which deployments the files of a scan make: each template with each of its parameter files.

import { type EvaluatedParameters, evaluateParameters, type ParametersTarget } from '../bicep/params.ts';
import { placeAt, placeOf } from '../engine/places.ts';
import { noArguments } from '../engine/template-estate.ts';
import type { Place } from '../model/report.ts';
import type { Arguments } from '../templates/parameters.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonObject } from '../values/json.ts';
import { type Path, pathOf } from '../values/path.ts';
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
  // A file that says what it is for goes with that one only.
  const fits = (template: Source) => (source: Source) =>
    !namesTemplate(source) || templateFor(source, sources, root) === template;
  for (const source of sources.all('parameters')) {
    const template = forced.includes(source) ? undefined : templateFor(source, sources, root);
    if (template !== undefined) byTemplate.set(template, [...(byTemplate.get(template) ?? []), source]);
    else if (!forced.includes(source) && !isContinued(source, sources)) reportOrphan(source, notes);
  }
  return sources.all('template').flatMap((template): readonly Deployment[] => {
    const own = forced.length > 0 ? forced.filter(fits(template)) : (byTemplate.get(template) ?? []);
    if (forced.length > 0 && own.length === 0) return [];
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

/** The arguments of a deployment, and what went wrong while those of a `.bicepparam` file were evaluated. */
export function deploymentArguments({ template, parameters }: Deployment, notes: Notes): EvaluatedParameters {
  if (parameters === undefined) return { supplied: noArguments, diagnostics: [] };
  const report = (message: string, document: Document, path: Path): void => notes.at('error', message, document, path);
  const evaluated =
    parameters.using === undefined
      ? { supplied: argumentsOf(parameters.document, report), diagnostics: [] }
      : evaluateParameters(parameters.document, report);
  checkNames(template, parameters, evaluated.supplied, notes);
  return evaluated;
}

/** What `using` says, or the metadata of the parameter file, otherwise its name. */
function templateFor(source: Source, sources: SourceFiles, root: string): Source | undefined {
  if (source.using !== undefined) return templateUsed(source.using, sources);
  const named = namedTemplate(source.document);
  if (named === undefined) return firstTemplate(templatesByName(source.path), sources);
  const path = namedTemplatePath(named.template, source.path, root);
  return path === undefined ? undefined : sources.template(path);
}

function templateUsed(using: ParametersTarget, sources: SourceFiles): Source | undefined {
  if (using.kind === 'bicep') return sources.template(using.path);
  return using.kind === 'template' ? sources.adopt(using.path, using.document) : undefined;
}

function firstTemplate(paths: readonly string[], sources: SourceFiles): Source | undefined {
  for (const path of paths) {
    const template = sources.template(path);
    if (template !== undefined) return template;
  }
  return undefined;
}

/** A file with `using`, whether what it names is at hand or not. */
function namesTemplate({ using }: Source): boolean {
  return using !== undefined && using.kind !== 'none' && using.kind !== 'unsaid';
}

/** A base of other parameter files, which is judged with them. */
function isContinued({ path, using }: Source, sources: SourceFiles): boolean {
  return using?.kind === 'none' && sources.all('parameters').some(({ uses }) => uses.includes(path));
}

function reportOrphan(source: Source, notes: Notes): void {
  // Where the template is not at hand, whoever read the file has told so.
  if (namesTemplate(source)) return;
  const { document, named: isNamed, using } = source;
  const named = namedTemplate(document);
  const because = whyWithoutTemplate(using, named?.template);
  const place = using === undefined ? placeAt(document, named?.path) : startOf(document);
  // Every Bicep parameter file needs a 'using'; JSON that nothing belongs to may be of another kind.
  if (isNamed || using?.kind === 'unsaid') notes.add('error', `The parameter file has no template: ${because}`, place);
  else notes.skip('parameter file', because, place, document.name);
}

function whyWithoutTemplate(using: ParametersTarget | undefined, named: string | undefined): string {
  if (using === undefined) return whyNotLinked(named);
  return using.kind === 'none'
    ? "'using none' leaves it to the files that extend this one"
    : "it has no 'using' that names one";
}

function startOf(document: Document): Place {
  return placeOf(document, { start: 0, end: Math.min(1, document.text.length) });
}

function whyNotLinked(template: string | undefined): string {
  return template === undefined
    ? 'no template of a matching name is beside it'
    : `the template '${template}' named in its metadata is not there`;
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
