// The largest class of real template, read cold by a new process: time and memory.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { get, isJsonArray, isJsonObject, type Json } from '../src/values/json.ts';
import { type Setting, scanArguments } from './inputs.ts';
import { spreadOf, takeTurns } from './measure.ts';
import { peakMemory, runNode } from './processes.ts';
import { nodeCase } from './startup.ts';
import { duration, megabytes, range, type Section, target, times } from './table.ts';

/** Below the corpus. */
const largeTemplate = 'avm/ptn/aca-lza/hosting-environment.json';

export function largeSection({ turns, corpus }: Setting): Section | undefined {
  const path = join(corpus ?? '', largeTemplate);
  if (corpus === undefined || !existsSync(path)) return undefined;
  const args = scanArguments(path);
  const size = statSync(path).size;
  const [bare, ours] = takeTurns([nodeCase('bare', ['-e', '0']), nodeCase('scan', args)], turns, 1);
  if (bare === undefined || ours === undefined) return undefined;
  const memory = spreadOf(Array.from({ length: turns }, () => memoryAboveBare(args) / size));
  return {
    title: 'A large template, cold',
    note: `${largeTemplate}, ${megabytes(size)}, ${declaredResources(JSON.parse(readFileSync(path, 'utf8')) as Json)} declared resources, ${deployedResources(args)} of them deployed with defaults; all rules, whole process, ${turns} turns. Time is beside bare Node in the same turn (${duration(bare.medianMs)}), memory is the peak above bare Node's beside the size of the file.`,
    headings: ['measure', 'median', 'ratio', 'range', 'target'],
    rows: [
      [
        'time',
        duration(ours.medianMs),
        times(ours.ratio.median),
        range(ours.ratio),
        target(ours.medianMs / 1000, 1, ' s'),
      ],
      [
        'memory',
        megabytes(memory.median * size),
        times(memory.median),
        range(memory),
        target(memory.median, 10, '× the file'),
      ],
    ],
  };
}

function memoryAboveBare(args: readonly string[]): number {
  return (peakMemory(args) ?? Number.NaN) - (peakMemory(['-e', '0']) ?? Number.NaN);
}

/** Resources that a template declares, nested templates included. */
function declaredResources(template: Json | undefined): number {
  const resources = isJsonObject(template) ? get(template, 'resources') : undefined;
  const list = isJsonArray(resources) ? resources : isJsonObject(resources) ? Object.values(resources) : [];
  return list.filter(isJsonObject).reduce((sum, resource) => {
    const properties = get(resource, 'properties');
    return sum + 1 + declaredResources(isJsonObject(properties) ? get(properties, 'template') : undefined);
  }, 0);
}

function deployedResources(args: readonly string[]): number {
  const { coverage } = JSON.parse(runNode(args).stdout) as { readonly coverage: { readonly resources: number } };
  return coverage.resources;
}
