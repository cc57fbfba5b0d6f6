// Whether the terminal report is painted.

import type { Io } from './io.ts';

/** Flags win over the environment, the environment over what the stream is. */
export function wantsColor(flag: string | undefined, isTerminal: boolean, env: Io['env']): boolean {
  if (flag === 'always' || flag === 'never') return flag === 'always';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}
