// What every rule of this checkout keeps to beyond its schema and its examples: names, sets, links, and fields that Azure has.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { previewAside, previewInName, undefinedTypes } from '../../scripts/fields/exceptions.ts';
import { outdatedFacts, unmarkedPreviews, unverifiedPaths } from '../../scripts/fields/lint.ts';
import { pathsOf, textOf } from '../../scripts/fields/rule-paths.ts';
import type { VerifiedFields } from '../../scripts/fields/verified.ts';
import { aliasesOf } from '../../src/engine/select.ts';
import { categories, type Rule } from '../../src/model/rule.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { root, ruleFiles } from '../support/rules.ts';

const { rules } = ruleFiles;

/** What a check says of rules, each mistake with the id of its rule. */
function mistakes(check: (rule: Rule) => readonly string[]): readonly string[] {
  return rules.flatMap((rule) => check(rule).map((mistake) => `${rule.id}: ${mistake}`));
}

/** Names that several rules have, with the rules. */
function shared(namesOf: (rule: Rule) => readonly string[]): readonly string[] {
  const owners = new Map<string, string[]>();
  for (const rule of rules)
    for (const name of new Set(namesOf(rule).map((one) => one.toLowerCase())))
      owners.set(name, [...(owners.get(name) ?? []), rule.id]);
  return [...owners].filter(([, ids]) => ids.length > 1).map(([name, ids]) => `${name}: ${ids.join(', ')}`);
}

/** Ids of other tools that select several rules, with the reason. */
const sharedAliases: Readonly<Record<string, string>> = {
  'azr-000535: diagnostic-login-repository-events, diagnostic-settings-present':
    'PSRule asks in one rule whether there are diagnostic settings and whether they collect what is audited.',
  'azure.acr.auditlogs: diagnostic-login-repository-events, diagnostic-settings-present': 'The same, by its name.',
  'ckv_azure_233: geo-replica-zone-redundancy, zone-redundancy':
    'One check of Checkov looks at registries and at their replications.',
  'fa9efde4-3586-4595-a442-b7e97f70fe91: storage-usage, alerts-supply-chain':
    'An alert on the storage of a registry: that there is an alert, and what it watches.',
};

const tags = new Set(
  [
    'aks alerts api-version app-service build cache connected-registry container-apps container-instances',
    'data-protection defender dns encryption federation geo-replication governance identity key-vault lifecycle',
    'log-analytics logging naming network notation pipelines policy private-link quarantine registry roles secrets',
    'signing sku tagging tasks tenant tokens webhook workloads zones',
  ].flatMap((line) => line.split(' ')),
);

/** A rule is in one of these, unless it is about a feature in preview and in the set of those. */
const mainSets = ['baseline', 'strict', 'pedantic', 'legacy'];
const sets = new Set([
  ...mainSets,
  'preview',
  'cis',
  'mcsb',
  'psrule',
  ...categories.map((category) => `waf:${category}`),
]);

const tools = new Set(
  [
    'alz amba aprl azqr azsk azts azureAdvisor azurePolicy checkov cloudsploit defenderAssessment kics prancer',
    'prowler psrule reviewChecklist semgrep steampipe terrascan trivy',
  ].flatMap((line) => line.split(' ')),
);
const frameworks = new Set(['cis', 'mcsb', 'waf']);

describe('the names of rules', () => {
  it('are ids and titles that no two have', () => {
    expect(rules.length).toBeGreaterThan(80);
    expect(shared(({ id }) => [id])).toEqual([]);
    expect(shared(({ title }) => [title])).toEqual([]);
  });

  it('are ids of other tools that select one rule, or several for a reason', () => {
    expect(shared(aliasesOf).toSorted()).toEqual(Object.keys(sharedAliases).toSorted());
  });

  it('are no tags, sets or categories', () => {
    const groups = new Set<string>([...tags, ...sets, ...categories]);
    expect(mistakes((rule) => [rule.id, ...aliasesOf(rule)].filter((name) => groups.has(name.toLowerCase())))).toEqual(
      [],
    );
  });

  it('stand in tags, sets, tools and frameworks that are known', () => {
    const unknown = mistakes((rule) => [
      ...rule.tags.filter((name) => !tags.has(name)),
      ...rule.sets.filter((name) => !sets.has(name)),
      ...Object.keys(rule.aliases).filter((name) => !tools.has(name)),
      ...Object.keys(rule.controls).filter((name) => !frameworks.has(name)),
    ]);
    expect(unknown).toEqual([]);
  });
});

