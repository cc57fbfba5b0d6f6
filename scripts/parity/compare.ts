// A peer's tests against our rules: one row for each resource of each control, and what is wrong with the reading itself.

import type { Rule } from '../../src/model/rule.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { type Difference, explains } from './difference.ts';
import { type Ruling, rulingsOn, worst } from './judge.ts';
import type { Outcome, PeerTest, Seen } from './peer-test.ts';

/** What a peer expects, and the worst of what the rules say that its control selects. */
export interface Row {
  readonly control: string;
  /** Those of them that are about the resource. */
  readonly rule: string;
  /** The peer's file that says what is expected. */
  readonly source: string;
  readonly fixture: string;
  readonly resource: string;
  readonly expected: Outcome;
  readonly ours: Verdict['kind'];
  readonly same: boolean;
  /** Why the two differ; undefined where nobody has said it. */
  readonly difference: Difference | undefined;
}

export interface Comparison {
  readonly rows: readonly Row[];
  /** Tests that were not read as they are meant. */
  readonly mistakes: readonly string[];
}

export interface CompareOptions {
  readonly peer: string;
  /** The rules of each control. */
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly differences: readonly Difference[];
  readonly now: number;
}

/** Runs every test. */
export function compare(tests: readonly PeerTest[], options: CompareOptions): Comparison {
  const results = tests.map((test) => compareTest(test, options));
  return { rows: results.flatMap(({ rows }) => rows), mistakes: results.flatMap(({ mistakes }) => mistakes) };
}

function compareTest(test: PeerTest, options: CompareOptions): Comparison {
  const { settings, fixtures, control, source } = test;
  const rules = options.rules.get(control) ?? [];
  const resources = fixtures.flatMap((fixture) =>
    byResource(rulingsOn(fixture, rules, { settings, now: options.now })).flatMap(([resource, rulings]) => {
      const expected = test.expected(resource);
      return expected === undefined ? [] : [{ fixture: fixture.name, resource, rulings, expected }];
    }),
  );
  const rows = resources.map(({ fixture, resource, rulings, expected }) => {
    const rule = rulings.map((ruling) => ruling.rule.id).join(' + ');
    const ours = worst(rulings.flatMap(({ verdict }) => verdict ?? [])) ?? 'not-applicable';
    return withDifference({ control, rule, source, fixture, resource: resource.name, expected, ours }, options);
  });
  const found = resources.map(({ expected }) => expected);
  return { rows, mistakes: miscounts(test, found) };
}

/** The rulings on each resource that a rule is about: of several rules those that are, where none is, of all of them. */
function byResource(rulings: readonly Ruling[]): readonly (readonly [Seen, readonly Ruling[]])[] {
  const groups = new Map<Seen, readonly Ruling[]>();
  for (const ruling of rulings)
    if (mayBeAbout(ruling)) groups.set(ruling.resource, [...(groups.get(ruling.resource) ?? []), ruling]);
  return [...groups].map(([resource, group]) => {
    const about = group.filter(({ verdict }) => verdict !== undefined);
    return [resource, about.length > 0 ? about : group] as const;
  });
}

/** A rule may be about the resource or about its children, also where it has none. */
function mayBeAbout({ rule, resource, verdict }: Ruling): boolean {
  const type = resource.type.toLowerCase();
  return verdict !== undefined || rule.applies.types.some((other) => `${other.toLowerCase()}/`.startsWith(`${type}/`));
}

function withDifference(row: Omit<Row, 'same' | 'difference'>, { peer, differences }: CompareOptions): Row {
  const same = row.ours === (row.expected === 'none' ? 'not-applicable' : row.expected);
  const difference = same ? undefined : differences.find((one) => explains(one, peer, row));
  return { ...row, same, difference };
}

/** A resource that was not found, or found twice, says that the test or its templates were misread. */
function miscounts({ control, source, counts }: PeerTest, found: readonly Outcome[]): readonly string[] {
  return (['pass', 'fail', 'none'] as const).flatMap((outcome) => {
    const wanted = counts[outcome];
    const actual = found.filter((one) => one === outcome).length;
    return wanted === undefined || wanted === actual
      ? []
      : [`${control}: ${source} expects ${outcome} of ${wanted} resources, but ${actual} were found`];
  });
}
