// Snapshots as files: gzip, one member after another, so that what was written stays readable when writing is interrupted.

import { constants, gunzipSync, gzipSync } from 'node:zlib';
import {
  headerLine,
  lastLine,
  malformed,
  readSnapshotLines,
  type Snapshot,
  type SnapshotHeader,
  type Unit,
  unitLine,
} from './snapshot.ts';

/** Writing a file piece by piece. False when it cannot be written. */
export interface SnapshotSink {
  readonly begin: (bytes: Uint8Array) => boolean;
  readonly append: (bytes: Uint8Array) => boolean;
}

/** A snapshot that is being written. */
export interface SnapshotWriter {
  readonly keep: (unit: Unit) => void;
  /** Writes what is held back, so that an interrupted audit can continue from it. */
  readonly flush: () => void;
  /** Says that nothing is missing. */
  readonly finish: () => void;
  /** Whether all of it could be written. */
  readonly isWritten: () => boolean;
}

/** Characters that are compressed together: less compresses badly, more is lost when the program is stopped. */
const pieceLength = 1 << 18;
const pieceUnits = 25;

/** Begins a snapshot with what is known already. */
export function writeSnapshot(header: SnapshotHeader, units: readonly Unit[], sink: SnapshotSink): SnapshotWriter {
  let held = '';
  let heldUnits = 0;
  // What was read before an interruption is written at once with the header: never is less of it on the disk.
  let written = sink.begin(gzipSync(headerLine(header) + units.map(unitLine).join('')));
  const flush = (): void => {
    if (held !== '') written = sink.append(gzipSync(held)) && written;
    held = '';
    heldUnits = 0;
  };
  const add = (text: string): void => {
    held += text;
    heldUnits++;
    if (held.length >= pieceLength || heldUnits >= pieceUnits) flush();
  };
  return {
    keep: (unit) => add(unitLine(unit)),
    flush,
    finish: () => {
      add(lastLine);
      flush();
    },
    isWritten: () => written,
  };
}

/** Reads a snapshot; a piece that was cut off while it was written is left out. */
export function readSnapshot(name: string, bytes: Uint8Array): Snapshot {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw malformed(name, 'it is not compressed');
  return readSnapshotLines(name, linesOf(unpacked(name, bytes)));
}

function unpacked(name: string, bytes: Uint8Array): string {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    throw malformed(name, 'it is damaged');
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
