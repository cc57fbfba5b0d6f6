// Our verdicts on the resources of a fixture, by the rules that a peer's control selects.

import { checkEstate } from '../../src/engine/check.ts';
import { nameLabel } from '../../src/engine/labels.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { originPlace } from '../../src/engine/places.ts';
import { readRule } from '../../src/engine/read-rule.ts';
import { templateEstate } from '../../src/engine/template-estate.ts';
import type { Estate, Resource } from '../../src/model/resource.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Judged, Verdict } from '../../src/model/verdict.ts';
import { readBicep } from '../../src/sources/bicep-reader.ts';
import { deploymentArguments, deploymentName, deploymentsOf } from '../../src/sources/deployments.ts';
import { memoryFileSystem } from '../../src/sources/file-system.ts';
import { Notes } from '../../src/sources/notes.ts';
import { SourceFiles } from '../../src/sources/source-files.ts';
import { isStandIn, type Settings, settingsFor, withNames, withRegistries } from './circumstances.ts';
import { exportedName, exportedType, liveResources } from './exported.ts';
import type { Fixture, Seen } from './peer-test.ts';

/** What a rule says of a resource and of what belongs to it. */
export interface Ruling {
  readonly resource: Seen;
  readonly rule: Rule;
  /** Undefined where the rule is about nothing that is there. */
  readonly verdict: Verdict['kind'] | undefined;
}

export interface JudgeOptions {
  readonly settings: Settings;
  readonly now: number;
}

/** Judges every resource of a fixture; of an exported one the resource itself, whatever it brings along. */
export function rulingsOn(fixture: Fixture, rules: readonly Rule[], options: JudgeOptions): readonly Ruling[] {
  return estatesOf(fixture).flatMap((estate) => {
    const around = withRegistries(estate);
    const settings = { ...settingsFor(estate), ...options.settings };
    const judged = checkEstate(around, rules.map(configured(settings)), { now: options.now });
    return subjects(fixture, estate).flatMap(([resource, seen]) =>
      rules.map((rule): Ruling => ({ resource: seen, rule, verdict: verdictOn(resource, rule, judged) })),
    );
  });
}

function estatesOf(fixture: Fixture): readonly Estate[] {
  return fixture.kind === 'live'
    ? [liveEstate(fixture.name, liveResources(fixture.resource))]
    : templateEstates(fixture.files, fixture.forced);
}

/** What PSRule takes for the subscription; resources are named after it. */
const facts = { subscription: 'ffffffff-ffff-ffff-ffff-ffffffffffff' } as const;

/** The estate of each template with each of its parameter files, as a scan of these files makes them. */
function templateEstates(files: Readonly<Record<string, string>>, forced: readonly string[]): readonly Estate[] {
  const inRoot = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/${path}`, text]));
  const notes = new Notes();
  const memory = memoryFileSystem(inRoot);
  const reach = {
    root: '/',
    moduleFolders: [],
    workingDirectory: '/',
  };
  const sources = new SourceFiles(memory, notes, reach, readBicep({ files: memory, reach, cli: undefined, notes }));
  for (const path of Object.keys(inRoot)) sources.read({ path, named: true });
  const parameters = forced.flatMap((path) => sources.get(`/${path}`) ?? []);
  return deploymentsOf(sources, parameters, '/', notes).map((deployment) => {
    const { supplied } = deploymentArguments(deployment, notes);
    const name = deploymentName(deployment);
    const { document } = deployment.template;
    const input = { name, document, supplied, assume: 'defaults', facts, loadLinked: () => undefined } as const;
    return withNames(templateEstate(input).estate);
  });
}

/** The resources of a fixture that a peer may speak of, with how it knows them. */
function subjects(fixture: Fixture, { resources }: Estate): readonly (readonly [Resource, Seen])[] {
  if (fixture.kind === 'template')
    return resources.filter(({ existing }) => !existing).map((resource) => [resource, seenIn(resource)] as const);
  const [root] = resources;
  const seen: Seen = {
    type: exportedType(fixture.resource),
    name: exportedName(fixture.resource),
    file: fixture.name,
    lines: [0, 0],
  };
  return root === undefined ? [] : [[root, seen]];
}

function seenIn({ type, name, origin }: Resource): Seen {
  const place = origin && originPlace(origin);
  const lines: Seen['lines'] = place === undefined ? [0, 0] : [place.start.line, place.end.line];
  return { type, name: nameLabel(name), file: place?.document.name ?? '', lines };
}

/** A rule as it is read with its settings. */
function configured(settings: Settings): (rule: Rule) => Rule {
  return (rule) => {
    const result = readRule(rule.file, settings[rule.id]);
    if (result.kind === 'mistakes') throw new Error(`${rule.id}: ${result.mistakes[0]?.message}`);
    return result.rule;
  };
}

const worstFirst: readonly Verdict['kind'][] = ['fail', 'fails-when', 'unknown', 'pass', 'not-applicable'];

/** One bad key makes a bad vault; undefined where nothing is said. */
export function worst(kinds: readonly Verdict['kind'][]): Verdict['kind'] | undefined {
  return worstFirst.find((kind) => kinds.includes(kind));
}

/** What a rule says of a resource, or of its children where the rule is about those. */
function verdictOn(resource: Resource, rule: Rule, judged: readonly Judged[]): Verdict['kind'] | undefined {
  const own = judged.filter(
    (one) => one.rule.id === rule.id && !isStandIn(one.resource) && belongsTo(resource, one.resource),
  );
  return worst(own.map(({ verdict }) => verdict.kind));
}

function belongsTo(resource: Resource, other: Resource): boolean {
  const [id, otherId] = [resource, other].map((one) => nameLabel(one.id).toLowerCase());
  return other.key === resource.key || (id !== otherId && otherId?.startsWith(`${id}/`) === true);
}