describe('the sets of a rule', () => {
  it('are one for everyday use, or the one for previews', () => {
    const wrong = mistakes(({ sets: own }) => {
      const main = own.filter((name) => mainSets.includes(name));
      return main.length === 1 || (main.length === 0 && own.includes('preview')) ? [] : [own.join(', ')];
    });
    expect(wrong).toEqual([]);
  });

  it('have its pillar of the Well-Architected Framework and no other, unless it is about something that goes away', () => {
    const wrong = mistakes(({ category, sets: own }) => {
      const wanted = own.includes('legacy') ? [] : [`waf:${category}`];
      const pillars = own.filter((name) => name.startsWith('waf:'));
      return pillars.join() === wanted.join() ? [] : [`${category}, but ${pillars.join()}`];
    });
    expect(wrong).toEqual([]);
  });

  it('claim only what its controls, its aliases and its state say', () => {
    const claims: Readonly<Record<string, (rule: Rule) => boolean>> = {
      cis: ({ controls }) => controls.cis !== undefined,
      mcsb: ({ controls }) => controls.mcsb !== undefined,
      psrule: ({ aliases }) => aliases.psrule !== undefined,
      preview: ({ preview }) => preview,
      legacy: ({ deprecated }) => deprecated !== undefined,
    };
    expect(mistakes((rule) => rule.sets.filter((name) => claims[name]?.(rule) === false))).toEqual([]);
  });
});

