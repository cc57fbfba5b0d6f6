// The corpus, warm, in one process: reading, evaluating and judging everything, against JSON.parse of the same bytes.

import type { Rule } from '../src/model/rule.ts';
import { readBicep } from '../src/sources/bicep-reader.ts';
import { discoverFiles } from '../src/sources/discover.ts';
import { type FileSystem, nodeFileSystem } from '../src/sources/file-system.ts';
import { scanWith } from '../src/sources/scan.ts';
import { decodeText } from '../src/sources/text.ts';
import { builtRules, inMemory, type Setting } from './inputs.ts';
import { here, takeTurns } from './measure.ts';
import { duration, fileSize, range, type Section, target, times } from './table.ts';

export function corpusSection({ turns, corpus }: Setting): Section | undefined {
  if (corpus === undefined) return undefined;
  const files = inMemory(nodeFileSystem);
  const rules = builtRules();
  const contents = contentsOf(corpus, files);
  const cases = [
    here('JSON.parse of every file', () => void parseAll(contents)),
    here('scan with all rules', () => void scanCorpus(corpus, files, rules)),
  ];
  const [native, ours] = takeTurns(cases, turns, 3);
  if (native === undefined || ours === undefined) return undefined;
  const { deployments, resources } = scanCorpus(corpus, files, rules).coverage;
  const size = contents.reduce((sum, bytes) => sum + bytes.length, 0);
  return {
    title: 'The corpus, warm',
    note: `${contents.length} files, ${fileSize(size)}, ${deployments.length} deployments (each template with each of its parameter files), ${resources} resources, ${rules.length} rules; one process, ${turns} turns after 3 to warm up. Both begin with the bytes in memory; the ratio is within one turn. JSON.parse gives up early on ${contents.length - parseAll(contents)} files, which hold comments.`,
    headings: ['work', 'processor time', 'ratio', 'range', 'target'],
    rows: [
      [native.name, duration(native.cpuMs.median)],
      [
        ours.name,
        duration(ours.cpuMs.median),
        times(ours.ratio.median),
        range(ours.ratio),
        target(ours.ratio.median, 15, '×'),
      ],
    ],
  };
}

/** How many of them JSON.parse reads. */
function parseAll(contents: readonly Uint8Array[]): number {
  return contents.filter((bytes) => {
    const decoded = decodeText(bytes);
    try {
      return decoded.kind === 'text' && JSON.parse(decoded.text) !== undefined;
    } catch {
      return false;
    }
  }).length;
}

function scanCorpus(corpus: string, files: FileSystem, rules: readonly Rule[]): ReturnType<typeof scanWith> {
  return scanWith(
    {
      paths: [corpus],
      parameterFiles: [],
      exclude: [],
      moduleFolders: [],
      rules,
      assume: 'defaults',
      facts: {},
      files,
      workingDirectory: corpus,
      toolVersion: '0.0.0',
      now: 0,
    },
    readBicep,
  );
}

function contentsOf(corpus: string, files: FileSystem): readonly Uint8Array[] {
  const found = discoverFiles([corpus], [], files, (name) => /\.jsonc?$/i.test(name));
  return found.files.flatMap(({ path }) => files.read(path) ?? []);
}
