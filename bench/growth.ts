// How evaluating and judging grow with the estate: ten times the registries should take ten times as long, not a hundred times.

import { checkEstate } from '../src/engine/check.ts';
import { readRule } from '../src/engine/read-rule.ts';
import { noArguments, templateEstate } from '../src/engine/template-estate.ts';
import type { Estate } from '../src/model/resource.ts';
import { jsonDocument } from '../src/values/document.ts';
import { estateTemplate, type Naming, relationRule, resourcesEach } from './estates.ts';
import { builtRules, type Setting } from './inputs.ts';
import { here, takeTurns } from './measure.ts';
import { duration, range, type Section, target, times } from './table.ts';

/** How many times as many registries. */
const tenfold = 10;

export function growthSection({ turns }: Setting): Section {
  const own = readRule(relationRule);
  const rules = [...builtRules(), ...(own.kind === 'rule' ? [own.rule] : [])];
  const rows = (['literal', 'unique'] as const).flatMap((naming) => [
    row(`evaluate, ${naming} names`, 100, turns, (count) => () => void evaluate(count, naming)),
    row(`judge, ${naming} names`, 20, turns, (count) => {
      const estate = evaluate(count, naming);
      return () => void checkEstate(estate, rules, { now: 0 });
    }),
  ]);
  return {
    title: 'Growth',
    note: `One template of registries, each with ${resourcesEach - 1} resources around it, and one of ${tenfold} times as many; ${rules.length} rules, one of which uses every relation; one process, ${turns} turns after 3 to warm up. Names are literal, or have a part that only Azure knows. Linear growth is ${tenfold}×.`,
    headings: ['work', 'registries', 'processor time', 'growth', 'range', 'target'],
    rows,
  };
}

function row(name: string, few: number, turns: number, prepare: (count: number) => () => void): readonly string[] {
  const counts = [few, few * tenfold];
  const [small, large] = takeTurns(
    counts.map((count) => here(String(count), prepare(count))),
    turns,
    3,
  );
  if (small === undefined || large === undefined) return [name];
  const { median } = large.ratio;
  return [
    name,
    counts.join(' and '),
    `${duration(small.cpuMs.median)} and ${duration(large.cpuMs.median)}`,
    times(median),
    range(large.ratio),
    target(median, 1.2 * tenfold, '×'),
  ];
}

function evaluate(count: number, naming: Naming): Estate {
  const document = jsonDocument('main.json', JSON.stringify(estateTemplate(count, naming)));
  return templateEstate({
    name: 'main.json',
    document,
    supplied: noArguments,
    assume: 'defaults',
    facts: {},
    loadLinked: () => undefined,
  }).estate;
}
