// `pratique drift`: templates against a snapshot of Azure.

import { liveEstate } from '../engine/live-estate.ts';
import { type Difference, type Drift, driftOf } from '../live/drift.ts';
import { estateResources } from '../live/estate-resources.ts';
import { LiveError } from '../live/live-error.ts';
import type { Snapshot } from '../live/snapshot.ts';
import type { Problem, ResourceLabel } from '../model/report.ts';
import type { Estate } from '../model/resource.ts';
import { scan } from '../sources/scan.ts';
import type { ScanOptions } from './arguments.ts';
import { openSnapshot } from './audit.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { readOutputs, writeOutput } from './outputs.ts';
import { problemLine } from './rules.ts';
import { scanInput } from './scan.ts';
import { readSettings } from './settings.ts';

/** Compares. Exit code 1 when something differs, 2 when not everything could be read. */
export async function runDrift(template: string, path: string, options: ScanOptions, io: Io): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  const settings = await readSettings(options, io);
  const snapshot = opened(path, io);
  let templates: readonly Estate[] = [];
  const observe = (estates: readonly Estate[]): void => {
    templates = estates;
  };
  const { problems } = await scan({ ...scanInput([template], options, settings, [], io), observe });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const drift = driftOf(templates, estateOf(path, snapshot));
  for (const output of outputs)
    writeOutput(output, output.format === 'json' ? driftJson(drift, errors) : driftText(drift, errors), io);
  if (errors.length > 0 || !snapshot.finished) return exitCodes.incomplete;
  return drift.differences.length > 0 ? exitCodes.findings : exitCodes.ok;
}

function opened(path: string, io: Io): Snapshot {
  try {
    return openSnapshot(path, io);
  } catch (error) {
    if (error instanceof LiveError) throw new UserError(error.message);
    throw error;
  }
}

function estateOf(path: string, { header, units, finished }: Snapshot): Estate {
  const lacking = new Set(units.flatMap(({ gaps }) => gaps.flatMap(({ types }) => types)));
  const isComplete = (type: string): boolean => finished && header.types.includes(type) && !lacking.has(type);
  return liveEstate(path, estateResources(units, []), isComplete);
}

function driftJson({ compared, differences, skipped, unknown }: Drift, errors: readonly Problem[]): string {
  const json = {
    compared,
    unknown,
    differences: differences.map(({ resource, id, property, declared, live, place }) => ({
      resource,
      id: id ?? null,
      property,
      declared,
      live: live ?? null,
      file: place?.document.name ?? null,
      line: place?.start.line ?? null,
      column: place?.start.column ?? null,
    })),
    skipped,
    problems: errors.map(problemLine),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function driftText({ compared, differences, skipped, unknown }: Drift, errors: readonly Problem[]): string {
  const summary = `${count(compared, 'resource')} compared, ${count(differences.length, 'difference')}, ${count(unknown, 'property', 'properties')} not known before deployment`;
  return `${[
    ...errors.map(problemLine),
    ...differences.map(differenceLine),
    ...skipped.map(({ resource, because }) => `${nameOf(resource)} was not compared: ${because}`),
    summary,
  ].join('\n')}\n`;
}

function differenceLine({ resource, property, declared, live, place }: Difference): string {
  const where = place === undefined ? '' : `${place.document.name}:${place.start.line}:${place.start.column}: `;
  if (property === '') return `${where}${nameOf(resource)} is declared and is not in Azure`;
  return `${where}${nameOf(resource)}: ${property} is declared as ${declared}, and is ${live ?? 'not set'} in Azure`;
}

function nameOf({ type, name }: ResourceLabel): string {
  return `${type}/${name}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
