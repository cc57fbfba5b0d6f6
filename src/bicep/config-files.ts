// bicepconfig.json files: the nearest one above a file holds for it (Configuration/ConfigurationManager).

import { jsonDocument } from '../values/document.ts';
import { type BicepConfig, builtinConfig, extendedConfig, readConfig } from './config.ts';
import { decode } from './decode.ts';
import type { BicepFiles } from './files.ts';
import { folderOf, joinPath } from './paths.ts';
import { Problems } from './problems.ts';

/** A configuration, and what is wrong with the file it comes from. */
export interface ConfigFile {
  readonly config: BicepConfig;
  readonly problems: Problems;
}

const fileName = 'bicepconfig.json';

/** A configuration continues another one at most this often. */
const maxExtends = 16;

/** Finds configurations; each file is read once. */
export class ConfigFiles {
  private readonly files: BicepFiles;
  private readonly byFolder = new Map<string, ConfigFile>();

  constructor(files: BicepFiles) {
    this.files = files;
  }

  /** What holds for the files of a folder. */
  inFolder(folder: string): ConfigFile {
    const known = this.byFolder.get(folder);
    if (known !== undefined) return known;
    const config = this.read(`${folder}/${fileName}`) ?? this.above(folder);
    this.byFolder.set(folder, config);
    return config;
  }

  private above(folder: string): ConfigFile {
    const parent = folderOf(folder);
    return folder === '' || parent === folder ? nothing : this.inFolder(parent);
  }

  private read(path: string, depth = 0): ConfigFile | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    const problems = new Problems();
    const document = jsonDocument(this.files.shown(path), decode(bytes));
    for (const problem of document.problems) problems.report(problem.message, document, problem.span, 'warning');
    const extended = depth < maxExtends ? extendedConfig(document) : undefined;
    const base = extended === undefined ? undefined : this.read(joinPath(folderOf(path), extended), depth + 1);
    if (extended !== undefined && base === undefined)
      problems.report(
        `The configuration '${extended}' that it extends is not there`,
        document,
        whole(document.text),
        'warning',
      );
    const config = readConfig(document, base?.config ?? builtinConfig);
    return { config: { ...config, cacheRootDirectory: absolute(config.cacheRootDirectory, path) }, problems };
  }
}

const nothing: ConfigFile = { config: builtinConfig, problems: new Problems() };

function whole(text: string): { readonly start: number; readonly end: number } {
  return { start: 0, end: text.length };
}

function absolute(path: string | undefined, configFile: string): string | undefined {
  if (path === undefined || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return path;
  return joinPath(folderOf(configFile), path);
}
