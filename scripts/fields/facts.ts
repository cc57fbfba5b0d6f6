// What is wrong with the fields of a rule, by the definitions of every API version.

import { versionHasField } from '../../src/engine/versions.ts';
import type { AbsentFact, Rule } from '../../src/model/rule.ts';
import type { Histories, TypeHistory } from './histories.ts';
import { isDefined } from './lint.ts';
import { pathsOf, type RulePath, textOf } from './rule-paths.ts';
import type { Standing } from './standing.ts';

/** Versions that have a field although the rule's facts deny it, or lack it although they say so. */
export function wrongFacts({ id, applies, absent }: Rule, histories: Histories): readonly string[] {
  return absent.flatMap((fact) =>
    definedTypes(applies.types, histories).flatMap((history) =>
      wrongVersions(fact, history).map(
        ({ version, has }) => `${id}: ${history.name}@${version} ${has ? 'has' : 'does not have'} ${fact.field.text}`,
      ),
    ),
  );
}

/** What a fix sets although no version of the type lets a template set it. */
export function unsettablePaths(rule: Rule, histories: Histories): readonly string[] {
  const unsettable = pathsOf(rule).filter((path) => path.set && isDefined(path) && !isSettable(path, histories));
  return unsettable.map(({ segments }) => `${rule.id}: no template can set ${textOf(segments)}`);
}

function wrongVersions(
  fact: AbsentFact,
  { versions }: TypeHistory,
): readonly { readonly version: string; readonly has: boolean }[] {
  const path = textOf(fact.field.segments).toLowerCase();
  return versions.flatMap(({ version, standings }) => {
    const standing = standings.get(path) ?? 'unknown';
    const said = versionHasField(version, fact);
    const has = standing !== 'no';
    return said === undefined || standing === 'unknown' || said === has ? [] : [{ version, has }];
  });
}

function isSettable({ types, segments }: RulePath, histories: Histories): boolean {
  const path = textOf(segments).toLowerCase();
  const allows: readonly (Standing | undefined)[] = ['settable', 'unknown'];
  return definedTypes(types, histories).some(({ versions }) =>
    versions.some(({ standings }) => allows.includes(standings.get(path))),
  );
}

function definedTypes(types: readonly string[], histories: Histories): readonly TypeHistory[] {
  return types.flatMap((type) => histories.get(type.toLowerCase()) ?? []);
}
