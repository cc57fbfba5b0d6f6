// What a run is to do: flags, then the configuration file, then what is usual.

import { type Severity, severities } from '../model/rule.ts';
import { repositoryRoot } from '../sources/discover.ts';
import { absolutePath, isInside, joinPaths, parentOf, shownPath } from '../sources/paths.ts';
import { decodeText } from '../sources/text.ts';
import { type Cloud, type ContextFacts, clouds } from '../templates/context.ts';
import type { Assumption } from '../templates/parameters.ts';
import type { Document } from '../values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { didYouMean } from '../values/nearest.ts';
import type { ScanOptions } from './arguments.ts';
import { type Io, UserError } from './io.ts';

/** The settings of a run. Paths are absolute. */
export interface Settings {
  readonly sets: readonly string[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly severity: Severity | undefined;
  /** Where Bicep finds modules of registries, searched in order. */
  readonly moduleFolders: readonly string[];
  readonly ruleDirectories: readonly string[];
  /** What is configured for the settings of rules, by rule id. */
  readonly ruleSettings: JsonObject;
  readonly exclude: readonly string[];
  readonly parameterFiles: readonly string[];
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  readonly failOn: Severity | 'never';
  readonly unknown: 'ignore' | 'note' | 'error';
  readonly strict: boolean;
}

/** Joins flags and configuration. Throws {@link UserError} for what cannot be understood. */
export async function readSettings(options: ScanOptions, io: Io): Promise<Settings> {
  const config = await readConfig(options.config, io);
  const strict = options.strict ?? config.json.strict === true;
  return {
    sets: options.set ?? (options.only === undefined ? textsAt(config.json, 'sets') : []),
    only: options.only ?? textsAt(config.json, 'only'),
    skip: options.skip ?? textsAt(config.json, 'skip'),
    severity: severities.find((severity) => severity === options.severity),
    moduleFolders: [
      ...(options.modules?.map((path) => moduleFolder(path, io)) ??
        textsAt(config.json, 'modules').map((path) => joinPaths(config.directory, path))),
      ...usualModuleFolders(io),
    ],
    ruleDirectories:
      options.rules?.map((path) => absolutePath(path, io.workingDirectory)) ??
      textsAt(config.json, 'rules').map((path) => joinPaths(config.directory, path)),
    ruleSettings: objectAt(config.json, 'settings'),
    exclude: [...textsAt(config.json, 'exclude'), ...(options.exclude ?? [])],
    parameterFiles: (options.parameters ?? []).map((path) => absolutePath(path, io.workingDirectory)),
    assume: choose(['defaults', 'any'] as const, options.assume ?? config.json.assume, 'defaults'),
    facts: { ...contextFacts(objectAt(config.json, 'context')), ...contextFacts(contextFlags(options.context ?? [])) },
    failOn: choose([...severities, 'never'] as const, options.failOn ?? config.json.failOn, 'low'),
    unknown: strict
      ? 'error'
      : choose(['ignore', 'note', 'error'] as const, options.unknown ?? config.json.unknown, 'note'),
    strict,
  };
}

/** A folder that somebody named must be there: otherwise every module would be missing without a word about why. */
function moduleFolder(written: string, { files, workingDirectory }: Io): string {
  const path = absolutePath(written, workingDirectory);
  if (files.kind(path) !== 'directory') throw new UserError(`There is no folder '${written}' with modules`);
  return path;
}

/** Where the Bicep CLI keeps what it restored. */
function usualModuleFolders({ env, workingDirectory }: Io): readonly string[] {
  const home = env.HOME ?? env.USERPROFILE;
  return home === undefined || home === '' ? [] : [absolutePath(`${home}/.bicep`, workingDirectory)];
}

interface Config {
  readonly directory: string;
  readonly json: JsonObject;
}

const configName = 'pratique.yaml';

/** The named file, or the nearest `pratique.yaml` from the working directory up to the root of the repository. */
async function readConfig(named: string | undefined, io: Io): Promise<Config> {
  const path = named === undefined ? findConfig(io) : absolutePath(named, io.workingDirectory);
  if (path === undefined) return { directory: io.workingDirectory, json: {} };
  const shown = shownPath(path, io.workingDirectory);
  const bytes = io.files.read(path);
  if (bytes === undefined) throw new UserError(`The configuration file '${shown}' cannot be read`);
  const decoded = decodeText(bytes);
  if (decoded.kind === 'unreadable')
    throw new UserError(`The configuration file '${shown}' cannot be read: ${decoded.because}`);
  const { yamlDocument } = await import('../values/yaml.ts');
  const document = yamlDocument(shown, decoded.text);
  await checkConfig(document, io);
  return { directory: parentOf(path), json: isJsonObject(document.root) ? document.root : {} };
}

function findConfig(io: Io): string | undefined {
  const root = repositoryRoot(io.workingDirectory, io.files) ?? io.workingDirectory;
  for (let directory = io.workingDirectory; isInside(directory, root); directory = parentOf(directory)) {
    const path = joinPaths(directory, configName);
    if (io.files.kind(path) === 'file') return path;
    if (directory === parentOf(directory)) return undefined;
  }
  return undefined;
}

async function checkConfig(document: Document, io: Io): Promise<void> {
  const [syntax] = document.problems.filter(({ severity }) => severity === 'error');
  if (syntax !== undefined) throw new UserError(`${placeText(document, syntax.span.start)}: ${syntax.message}`);
  if (document.root === null) return;
  const { validatorFor } = await import('../sources/schema.ts');
  const [mistake] = validatorFor(JSON.parse(io.readSchema('config.schema.json')) as Json)(document.root);
  if (mistake === undefined) return;
  const span = mistake.at === 'key' ? document.keySpanOf(mistake.path) : document.spanOf(mistake.path);
  throw new UserError(`${placeText(document, span.start)}: ${mistake.message}`);
}

function placeText(document: Document, offset: number): string {
  const { line, column } = document.positionOf(offset);
  return `${document.name}:${line}:${column}`;
}

const contextKeys = [
  'tenant',
  'managementGroup',
  'subscription',
  'resourceGroup',
  'location',
  'cloud',
  'deployment',
] as const;

/** `subscription=…` flags as an object. */
function contextFlags(flags: readonly string[]): JsonObject {
  return Object.fromEntries(
    flags.map((flag) => {
      const at = flag.indexOf('=');
      const key = at < 0 ? flag : flag.slice(0, at);
      const known = contextKeys.find((name) => name.toLowerCase() === key.toLowerCase());
      if (known === undefined)
        throw new UserError(
          `--context knows no '${key}'${didYouMean(key, contextKeys) || '.'} Keys are ${contextKeys.join(', ')}`,
        );
      if (at < 0 || at === flag.length - 1)
        throw new UserError(`--context ${flag} has no value: write ${known}=<value>`);
      return [known, flag.slice(at + 1)];
    }),
  );
}

function contextFacts(json: JsonObject): ContextFacts {
  const text = (key: (typeof contextKeys)[number]): string | undefined =>
    typeof json[key] === 'string' ? json[key] : undefined;
  const cloud = text('cloud');
  const known = clouds.find((name) => name.toLowerCase() === cloud?.toLowerCase());
  if (cloud !== undefined && known === undefined)
    throw new UserError(`There is no cloud '${cloud}'; clouds are ${clouds.join(', ')}`);
  const facts: Record<string, string | Cloud> = {};
  for (const key of contextKeys) {
    const value = key === 'cloud' ? known : text(key);
    if (value !== undefined) facts[key] = value;
  }
  return facts as ContextFacts;
}

function choose<T extends string>(values: readonly T[], written: Json | undefined, usual: T): T {
  return values.find((value) => value === written) ?? usual;
}

function textsAt(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  return isJsonArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}
