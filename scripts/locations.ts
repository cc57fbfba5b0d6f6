// Measures the places in Bicep source that our templates carry against the source maps of the official compiler.
// Usage: npm run conformance:locations -- <folder of compiler baselines>… [--verbose]

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bicepCompiler } from './conformance/compile.ts';
import { filesBelow } from './conformance/files.ts';
import { aligned, percent } from './conformance/table.ts';
import { agreementWith, bodies, type Fact } from './locations/agreement.ts';
import { findBaselines } from './locations/baselines.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false } },
});

/** Percent of the lines in bodies of resources. */
const wanted = 99;

process.exitCode = positionals.length === 0 ? usage() : measure();

function usage(): number {
  console.error('Name at least one folder of baselines.');
  return 2;
}

function measure(): number {
  const facts = positionals.flatMap((one) => {
    const folder = resolve(one);
    const compile = bicepCompiler(filesBelow(folder, []));
    return findBaselines(folder).flatMap((baseline) => agreementWith(baseline, compile(baseline.source).document));
  });
  for (const fact of facts) if (isShown(fact)) console.log(factText(fact));
  const sections = [...new Set(facts.map(({ section }) => section))].sort();
  const row = (name: string, some: readonly Fact[]): readonly string[] => {
    const judged = some.filter(({ official }) => official !== undefined);
    const agreed = judged.filter(({ ours, official }) => ours === official);
    return [name, String(judged.length), String(agreed.length), percent(agreed.length, judged.length)];
  };
  const rows = sections.map((name) =>
    row(
      name,
      facts.filter(({ section }) => section === name),
    ),
  );
  console.log(aligned([['section', 'lines', 'agree', '%'], ...rows, row('in all', facts)]));
  const [, , , share = '0'] = rows.find(([name]) => name === bodies) ?? [];
  return Number(share) >= wanted ? 0 : 1;
}

function isShown({ ours, official }: Fact): boolean {
  return values.verbose && official !== undefined && ours !== official;
}

function factText({ file, section, path, text, ours, official }: Fact): string {
  return `${file} ${section} ${path}: ours ${ours ?? 'none'} official ${official}: ${text.trim()}`;
}
