// The official Bicep compiler, where somebody asks for it: as the source of templates, or to check ours against.

import { officialDocument } from '../bicep/official-document.ts';
import type { Document } from '../values/document.ts';
import { isJsonObject } from '../values/json.ts';
import { parseJson } from '../values/parse-json.ts';

/** Runs a program to its end and gives what it wrote. Injected, so that nothing else can start one. */
export type RunProgram = (program: string, args: readonly string[], milliseconds: number) => ProgramResult;

export type ProgramResult =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** It could not be started, or was stopped when its time was over. */
  | { readonly kind: 'failed'; readonly because: string };

/** What the official compiler is used for. */
export interface BicepCli {
  /** `template`: what it makes is judged. `verify`: ours is judged, and differences are reported. */
  readonly use: 'template' | 'verify';
  readonly program: string;
  readonly run: RunProgram;
}

export type OfficialTemplate =
  | { readonly kind: 'template'; readonly document: Document }
  | { readonly kind: 'failed'; readonly because: string };

/** A compiler that takes longer than this for one file hangs. */
const maxMilliseconds = 60_000;

/** The template the official compiler makes of a file, with the places of our own. Nothing is restored or downloaded. */
export function officialTemplate({ program, run }: BicepCli, path: string, ours: Document): OfficialTemplate {
  const result = run(program, ['build', '--stdout', '--no-restore', path], maxMilliseconds);
  if (result.kind === 'failed') return result;
  if (result.code !== 0) return { kind: 'failed', because: firstError(result.stderr) };
  const { value, problems } = parseJson(result.stdout);
  if (problems.length > 0 || !isJsonObject(value)) return { kind: 'failed', because: 'it printed no template' };
  return { kind: 'template', document: officialDocument(value, ours) };
}

/** `…/main.bicep(3,5) : Error BCP057: …` without the path. */
function firstError(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((text) => /\berror\b/i.test(text)) ?? lines[0] ?? 'it said nothing';
  return line.replace(/^.*?\((\d+),(\d+)\)\s*:\s*/, 'line $1: ').trim();
}
