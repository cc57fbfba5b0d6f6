// Judges a condition of a resource: true, false or unknown, with the evidence, and with the alternatives it depends on.

import type { Condition, Test } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import type { AbsentFact } from '../model/rule.ts';
import type { Evidence } from '../model/verdict.ts';
import { reasonsOf } from '../values/access.ts';
import { type Because, joinReasons } from '../values/because.ts';
import { knownString } from '../values/compare.ts';
import type { Origin } from '../values/origin.ts';
import { negate } from '../values/truth.ts';
import { known, type Plain } from '../values/value.ts';
import { absentFact, takenFor } from './absent.ts';
import { expectedOf, movedBy } from './expected.ts';
import { FieldReader, rootOf } from './field-reader.ts';
import { judgeCount } from './judge-count.ts';
import { judgeRelated } from './judge-related.ts';
import { invert, type Judgement, merge, type World } from './judgement.ts';
import { applyOperator, type Expected, isLocation } from './operators.ts';
import { versionHasField } from './versions.ts';

/** Judges a condition. */
export function judge(condition: Condition, world: World): Judgement {
  switch (condition.kind) {
    case 'allOf':
      return combine(condition.conditions, world, false);
    case 'anyOf':
      return combine(condition.conditions, world, true);
    case 'not':
      return invert(judge(condition.condition, world));
    case 'test':
      return judgeTest(condition, world);
    case 'count':
      return judgeCount(condition, world, judge);
    case 'related':
      return judgeRelated(condition, world, judge);
  }
}

/** One condition with the deciding truth decides; otherwise one unknown leaves all unknown. */
function combine(conditions: readonly Condition[], world: World, deciding: boolean): Judgement {
  const unknowns: Judgement[] = [];
  const others: Judgement[] = [];
  const decided: Judgement[] = [];
  for (const condition of conditions) {
    const judgement = judge(condition, world);
    if (judgement.truth === deciding) decided.push(judgement);
    else (judgement.truth === 'unknown' ? unknowns : others).push(judgement);
    if (judgement.truth === deciding && deciding) break;
  }
  if (decided.length > 0) return merge(deciding, decided);
  return unknowns.length > 0 ? merge('unknown', unknowns) : merge(!deciding, others);
}

function judgeTest(test: Test, world: World): Judgement {
  const operand = test.expected;
  if (operand.kind !== 'field') return judgeAgainst(test, expectedOf(operand, world.now), world);
  const { root } = rootOf(operand.subject, world);
  const expected = new FieldReader(world, (value, _, inner) =>
    judgeAgainst(test, movedBy(value, operand.plusDays), inner),
  );
  return expected.read(root, operand.subject.path.segments, world.guard);
}

function judgeAgainst(test: Test, expected: Expected, world: World): Judgement {
  const { subject } = test;
  if (subject.kind === 'value') {
    const actual = subject.value === null ? undefined : known(subject.value);
    return settle(test, expected, actual, undefined, world, undefined);
  }
  const { root, resource } = rootOf(subject, world);
  const fact = absentFact(subject.of, subject.path.text, world);
  const inVersion = fact === undefined ? true : hasField(resource, fact);
  const path = new FieldReader(world, (plain, origin, inner) =>
    settle(test, expected, plain, origin, inner, { fact, inVersion, resource }),
  );
  if (world.ignoreUnversioned && !inVersion) return path.absent(root.origin);
  return path.read(root, subject.path.segments, world.guard);
}

interface FieldFacts {
  readonly fact: AbsentFact | undefined;
  readonly inVersion: boolean;
  readonly resource: Resource;
}

/** Applies the test to what was read: a value, nothing, or the value Azure takes for nothing. */
function settle(
  test: Test,
  expected: Expected,
  actual: Plain | undefined,
  origin: Origin | undefined,
  world: World,
  facts: FieldFacts | undefined,
): Judgement {
  const { operator, negated } = test;
  const taken = actual === undefined && operator !== 'exists' ? facts?.fact : undefined;
  const assumed = taken?.value;
  const seen = actual ?? (taken === undefined ? undefined : takenFor(taken));
  const plain =
    operator === 'inVersion'
      ? actual === undefined || (facts?.inVersion ?? true)
      : applyOperator(operator, seen, expected, isLocation(test.subject));
  const truth = negated ? negate(plain) : plain;
  const because = truth === 'unknown' ? unknownReasons(seen, expected) : [];
  const resource = facts?.resource ?? world.current;
  const evidence: Evidence = {
    subject: { kind: 'test', test, resource },
    truth,
    actual,
    assumed,
    origin,
    because,
    inVersion: facts?.inVersion ?? true,
  };
  return { truth, evidence: [evidence], split: undefined };
}

function unknownReasons(actual: Plain | undefined, expected: Expected): readonly Because[] {
  const because = joinReasons(
    actual === undefined ? [] : reasonsOf(actual),
    expected.kind === 'value' && expected.value !== undefined ? reasonsOf(expected.value) : [],
  );
  return because.length > 0 ? because : [{ kind: 'unsupported', what: 'the test cannot be decided for this value' }];
}

function hasField(resource: Resource, fact: AbsentFact): boolean {
  const version = knownString(resource.apiVersion);
  return version === undefined || versionHasField(version, fact) !== false;
}
