// How V8 is told to treat a program that mostly runs for a second.

import { setFlagsFromString } from 'node:v8';

/**
 * Functions are optimised later than the V8 of Node 20 would. It begins so early that half the processor time of a large
 * scan went into optimising, much of it for nothing: 2.4 s for 464 templates before, 1.3 s after. Later versions of Node
 * do not know the setting, and would say so.
 */
export function optimiseLater(nodeVersion: string = process.versions.node): void {
  if (Number.parseInt(nodeVersion, 10) < 22) setFlagsFromString('--interrupt-budget=400000');
}
