// Snapshots: everything that was read, nothing secret, readable also when writing was interrupted.

import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headerLine, lastLine, unitLine } from '../../src/live/snapshot.ts';
import type { SnapshotSink } from '../../src/live/snapshot-file.ts';
import { writeSnapshot } from '../../src/live/snapshot-file.ts';
import { makeTenant } from '../azure/tenant.ts';
import { audit, errors, failing, judge } from './auditing.ts';
import { readSnapshot } from './snapshots.ts';

const tenant = makeTenant({ subscriptions: 2, registries: () => 3 });

/** A file in memory. */
function memorySink(): SnapshotSink & { readonly bytes: () => Uint8Array } {
  let file = Buffer.alloc(0);
  const put = (bytes: Uint8Array): boolean => {
    file = Buffer.concat([file, bytes]);
    return true;
  };
  return {
    begin: (bytes) => {
      file = Buffer.alloc(0);
      return put(bytes);
    },
    append: put,
    bytes: () => file,
  };
}

describe('a snapshot', () => {
  it('judged offline says what the audit said', async () => {
    const sink = memorySink();
    const { report } = await audit(tenant, { settings: { sink } });
    const again = judge(await readSnapshot('monday', sink.bytes()));
    expect(again.findings.map(({ fingerprint }) => fingerprint)).toEqual(report.findings.map((one) => one.fingerprint));
    expect(again.counts).toEqual(report.counts);
    expect(errors(again)).toEqual([]);
  });

  it('keeps no secret', async () => {
    const [registry, ...others] = tenant.resources;
    const task = {
      ...registry,
      id: `${tenant.resources.find(({ type }) => String(type).endsWith('/registries'))?.id}/tasks/build`,
      name: 'build',
      type: 'Microsoft.ContainerRegistry/registries/tasks',
      properties: {
        step: {
          type: 'Docker',
          contextPath: 'https://example.blob.core.windows.net/context.tar?sv=1&sig=hidden-one',
          arguments: [
            { name: 'REGION', value: 'shown', isSecret: false },
            { name: 'PLAIN', value: 'hidden-two', isSecret: true },
            { name: 'DB_PASSWORD', value: 'hidden-three', isSecret: false },
          ],
        },
      },
    };
    const sink = memorySink();
    const rules = (await import('../support/cli.ts')).ruleNamed('task-no-plaintext-secret');
    const resources = [...(registry === undefined ? [] : [registry]), ...others, task];
    await audit({ ...tenant, resources }, { rules: [rules], settings: { sink } });
    const text = gunzipSync(sink.bytes()).toString();
    expect(text).toContain('shown');
    expect(text).not.toContain('hidden');
    expect(text).not.toContain('Bearer');
  });

  it('that was interrupted is incomplete, and continues where it stopped', async () => {
    const sink = memorySink();
    const failure = await audit(tenant, { faults: { tokenUses: 12 }, settings: { sink } }).catch(
      (error: Error) => error,
    );
    expect(failure).toMatchObject({
      message: expect.stringMatching(/^Azure refuses the token: The access token expiry/),
    });
    const before = await readSnapshot('monday', sink.bytes());
    expect(before.finished).toBe(false);
    expect(before.units.length).toBeGreaterThan(0);
    expect(errors(judge(before))[0]).toMatch(/^Reading was interrupted/);
    const whole = await audit(tenant);
    const rest = await audit(tenant, { settings: { sink, before } });
    expect(rest.requests.length).toBeLessThan(whole.requests.length);
    expect(failing(rest.report, 'admin-user-disabled')).toEqual(failing(whole.report, 'admin-user-disabled'));
    const after = await readSnapshot('monday', sink.bytes());
    expect(after.finished).toBe(true);
    expect(judge(after).counts).toEqual(whole.report.counts);
  });

  it('reads again what could not be read before', async () => {
    const sink = memorySink();
    await audit(tenant, { faults: { forbidden: /contoso1x2\/tokens$/ }, settings: { sink } });
    const before = await readSnapshot('monday', sink.bytes());
    const { report, requests } = await audit(tenant, { settings: { sink, before } });
    expect(errors(report)).toEqual([]);
    expect(requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/subscriptions',
      expect.stringMatching(/contoso1x2\/tokens$/),
    ]);
  });

  it('cannot be continued for other rules', async () => {
    const sink = memorySink();
    await audit(tenant, { settings: { sink } });
    const before = await readSnapshot('monday', sink.bytes());
    const failure = await audit(tenant, { rules: [], settings: { before } }).catch((error: Error) => error.message);
    expect(failure).toBe('The snapshot cannot be continued: its rules are not those of this audit');
  });

  it('says what it was not taken for', async () => {
    const { ruleNamed } = await import('../support/cli.ts');
    const { snapshot } = await audit(tenant, { rules: [ruleNamed('admin-user-disabled')] });
    const messages = errors(judge(snapshot, [ruleNamed('resource-lock')]));
    expect(messages).toEqual([
      'locks could not be read: the snapshot was taken for other rules and does not have them',
    ]);
  });
});

