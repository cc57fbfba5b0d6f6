// Starts the program: loads its bundled files, compiled already where an earlier run left V8's code of them.
//
// Compiling is half of what a small scan costs. Node does the same from version 22 on (`module.enableCompileCache`); this
// does it for all versions, and only for files of this package.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { type CodeCache, openCodeCache } from './code-cache.ts';
import { tuneEngine } from './tuning.ts';

/** The file that runs the command line, and a word that no other build has. */
declare const __PROGRAM__: string;
declare const __BUILD__: string;

/** What somebody wants of the program. */
const [, , first = ''] = process.argv;
const kind = /^(?:[a-z][a-z-]*|--version|--help|-h|-V)$/.test(first) ? first : 'scan';

// Node's own modules were loaded before this: compiled ahead under other flags, they would be compiled anew.
tuneEngine(kind);

type Require = (name: string) => unknown;

/** What Node gives to a module in CommonJS. */
type ModuleBody = (module: { exports: unknown }, require: Require, filename: string) => void;

interface Loaded {
  readonly script: Script;
  readonly name: string;
}

// V8 takes code only under the flags that it was made under.
const cache: CodeCache | undefined = openCodeCache(process, `${__BUILD__}${kind === 'audit' ? '-audit' : ''}`);
const modules = new Map<string, { exports: unknown }>();
const loaded: Loaded[] = [];
let isCacheStale = false;

function load(name: string): unknown {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  compiled(name)(module, requireFrom, join(__dirname, name));
  return module.exports;
}

/** Files of the package refer to each other as `./name`; everything else is Node's. */
function requireFrom(name: string): unknown {
  return name.startsWith('./') ? load(name.slice(2)) : require(name);
}

function compiled(name: string): ModuleBody {
  const filename = join(__dirname, name);
  // The bundler writes ASCII only: read as such, the text takes one byte a character.
  const source = `(function (module, require, __filename) {${readFileSync(filename, 'latin1')}\n})`;
  const cachedData = cache?.read(name);
  const script = new Script(source, {
    filename: pathToFileURL(filename).href,
    ...(cachedData === undefined ? {} : { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || script.cachedDataRejected === true) isCacheStale = true;
  loaded.push({ script, name });
  return script.runInThisContext() as ModuleBody;
}

// At the end the functions that such a run needs are compiled. They are kept when it is the first of its kind, and when a
// file was new; those that earlier runs compiled are among them.
if (cache !== undefined)
  process.on('exit', () => {
    if (!isCacheStale && cache.knows(kind)) return;
    for (const { script, name } of loaded) cache.write(name, script.createCachedData());
    cache.learn(kind);
  });

load(__PROGRAM__);
