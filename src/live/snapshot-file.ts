// Snapshots as files: gzip, one member after another, so that what was written stays readable when writing is interrupted.

import { constants, createGunzip, type Gunzip, gunzipSync, gzipSync } from 'node:zlib';
import { LiveError } from './live-error.ts';
import {
  headerLine,
  lastLine,
  malformed,
  type Snapshot,
  type SnapshotHeader,
  SnapshotLines,
  type StreamedSnapshot,
  type Unit,
  unitLine,
} from './snapshot.ts';

/** Writing a file piece by piece. False when it cannot be written. */
export interface SnapshotSink {
  readonly begin: (bytes: Uint8Array) => boolean;
  readonly append: (bytes: Uint8Array) => boolean;
}

/** A snapshot that is being written. What was written is in memory too, compressed: a tenth of what it says. */
export interface SnapshotWriter {
  readonly keep: (unit: Unit) => void;
  /** Writes what is held back, so that an interrupted audit can continue from it. */
  readonly flush: () => void;
  /** Says that nothing is missing. */
  readonly finish: () => void;
  /** Whether all of it could be written. */
  readonly isWritten: () => boolean;
  /** What was written, unpacked bit by bit each time somebody goes through it. */
  readonly units: Iterable<Unit>;
}

/** Characters that are compressed together: less compresses badly, more is lost when the program is stopped. */
const pieceLength = 1 << 18;
const pieceUnits = 25;

/** Rows of one line. Who reads it has all of them in memory at once, and longer texts stay there longer. */
const lineRows = 100;

/** Begins a snapshot with what is known already; without a file it is in memory alone. */
export function writeSnapshot(
  header: SnapshotHeader,
  units: Iterable<Unit>,
  sink: SnapshotSink = { begin: () => true, append: () => true },
): SnapshotWriter {
  const pieces: Uint8Array[] = [];
  let write = (piece: Uint8Array): void => void pieces.push(piece);
  let held = headerLine(header);
  let heldUnits = 0;
  const flush = (): void => {
    if (held !== '') write(gzipSync(held));
    held = '';
    heldUnits = 0;
  };
  const add = (text: string): void => {
    held += text;
    heldUnits++;
    if (held.length >= pieceLength || heldUnits >= pieceUnits) flush();
  };
  const keep = (unit: Unit): void => {
    for (const part of partsOfUnit(unit)) add(unitLine(part));
  };
  for (const unit of units) keep(unit);
  flush();
  // What was read before an interruption is written at once with the header: never is less of it on the disk.
  let written = sink.begin(Buffer.concat(pieces));
  write = (piece) => {
    pieces.push(piece);
    written = sink.append(piece) && written;
  };
  return {
    keep,
    flush,
    finish: () => {
      add(lastLine);
      flush();
    },
    isWritten: () => written,
    units: { [Symbol.iterator]: () => unitsIn(pieces) },
  };
}

/** A large unit in several, each with some of its rows. Its own id comes last: who finds it knows that the others are there. */
function* partsOfUnit(unit: Unit): Iterable<Unit> {
  const { id, resources } = unit;
  let from = 0;
  for (; from + lineRows < resources.length; from += lineRows)
    yield { id: `${id} from ${from}`, resources: resources.slice(from, from + lineRows), gaps: [] };
  yield from === 0 ? unit : { ...unit, resources: resources.slice(from) };
}

function* unitsIn(pieces: readonly Uint8Array[]): Iterator<Unit> {
  const lines = new SnapshotLines('');
  for (const piece of pieces)
    for (const line of gunzipSync(piece).toString('utf8').split('\n')) {
      const unit = line === '' ? undefined : lines.read(line);
      if (unit !== undefined) yield unit;
    }
}

/** The bytes of a file in pieces, from its beginning each time. */
export type Pieces = () => Iterable<Uint8Array>;

/** How much is read of a file that somebody made up. */
export interface ReadLimits {
  /** Bytes of one line; a unit is one. */
  readonly line: number;
  /** Bytes of all lines. */
  readonly total: number;
}

const usualLimits: ReadLimits = { line: 1 << 28, total: 2 ** 38 };

/** Opens a snapshot: reads its first line, and the others whenever somebody asks for its units. */
export async function openSnapshot(
  name: string,
  pieces: Pieces,
  limits: ReadLimits = usualLimits,
): Promise<StreamedSnapshot> {
  const first = new SnapshotLines(name);
  for await (const line of linesOf(name, pieces, limits)) {
    first.read(line);
    break;
  }
  first.end();
  return {
    header: first.header as SnapshotHeader,
    eachUnit: async (take) => {
      const lines = new SnapshotLines(name);
      for await (const line of linesOf(name, pieces, limits)) {
        const unit = lines.read(line);
        if (unit !== undefined) take(unit);
      }
      return lines.end();
    },
  };
}

/** A snapshot whose units are all in memory. */
export interface WholeSnapshot extends Snapshot {
  readonly units: readonly Unit[];
}

/** Reads all units of a snapshot. A unit that was read again replaces what there was of it. */
export async function wholeSnapshot({ header, eachUnit }: StreamedSnapshot): Promise<WholeSnapshot> {
  const units = new Map<string, Unit>();
  const finished = await eachUnit((unit) => units.set(unit.id, unit));
  return { header, units: [...units.values()], finished };
}

/** The lines of a compressed text; a piece that was cut off while it was written is left out. */
async function* linesOf(name: string, pieces: Pieces, { line: maxLine, total }: ReadLimits): AsyncIterable<string> {
  let held: Uint8Array[] = [];
  let length = 0;
  let all = 0;
  for await (const chunk of unpacked(name, pieces)) {
    all += chunk.length;
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      yield textOf([...held, chunk.subarray(from, at)]);
      held = [];
      length = 0;
      from = at + 1;
    }
    held.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxLine || all > total) throw malformed(name, 'it is larger than any that this program writes');
  }
  const rest = textOf(held);
  if (rest !== '') yield rest;
}

const newline = 0x0a;

function textOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

async function* unpacked(name: string, pieces: Pieces): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: unpackedPiece });
  const feeding = feed(gunzip, pieces);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    if ((await feeding) < headerLength) throw malformed(name, notCompressed);
  } catch (error) {
    if (error instanceof LiveError) throw error;
    const isOther = error instanceof Error && error.message === 'incorrect header check';
    throw malformed(name, isOther ? notCompressed : 'it is damaged');
  } finally {
    gunzip.destroy();
  }
}

const notCompressed = 'it is not compressed';

/** Bytes by which a compressed text is known. */
const headerLength = 2;

/** Bytes that are unpacked at once. */
const unpackedPiece = 1 << 18;

/** Hands over pieces as they are asked for; gives their length. */
async function feed(gunzip: Gunzip, pieces: Pieces): Promise<number> {
  let length = 0;
  for (const piece of pieces()) {
    if (gunzip.destroyed) return length;
    length += piece.length;
    if (!gunzip.write(piece)) await drained(gunzip);
  }
  gunzip.end();
  return length;
}

/** Waits until more can be written, or nothing ever can. */
function drained(gunzip: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      gunzip.off('drain', go).off('close', go);
      resolve();
    };
    gunzip.on('drain', go).on('close', go);
  });
}
