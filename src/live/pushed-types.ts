// What Azure judges itself: of some types a snapshot has no more than the rows that its rules leave open.

import type { Rule } from '../model/rule.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { jsonKey } from '../values/json-key.ts';
import type { Gap } from './gaps.ts';
import { wantedBy } from './needs.ts';

/** How rules are shared between Azure and this program. */
export interface PushDown {
  /** Types whose rows stay in Azure where no rule has anything to say about them, sorted. */
  readonly types: readonly PushedType[];
  /** Rules that are judged here, sorted, and why. */
  readonly here: readonly JudgedHere[];
}

/** A type that Azure judges by every rule about it. */
export interface PushedType {
  /** Lower case. */
  readonly type: string;
  /** Sorted. */
  readonly rules: readonly PushedRule[];
  /** True of a row that passes every rule, or that it does not apply to; in KQL. */
  readonly settled: string;
  /** The rules that do not apply to a row, each followed by `;`; in KQL. Null where all apply to every row. */
  readonly skipped: string | null;
}

/** A rule as Azure judged by it. */
export interface PushedRule {
  readonly rule: string;
  /** What it asked, settings included: the same rule may ask something else another day. */
  readonly meaning: string;
}

/** A rule that Azure does not judge. */
export interface JudgedHere {
  readonly rule: string;
  readonly because: string;
}

/** Rows of a type that stayed in Azure. */
export interface SettledRows {
  readonly type: string;
  /** The rules that do not apply to them; they pass the others. */
  readonly skipped: readonly string[];
  readonly resources: number;
}

/** All that a verdict of a rule depends on beside the resource. */
export function meaningOf({ file, settings }: Rule): string {
  const values = Object.fromEntries(settings.map(({ name, value }) => [name, value ?? null]));
  return jsonKey([file.applies ?? null, file.require ?? null, file.absent ?? null, values]);
}

/** Whether rows of the type are missing that no rule had anything to say about. */
export function isPushed(pushDown: PushDown | null, type: string): boolean {
  return pushDown?.types.some((pushed) => pushed.type === type.toLowerCase()) ?? false;
}

/** What rules want that Azure kept, because it judged by others. */
export function pushedGaps(pushDown: PushDown | null, rules: readonly Rule[]): readonly Gap[] {
  return (pushDown?.types ?? [])
    .filter((pushed) => rules.some((rule) => wantsMore(rule, pushed)))
    .map(({ type }) => ({ types: [type], scope: '/', because: keptBecause, avoidable: true }));
}

const keptBecause = 'the snapshot was taken for other rules, with --push-down, and has only what those ask about';

function wantsMore(rule: Rule, pushed: PushedType): boolean {
  const isAbout = rule.applies.types.some((type) => type.toLowerCase() === pushed.type);
  return (isAbout && !wasAsked(rule, pushed)) || wantedBy(rule).some(({ type }) => type.toLowerCase() === pushed.type);
}

/** Whether Azure judged by this rule, as it is now. */
export function wasAsked(rule: Rule, { rules }: PushedType): boolean {
  return rules.some((pushed) => pushed.rule === rule.id && pushed.meaning === meaningOf(rule));
}

/** What a snapshot says of it; null where it says nothing, because it holds everything. */
export function readPushDown(json: Json | undefined): PushDown | null {
  if (!isJsonObject(json)) return null;
  return {
    types: objectsIn(json, 'types').map((type) => ({
      type: textIn(type, 'type'),
      rules: objectsIn(type, 'rules').map((rule) => ({ rule: textIn(rule, 'rule'), meaning: textIn(rule, 'meaning') })),
      settled: textIn(type, 'settled'),
      skipped: get(type, 'skipped') === null ? null : textIn(type, 'skipped'),
    })),
    here: objectsIn(json, 'here').map((one) => ({ rule: textIn(one, 'rule'), because: textIn(one, 'because') })),
  };
}

/** What a unit says of the rows that stayed in Azure. */
export function readSettled(json: Json | undefined): readonly SettledRows[] {
  return (isJsonArray(json) ? json : []).filter(isJsonObject).map((one) => {
    const skipped = get(one, 'skipped');
    return {
      type: textIn(one, 'type'),
      skipped: isJsonArray(skipped) ? skipped.map(String) : [],
      resources: Number(get(one, 'resources') ?? 0),
    };
  });
}

function objectsIn(json: JsonObject, key: string): readonly JsonObject[] {
  const list = get(json, key);
  return isJsonArray(list) ? list.filter(isJsonObject) : [];
}

function textIn(json: JsonObject, key: string): string {
  return String(get(json, key) ?? '');
}