describe('the texts of a rule', () => {
  it('end as sentences do, but for its title', () => {
    const wrong = mistakes(({ why, recommendation, note, fix, settings, applies, causes }) => {
      const texts = [
        why,
        recommendation,
        ...(note === undefined ? [] : [note]),
        ...(fix.none === undefined ? [] : [fix.none.trim()]),
        ...settings.map(({ description }) => description),
        ...applies.when.map(({ otherwise }) => otherwise),
        ...causes.map(({ text }) => text),
      ];
      return texts.filter((text) => !text.endsWith('.'));
    });
    expect(wrong).toEqual([]);
    expect(mistakes(({ title }) => (/^\p{Lu}.*[^.]$/u.test(title) ? [] : [title]))).toEqual([]);
  });

  it('are short enough to be read', () => {
    const wrong = mistakes(({ title, why, recommendation, note = '' }) => [
      ...(title.length > 100 ? [title] : []),
      ...(why.length > 700 ? ['why'] : []),
      ...(recommendation.length > 400 ? ['recommendation'] : []),
      ...(note.length > 1200 ? ['note'] : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('say since which version of this program it is there', () => {
    const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { readonly version: string };
    const order = new Intl.Collator('en', { numeric: true });
    expect(
      mistakes(({ since }) => (/^\d+\.\d+\.\d+$/.test(since) && order.compare(since, version) <= 0 ? [] : [since])),
    ).toEqual([]);
  });
});

describe('what a rule points to', () => {
  /** Beginnings of addresses, and who speaks there. */
  const official: readonly (readonly [string, string])[] = [
    ['https://learn.microsoft.com/', 'Microsoft'],
    ['https://github.com/Azure/', 'Microsoft'],
    ['https://docs.github.com/', 'GitHub'],
    ['https://notaryproject.dev/', 'the Notary Project'],
    ['https://github.com/notaryproject/', 'the Notary Project'],
    ['https://kubernetes.io/', 'Kubernetes'],
    ['https://docs.docker.com/', 'Docker'],
  ];

  it('is an official source, in the language of its reader', () => {
    const wrong = mistakes(({ links }) =>
      links
        .map(({ url }) => url)
        .filter((url) => !official.some(([start]) => url.startsWith(start)) || /\.com\/[a-z]{2}-[a-z]{2}\//i.test(url)),
    );
    expect(wrong).toEqual([]);
  });

  it('is one address once', () => {
    const wrong = mistakes(({ links }) => {
      const urls = links.map(({ url }) => url);
      return urls.filter((url, i) => urls.indexOf(url) !== i);
    });
    expect(wrong).toEqual([]);
  });

  it('is another rule that there is, where it names a cause', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(
      mistakes(({ id, causes }) => causes.map(({ rule }) => rule).filter((rule) => rule === id || !ids.has(rule))),
    ).toEqual([]);
  });
});

describe('the fix of a rule', () => {
  it('is a change, a command, or a reason why there is none', () => {
    const wrong = mistakes(({ fix: { set, az, none } }) => {
      const gives = set.length > 0 || az !== undefined;
      return gives || none !== undefined ? [] : ['neither a fix nor a reason'];
    });
    expect(wrong).toEqual([]);
  });

  it('is a command of the Azure CLI, with placeholders in angle brackets and nothing that a shell would fill in', () => {
    const unquoted = (az: string): string => az.replaceAll(/'[^']*'/g, '');
    const isCommand = (az: string): boolean => /^az [a-z]/.test(az) && !/<[^<>]*(<|$)|<>/.test(az);
    expect(
      mistakes(({ fix: { az } }) => (az === undefined || (isCommand(az) && !/[$`]/.test(unquoted(az))) ? [] : [az])),
    ).toEqual([]);
  });
});

describe('the examples of a rule', () => {
  /** Resource types of which nothing that is written is unknown, with the reason. */
  const plainTypes: Readonly<Record<string, string>> = {
    'NotaryProject.Notation/trustPolicies': 'Trust policies are JSON files without expressions.',
  };

  it('pass, fail and are unknown; what Azure answers is known', () => {
    const wrong = mistakes(({ applies, examples }) => {
      const verdicts = new Set<string>(examples.map(({ verdict }) => verdict));
      const knows = applies.only === 'live' || applies.types.every((type) => type in plainTypes);
      return ['pass', 'fail', ...(knows ? [] : ['unknown'])].filter((verdict) => !verdicts.has(verdict));
    });
    expect(wrong).toEqual([]);
  });

  it('have names that no other of the rule has', () => {
    const wrong = mistakes(({ examples }) => {
      const names = examples.map(({ name }) => name.toLowerCase());
      return names.filter((name, i) => names.indexOf(name) !== i);
    });
    expect(wrong).toEqual([]);
  });
});

/** Settings that are compared with although nobody may have decided them. */
function undecidedUses(json: Json, decided: ReadonlySet<string>): readonly string[] {
  if (isJsonArray(json)) return json.flatMap((item) => undecidedUses(item, decided));
  if (!isJsonObject(json)) return [];
  const { setting } = json;
  const own = typeof setting === 'string' && json.exists === undefined && !decided.has(setting) ? [setting] : [];
  const inner = Object.entries(json).flatMap(([key, member]) =>
    undecidedUses(member, new Set([...decided, ...decidedBeside(key, member)])),
  );
  return [...own, ...inner];
}

/** Settings of which a list of conditions says that they exist, or that nothing is asked where they do not. */
function decidedBeside(key: string, list: Json): readonly string[] {
  const wanted = { when: true, allOf: true, anyOf: false }[key];
  return (isJsonArray(list) ? list : []).flatMap((item) =>
    isJsonObject(item) && typeof item.setting === 'string' && item.exists === wanted ? [item.setting] : [],
  );
}

describe('the settings of a rule', () => {
  it('without a default are not compared with where nobody decided', () => {
    const wrong = mistakes(({ settings, file }) => {
      const usual = settings.filter((setting) => setting.usual !== undefined).map(({ name }) => name);
      const { when = [] } = isJsonObject(file.applies) ? file.applies : {};
      return undecidedUses(
        { conditions: [when, file.require ?? [], file.causes ?? []] },
        new Set([...usual, ...decidedBeside('when', when)]),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('are used', () => {
    const wrong = mistakes(({ settings, file }) => {
      const text = JSON.stringify([file.applies, file.require, file.causes ?? []]);
      return settings.map(({ name }) => name).filter((name) => !text.includes(`"setting":"${name}"`));
    });
    expect(wrong).toEqual([]);
  });
});

describe('the fields of a rule', () => {
  const fields = JSON.parse(readFileSync(`${root}/test/engine/verified-fields.json`, 'utf8')) as VerifiedFields;

  it('were found in the published definitions; npm run fields looks for new ones', () => {
    expect(rules.flatMap((rule) => unverifiedPaths(rule, fields))).toEqual([]);
  });

  it('are marked where only previews have them', () => {
    expect(rules.flatMap((rule) => unmarkedPreviews(rule, fields))).toEqual([]);
  });

  it('came with the versions that its facts name', () => {
    expect(rules.flatMap((rule) => outdatedFacts(rule, fields))).toEqual([]);
  });

  it('are all that was written down', () => {
    const used = new Set(rules.flatMap(pathsOf).map(({ segments }) => textOf(segments)));
    const unused = Object.entries(fields).flatMap(([type, ofType]) =>
      Object.keys(ofType)
        .filter((path) => !used.has(path))
        .map((path) => `${type}: ${path}`),
    );
    expect(unused).toEqual([]);
  });

  it('need the exceptions that are made for them', () => {
    const types = new Set(rules.flatMap(pathsOf).flatMap((path) => path.types.map((type) => type.toLowerCase())));
    const used = new Set(
      rules
        .flatMap(pathsOf)
        .flatMap((path) => path.types.map((type) => `${type.toLowerCase()} ${textOf(path.segments)}`)),
    );
    expect([...undefinedTypes.keys(), ...previewInName.keys()].filter((type) => !types.has(type))).toEqual([]);
    expect([...previewAside.keys()].filter((path) => !used.has(path))).toEqual([]);
  });
});

describe('the catalogue of controls', () => {
  const catalogue = `${root}/../shared/reference/controls.json`;
  const coverage = `${root}/docs/coverage.md`;
  const missing = [catalogue, coverage].filter((file) => !existsSync(file)).map((file) => file.slice(root.length + 1));

  interface Control {
    readonly id: string;
    readonly observableIn: readonly string[];
  }

  it.skipIf(missing.length > 0)(
    `is judged or explained in docs/coverage.md${missing.length > 0 ? ` (there is no ${missing.join(', no ')})` : ''}`,
    () => {
      const controls = JSON.parse(readFileSync(catalogue, 'utf8')) as readonly Control[];
      const ids = new Set(rules.map(({ id }) => id));
      const explained = new Set(readFileSync(coverage, 'utf8').match(/[a-z0-9]+(-[a-z0-9]+)+/g));
      const visible = controls.filter(({ observableIn }) =>
        observableIn.some((where) => ['template', 'resource-graph', 'arm-api'].includes(where)),
      );
      expect(visible.length).toBeGreaterThan(100);
      expect(visible.map(({ id }) => id).filter((id) => !ids.has(id) && !explained.has(id))).toEqual([]);
    },
  );
});
