// One sweep of a folder: the report of a scan, and beside it every deployment evaluated anew to see what is known of it.

import { templateEstate } from '../../src/engine/template-estate.ts';
import type { Report } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import { readBicep } from '../../src/sources/bicep-reader.ts';
import { type Deployment, deploymentArguments, deploymentName, deploymentsOf } from '../../src/sources/deployments.ts';
import { discoverFiles } from '../../src/sources/discover.ts';
import { nodeFileSystem } from '../../src/sources/file-system.ts';
import { Notes } from '../../src/sources/notes.ts';
import { joinPaths, parentOf } from '../../src/sources/paths.ts';
import { scanWith } from '../../src/sources/scan.ts';
import { SourceFiles } from '../../src/sources/source-files.ts';
import type { Assumption } from '../../src/templates/parameters.ts';
import { type Census, CensusTaker } from './census.ts';

export interface Survey {
  readonly assume: Assumption;
  /** Every file that a scan would look at, relative to the folder. */
  readonly files: readonly string[];
  /** Undefined when the scan threw. */
  readonly report: Report | undefined;
  readonly census: Census;
  /** What threw, and where. Nothing may. */
  readonly thrown: readonly string[];
}

/** Scans the folder and evaluates what it deploys. */
export function survey(folder: string, rules: readonly Rule[], assume: Assumption): Survey {
  const thrown: string[] = [];
  const attempt = <T>(what: string, action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      thrown.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const report = attempt('scan', () => scanFolder(folder, rules, assume));
  const files = candidates(folder).map((path) => path.slice(folder.length + 1));
  const census = new CensusTaker();
  const notes = new Notes();
  const sources = readSources(folder, notes);
  for (const deployment of deploymentsOf(sources, [], folder, notes)) {
    const name = deploymentName(deployment);
    if (report?.coverage.deployments.includes(name) === false) continue;
    attempt(name, () => census.add(evaluate(deployment, sources, notes, assume)));
  }
  return { assume, files, report, census: census.result(), thrown };
}

function scanFolder(folder: string, rules: readonly Rule[], assume: Assumption): Report {
  return scanWith(
    {
      paths: [folder],
      parameterFiles: [],
      exclude: [],
      moduleFolders: [],
      rules,
      assume,
      facts: {},
      files: nodeFileSystem,
      workingDirectory: folder,
      toolVersion: '0.0.0',
      now: 0,
    },
    readBicep,
  );
}

function candidates(folder: string): readonly string[] {
  return discoverFiles([folder], [], nodeFileSystem, (name) => /\.(jsonc?|bicep|bicepparam)$/i.test(name)).files.map(
    ({ path }) => path,
  );
}

function readSources(folder: string, notes: Notes): SourceFiles {
  const reach = { root: folder, moduleFolders: [], workingDirectory: folder };
  const bicep = readBicep({ files: nodeFileSystem, reach, cli: undefined, notes });
  const sources = new SourceFiles(nodeFileSystem, notes, reach, bicep);
  for (const path of candidates(folder)) sources.read({ path, named: false });
  return sources;
}

function evaluate(
  deployment: Deployment,
  sources: SourceFiles,
  notes: Notes,
  assume: Assumption,
): Parameters<CensusTaker['add']>[0] {
  const { document, path } = deployment.template;
  const { evaluated } = templateEstate({
    name: deploymentName(deployment),
    document,
    supplied: deploymentArguments(deployment, notes).supplied,
    assume,
    facts: {},
    loadLinked: (relative) => sources.template(joinPaths(parentOf(path), relative))?.document,
  });
  return evaluated.root;
}
