// Where output goes: to standard output, or to files.

import { absolutePath } from '../sources/paths.ts';
import type { Format } from './arguments.ts';
import { type Io, UserError } from './io.ts';

/** One format and where it goes. */
export interface Output {
  readonly format: Format;
  /** A stream when undefined. */
  readonly file: string | undefined;
  readonly stream: 'stdout' | 'stderr';
}

/** One format at most goes to standard output; what is for a terminal gives way to what is for a machine. */
export function readOutputs(written: readonly string[], io: Io): readonly Output[] {
  const outputs = (written.length === 0 ? ['terminal'] : written).map((text): Omit<Output, 'stream'> => {
    const at = text.indexOf('=');
    const format = (at < 0 ? text : text.slice(0, at)) as Format;
    const file = at < 0 ? undefined : text.slice(at + 1);
    if (file === '') throw new UserError(`--format ${text} names no file`);
    return { format, file: file === undefined ? undefined : absolutePath(file, io.workingDirectory) };
  });
  const machines = outputs.filter(({ format, file }) => file === undefined && format !== 'terminal');
  if (machines.length > 1)
    throw new UserError(
      `Only one format can go to standard output; give ${machines
        .map(({ format }) => format)
        .slice(1)
        .join(' and ')} a file, as in -f ${machines[1]?.format ?? 'json'}=report`,
    );
  const isAside = ({ format }: Omit<Output, 'stream'>): boolean => format === 'terminal' && machines.length > 0;
  return outputs.map((output) => ({ ...output, stream: isAside(output) ? 'stderr' : 'stdout' }));
}

/** Whether it is for somebody at a terminal. */
export function isOnScreen({ file, stream }: Output, { isTerminal }: Io): boolean {
  return isTerminal && file === undefined && stream === 'stdout';
}

/** Writes the text where it is wanted. */
export function writeOutput({ file, stream }: Output, text: string, io: Io): void {
  if (file === undefined) io[stream](text);
  else if (!io.writeFile(file, text)) throw new UserError(`'${file}' cannot be written`);
}
