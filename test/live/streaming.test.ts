// A report does not depend on how a snapshot comes: as a whole or in pieces, in this order or another.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditReport, auditStream } from '../../src/live/audit.ts';
import type { AskedScope } from '../../src/live/audit-scope.ts';
import { asksForPreviews, liveRules, wantedBy } from '../../src/live/needs.ts';
import type { Snapshot, Unit } from '../../src/live/snapshot.ts';
import { registryGraphVersion } from '../../src/live/type-sources.ts';
import type { Rule } from '../../src/model/rule.ts';
import { jsonReport } from '../../src/reporters/json.ts';
import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { makeTenant, registryId, subscriptionId } from '../azure/tenant.ts';
import { exampleRows } from '../engine/sieve/rows.ts';
import { fixedNow } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';
import { audit, someRules } from './auditing.ts';
import { wholeReport } from './whole-report.ts';

const options = { toolVersion: '1.2.3', now: fixedNow };
const all = liveRules(ruleFiles.rules);
const single = all.filter((rule) => wantedBy(rule).length === 0);
const withoutPreviews = single.filter((rule) => !asksForPreviews(rule));
const selections: Readonly<Record<string, readonly Rule[]>> = {
  'all rules': all,
  'rules about single resources': single,
  'rules that no preview matters to': withoutPreviews,
  'rules of both kinds': someRules,
};

const tenant = makeTenant({ subscriptions: 3, registries: (n) => n + 1, others: 6 });
/** What the double of Azure does not have: a resource of an example of every second rule, with ids of their own. */
const examples = all.flatMap((rule, i) =>
  exampleRows(rule)
    .slice(0, i % 2)
    .map((row, j): JsonObject => ({ type: typeOf(row), ...row, id: renamed(row, `e${i}x${j}`) })),
);

function renamed({ id }: JsonObject, name: string): string {
  return String(id).replace(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i,
    `/subscriptions/${subscriptionId(1)}/resourceGroups/${name}`,
  );
}

function typeOf({ id }: JsonObject): string {
  const [namespace, ...segments] = String(id)
    .slice(String(id).lastIndexOf('/providers/') + '/providers/'.length)
    .split('/');
  return [namespace, ...segments.filter((_, i) => i % 2 === 0)].join('/').toLowerCase();
}

function unit(id: string, resources: readonly JsonObject[]): Unit {
  return { id, resources, gaps: [] };
}

const taken = new Map<readonly Rule[], Promise<Snapshot>>();

/** The whole tenant, read once for each selection. */
function snapshotFor(rules: readonly Rule[]): Promise<Snapshot> {
  const known = taken.get(rules) ?? takenFor(rules);
  taken.set(rules, known);
  return known;
}

async function takenFor(rules: readonly Rule[], scope: AskedScope = {}): Promise<Snapshot> {
  const { snapshot } = await audit(tenant, { rules, scope, faults: { forbidden: /contoso1x1\/tokens$/ } });
  const numbered = examples.map((row, i) => ({ row, unit: i % 7 }));
  const units = Array.from({ length: 7 }, (_, i) =>
    unit(
      `more ${i}`,
      numbered.filter((one) => one.unit === i).map(({ row }) => row),
    ),
  );
  return { ...snapshot, units: [...snapshot.units, ...units] };
}

/** The parts that depend on resources, as reports write them: with every line and column. */
function written(report: ReturnType<typeof auditReport>, told: Partial<ReturnType<typeof auditReport>> = {}): string {
  const whole = { ...report, ...told };
  return jsonReport(whole);
}

async function expectSame(snapshot: Snapshot, rules: readonly Rule[]): Promise<void> {
  const report = auditReport(snapshot, rules, options);
  expect(written(report)).toBe(written(report, wholeReport(snapshot, rules)));
  const streamed = await auditStream(inPieces(snapshot), rules, options);
  expect(written(streamed)).toBe(written(report));
}

