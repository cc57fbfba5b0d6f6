// How evaluating and judging grow with the estate: ten times the registries should take ten times as long, not a hundred times.

import { checkEstate } from '../src/engine/check.ts';
import { noArguments, templateEstate } from '../src/engine/template-estate.ts';
import type { Estate } from '../src/model/resource.ts';
import { rulesFromJson } from '../src/sources/builtin-rules.ts';
import { jsonDocument } from '../src/values/document.ts';
import { estateTemplate, type Naming, relationRule, resourcesEach } from './estates.ts';
import { builtRules, type Setting } from './inputs.ts';
import { takeTurns } from './measure.ts';
import { duration, range, type Section, target, times } from './table.ts';

const few = 50;
const many = 500;

export function growthSection({ turns }: Setting): Section {
  const rules = [...builtRules(), ...rulesFromJson([relationRule])];
  const rows = (['literal', 'unique'] as const).flatMap((naming) => [
    row(`evaluate, ${naming} names`, turns, (count) => () => void evaluate(count, naming)),
    row(`judge, ${naming} names`, turns, (count) => {
      const estate = evaluate(count, naming);
      return () => void checkEstate(estate, rules, { now: 0 });
    }),
  ]);
  return {
    title: 'Growth',
    note: `One template of ${few} and of ${many} registries, each with ${resourcesEach - 1} resources around it; ${rules.length} rules, one of which uses every relation; one process, ${turns} turns. Names are literal, or have a part that only Azure knows. Linear growth is ${many / few}×.`,
    headings: ['work', `${few} registries`, `${many} registries`, 'growth', 'range', 'target'],
    rows,
  };
}

function row(name: string, turns: number, prepare: (count: number) => () => void): readonly string[] {
  const cases = [few, many].map((count) => ({ name: String(count), run: prepare(count) }));
  const [small, large] = takeTurns(cases, turns, 3);
  if (small === undefined || large === undefined) return [name];
  const { median } = large.ratio;
  return [
    name,
    duration(small.medianMs),
    duration(large.medianMs),
    times(median),
    range(large.ratio),
    target(median, (1.2 * many) / few, '×'),
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
