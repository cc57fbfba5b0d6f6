// Snapshots that are in memory, for tests.

import { openSnapshot, type ReadLimits, type WholeSnapshot, wholeSnapshot } from '../../src/live/snapshot-file.ts';

/** Reads the bytes of a snapshot, in pieces of so many. */
export async function readSnapshot(
  name: string,
  bytes: Uint8Array,
  pieceLength: number = bytes.length,
  limits?: ReadLimits,
): Promise<WholeSnapshot> {
  return await wholeSnapshot(await openSnapshot(name, () => piecesOf(bytes, pieceLength), limits));
}

function* piecesOf(bytes: Uint8Array, length: number): Iterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}
