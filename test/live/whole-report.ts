// A snapshot judged the plain way: everything in memory, every verdict by the engine. What streams must say the same.

import { countUncovered, countVerdicts } from '../../src/engine/counts.ts';
import { findingsOf } from '../../src/engine/findings.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { isAsked, scopeText } from '../../src/live/audit-scope.ts';
import { estateResources } from '../../src/live/estate-resources.ts';
import { gapGroups } from '../../src/live/gap-groups.ts';
import { idOf, judgeWithGaps } from '../../src/live/judge-gaps.ts';
import { liveRules, needsOf } from '../../src/live/needs.ts';
import { doubtPreviews } from '../../src/live/preview-doubts.ts';
import type { Snapshot } from '../../src/live/snapshot.ts';
import { standingGaps } from '../../src/live/standing-gaps.ts';
import type { Report } from '../../src/model/report.ts';
import type { Estate } from '../../src/model/resource.ts';
import type { Rule } from '../../src/model/rule.ts';
import { fixedNow } from '../support/cli.ts';

/** The parts of a report that depend on resources. */
export type Told = Pick<Report, 'findings' | 'counts' | 'coverage'>;

/** Judges a snapshot as a whole. */
export function wholeReport({ header, units, finished }: Snapshot, rules: readonly Rule[]): Told {
  const { scope, subscriptions } = header;
  const name = scopeText(scope, subscriptions.length);
  const live = liveRules(rules);
  const all = [...new Map([...units].map((unit) => [unit.id, unit])).values()];
  const inOrder = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const gaps = [...inOrder.flatMap((unit) => unit.gaps), ...standingGaps(header, finished, live)];
  const types = live.flatMap(({ applies }) => applies.types);
  const estate = liveEstate(name, estateResources(all, types));
  const asked = estate.resources.filter((resource) => isAsked(scope, idOf(resource)));
  const marked: Estate = {
    ...estate,
    resources: estate.resources.map((resource) => ({ ...resource, existing: !isAsked(scope, idOf(resource)) })),
  };
  const judged = doubtPreviews(judgeWithGaps(marked, live, gaps, { now: fixedNow }), estate);
  const covered = new Set(needsOf(live).types);
  return {
    findings: findingsOf([{ deployment: name, judged }]),
    counts: countVerdicts(judged),
    coverage: {
      files: subscriptions.map((id) => `/subscriptions/${id}`),
      deployments: [name],
      resources: asked.length,
      withoutRule: countUncovered(
        asked.map(({ type }) => type),
        covered,
      ),
      notCovered: gapGroups(gaps).map((group) => ({ ...group, place: undefined, file: name })),
    },
  };
}
