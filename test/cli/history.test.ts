// `--history` and `pratique history`, as people use them.

import { describe, expect, it } from 'vitest';
import { startAzure } from '../azure/server.ts';
import { makeTenant, tenantId } from '../azure/tenant.ts';
import { disk } from '../history/memory.ts';
import { type CliResult, cli, fixedNow, registryTemplate, workingDirectory } from '../support/cli.ts';

const bad = { 'main.json': registryTemplate({ adminUserEnabled: true, anonymousPullEnabled: true }) };
const better = { 'main.json': registryTemplate({ adminUserEnabled: true }) };
const day = 86_400_000;
const only = ['--only', 'admin-user-disabled,anonymous-pull-disabled'];

type Files = Readonly<Record<string, string>>;

/** Runs on consecutive days that share a disk. */
async function runs(
  history: ReturnType<typeof disk>['files'],
  all: readonly Files[],
  argv: readonly string[] = [],
): Promise<readonly CliResult[]> {
  const results: CliResult[] = [];
  for (const [i, files] of all.entries())
    results.push(await cli([...only, '--history', 'h.db', ...argv], { files, history, now: fixedNow + i * day }));
  return results;
}

describe('--history', () => {
  it('tells what changed, and leaves the reports as they are', async () => {
    const { files } = disk();
    const results = await runs(files, [bad, better, bad]);
    expect(results.map(({ stderr }) => stderr)).toEqual([
      'h.db: 2 new, 0 resolved, 0 reopened, 0 persisting (run 1 of this scope)\n',
      'h.db: 0 new, 1 resolved, 0 reopened, 1 persisting (run 2 of this scope)\n',
      'h.db: 0 new, 0 resolved, 1 reopened, 1 persisting (run 3 of this scope)\n',
    ]);
    const plain = await cli(only, { files: bad });
    expect(results[0]).toMatchObject({ stdout: plain.stdout, code: plain.code });
  });

  it('says nothing when nothing is to be said', async () => {
    const [result] = await runs(disk().files, [bad], ['--quiet']);
    expect(result?.stderr).toBe('');
  });

  it('gives the page its trend and ages', async () => {
    const [, , last] = await runs(disk().files, [bad, better, bad], ['-f', 'html']);
    expect(last?.stdout.includes('id="trend-title"')).toBe(true);
    expect(last?.stdout.match(/<span class="status (\w+)">/g)).toEqual([
      '<span class="status persisting">',
      '<span class="status reopened">',
    ]);
    expect(last?.stdout.includes('2 days')).toBe(true);
  });

  it('keeps unknown verdicts that no report shows: what cannot be told is not resolved', async () => {
    const { files } = disk();
    const admin = "[reference('other', '2023-07-01').admin]";
    const open = { 'main.json': registryTemplate({ adminUserEnabled: admin }) };
    const [, second] = await runs(files, [bad, open], ['--unknown', 'ignore']);
    expect(second?.stderr).toContain('1 not confirmed');
  });

  it('keeps runs over other paths apart', async () => {
    const { files } = disk();
    const both = {
      'a/main.json': registryTemplate({ adminUserEnabled: true }),
      'b/main.json': registryTemplate({ adminUserEnabled: true }),
    };
    await runs(files, [both]);
    const [part] = await runs(files, [both], ['a']);
    expect(part?.stderr).toContain('1 new, 0 resolved');
    const { stdout } = await cli(['history', 'h.db'], { history: files });
    expect(stdout).toContain('h.db: 2 runs, 2 scopes\n\nscan .\n');
    expect(stdout).toContain('\nscan a\n');
  });

  it.each([
    [
      'before anything is read, when it is no history',
      'no history',
      "pratique: 'h.db' is no history: it is not a SQLite database\n",
    ],
  ])('is refused %s', async (_, content, message) => {
    const { contents, files } = disk();
    contents.set(`${workingDirectory}/h.db`, new TextEncoder().encode(content));
    const result = await cli([...only, '--history', 'h.db'], { files: bad, history: files });
    expect(result).toEqual({ code: 2, stdout: '', stderr: message, files: {} });
  });

  it('that cannot be written loses no report, and the run says so', async () => {
    const files = {
      ...disk().files,
      replace: () => {
        throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      },
    };
    const [result] = await runs(files, [bad]);
    expect(result?.stdout).toContain('admin-user-disabled');
    expect(result).toMatchObject({ code: 2, stderr: "pratique: 'h.db' cannot be written: ENOSPC: no space left\n" });
  });
});

