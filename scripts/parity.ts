// Compares our verdicts with those that other tools expect of their own public fixtures, and wants a reason for every difference.
// Usage: npm run parity -- <peer>=<checkout>… [--differing] [--summary], where a peer is checkov, psrule or kics

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rulesOfCheckout } from './checkout-rules.ts';
import { openCheckout } from './parity/checkout.ts';
import { checkovTests } from './parity/checkov.ts';
import { type Comparison, compare } from './parity/compare.ts';
import { idleDifferences, rulesByControl } from './parity/controls.ts';
import { differences } from './parity/differences.ts';
import { kicsTests } from './parity/kics.ts';
import { psruleTests } from './parity/psrule.ts';
import { closingLine, rowTable, summaryTable } from './parity/table.ts';

const readers = { checkov: checkovTests, psrule: psruleTests, kics: kicsTests } as const;
type Peer = keyof typeof readers;

/** The repository: scripts are run from its root. */
const root = process.cwd();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Only what differs. */
    differing: { type: 'boolean', default: false },
    /** Only how many verdicts are the same, by control. */
    summary: { type: 'boolean', default: false },
  },
});

const asked = positionals.flatMap(readPeer);
process.exitCode = asked.length === 0 || asked.length < positionals.length ? usage() : run();

function readPeer(word: string): readonly { readonly peer: Peer; readonly folder: string }[] {
  const [peer = '', folder] = word.split('=');
  return Object.hasOwn(readers, peer) && folder !== undefined && existsSync(folder)
    ? [{ peer: peer as Peer, folder: resolve(folder) }]
    : [];
}

function usage(): number {
  console.error(`Name checkouts as <peer>=<folder>; peers are ${Object.keys(readers).join(', ')}.`);
  return 2;
}

function run(): number {
  const rules = rulesOfCheckout(root);
  const mistakes = asked.flatMap(({ peer, folder }) => {
    const checkout = openCheckout(folder);
    const byControl = rulesByControl(rules, peer);
    const tests = readers[peer](checkout, new Set(byControl.keys()));
    // Fixtures have dates in them, which were chosen when the commit was made.
    const now = checkout.time ?? Date.now();
    const comparison = compare(tests, { peer, rules: byControl, differences, now });
    return report(peer, checkout.commit, comparison);
  });
  for (const mistake of mistakes) console.error(mistake);
  return mistakes.length === 0 ? 0 : 1;
}

/** Prints a comparison and gives what is wrong with it. */
function report(peer: Peer, commit: string | undefined, { rows, mistakes }: Comparison): readonly string[] {
  const shown = values.differing ? rows.filter(({ same }) => !same) : rows;
  const unexplained = rows.filter(({ same, difference }) => !same && difference === undefined);
  console.log(`${peer}${commit === undefined ? '' : ` at ${commit}`}\n`);
  if (!values.summary) console.log(`${rowTable(shown)}\n`);
  console.log(`${summaryTable(rows)}\n\n${closingLine(rows)}\n`);
  return [
    ...mistakes,
    ...unexplained.map(
      ({ control, resource, expected, ours, fixture }) =>
        `${control}: ${fixture}: ${resource}: ${peer} expects ${expected}, ours is ${ours}, and nothing explains it`,
    ),
    ...idleDifferences(differences, peer, rows),
  ];
}
