// How much leaves Azure with `--push-down` and without, from 1500 subscriptions. Run it with `node scripts/run.mjs test/azure/push-down.ts`.

import { rulesOfCheckout } from '../../scripts/checkout-rules.ts';
import { auditReport } from '../../src/live/audit.ts';
import { readCloud } from '../../src/live/clouds.ts';
import { type Needs, needsOf } from '../../src/live/needs.ts';
import { pushedNeedsOf } from '../../src/live/push-down.ts';
import { takeSnapshot } from '../../src/live/take-snapshot.ts';
import { jsonReport } from '../../src/reporters/json.ts';
import { startAzure } from './server.ts';
import { makeTenant } from './tenant.ts';

const registries = (n: number): number => (n % 3 === 0 ? 16 : 4);
const tenant = makeTenant({ subscriptions: 1500, registries, others: 39_000 });
const all = rulesOfCheckout(process.cwd());

interface Cost {
  readonly queries: number;
  readonly rows: number;
  readonly megabytes: string;
}

/** Audits the tenant. Gives the findings as text, and what they cost. */
async function run(rules: typeof all, needs: Needs): Promise<readonly [string, Cost]> {
  const azure = await startAzure(tenant);
  const { snapshot } = await takeSnapshot({
    scope: { kind: 'tenant' },
    tenant: undefined,
    cloud: readCloud(undefined),
    needs,
    token: async () => 'token',
    network: azure.network,
    milliseconds: 24 * 3_600_000,
    requestMilliseconds: 60_000,
    toolVersion: '0',
    progress: () => {},
    sink: undefined,
    before: undefined,
  });
  const { findings, counts } = JSON.parse(
    jsonReport(auditReport(snapshot, rules, { toolVersion: '0', now: azure.network.now() })),
  );
  const posted = azure.requests.filter(({ method }) => method === 'POST');
  await azure.close();
  const sum = (what: 'rows' | 'length'): number => posted.reduce((total, one) => total + one[what], 0);
  return [
    JSON.stringify({ findings, counts }),
    { queries: posted.length, rows: sum('rows'), megabytes: (sum('length') / 1e6).toFixed(2) },
  ];
}

/** Compares the two ways. Exit code 1 when they do not say the same. */
async function compare(...ids: readonly string[]): Promise<void> {
  const rules = all.filter(({ id }) => ids.includes(id));
  const [whole, before] = await run(rules, needsOf(rules));
  const [pushed, after] = await run(rules, pushedNeedsOf(rules));
  const text = ({ queries, rows, megabytes }: Cost): string => `${queries} queries, ${rows} rows, ${megabytes} MB`;
  console.log(
    `${ids.join(', ')}: whole ${text(before)}; pushed down ${text(after)}${whole === pushed ? '' : ' DIFFERENT'}`,
  );
  if (whole !== pushed) process.exitCode = 1;
}

await compare('admin-user-disabled');
await compare('admin-user-disabled', 'anonymous-pull-disabled', 'quarantine-enabled', 'sku-premium');
await compare('quarantine-enabled');
await compare('export-policy-disabled');