describe('audit --history', () => {
  it('keeps audits of the same scope together, and gives the page its ages', async () => {
    const azure = await startAzure(makeTenant({ subscriptions: 2, registries: () => 3 }));
    const { files } = disk();
    const argv = ['audit', '--tenant', tenantId, '--history', 'h.db', '--only', 'admin-user-disabled', '-f', 'html'];
    const audit = (): Promise<CliResult> =>
      cli(argv, { network: azure.network, env: { PRATIQUE_ARM_TOKEN: 'token' }, history: files });
    try {
      expect((await audit()).stderr).toContain('1 new, 0 resolved, 0 reopened, 0 persisting (run 1 of this scope)');
      const again = await audit();
      expect(again.stderr).toContain('0 new, 0 resolved, 0 reopened, 1 persisting (run 2 of this scope)');
      expect(again.stdout.includes('<h2 id="by-subscription">')).toBe(true);
      expect(again.stdout.includes('<span class="status persisting">')).toBe(true);
    } finally {
      await azure.close();
    }
  });
});

describe('pratique history', () => {
  it('prints the runs and the oldest findings', async () => {
    const { files } = disk();
    await runs(files, [bad, better]);
    const { stdout, code } = await cli(['history', 'h.db'], { history: files });
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'h.db: 2 runs, 1 scope',
      '',
      'scan .',
      '  2026-01-15 00:00  2 ████████████████████  1 critical 1 high; 2 new, 0 resolved, 0 reopened, 0 persisting',
      '  2026-01-16 00:00  1 ██████████            1 critical; 0 new, 1 resolved, 0 reopened, 1 persisting',
      '',
      '  1 open finding, the oldest first:',
      '      1 day  critical  admin-user-disabled  Microsoft.ContainerRegistry/registries/contosoregistry  main.json',
      '',
    ]);
  });

  it('exports JSON and CSV', async () => {
    const { files } = disk();
    await runs(files, [bad, better]);
    const json = JSON.parse((await cli(['history', 'h.db', '-f', 'json'], { history: files })).stdout) as {
      runs: readonly { at: string; new: number }[];
      findings: readonly { rule: string; state: string; resolvedAt: string | null }[];
    };
    expect(json.runs.map(({ at, new: fresh }) => [at, fresh])).toEqual([
      ['2026-01-15T00:00:00.000Z', 2],
      ['2026-01-16T00:00:00.000Z', 0],
    ]);
    expect(json.findings.map(({ rule, state, resolvedAt }) => [rule, state, resolvedAt])).toEqual([
      ['admin-user-disabled', 'open', null],
      ['anonymous-pull-disabled', 'resolved', '2026-01-16T00:00:00.000Z'],
    ]);
    const csv = (await cli(['history', 'h.db', '-f', 'csv'], { history: files })).stdout.split('\r\n');
    expect(csv[0]).toBe(
      'scope,state,verdict,severity,rule,title,resource,file,firstSeen,since,lastSeen,resolvedAt,ageDays,timesReopened,fingerprint',
    );
    expect(csv[1]).toMatch(
      /^scan \.,open,fail,critical,admin-user-disabled,.*,main\.json,2026-01-15T.*,,1,0,[0-9a-f]{32}$/,
    );
    expect(csv.length).toBe(4);
  });

  it('writes no cell that a spreadsheet would calculate', async () => {
    const { files } = disk();
    const evil = { '=cmd,"x"/main.json': registryTemplate({ adminUserEnabled: true }) };
    await runs(files, [evil]);
    const { stdout } = await cli(['history', 'h.db', '-f', 'csv'], { history: files });
    expect(stdout).toContain(`,"'=cmd,""x""/main.json",`);
  });

  it('says when there is no such file', async () => {
    const result = await cli(['history', 'gone.db'], { history: disk().files });
    expect(result).toEqual({ code: 2, stdout: '', stderr: "pratique: There is no file 'gone.db'\n", files: {} });
  });
});
