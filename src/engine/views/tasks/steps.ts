// The steps of a task file, as the runner takes them. Source: Azure/acr-builder, graph/task.go, step.go and dag.go.

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../../values/json.ts';
import { isMarked } from './task-text.ts';
import { NotUnderstood } from './yaml-lines.ts';

export const stepKinds = ['build', 'push', 'cmd'] as const;
export type StepKind = (typeof stepKinds)[number];

/** One step. */
export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  /** What is built or run; empty for a push. */
  readonly command: string;
  /** What is pushed. */
  readonly push: readonly string[];
  readonly when: readonly string[];
  /** Steps that it waits for. */
  readonly after: readonly Step[];
  readonly env: readonly string[];
  readonly entryPoint: string;
  readonly ignoreErrors: boolean;
  readonly privileged: boolean;
  readonly detach: boolean;
}

/** More steps than this are not followed, nor longer lists in them. */
const maxSteps = 200;
const maxItems = 500;

/** The steps in order; refuses what the runner refuses. */
export function stepsOf(file: JsonObject): readonly Step[] {
  const list = file.steps ?? [];
  if (!isJsonArray(list) || list.length > maxSteps) throw new NotUnderstood();
  const steps = new Map<string, Step>();
  let previous: Step | undefined;
  for (const [index, json] of list.entries()) {
    if (!isJsonObject(json)) throw new NotUnderstood();
    const step = stepOf(json, index, steps, previous);
    if (steps.has(step.id) || step.id === 'acb_root' || /\s/.test(step.id)) throw new NotUnderstood();
    steps.set(step.id, step);
    previous = step;
  }
  return [...steps.values()];
}

function stepOf(json: JsonObject, index: number, earlier: ReadonlyMap<string, Step>, previous: Step | undefined): Step {
  const [command, build, push] = [textAt(json, 'cmd'), textAt(json, 'build'), textsAt(json, 'push')];
  const kinds = stepKinds.filter((kind) => ({ cmd: command !== '', build: build !== '', push: push.length > 0 })[kind]);
  const [kind] = kinds;
  const when = textsAt(json, 'when');
  const id = textAt(json, 'id') || `acb_step_${index}`;
  // What stands in a mark could be any step.
  if (kind === undefined || kinds.length > 1 || [id, ...when].some(isMarked)) throw new NotUnderstood();
  return {
    id,
    kind,
    command: (kind === 'build' ? build : command).trim(),
    push,
    when,
    after: afterOf(when, earlier, previous),
    env: textsAt(json, 'env'),
    entryPoint: textAt(json, 'entryPoint'),
    ignoreErrors: isTrue(json.ignoreErrors),
    privileged: isTrue(json.privileged),
    detach: isTrue(json.detach),
  };
}

/** Without `when` a step waits for the one before it, with `-` for none. */
function afterOf(
  when: readonly string[],
  earlier: ReadonlyMap<string, Step>,
  previous: Step | undefined,
): readonly Step[] {
  if (when.length === 1 && when[0] === '-') return [];
  if (when.length === 0) return previous === undefined ? [] : [previous];
  return when.map((id) => earlier.get(id) ?? refuse());
}

/** Every step that must have succeeded before this one begins. */
export function stepsBefore(step: Step): ReadonlySet<Step> {
  const seen = new Set<Step>();
  const waiting = [...step.after];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...next.after);
  }
  return seen;
}

/** A text; empty where there is none. */
export function textAt(json: JsonObject, key: string): string {
  const value = json[key] ?? '';
  return typeof value === 'string' ? value : refuse();
}

/** A list of texts; empty where there is none. */
export function textsAt(json: JsonObject, key: string): readonly string[] {
  const value = json[key] ?? [];
  if (!isJsonArray(value) || value.length > maxItems) refuse();
  return value.map((item) => (typeof item === 'string' ? item : refuse()));
}

function isTrue(value: Json | undefined): boolean {
  if (typeof value === 'string' && isMarked(value)) refuse();
  return typeof value === 'string' && /^(?:y|yes|true|on)$/i.test(value);
}

function refuse(): never {
  throw new NotUnderstood();
}
