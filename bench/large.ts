// The largest class of real template, read cold by a new process: time and memory.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { get, isJsonArray, isJsonObject, type Json } from '../src/values/json.ts';
import { type Setting, scanArguments } from './inputs.ts';
import { spreadOf } from './measure.ts';
import { type Finished, runBareNode, runNode } from './processes.ts';
import { fileSize, range, type Section, target, times } from './table.ts';

/** Below the corpus. */
const largeTemplate = 'avm/ptn/aca-lza/hosting-environment.json';

export function largeSection({ turns, corpus }: Setting): Section | undefined {
  const path = join(corpus ?? '', largeTemplate);
  if (corpus === undefined || !existsSync(path)) return undefined;
  const size = statSync(path).size;
  const args = scanArguments(path);
  const first = runNode(args);
  const runs = Array.from({ length: turns }, () => ({ bare: runBareNode(), ours: runNode(args) }));
  const clock = spreadOf(runs.map(({ ours }) => ours.ms / 1000));
  const cpu = spreadOf(runs.map(({ ours }) => ours.cpuMs / 1000));
  const beside = spreadOf(runs.map(({ bare, ours }) => ours.cpuMs / bare.cpuMs));
  const memory = spreadOf(runs.map(({ bare, ours }) => (ours.peak - bare.peak) / size));
  return {
    title: 'A large template, cold',
    note: `${largeTemplate}, ${fileSize(size)}, ${declaredResources(JSON.parse(readFileSync(path, 'utf8')) as Json)} declared resources, ${deployedResources(first)} of them deployed with defaults; all rules, whole process, ${turns} turns. Bare Node takes its turns too: its processor time is what ours is beside, and its peak memory is taken off ours.`,
    headings: ['measure', 'median', 'range', 'target'],
    rows: [
      ['processor time', seconds(cpu.median), range(cpu), target(cpu.median, 1, ' s')],
      ['time by the clock', seconds(clock.median), range(clock)],
      ['processor time beside bare Node', times(beside.median), range(beside)],
      [
        'memory beside the file',
        `${times(memory.median)} (${fileSize(memory.median * size)})`,
        range(memory),
        target(memory.median, 10, '×'),
      ],
    ],
  };
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
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

function deployedResources({ stdout }: Finished): number {
  const { coverage } = JSON.parse(stdout) as { readonly coverage: { readonly resources: number } };
  return coverage.resources;
}
