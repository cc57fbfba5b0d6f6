// Makes CommonJS of the modules that esbuild splits a program into: started without Node's module loader, and compiled
// ahead, the program starts faster. esbuild splits ESM only.

import { transform } from 'esbuild';

/**
 * One file of the output. Its imports of the other files become constants, not getters: every call between two files
 * would go through one. No exported name is assigned again, and files do not depend on each other in circles.
 */
export async function toCommonJs(code) {
  const linked = code
    .replace(/^#!.*\n/, '')
    .replace(
      /import\{([^}]*)\}from"\.\/([\w-]+)\.js";/g,
      (_, names, file) => `const{${renamed(names)}}=require("./${file}.cjs");`,
    )
    .replace(/import"\.\/([\w-]+)\.js";/g, 'require("./$1.cjs");')
    .replace(/\bimport\("\.\/([\w-]+)\.js"\)/g, 'Promise.resolve().then(()=>require("./$1.cjs"))')
    .replace(/export\{([^}]*)\};?\s*$/, (_, names) => `module.exports={${exported(names)}};`);
  const left = /\b(?:import|export)\b[^;]{0,80}"\.\/[\w-]+\.js"|\bexport\s*\{[^}]*\};?\s*$/.exec(linked);
  if (left) throw new Error(`This is not linked: ${left[0]}`);
  const { code: common } = await transform(linked, { format: 'cjs', platform: 'node', target: 'node20', minify: true });
  return /\b__moduleUrl\b/.test(common)
    ? `const __moduleUrl=require("node:url").pathToFileURL(__filename).href;${common}`
    : common;
}

/** `a as b, c` of an import as a pattern. */
function renamed(names) {
  return names
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.trim().replace(/^([\w$]+) as ([\w$]+)$/, '$1:$2'))
    .join();
}

/** `a as b, c` of an export as members. */
function exported(names) {
  return names
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.trim().replace(/^([\w$]+) as ([\w$]+)$/, '$2:$1'))
    .join();
}

/** A module that gives what a file exports to those who import it. */
export function facade(file, names) {
  return `import library from './${file}';\nexport const { ${names.join(', ')} } = library;\n`;
}