describe('a file that is no snapshot', () => {
  const header = '{"pratiqueSnapshot":1,"takenAt":"2026-01-15","cloud":"AzureCloud","scope":{"kind":"tenant"}}\n';
  const files: Readonly<Record<string, readonly [Uint8Array, string]>> = {
    'is not compressed': [Buffer.from('{}'), "'x' is no snapshot of pratique: it is not compressed"],
    'is damaged': [
      Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      "'x' is no snapshot of pratique: it is damaged",
    ],
    'is something else': [gzipSync('hello\n'), "'x' is no snapshot of pratique: it does not begin like one"],
    'has a line that is none': [
      gzipSync(`${header}nothing\n{"end":true}\n`),
      "'x' is no snapshot of pratique: line 2 is no JSON",
    ],
    'has a line of another kind': [
      gzipSync(`${header}{"a":1}\n`),
      "'x' is no snapshot of pratique: line 2 is no part of one",
    ],
    'is newer': [
      gzipSync('{"pratiqueSnapshot":2}\n'),
      "The snapshot 'x' has version 2, and this program reads versions up to 1: use a newer one",
    ],
  };
  for (const [name, [bytes, message]] of Object.entries(files)) {
    it(`is refused where it ${name}`, async () => {
      await expect(readSnapshot('x', bytes)).rejects.toThrow(message);
      await expect(readSnapshot('x', bytes, 1)).rejects.toThrow(message);
    });
  }

  it('is read up to where it was cut off', async () => {
    const { snapshot } = await audit(tenant);
    const sink = memorySink();
    const writer = writeSnapshot(snapshot.header, snapshot.units, sink);
    writer.finish();
    const read = await readSnapshot('x', sink.bytes().slice(0, -40));
    expect(read.finished).toBe(false);
    expect(read.header).toEqual(snapshot.header);
    expect(await readSnapshot('x', sink.bytes().slice(0, -40), 7)).toEqual(read);
  });

  it('is read to its end and not further', async () => {
    const { snapshot } = await audit(tenant);
    const whole = gzipSync(`${headerLine(snapshot.header)}${[...snapshot.units].map(unitLine).join('')}${lastLine}`);
    expect(await readSnapshot('x', whole, 1000)).toEqual({ ...snapshot, units: [...snapshot.units] });
    const unit = unitLine({ id: 'late', resources: [], gaps: [] });
    const more = gzipSync(`${headerLine(snapshot.header)}7\n${unit}${lastLine}`);
    expect(await readSnapshot('x', more)).toMatchObject({ units: [], finished: false });
  });

  it('is refused where somebody made it larger than any', async () => {
    const long = gzipSync(`${header}${' '.repeat(1 << 20)}`);
    const many = gzipSync(`${header}${`${' '.repeat(99)}1\n`.repeat(1 << 14)}`);
    const message = "'x' is no snapshot of pratique: it is larger than any that this program writes";
    await expect(readSnapshot('x', long, 100, { line: 1000, total: 1 << 30 })).rejects.toThrow(message);
    await expect(readSnapshot('x', many, 100, { line: 1000, total: 1 << 20 })).rejects.toThrow(message);
  });
});
