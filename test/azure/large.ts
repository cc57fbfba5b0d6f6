// A large tenant with faults: 1500 subscriptions and 50 000 resources. Run it with `node scripts/run.mjs test/azure/large.ts`.

import { rulesOfCheckout } from '../../scripts/checkout-rules.ts';
import { auditReport } from '../../src/live/audit.ts';
import { readCloud } from '../../src/live/clouds.ts';
import { needsOf } from '../../src/live/needs.ts';
import { takeSnapshot } from '../../src/live/take-snapshot.ts';
import type { Faults } from './faults.ts';
import { startAzure } from './server.ts';
import { hasAdminUser, makeTenant, registryId } from './tenant.ts';

const subscriptions = 1500;
const registries = (n: number): number => (n % 3 === 0 ? 4 : 1);
const tenant = makeTenant({ subscriptions, registries, others: 39_000 });
const planted = Array.from({ length: subscriptions }, (_, n) =>
  Array.from({ length: registries(n) }, (_, i) => i).flatMap((i) =>
    hasAdminUser(n, i) ? [registryId(n, i).toLowerCase()] : [],
  ),
)
  .flat()
  .sort();

const wanted = new Set(['admin-user-disabled', 'resource-lock', 'soft-delete-enabled', 'cmk-user-assigned-identity']);
const rules = rulesOfCheckout(process.cwd()).filter(({ id }) => wanted.has(id));

/** Audits the tenant, and says what it took. Exit code 1 when something was lost without a word. */
async function run(name: string, faults: Faults): Promise<void> {
  const azure = await startAzure(tenant, faults);
  const began = performance.now();
  const { snapshot } = await takeSnapshot({
    scope: { kind: 'tenant' },
    tenant: undefined,
    cloud: readCloud(undefined),
    needs: needsOf(rules),
    token: async () => 'token',
    network: azure.network,
    milliseconds: 24 * 3_600_000,
    requestMilliseconds: 2000,
    toolVersion: '0',
    progress: () => {},
    sink: undefined,
    before: undefined,
  });
  const report = auditReport(snapshot, rules, { toolVersion: '0', now: azure.network.now() });
  const found = report.findings
    .filter((finding) => finding.kind === 'fail' && finding.rule.id === 'admin-user-disabled')
    .map(({ place }) => place.document.name.toLowerCase())
    .sort();
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  const queries = azure.requests.filter(({ method }) => method === 'POST').length;
  const throttled = azure.requests.filter(({ status }) => status === 429).length;
  const lost = found.join() !== planted.join() && errors.length === 0;
  console.log(
    `${name}: ${tenant.resources.length} resources, ${planted.length} violations planted, ${found.length} found, ` +
      `${errors.length} errors; ${queries} queries, ${azure.requests.length - queries} reads, ${throttled} throttled, ` +
      `${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB${lost ? ' LOST' : ''}`,
  );
  for (const { message } of errors) console.log(`  ${message}`);
  if (lost) process.exitCode = 1;
  await azure.close();
}

await run('no faults', {});
await run('faults', { storm: 9, errorEvery: 13, dropEvery: 37, stallEvery: 997 });
await run('torn pages', { torn: true });
