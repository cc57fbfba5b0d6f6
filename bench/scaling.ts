// How judging grows with the estate: ten times the registries should take ten times as long, not a hundred times.

import { checkEstate } from '../src/engine/check.ts';
import { noArguments, templateEstate } from '../src/engine/template-estate.ts';
import type { Estate } from '../src/model/resource.ts';
import { rulesFromJson } from '../src/sources/builtin-rules.ts';
import { jsonDocument } from '../src/values/document.ts';
import { estateTemplate, type Naming, relationRule, resourcesEach } from './estates.ts';
import { builtRules } from './inputs.ts';
import { takeTurns } from './measure.ts';
import { milliseconds, type Section, target, times } from './table.ts';

const few = 50;
const many = 500;

export function scalingSection(turns: number): Section {
  const rules = [...builtRules(), ...rulesFromJson([relationRule])];
  const rows = (['literal', 'unique'] as const).flatMap((naming) => {
    const judge = (estate: Estate) => (): void => void checkEstate(estate, rules, { now: 0 });
    return [
      row(`evaluate, ${naming} names`, turns, (count) => () => void evaluate(count, naming)),
      row(`judge, ${naming} names`, turns, (count) => judge(evaluate(count, naming))),
    ];
  });
  return {
    title: 'Growth',
    note: `One template of ${few} and of ${many} registries, each with ${resourcesEach - 1} resources around it; ${rules.length} rules, one of which uses every relation; one process, ${turns} turns. Linear growth is ${many / few}×.`,
    headings: ['work', `${few} registries`, `${many} registries`, 'growth', 'target'],
    rows,
  };
}

function row(name: string, turns: number, prepare: (count: number) => () => void): readonly string[] {
  const [small, large] = takeTurns(
    [few, many].map((count) => ({ name: String(count), run: prepare(count) })),
    turns,
    2,
  );
  const growth = large?.ratio ?? 0;
  return [
    name,
    milliseconds(small?.medianMs ?? 0),
    milliseconds(large?.medianMs ?? 0),
    times(growth),
    target(growth, (1.5 * many) / few, '×'),
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
