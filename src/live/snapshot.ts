// A snapshot: everything that was read of Azure, in units that were each read to their end.

import { type Cloud, clouds } from '../templates/context.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { type AuditScope, scopeFrom } from './audit-scope.ts';
import type { Gap } from './gaps.ts';
import { LiveError } from './live-error.ts';

/** The version of the format. Older programs refuse newer snapshots. */
export const snapshotVersion = 1;

/** What a snapshot is of. */
export interface SnapshotHeader {
  /** ISO date and time at which reading began. */
  readonly takenAt: string;
  readonly cloud: Cloud;
  readonly tenant: string;
  readonly scope: AuditScope;
  /** Ids of the subscriptions that were read, sorted. */
  readonly subscriptions: readonly string[];
  /** Types that were asked for, lower case, sorted. */
  readonly types: readonly string[];
  readonly previews: boolean;
  /** Keys of the assessments that were asked for; null for all. */
  readonly assessments: readonly string[] | null;
}

/** Something that was read in one go: a table for some subscriptions, the children of a resource. */
export interface Unit {
  readonly id: string;
  readonly resources: readonly JsonObject[];
  readonly gaps: readonly Gap[];
}

/** Raw resources of Azure, as JSON. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly units: readonly Unit[];
  /** False when reading was interrupted. */
  readonly finished: boolean;
}

/** The lines of a snapshot: its header, its units, and a last one that says that nothing is missing. */
export function headerLine(header: SnapshotHeader): string {
  return line({ pratiqueSnapshot: snapshotVersion, ...(header as unknown as JsonObject) });
}

export function unitLine(unit: Unit): string {
  return line(unit as unknown as JsonObject);
}

export const lastLine: string = line({ end: true });

function line(json: JsonObject): string {
  return `${JSON.stringify(json)}\n`;
}

/** Reads the lines of a snapshot. The last one may be cut off. */
export function readSnapshotLines(name: string, lines: readonly string[]): Snapshot {
  const [first, ...rest] = lines;
  const header = readHeader(name, first);
  const units: Unit[] = [];
  let finished = false;
  for (const [i, text] of rest.entries()) {
    const json = parsed(text);
    if (json === undefined && i < rest.length - 1) throw malformed(name, `line ${i + 2} is no JSON`);
    if (!isJsonObject(json)) break;
    if (get(json, 'end') === true) finished = true;
    else units.push(readUnit(name, json, i + 2));
  }
  return { header, units: unique(units), finished };
}

/** A unit that was read again replaces what there was of it. */
function unique(units: readonly Unit[]): readonly Unit[] {
  return [...new Map(units.map((unit) => [unit.id, unit])).values()];
}

function readHeader(name: string, text: string | undefined): SnapshotHeader {
  const json = parsed(text ?? '');
  const version = isJsonObject(json) ? get(json, 'pratiqueSnapshot') : undefined;
  if (!isJsonObject(json) || typeof version !== 'number') throw malformed(name, 'it does not begin like one');
  if (version > snapshotVersion)
    throw new LiveError(
      `The snapshot '${name}' has version ${version}, and this program reads versions up to ${snapshotVersion}: use a newer one`,
    );
  const takenAt = get(json, 'takenAt');
  const scope = scopeFrom(get(json, 'scope'));
  const cloud = clouds.find((one) => one === get(json, 'cloud'));
  if (typeof takenAt !== 'string' || scope === undefined || cloud === undefined)
    throw malformed(name, 'its first line does not say what it is of');
  const assessments = get(json, 'assessments');
  return {
    takenAt,
    cloud,
    scope,
    tenant: String(get(json, 'tenant') ?? ''),
    subscriptions: texts(get(json, 'subscriptions')),
    types: texts(get(json, 'types')),
    previews: get(json, 'previews') === true,
    assessments: isJsonArray(assessments) ? texts(assessments) : null,
  };
}

function readUnit(name: string, json: JsonObject, at: number): Unit {
  const [id, resources, gaps] = ['id', 'resources', 'gaps'].map((key) => get(json, key));
  if (typeof id !== 'string' || !isJsonArray(resources) || !isJsonArray(gaps))
    throw malformed(name, `line ${at} is no part of one`);
  return { id, resources: resources.filter(isJsonObject), gaps: gaps.filter(isJsonObject).map(readGap) };
}

function readGap(json: JsonObject): Gap {
  return {
    types: texts(get(json, 'types')),
    scope: String(get(json, 'scope') ?? '/'),
    because: String(get(json, 'because') ?? ''),
    avoidable: get(json, 'avoidable') !== false,
  };
}

function texts(json: Json | undefined): readonly string[] {
  return isJsonArray(json) ? json.filter((item): item is string => typeof item === 'string') : [];
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The error for a file that is no snapshot. */
export function malformed(name: string, because: string): LiveError {
  return new LiveError(`'${name}' is no snapshot of pratique: ${because}`);
}
