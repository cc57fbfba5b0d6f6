// A snapshot: everything that was read of Azure, in units that were each read to their end.

import { type Cloud, clouds } from '../templates/context.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { type AuditScope, scopeFrom } from './audit-scope.ts';
import type { Gap } from './gaps.ts';
import { LiveError } from './live-error.ts';
import { type PushDown, readPushDown, readSettled, type SettledRows } from './pushed-types.ts';

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
  /** What people call those subscriptions, by id; some may have no name. */
  readonly names: Readonly<Record<string, string>>;
  /** Types that were asked for, lower case, sorted. */
  readonly types: readonly string[];
  readonly previews: boolean;
  /** Keys of the assessments that were asked for; null for all. */
  readonly assessments: readonly string[] | null;
  /** Types of which Azure kept what no rule had anything to say about; null where everything was read. */
  readonly pushDown: PushDown | null;
}

/** Something that was read in one go: a table for some subscriptions, the children of a resource. */
export interface Unit {
  readonly id: string;
  readonly resources: readonly JsonObject[];
  readonly gaps: readonly Gap[];
  /** How many rows stayed in Azure, of the types that it judged. */
  readonly settled?: readonly SettledRows[];
  /** Why all rows were read although Azure was to judge some. */
  readonly unpushed?: string;
}

/** Raw resources of Azure, as JSON. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  /** Can be gone through again and again. */
  readonly units: Iterable<Unit>;
  /** False when reading was interrupted. */
  readonly finished: boolean;
}

/** A snapshot that is read piece by piece, from its beginning each time. */
export interface StreamedSnapshot {
  readonly header: SnapshotHeader;
  /** Gives every unit; false where some are missing, because reading was interrupted. */
  readonly eachUnit: (take: (unit: Unit) => void) => Promise<boolean>;
}

/** A snapshot in memory as one that is read. */
export function streamed({ header, units, finished }: Snapshot): StreamedSnapshot {
  return {
    header,
    eachUnit: async (take) => {
      for (const unit of units) take(unit);
      return finished;
    },
  };
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

/** Reads a snapshot line by line. A class because a line is only known to be the last one when no other follows. */
export class SnapshotLines {
  /** Known as soon as the first line is. */
  header: SnapshotHeader | undefined;
  private readonly name: string;
  private lines = 0;
  private isBroken = false;
  private isOver = false;
  private finished = false;

  constructor(name: string) {
    this.name = name;
  }

  /** The unit in the next line; undefined where it holds none. */
  read(text: string): Unit | undefined {
    this.lines++;
    if (this.header === undefined) this.header = readHeader(this.name, text);
    else if (!this.isOver) return this.readRest(text);
    return undefined;
  }

  /** Whether all lines are there. The last one may be cut off. */
  end(): boolean {
    if (this.header === undefined) readHeader(this.name, undefined);
    return this.finished;
  }

  private readRest(text: string): Unit | undefined {
    if (this.isBroken) throw malformed(this.name, `line ${this.lines - 1} is no JSON`);
    const json = parsed(text);
    this.isBroken = json === undefined;
    this.isOver = json !== undefined && !isJsonObject(json);
    if (!isJsonObject(json)) return undefined;
    if (get(json, 'end') !== true) return readUnit(this.name, json, this.lines);
    this.finished = true;
    return undefined;
  }
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
    names: namesIn(get(json, 'names')),
    types: texts(get(json, 'types')),
    previews: get(json, 'previews') === true,
    assessments: isJsonArray(assessments) ? texts(assessments) : null,
    pushDown: readPushDown(get(json, 'pushDown')),
  };
}

function readUnit(name: string, json: JsonObject, at: number): Unit {
  const [id, resources, gaps] = ['id', 'resources', 'gaps'].map((key) => get(json, key));
  if (typeof id !== 'string' || !isJsonArray(resources) || !isJsonArray(gaps))
    throw malformed(name, `line ${at} is no part of one`);
  const [settled, unpushed] = [get(json, 'settled'), get(json, 'unpushed')];
  return {
    id,
    resources: resources.filter(isJsonObject),
    gaps: gaps.filter(isJsonObject).map(readGap),
    ...(settled === undefined ? {} : { settled: readSettled(settled) }),
    ...(typeof unpushed === 'string' ? { unpushed } : {}),
  };
}

function readGap(json: JsonObject): Gap {
  return {
    types: texts(get(json, 'types')),
    scope: String(get(json, 'scope') ?? '/'),
    because: String(get(json, 'because') ?? ''),
    avoidable: get(json, 'avoidable') !== false,
  };
}

/** Snapshots of older programs have none. */
function namesIn(json: Json | undefined): Readonly<Record<string, string>> {
  const entries = isJsonObject(json) ? Object.entries(json) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
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
