// `pratique new rule`: the file of a rule to begin with.

import { absolutePath, joinPaths, shownPath } from '../sources/paths.ts';
import type { ScanOptions } from './arguments.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { readSettings } from './settings.ts';

/** Where rules go when nobody says where. */
const usualFolder = 'policies';

/** Writes the file. Nothing is overwritten. */
export async function runNewRule(
  id: string,
  folder: string | undefined,
  options: ScanOptions,
  io: Io,
): Promise<number> {
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]{0,78}[A-Za-z0-9])?$/.test(id))
    throw new UserError(`'${id}' is no id for a rule: ids have letters, digits and hyphens, as in registry-has-owner`);
  const { ruleDirectories } = await readSettings(options, io);
  const directory =
    folder === undefined
      ? (ruleDirectories[0] ?? absolutePath(usualFolder, io.workingDirectory))
      : absolutePath(folder, io.workingDirectory);
  const path = joinPaths(directory, `${id}.yaml`);
  const shown = shownPath(path, io.workingDirectory);
  if (io.files.kind(path) !== 'missing') throw new UserError(`There is a file '${shown}' already`);
  if (io.builtinRules().some((rule) => rule.id === id)) throw new UserError(`There is a built-in rule '${id}' already`);
  if (!io.writeFile(path, scaffold(id))) throw new UserError(`'${shown}' cannot be written`);
  const where = shownPath(directory, io.workingDirectory);
  io.stdout(`${shown}\n\nEdit it, run its examples with 'pratique test ${where}', and scan with '--rules ${where}'.\n`);
  return exitCodes.ok;
}

/** A rule that is right as it stands, so that whoever edits it begins with something that works. */
function scaffold(id: string): string {
  return `id: ${id}
title: Container registry has an owner tag
severity: medium          # critical, high, medium, low, info
category: operations      # security, reliability, cost, operations, performance
since: 1.0.0
tags: [registry]
sets: [baseline]          # baseline runs when nobody selects
applies:
  to: [Microsoft.ContainerRegistry/registries]
require:
  field: tags.owner
  exists: true
why: >
  What can go wrong where this is not so, in one or two sentences.
recommendation: >
  What to do about it, in one or two sentences.
fix:
  safe: true
  set: { tags.owner: <team> }
links:
  - title: Where your rules are explained
    url: https://example.com/handbook
examples:
  - name: A registry with an owner
    verdict: pass
    resources:
      - type: Microsoft.ContainerRegistry/registries
        apiVersion: '2025-11-01'
        name: contosoregistry
        location: westeurope
        sku: { name: Premium }
        tags: { owner: platform }
  - name: A registry without tags
    verdict: fail
    resources:
      - type: Microsoft.ContainerRegistry/registries
        apiVersion: '2025-11-01'
        name: contosoregistry
        location: westeurope
        sku: { name: Premium }
  - name: All tags come from a parameter
    verdict: unknown
    parameters:
      tags: { type: object }
    resources:
      - type: Microsoft.ContainerRegistry/registries
        apiVersion: '2025-11-01'
        name: contosoregistry
        location: westeurope
        sku: { name: Premium }
        tags: "[parameters('tags')]"
`;
}
