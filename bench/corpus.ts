// The corpus, warm, in one process: reading, evaluating and judging everything, against JSON.parse of the same texts.

import { readFileSync } from 'node:fs';
import type { Rule } from '../src/model/rule.ts';
import { discoverFiles } from '../src/sources/discover.ts';
import { type FileSystem, nodeFileSystem } from '../src/sources/file-system.ts';
import { scan } from '../src/sources/scan.ts';
import { decodeText } from '../src/sources/text.ts';
import { builtRules, corpus, hasCorpus } from './inputs.ts';
import { takeTurns } from './measure.ts';
import { megabytes, milliseconds, type Section, target, times } from './table.ts';

export function corpusSection(turns: number): Section | undefined {
  if (!hasCorpus()) return undefined;
  const files = inMemory(nodeFileSystem);
  const rules = builtRules();
  const texts = textsOf(corpus);
  const [native, ours] = takeTurns(
    [
      { name: 'JSON.parse', run: () => parseAll(texts) },
      { name: 'scan', run: () => void scanCorpus(files, rules) },
    ],
    turns,
    3,
  );
  const { deployments, resources } = scanCorpus(files, rules).coverage;
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    title: 'The corpus, warm',
    note: `${texts.length} files, ${megabytes(size)}, ${deployments.length} deployments (each template with each of its parameter files), ${resources} resources, ${rules.length} rules; one process, ${turns} turns after 3 to warm up. The ratio is to JSON.parse of the same texts in the same turn; files are in memory for both.`,
    headings: ['work', 'median', 'ratio', 'target'],
    rows: [
      ['JSON.parse of every file', milliseconds(native?.medianMs ?? 0), times(1), ''],
      ['scan', milliseconds(ours?.medianMs ?? 0), times(ours?.ratio ?? 0), target(ours?.ratio ?? 0, 15, '×')],
    ],
  };
}

/** Templates with comments are not JSON: JSON.parse gives up early there, which is to its advantage. */
function parseAll(texts: readonly string[]): void {
  for (const text of texts) {
    try {
      JSON.parse(text);
    } catch {}
  }
}

function scanCorpus(files: FileSystem, rules: readonly Rule[]): ReturnType<typeof scan> {
  return scan({
    paths: [corpus],
    parameterFiles: [],
    exclude: [],
    rules,
    assume: 'defaults',
    facts: {},
    files,
    workingDirectory: corpus,
    toolVersion: '0.0.0',
    now: 0,
  });
}

function textsOf(folder: string): readonly string[] {
  const { files } = discoverFiles([folder], [], nodeFileSystem, (name) => /\.jsonc?$/i.test(name));
  return files.flatMap(({ path }) => {
    const decoded = decodeText(readFileSync(path));
    return decoded.kind === 'text' ? [decoded.text] : [];
  });
}

/** The same files, read from disk once. */
function inMemory(disk: FileSystem): FileSystem {
  const contents = new Map<string, Uint8Array | undefined>();
  return {
    ...disk,
    read: (path) => {
      if (!contents.has(path)) contents.set(path, disk.read(path));
      return contents.get(path);
    },
  };
}
