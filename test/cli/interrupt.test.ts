// Ctrl-C while Azure is read: nothing further is asked, what was read is kept, and the audit can be continued.

import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type Interrupt, listenForInterrupts } from '../../src/cli/interrupts.ts';
import type { Io } from '../../src/cli/io.ts';
import { type AzureDouble, startAzure } from '../azure/server.ts';
import { makeTenant } from '../azure/tenant.ts';
import { readSnapshot } from '../live/snapshots.ts';
import { type CliResult, type CliSetting, cli, filesIn, ruleNamed } from '../support/cli.ts';

const tenant = makeTenant({ subscriptions: 2, registries: () => 20 });
const env = { PRATIQUE_ARM_TOKEN: 'token' };
const only = ['--only', 'token-scope-map-custom,admin-user-disabled'];
const rules = ['token-scope-map-custom', 'admin-user-disabled'].map(ruleNamed);

let azure: AzureDouble | undefined;

afterEach(async () => {
  await azure?.close();
  azure = undefined;
});

interface Stopped extends CliResult {
  /** Requests that were sent after the interruption. */
  readonly later: number;
  /** Whether anybody listens still. */
  readonly listens: boolean;
}

/** Audits, and ends it when the request of that number is sent. */
async function interrupted(
  at: number,
  argv: readonly string[],
  interrupt: Interrupt = 'SIGINT',
  setting: CliSetting = {},
): Promise<Stopped> {
  azure = await startAzure(tenant);
  const { network } = azure;
  let stop: ((interrupt: Interrupt) => void) | undefined;
  let sent = 0;
  const stopping: Io['network'] = {
    ...network,
    fetch: (url, init) => {
      if (++sent === at) stop?.(interrupt);
      return network.fetch(url, init);
    },
  };
  const onInterrupt: Io['onInterrupt'] = (listener) => {
    stop = listener;
    return () => {
      stop = undefined;
    };
  };
  const result = await cli(['audit', ...only, ...argv], { network: stopping, env, rules, onInterrupt, ...setting });
  return { ...result, later: sent - at, listens: stop !== undefined };
}

describe('an interrupted audit', () => {
  it.each<readonly [Interrupt, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('ends by %s with exit code %i, and judges nothing', async (interrupt, code) => {
    const found = await interrupted(6, [], interrupt);
    expect(found).toMatchObject({ code, stdout: '', listens: false });
    expect(found.stderr).toBe(
      'pratique: Reading was interrupted, and nothing was judged. With --save <file> it could be continued\n',
    );
  });

  it('begins no further request', async () => {
    // Those of the same moment were on their way already.
    expect((await interrupted(6, [])).later).toBeLessThan(8);
  });

  it('ends where no request is answered yet', async () => {
    expect(await interrupted(1, [])).toMatchObject({ code: 130, later: 0 });
  });

  it('takes back the line that says how far it is', async () => {
    const { stderr } = await interrupted(6, [], 'SIGINT', { isTerminal: true });
    expect(stderr).toContain('\r\u001b[Kpratique: Reading was interrupted');
  });

  it('does not wait for a sign-in that does not come', async () => {
    let stop: ((interrupt: Interrupt) => void) | undefined;
    const { code } = await cli(['audit', ...only], {
      rules,
      onInterrupt: (listener) => {
        stop = listener;
        return () => {};
      },
      signIn: () => {
        stop?.('SIGINT');
        return new Promise(() => {});
      },
    });
    expect(code).toBe(130);
  });

  it('keeps what it read, says how to continue, and continues', async () => {
    const binaries = new Map<string, Uint8Array>();
    const stopped = await interrupted(30, ['--save', 'monday'], 'SIGINT', { binaries });
    expect(stopped.stderr).toBe(
      "pratique: Reading was interrupted. What was read is in 'monday': the same command with --resume continues\n",
    );
    const kept = await readSnapshot('monday', binaries.get('monday') ?? new Uint8Array());
    expect(kept.finished).toBe(false);
    expect(kept.units.length).toBeGreaterThan(5);
    await azure?.close();

    azure = await startAzure(tenant);
    const memory = filesIn({ monday: '' });
    const files = { ...memory, read: (path: string) => binaries.get('monday') ?? memory.read(path) };
    const argv = ['audit', ...only, '-f', 'json'];
    const resumed = await cli([...argv, '--save', 'monday', '--resume'], {
      network: azure.network,
      env,
      rules,
      binaries,
      files,
    });
    const asked = azure.requests.length;
    const whole = await cli(argv, { network: azure.network, env, rules });
    expect(resumed.code).toBe(1);
    expect(JSON.parse(resumed.stdout).findings).toEqual(JSON.parse(whole.stdout).findings);
    expect(asked).toBeLessThan(azure.requests.length - asked);
  });
});

describe('the system', () => {
  it('ends the program the second time: nobody listens any more', () => {
    const system = new EventEmitter();
    const heard: Interrupt[] = [];
    listenForInterrupts(system)((interrupt) => heard.push(interrupt));
    expect(system.emit('SIGTERM', 'SIGTERM')).toBe(true);
    expect(system.emit('SIGTERM', 'SIGTERM')).toBe(false);
    expect(system.emit('SIGINT', 'SIGINT')).toBe(false);
    expect(heard).toEqual(['SIGTERM']);
  });

  it('ends it the first time where nothing is read', () => {
    const system = new EventEmitter();
    listenForInterrupts(system)(() => {})();
    expect(system.emit('SIGINT', 'SIGINT')).toBe(false);
  });
});

it('listens only while it reads', async () => {
  azure = await startAzure(tenant);
  const events: string[] = [];
  const onInterrupt: Io['onInterrupt'] = () => {
    events.push('listens');
    return () => events.push('leaves');
  };
  await cli(['audit', ...only], { network: azure.network, env, rules, onInterrupt });
  await cli(['rules'], { onInterrupt });
  expect(events).toEqual(['listens', 'leaves']);
});
