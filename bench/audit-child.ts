// A process that is measured: `<snapshot> write <rows>` makes a snapshot, `read`, `single` and `all` read one and say what it took.

import { appendFileSync, writeFileSync } from 'node:fs';
import { tuneEngine } from '../src/launch/tuning.ts';
import { auditStream } from '../src/live/audit.ts';
import { liveRules, needsOf, wantedBy } from '../src/live/needs.ts';
import type { SnapshotHeader, StreamedSnapshot, Unit } from '../src/live/snapshot.ts';
import { openSnapshot, writeSnapshot } from '../src/live/snapshot-file.ts';
import { registryVersion } from '../src/live/type-sources.ts';
import { nodeFileSystem, piecesOf } from '../src/sources/file-system.ts';
import { tenantRow } from './audit-rows.ts';
import { builtRules } from './inputs.ts';

tuneEngine('audit');

const now = Date.UTC(2026, 0, 15);
/** Rows of a unit: about what one table of some subscriptions has. */
const unitRows = 10_000;
const [, , snapshot = '', what = '', count = '0'] = process.argv;
let outcome: Readonly<Record<string, number>> = {};
const live = liveRules(builtRules());
const rules = what === 'all' ? live : live.filter((rule) => wantedBy(rule).length === 0);
if (what === 'write') write(Number(count));
else await measure();

/** A snapshot as reading Azure leaves it, in units of so many rows. */
function write(rows: number): void {
  const { types, previews, assessments = null } = needsOf(live);
  const subscriptions = Array.from(
    { length: 300 },
    (_, i) => `${i.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
  );
  const scope = { kind: 'tenant' } as const;
  const header: SnapshotHeader = {
    takenAt: new Date(now).toISOString(),
    cloud: 'AzureCloud',
    tenant: '99999999-9999-9999-9999-999999999999',
    scope,
    subscriptions,
    types,
    previews,
    assessments,
    pushDown: null,
    names: {},
  };
  const put = (write: typeof appendFileSync) => (bytes: Uint8Array) => {
    write(snapshot, bytes);
    return true;
  };
  const writer = writeSnapshot(header, [], { begin: put(writeFileSync), append: put(appendFileSync) });
  for (let from = 0; from < rows; from += unitRows)
    writer.keep(unit(from, Math.min(unitRows, rows - from), subscriptions.length));
  writer.finish();
}

function unit(from: number, rows: number, subscriptions: number): Unit {
  const made = Array.from({ length: rows }, (_, i) => tenantRow(from + i, subscriptions));
  const resources = made.map((row) =>
    row.type === 'microsoft.containerregistry/registries' ? { ...row, apiVersion: registryVersion } : row,
  );
  return { id: `table resources ${from}`, resources, gaps: [] };
}

/** Reads the snapshot, and judges it meanwhile unless it is only to be read. */
async function measure(): Promise<void> {
  const file = await openSnapshot(snapshot, () => piecesOf(nodeFileSystem, snapshot));
  const took = what === 'read' ? await timed(() => file.eachUnit(() => {})) : await timed(() => judge(file));
  console.log(JSON.stringify({ ...took, peak: process.resourceUsage().maxRSS * 1024, ...outcome }));
}

async function judge(file: StreamedSnapshot): Promise<void> {
  const { counts, findings } = await auditStream(file, rules, { toolVersion: '0', now });
  const verdicts = Object.values(counts).reduce((sum, number) => sum + number, 0);
  outcome = { rules: rules.length, verdicts, findings: findings.length };
}

interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

async function timed(action: () => Promise<unknown>): Promise<Took> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await action();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}
