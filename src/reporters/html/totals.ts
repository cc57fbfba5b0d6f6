// The numbers of a report: how many findings, by severity, by group, by control.

import type { Finding, Report } from '../../model/report.ts';
import { type Rule, type Severity, severities } from '../../model/rule.ts';
import { groupOf } from './group.ts';

/** Findings counted: failures by severity, and those that may fail or cannot be decided. */
export interface Tally {
  readonly fail: Readonly<Record<Severity, number>>;
  readonly failing: number;
  readonly failsWhen: number;
  readonly unknown: number;
  readonly total: number;
}

/** Counts findings. */
export function tally(findings: readonly Finding[]): Tally {
  const fail = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const kinds = { fail: 0, 'fails-when': 0, unknown: 0 };
  for (const { kind, rule } of findings) {
    kinds[kind]++;
    if (kind === 'fail') fail[rule.severity]++;
  }
  return {
    fail,
    failing: kinds.fail,
    failsWhen: kinds['fails-when'],
    unknown: kinds.unknown,
    total: findings.length,
  };
}

/** A name and what is counted under it. */
export interface NamedTally {
  readonly name: string;
  readonly tally: Tally;
}

/** Findings by subscription or by file, the worst first. */
export function tallyByGroup(findings: readonly Finding[], kind: 'azure' | 'file'): readonly NamedTally[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groupOf(finding);
    if ((group.kind === 'file') !== (kind === 'file')) continue;
    const members = groups.get(group.name);
    if (members === undefined) groups.set(group.name, [finding]);
    else members.push(finding);
  }
  return [...groups].map(([name, members]) => ({ name, tally: tally(members) })).sort(worstFirst);
}

function worstFirst(a: NamedTally, b: NamedTally): number {
  for (const severity of severities) {
    const difference = b.tally.fail[severity] - a.tally.fail[severity];
    if (difference !== 0) return difference;
  }
  return b.tally.total - a.tally.total || (a.name < b.name ? -1 : 1);
}

/** A control of a framework, and what its rules found. */
export interface ControlTally extends NamedTally {
  readonly rules: number;
}

/** A framework and those of its controls that the rules of the run serve. */
export interface FrameworkTally {
  readonly framework: string;
  readonly controls: readonly ControlTally[];
  /** Each finding once, however many controls its rule serves. */
  readonly tally: Tally;
}

/** Findings by control, for every framework that a rule of the run names. */
export function tallyByFramework({ rules, findings }: Report): readonly FrameworkTally[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const members = byRule.get(finding.rule.id);
    if (members === undefined) byRule.set(finding.rule.id, [finding]);
    else members.push(finding);
  }
  const found = (served: readonly Rule[]): Tally => tally(served.flatMap(({ id }) => byRule.get(id) ?? []));
  const frameworks = [...new Set(rules.flatMap(({ controls }) => Object.keys(controls)))].sort();
  return frameworks.map((framework) => {
    const serving = rules.filter(({ controls }) => controls[framework] !== undefined);
    const names = [...new Set(serving.flatMap(({ controls }) => controls[framework] ?? []))].sort(naturally);
    const controls = names.map((name): ControlTally => {
      const served = serving.filter((rule) => rule.controls[framework]?.includes(name));
      return { name, rules: served.length, tally: found(served) };
    });
    return { framework, controls, tally: found(serving) };
  });
}

/** `SE:2` before `SE:10`. */
function naturally(a: string, b: string): number {
  const padded = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(9, '0'));
  return padded(a) < padded(b) ? -1 : 1;
}

const frameworkNames: Readonly<Record<string, string>> = {
  cis: 'CIS Benchmarks',
  mcsb: 'Microsoft cloud security benchmark',
  waf: 'Azure Well-Architected Framework',
};

/** The name of a framework as people know it. */
export function frameworkName(framework: string): string {
  return frameworkNames[framework] ?? framework;
}
