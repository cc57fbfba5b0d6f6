// Parameter files: which template they are for, and the values they give.

import { type Arguments, readArgument } from '../templates/parameters.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonObject, type Json } from '../values/json.ts';
import { writtenAt } from '../values/origin.ts';
import { childPath, type Path, pathOf, pathSegments } from '../values/path.ts';
import { known, type Value } from '../values/value.ts';
import { baseOf, isInside, joinPaths, parentOf } from './paths.ts';

/** Told of what is wrong with an argument, where it stands. */
export type ReportArgument = (message: string, document: Document, path: Path) => void;

/** The arguments that a parameter file gives. Values are literal; only Key Vault references and external inputs stand for something else. */
export function argumentsOf(document: Document, report: ReportArgument): Arguments {
  const root = isJsonObject(document.root) ? document.root : {};
  const parameters = get(root, 'parameters');
  const given = isJsonObject(parameters) ? parameters : {};
  const keyOf = (name: string): string | undefined =>
    Object.keys(given).find((key) => key.toLowerCase() === name.toLowerCase());
  return {
    names: Object.keys(given),
    value: (name) => {
      const key = keyOf(name);
      return key === undefined ? undefined : argumentAt(given[key] ?? null, document, pathOf('parameters', key));
    },
    report: (name, message, inside) => {
      const key = keyOf(name);
      const base = key === undefined ? pathOf('parameters') : pathOf('parameters', key, 'value');
      report(
        message,
        document,
        pathSegments(inside).reduce<Path>((path, segment) => childPath(path, segment), base),
      );
    },
  };
}

function argumentAt(json: Json, document: Document, path: Path): Value | undefined {
  return readArgument(known(json, writtenAt(document, path, 'argument')));
}

/** The template a parameter file names in its metadata, as written. */
export function namedTemplate(document: Document): { readonly template: string; readonly path: Path } | undefined {
  const metadata = isJsonObject(document.root) ? get(document.root, 'metadata') : undefined;
  const template = isJsonObject(metadata) ? get(metadata, 'template') : undefined;
  return typeof template === 'string' ? { template, path: pathOf('metadata', 'template') } : undefined;
}

/** Where the template named in the metadata is: `./x` is beside the parameter file, anything else below the repository. */
export function namedTemplatePath(template: string, parameterFile: string, root: string): string | undefined {
  const written = template.replaceAll('\\', '/');
  const base = written.startsWith('./') || written.startsWith('../') ? parentOf(parameterFile) : root;
  const path = joinPaths(base, written);
  return isInside(path, root) ? path : undefined;
}

/**
 * Templates a parameter file may be for by its name, the likeliest first: `main.parameters.prod.json` and
 * `main.prod.parameters.json` are for `main.bicep` or `main.json`, `parameters.prod.json` for the usual names beside it.
 */
export function templatesByName(parameterFile: string): readonly string[] {
  const directory = parentOf(parameterFile);
  const name = baseOf(parameterFile);
  const stems: string[] = [];
  const before = /^(.+?)[.-]parameters?(?:[.-].+)?\.jsonc?$/i.exec(name)?.[1];
  for (let stem = before; stem !== undefined && stem !== ''; stem = withoutLastPart(stem)) stems.push(stem);
  if (/^parameters?(?:[.-].+)?\.jsonc?$/i.test(name))
    stems.push('main', 'azuredeploy', 'template', 'deploy', 'mainTemplate');
  const inDirectory = (folder: string): string[] =>
    stems.flatMap((stem) => ['bicep', 'json', 'jsonc'].map((extension) => joinPaths(folder, `${stem}.${extension}`)));
  const isParameterFolder = /^param(eter)?s?$/i.test(baseOf(directory));
  return [...inDirectory(directory), ...(isParameterFolder ? inDirectory(parentOf(directory)) : [])];
}

/** `main.prod` → `main`; undefined when nothing can be left out. */
function withoutLastPart(stem: string): string | undefined {
  const at = Math.max(stem.lastIndexOf('.'), stem.lastIndexOf('-'));
  return at > 0 ? stem.slice(0, at) : undefined;
}
