// What Azure judged itself, put beside what was judged here: a report counts both alike, and says which is which.

import type { JudgedByAzure, Problem, Report, TypeByAzure, VerdictCounts } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { JsonObject } from '../values/json.ts';
import { isAsked } from './audit-scope.ts';
import { isPushed, type PushedType, type SettledRows, wasAsked } from './pushed-types.ts';
import type { SnapshotHeader, Unit } from './snapshot.ts';

/** What the units of a snapshot say of Azure's share. */
export interface AzureShare {
  readonly settled: readonly SettledRows[];
  /** Resources that were read, by type; of types only that Azure judges. */
  readonly read: ReadonlyMap<string, number>;
  /** Why Azure did not take a query, each reason once. */
  readonly unpushed: readonly string[];
}

/** Sums up units, one after another. */
export function sumAzureShare({ pushDown, scope }: SnapshotHeader): {
  readonly add: (unit: Unit) => void;
  readonly share: () => AzureShare;
} {
  const settled = new Map<string, SettledRows>();
  const read = new Map<string, number>();
  const unpushed = new Set<string>();
  const isRead = ({ type, id }: JsonObject): boolean => isPushed(pushDown, String(type)) && isAsked(scope, String(id));
  return {
    add: (unit) => {
      if (pushDown === null) return;
      for (const rows of unit.settled ?? []) {
        const key = JSON.stringify([rows.type, rows.skipped]);
        settled.set(key, { ...rows, resources: rows.resources + (settled.get(key)?.resources ?? 0) });
      }
      for (const resource of unit.resources.filter(isRead)) {
        const type = String(resource.type).toLowerCase();
        read.set(type, (read.get(type) ?? 0) + 1);
      }
      if (unit.unpushed !== undefined) unpushed.add(unit.unpushed);
    },
    share: () => ({ settled: [...settled.values()], read, unpushed: [...unpushed] }),
  };
}

/** A report on what was judged here, with what Azure judged. */
export function withAzureShare(
  report: Report,
  { pushDown }: SnapshotHeader,
  rules: readonly Rule[],
  share: AzureShare,
): Report {
  if (pushDown === null) return report;
  const { counts, coverage, problems } = report;
  const selected = new Set(rules.map(({ id }) => id));
  const types = pushDown.types.flatMap((pushed) => typeByAzure(pushed, rules, share));
  const known = new Set(types.map(({ type }) => type));
  const settled = share.settled.filter(({ type }) => known.has(type));
  const byAzure: JudgedByAzure = { types, here: pushDown.here.filter(({ rule }) => selected.has(rule)) };
  return {
    ...report,
    counts: withSettled(counts, settled, types),
    coverage: { ...coverage, resources: coverage.resources + total(settled), byAzure },
    problems: [...problems, ...refusals(share)],
  };
}

/** The resources that Azure says pass every rule, or that it does not apply to. */
export function settledBy({ pushDown }: SnapshotHeader, rules: readonly Rule[], share: AzureShare): number {
  const types = (pushDown?.types ?? []).flatMap((pushed) => typeByAzure(pushed, rules, share));
  return types.reduce((sum, { resources, read }) => sum + resources - read, 0);
}

/** Undefined where none of the rules is one that Azure judged. */
function typeByAzure(pushed: PushedType, rules: readonly Rule[], share: AzureShare): readonly TypeByAzure[] {
  const { type } = pushed;
  const asked = rules.filter((rule) => wasAsked(rule, pushed)).map(({ id }) => id);
  if (asked.length === 0) return [];
  const read = share.read.get(type) ?? 0;
  const settled = total(share.settled.filter((one) => one.type === type));
  return [{ type, rules: asked.sort(), resources: read + settled, read }];
}

/** Every resource that stayed in Azure passes each rule, or the rule does not apply to it. */
function withSettled(
  counts: VerdictCounts,
  settled: readonly SettledRows[],
  types: readonly TypeByAzure[],
): VerdictCounts {
  let pass = counts.pass;
  let skipped = counts['not-applicable'];
  for (const rows of settled) {
    const asked = types.find(({ type }) => type === rows.type)?.rules ?? [];
    const idle = asked.filter((rule) => rows.skipped.includes(rule)).length;
    skipped += idle * rows.resources;
    pass += (asked.length - idle) * rows.resources;
  }
  return { ...counts, pass, 'not-applicable': skipped };
}

function total(settled: readonly SettledRows[]): number {
  return settled.reduce((sum, { resources }) => sum + resources, 0);
}

function refusals({ unpushed }: AzureShare): readonly Problem[] {
  return unpushed.map((because) => ({
    severity: 'warning',
    message: `What --push-down asks was read whole instead: ${because}`,
    place: undefined,
    file: undefined,
  }));
}
