// What becomes of findings from run to run.

import { describe, expect, it } from 'vitest';
import { loadSqlite } from '../../src/history/database.ts';
import type { ReportHistory } from '../../src/history/history.ts';
import { readEverything } from '../../src/history/read.ts';
import { recordRun } from '../../src/history/record.ts';
import type { Report } from '../../src/model/report.ts';
import { ruleNamed } from '../support/cli.ts';
import { liveReport, registry } from '../support/reports.ts';

const open = await loadSqlite();
const rules = ['admin-user-disabled', 'anonymous-pull-disabled'].map(ruleNamed);
const start = Date.UTC(2026, 0, 1);
const day = 86_400_000;

/** A report in which registry `a` breaks the rules that are named. */
function broken(...names: readonly ('admin' | 'anonymous')[]): Report {
  const properties = { adminUserEnabled: names.includes('admin'), anonymousPullEnabled: names.includes('anonymous') };
  return liveReport([registry('a', 0, properties)], { rules });
}

const incomplete = (report: Report): Report => ({
  ...report,
  problems: [{ severity: 'error', message: 'not all could be read', place: undefined, file: undefined }],
});

/** As far as a run tells of changes. */
const changes = ({ runs }: ReportHistory): Readonly<Record<string, number>> => {
  const last = runs.at(-1);
  if (last === undefined) throw new Error('There is no run');
  const { new: fresh, persisting, reopened, resolved, unconfirmed } = last;
  return { new: fresh, persisting, reopened, resolved, unconfirmed };
};

const none = { new: 0, persisting: 0, reopened: 0, resolved: 0, unconfirmed: 0 };

/** Records reports a day apart, and gives what each of them was told. */
function recorded(...reports: readonly Report[]): readonly ReportHistory[] {
  const database = open('h', undefined);
  return reports.map((report, i) => recordRun(database, { scope: 'test', at: start + i * day, report }));
}

describe('a finding', () => {
  it('is new, persists, is resolved, and comes back', () => {
    const runs = recorded(broken('admin'), broken('admin'), broken(), broken(), broken('admin'), broken('admin'));
    expect(runs.map(changes)).toEqual([
      { ...none, new: 1 },
      { ...none, persisting: 1 },
      { ...none, resolved: 1 },
      none,
      { ...none, reopened: 1 },
      { ...none, persisting: 1 },
    ]);
  });

  it('has the age of its last coming, and is known since the first', () => {
    const runs = recorded(broken('admin'), broken('admin'), broken(), broken('admin'), broken('admin'));
    const standings = runs.map(({ standings: known }) => [...known.values()][0]);
    expect(standings).toEqual([
      { status: 'new', since: start, firstSeen: start },
      { status: 'persisting', since: start, firstSeen: start },
      undefined,
      { status: 'reopened', since: start + 3 * day, firstSeen: start },
      { status: 'persisting', since: start + 3 * day, firstSeen: start },
    ]);
  });

  it('that is resolved is named by the run that resolves it, and by no other', () => {
    const runs = recorded(broken('admin', 'anonymous'), broken('anonymous'), broken('anonymous'));
    expect(
      runs.map(({ resolved }) => resolved.map(({ rule, state, resolvedAt }) => [rule, state, resolvedAt])),
    ).toEqual([[], [['admin-user-disabled', 'resolved', start + day]], []]);
  });

  it('is not resolved by a run that could not judge everything', () => {
    const runs = recorded(broken('admin'), incomplete(broken()), broken('admin'), incomplete(broken()), broken());
    expect(runs.map(changes)).toEqual([
      { ...none, new: 1 },
      { ...none, unconfirmed: 1 },
      { ...none, persisting: 1 },
      { ...none, unconfirmed: 1 },
      { ...none, resolved: 1 },
    ]);
  });

  it('is not resolved by a run without its rule', () => {
    const other = liveReport([registry('a')], { rules: [ruleNamed('anonymous-pull-disabled')] });
    expect(recorded(broken('admin'), other).map(changes)).toEqual([
      { ...none, new: 1 },
      { ...none, unconfirmed: 1 },
    ]);
  });

  it('is not resolved when its rule cannot tell any more', () => {
    const rule = ruleNamed('soft-delete-enabled');
    const known = liveReport([registry('a', 0, { policies: { softDeletePolicy: { status: 'disabled' } } })], {
      rules: [rule],
    });
    const [finding] = known.findings;
    if (finding === undefined) throw new Error('There is no finding');
    const unknown: Report = { ...known, findings: [{ ...finding, kind: 'unknown', fingerprint: 'another' }] };
    const runs = recorded(known, unknown, known);
    expect(runs.map(changes)).toEqual([
      { ...none, new: 1 },
      { ...none, unconfirmed: 1 },
      { ...none, persisting: 1 },
    ]);
    expect(runs[1]?.runs.at(-1)?.unknown).toBe(1);
  });

  it('that was unknown and now fails is a new failure', () => {
    const failing = broken('admin');
    const unknown: Report = {
      ...failing,
      findings: failing.findings.map((finding) => ({ ...finding, kind: 'unknown' })),
    };
    expect(recorded(unknown, failing).map(changes)).toEqual([none, { ...none, new: 1 }]);
  });

  it('of another scope is another one', () => {
    const database = open('h', undefined);
    const record = (scope: string, report: Report): ReportHistory => recordRun(database, { scope, at: start, report });
    record('one', broken('admin'));
    expect(changes(record('two', broken()))).toEqual(none);
    expect(changes(record('two', broken('admin')))).toEqual({ ...none, new: 1 });
    expect(changes(record('one', broken('admin')))).toEqual({ ...none, persisting: 1 });
    expect(record('one', broken()).runs.map(({ scope }) => scope)).toEqual(['one', 'one', 'one']);
  });
});

