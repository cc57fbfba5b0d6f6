// An audit of a tenant that is made up: `npm run demo:audit`. The program itself runs, and asks the double of Azure.

import { spawn } from 'node:child_process';
import { startAzure } from './server.ts';
import { makeTenant, tenantId } from './tenant.ts';

const tenant = makeTenant({ subscriptions: 12, registries: (n) => n % 3, others: 120 });
const azure = await startAzure(tenant, { forbidden: /contoso4x0\/tokens$/, missing: /customerlockbox/ }, Date.now);
const args = ['--import', './test/azure/redirect.mjs', 'dist/cli.cjs', 'audit', '--tenant', tenantId];
const usual = ['--only', 'admin-user-disabled,resource-lock,token-scope-map-custom', '--show', '3'];
const child = spawn(process.execPath, [...args, ...usual, ...process.argv.slice(3)], {
  stdio: 'inherit',
  env: { ...process.env, AZURE_DOUBLE: azure.address, PRATIQUE_ARM_TOKEN: 'demo', NO_PROXY: '*' },
});
const code = await new Promise((resolve) => child.on('close', resolve));
const count = (method: string): number => azure.requests.filter((request) => request.method === method).length;
const throttled = azure.requests.filter(({ status }) => status === 429).length;
console.log(`exit code ${code}; ${count('POST')} queries, ${count('GET')} reads, ${throttled} throttled`);
await azure.close();
// One right is missing on purpose, so that the audit is incomplete and says so.
process.exitCode = code === 2 ? 0 : 1;