function inPieces({ header, units, finished }: Snapshot): Parameters<typeof auditStream>[0] {
  return {
    header,
    eachUnit: async (take) => {
      for (const one of units) take(structuredClone(one) as Unit);
      return finished;
    },
  };
}

function shuffled(snapshot: Snapshot, seed: number): Snapshot {
  const units = [...snapshot.units];
  const [order = []] = fc.sample(fc.shuffledSubarray(units, { minLength: units.length }), { numRuns: 1, seed });
  return { ...snapshot, units: order };
}

describe('a stream of units gives the report of all of them together', () => {
  for (const [name, rules] of Object.entries(selections)) {
    it(`for ${name}`, async () => {
      const snapshot = await snapshotFor(rules);
      await expectSame(snapshot, rules);
      for (const seed of [1, 2, 3]) await expectSame(shuffled(snapshot, seed), rules);
    });

    it(`for ${name}, where only a part was asked for`, async () => {
      const snapshot = await takenFor(rules, { resource: registryId(1, 0) });
      await expectSame(snapshot, rules);
    });
  }

  it('and the order of units does not matter', async () => {
    const snapshot = await snapshotFor(single);
    const reports = [0, 1, 2].map((seed) => written(auditReport(shuffled(snapshot, seed), single, options)));
    expect(new Set(reports).size).toBe(1);
  });
});

describe('what comes twice', () => {
  const twice: Readonly<Record<string, (snapshot: Snapshot) => readonly Unit[]>> = {
    'the same again': ({ units }) => [...units].map((one) => ({ ...one, id: `again ${one.id}` })),
    'a later version of it': ({ units }) => [
      unit(
        'later',
        resourcesOf(units).map((row) => ({ ...row, apiVersion: '2030-01-01', properties: {} })),
      ),
    ],
    'an older version of it': ({ units }) => [
      unit(
        'older',
        resourcesOf(units).map((row) => ({ ...row, apiVersion: '2000-01-01', properties: {} })),
      ),
    ],
    'a unit again': ({ units }) => [...units].map((one) => ({ ...one, resources: one.resources.slice(1) })),
    'a part as a resource of its own': ({ units }) => [unit('parts', resourcesOf(units).flatMap(partOf))],
    'something of another type': ({ units }) => [
      unit(
        'odd',
        resourcesOf(units).map((row, i) => ({
          ...row,
          id: `${row.id}odd`,
          type: i % 2 === 0 ? 'Microsoft.ContainerRegistry/registries' : null,
        })),
      ),
    ],
    'rows of the graph without previews': ({ units }) => [
      unit(
        'graph',
        resourcesOf(units).map((row) => ({ ...row, id: `${row.id}graph`, apiVersion: registryGraphVersion })),
      ),
    ],
    'something without an id, and types that no rule knows': () => [
      unit('odd', [
        { id: 'none' },
        {},
        ...[3, 1, 2].map((i) => ({ id: `/subscriptions/s/providers/A.B/${i === 1 ? 'Cs' : 'cs'}/x${i}` })),
      ]),
    ],
  };
  for (const [name, more] of Object.entries(twice))
    for (const [selection, rules] of Object.entries(selections).filter(([one]) => one !== 'rules of both kinds'))
      it(`changes nothing about that: ${name}, ${selection}`, async () => {
        const snapshot = await snapshotFor(rules);
        await expectSame({ ...snapshot, units: [...snapshot.units, ...more(snapshot)] }, rules);
        await expectSame({ ...snapshot, units: [...more(snapshot), ...snapshot.units] }, rules);
      });
});

function resourcesOf(units: Iterable<Unit>): readonly JsonObject[] {
  return [...units].flatMap(({ resources }) => resources);
}

function partOf({ properties }: JsonObject): readonly JsonObject[] {
  const parts = isJsonObject(properties) ? properties.privateEndpointConnections : undefined;
  return (Array.isArray(parts) ? parts : []).map((part: JsonObject) => ({ ...part, location: 'elsewhere' }));
}