describe('a run', () => {
  it('has its numbers', () => {
    const [only] = recorded(broken('admin', 'anonymous'));
    expect(only?.runs).toEqual([
      {
        ...{ id: 1, scope: 'test', at: start, toolVersion: '1.2.3', complete: true, resources: 1, passed: 0 },
        ...{ failing: { critical: 1, high: 1, medium: 0, low: 0, info: 0 }, failsWhen: 0, unknown: 0 },
        ...{ ...none, new: 2 },
      },
    ]);
  });

  it('is kept in bytes that open again, the same for the same runs', () => {
    const write = (): Uint8Array => {
      const database = open('h', undefined);
      recordRun(database, { scope: 'test', at: start, report: broken('admin') });
      recordRun(database, { scope: 'test', at: start + day, report: broken('anonymous') });
      return database.bytes();
    };
    const bytes = write();
    expect(Buffer.from(write()).equals(Buffer.from(bytes))).toBe(true);
    const { runs, findings } = readEverything(open('h', bytes));
    expect(runs.map(({ id, at }) => [id, at])).toEqual([
      [1, start],
      [2, start + day],
    ]);
    expect(findings.map(({ rule, state }) => [rule, state])).toEqual([
      ['admin-user-disabled', 'resolved'],
      ['anonymous-pull-disabled', 'open'],
    ]);
  });

  it('may be a little older than the last one, as clocks differ, and not much', () => {
    const database = open('h', undefined);
    const at = (moment: number): ReportHistory =>
      recordRun(database, { scope: 'test', at: moment, report: broken('admin') });
    at(start + 10 * day);
    expect(at(start + 9.5 * day).runs.map((run) => run.at)).toEqual([start + 10 * day, start + 10 * day]);
    expect(() => at(start + 8 * day)).toThrow(
      'The history has a run of 2026-01-11 over this scope already; one of 2026-01-09 cannot be put in front of it',
    );
    expect(readEverything(database).runs.length).toBe(2);
  });

  it('that breaks off leaves nothing behind', () => {
    const database = open('h', undefined);
    recordRun(database, { scope: 'test', at: start, report: broken('admin') });
    const [finding] = broken('anonymous').findings;
    const impossible = {
      ...finding,
      rule: { ...finding?.rule, severity: 'dreadful' },
    } as unknown as Report['findings'][number];
    const report: Report = { ...broken('anonymous'), findings: [impossible] };
    expect(() => recordRun(database, { scope: 'test', at: start + day, report })).toThrow('CHECK constraint failed');
    const { runs, findings } = readEverything(database);
    expect([runs.length, findings.length, findings[0]?.state]).toEqual([1, 1, 'open']);
  });
});
