// `pratique drift`: templates against what runs in Azure, or ran when a snapshot was taken.

import type { AuditScope } from '../live/audit-scope.ts';
import { type Drift, declaredIn, driftOf } from '../live/drift.ts';
import { liveSide } from '../live/live-side.ts';
import { needsOfTypes } from '../live/needs.ts';
import { wholeSnapshot } from '../live/snapshot-file.ts';
import type { Problem } from '../model/report.ts';
import type { Estate, Resource } from '../model/resource.ts';
import { scan } from '../sources/scan.ts';
import type { ContextFacts } from '../templates/context.ts';
import type { AzureOptions } from './audit-options.ts';
import { driftJson, driftMarkdown, driftText } from './drift-report.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { type Output, readOutputs, writeOutput } from './outputs.ts';
import { namesScope, readSubject, readTarget, type Target, tellingLiveErrors } from './read-azure.ts';
import { scanInput } from './scan.ts';
import { readSettings } from './settings.ts';

/** Compares. Exit code 1 when something differs, 2 when not everything could be read. */
export async function runDrift(
  template: string,
  named: string | undefined,
  options: AzureOptions,
  io: Io,
): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  if (named === undefined && !namesScope(options))
    throw new UserError(
      'Say what the templates are compared with: an Azure id such as /subscriptions/<id>, --subscription or another scope, or a file of --save',
    );
  return await tellingLiveErrors(async () => {
    const target = await readTarget(named, options, io);
    const { declared, problems } = await readTemplates(template, target, options, io);
    const needs = needsOfTypes(declared.map(({ type }) => type));
    const live = await wholeSnapshot(await readSubject(target, () => needs, options, io));
    const drift = driftOf(declared, liveSide(live));
    for (const output of outputs) writeOutput(output, render(output, drift, problems, options), io);
    return exitCode(drift, problems);
  });
}

interface Templates {
  readonly declared: readonly Resource[];
  /** What is wrong with them. */
  readonly problems: readonly Problem[];
}

async function readTemplates(path: string, target: Target, options: AzureOptions, io: Io): Promise<Templates> {
  const settings = await readSettings(options, io);
  const scope = target.kind === 'scope' ? target.scope : target.snapshot.header.scope;
  const input = scanInput([path], options, { ...settings, facts: { ...factsOf(scope), ...settings.facts } }, [], io);
  let estates: readonly Estate[] = [];
  const observe = (found: readonly Estate[]): void => {
    estates = found;
  };
  const { problems } = await scan({ ...input, observe });
  const declared = declaredIn(estates);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (declared.length === 0 && errors.length === 0)
    throw new UserError(`There is nothing to compare: '${path}' declares no resource`);
  return { declared, problems: errors };
}

/** What is compared with a part of Azure is taken to be deployed there. */
function factsOf(scope: AuditScope): ContextFacts {
  if (scope.kind === 'subscriptions') return scope.ids.length === 1 ? { subscription: scope.ids[0] } : {};
  if (scope.kind !== 'within') return {};
  const [, resourceGroup] = /\/resourceGroups\/([^/]+)/i.exec(scope.id) ?? [];
  return { subscription: scope.subscription, resourceGroup };
}

function render({ format }: Output, drift: Drift, problems: readonly Problem[], { quiet }: AzureOptions): string {
  switch (format) {
    case 'json':
      return driftJson(drift, problems);
    case 'markdown':
      return driftMarkdown(drift, problems);
    default:
      return quiet === true && isSilent(drift, problems) ? '' : driftText(drift, problems);
  }
}

function isSilent({ differences, skipped }: Drift, problems: readonly Problem[]): boolean {
  return differences.length === 0 && skipped.length === 0 && problems.length === 0;
}

function exitCode({ differences, skipped }: Drift, problems: readonly Problem[]): number {
  if (problems.length > 0 || skipped.some(({ avoidable }) => avoidable)) return exitCodes.incomplete;
  return differences.length > 0 ? exitCodes.findings : exitCodes.ok;
}
