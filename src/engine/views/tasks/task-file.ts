// What a task file does: what it builds, runs, pushes and purges.

import { isJsonArray, isJsonObject, type Json } from '../../../values/json.ts';
import { concealed, type Fact, type FactObject, notKnown } from './facts.ts';
import { imageFacts } from './images.ts';
import { type PurgeFacts, purgeFacts } from './purge.ts';
import { shellWords } from './shell-words.ts';
import { type Step, stepsBefore, stepsOf, textAt } from './steps.ts';
import { asWritten, type TaskText } from './task-text.ts';
import { NotUnderstood } from './yaml-lines.ts';
import { readYamlSubset } from './yaml-subset.ts';

/** Reads a task file. */
export function taskFacts(file: TaskText): FactObject {
  const yaml = readYamlSubset(file.text);
  if (!isJsonObject(yaml)) throw new NotUnderstood();
  const steps = stepsOf(yaml);
  const commands = steps.map((step) => commandOf(step, file));
  return {
    version: textAt(yaml, 'version') || undefined,
    steps: commands.map((command) => stepFacts(command, file)),
    built: commands.flatMap(({ step, words }) => (step.kind === 'build' ? built(words, file) : [])),
    pushed: steps.flatMap((step) => pushed(step, file)),
    purges: commands.flatMap((command) => purgesOf(command, file)),
    secrets: secretsOf(yaml.secrets ?? []),
    env: [...envOf(yaml.env ?? [], file), ...steps.flatMap(({ env }) => envOf(env, file))],
  };
}

/** A step, and the words of what it runs. */
interface Command {
  readonly step: Step;
  /** With the alias put in. */
  readonly text: string;
  /** Undefined where the shell does more than split them. */
  readonly words: readonly string[] | undefined;
}

/** The first word of a command may be an alias without its sign. */
function commandOf(step: Step, { aliases }: TaskText): Command {
  const [first = '', ...rest] = step.command.split(' ');
  const alias = step.kind === 'cmd' ? aliases.get(first) : undefined;
  const text = alias === undefined ? step.command : [alias, ...rest].join(' ');
  return { step, text, words: shellWords(text) };
}

function stepFacts({ step, text, words }: Command, { marks }: TaskText): FactObject {
  const image = step.kind === 'cmd' && words !== undefined && !words[0]?.startsWith('-') ? words[0] : undefined;
  return {
    id: step.id,
    kind: step.kind,
    text: step.kind === 'push' ? undefined : concealed(asWritten(text, marks)),
    image: image === undefined ? (step.kind === 'cmd' ? notKnown : undefined) : imageFacts(image, marks),
    when: step.when,
    after: step.after.map(({ id }) => id),
    ignoreErrors: step.ignoreErrors,
    privileged: step.privileged,
  };
}

/** The images that a `docker build` names. */
function built(words: readonly string[] | undefined, { marks }: TaskText): readonly Fact[] {
  if (words === undefined) return [notKnown];
  return words.flatMap((word, i) => {
    const [, joined] = /^(?:--tag=|-t=?)([\s\S]+)$/.exec(word) ?? [];
    const name = joined ?? (word === '-t' || word === '--tag' ? words[i + 1] : undefined);
    return name === undefined ? [] : [imageFacts(name, marks)];
  });
}

/** The images of a push step; a command that speaks of pushing may push any others. */
function pushed(step: Step, { marks }: TaskText): readonly Fact[] {
  if (step.kind !== 'push') return /\bpush\b/i.test(step.command) ? [notKnown] : [];
  const gated = [...stepsBefore(step)].some(isGate);
  return step.push.map((name) => ({ ...imageFacts(name, marks), step: step.id, gated }));
}

/** A command that runs after an image was built, and whose failure ends the run: a test. */
function isGate(step: Step): boolean {
  if (step.kind !== 'cmd' || step.ignoreErrors || step.detach) return false;
  return [...stepsBefore(step)].some(({ kind }) => kind === 'build');
}

/** The purge of a command; any number of them where it speaks of purging in a way that is not understood. */
function purgesOf({ step, text, words }: Command, { marks }: TaskText): readonly Fact[] {
  if (step.kind !== 'cmd') return [];
  const [image = '', ...rest] = words ?? [];
  const cli = imageFacts(image, marks);
  const isCli = words !== undefined && step.entryPoint === '' && /(?:^|\/)acr-cli$/.test(String(cli.repository));
  const facts = isCli ? purgeFacts(rest) : /\bpurge\b/i.test(text) ? undefined : 'none';
  if (facts === 'none') return [];
  return facts === undefined ? [notKnown] : [{ ...facts, step: step.id, cli, untaggedByAge: agesUntagged(cli, facts) }];
}

/** Untagged manifests are only deleted when they are old enough. The command heeds their age since version 0.17. */
function agesUntagged({ tag, digest }: FactObject, { untaggedOnly }: PurgeFacts): Fact {
  if (untaggedOnly === true) return true;
  if (digest !== undefined) return notKnown;
  if (tag === undefined || tag === 'latest') return true;
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.\d+)?$/.exec(String(tag)) ?? [];
  return minor === undefined ? notKnown : Number(major) > 0 || Number(minor) >= 17;
}

function secretsOf(list: Json): readonly Fact[] {
  if (!isJsonArray(list)) throw new NotUnderstood();
  return list.map((item): Fact => {
    if (!isJsonObject(item)) throw new NotUnderstood();
    return {
      id: textAt(item, 'id') || undefined,
      keyvault: textAt(item, 'keyvault') || undefined,
      clientID: textAt(item, 'clientID') || undefined,
    };
  });
}

/** `NAME=value`, as often as they stand in the file, with expressions that are not known as they are written. */
function envOf(list: Json, { marks }: TaskText): readonly Fact[] {
  if (!isJsonArray(list)) throw new NotUnderstood();
  return list.map((item): Fact => {
    const [, name, value] = typeof item === 'string' ? (/^([^=]*)=([\s\S]*)$/.exec(item) ?? []) : [];
    if (name === undefined || value === undefined) throw new NotUnderstood();
    return { name, value: concealed(asWritten(value, marks)) };
  });
}
