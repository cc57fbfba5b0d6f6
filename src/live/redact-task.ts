// Files of registry tasks, which Azure gives in base 64: the same file without its secrets, so that rules judge it alike.
//
// The file is read and written anew. What is not understood is hidden as a whole: rules do not understand it either.

import { separateAliases, supportsAliases } from '../engine/views/tasks/aliases.ts';
import { fromBase64 } from '../engine/views/tasks/task-text.ts';
import { NotUnderstood } from '../engine/views/tasks/yaml-lines.ts';
import { readYamlSubset } from '../engine/views/tasks/yaml-subset.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { mask, maskedText } from './masks.ts';

/** Names of things whose values are secrets, whether somebody said so or not. */
export const secretVariable: RegExp =
  /passw|pwd|passphrase|secret|token|credential|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|signing[-_]?key|connection[-_]?string|authorization|(?:^|[-_])(?:pat|sas|auth)$/i;

/**
 * What takes the place of a secret in a task. Rules look at its first character, which tells values from expressions, and
 * whether it is long and plain enough for a password: the same holds for this.
 */
export function taskMask(secret: string): string {
  if (/^[\ue000-\uf8ff]+$/.test(secret)) return secret;
  const first = /^[{$]/.exec(secret)?.[0] ?? '';
  return `${first}${/^[A-Za-z0-9+/_.~!-]{8}/.test(secret) ? `masked--${mask}` : mask}`;
}

/** `encodedTaskContent` without secrets. */
export function maskedTaskFile(encoded: string): string {
  return rewritten(encoded, (text) => {
    const { aliasPart, rest } = supportsAliases(text) ? separateAliases(text) : { aliasPart: '', rest: text };
    const alias = aliasPart.trim() === '' ? {} : readYamlSubset(aliasPart);
    const file = readYamlSubset(rest);
    if (!isJsonObject(file) || !isJsonObject(alias)) throw new NotUnderstood();
    const names = namesOf(alias);
    const hide = (secret: string): string => {
      const name = /^\$(\w+)$/.exec(secret)?.[1];
      return name !== undefined && names.has(name) ? secret : taskMask(secret);
    };
    return { ...maskedObject(alias, hide), ...maskedObject(file, hide) };
  });
}

/** `encodedValuesContent` without secrets. */
export function maskedValuesFile(encoded: string): string {
  return rewritten(encoded, (text) => {
    const file = readYamlSubset(text);
    if (!isJsonObject(file)) throw new NotUnderstood();
    return maskedObject(file, taskMask);
  });
}

/** Names that a file declares for something else. */
function namesOf({ alias }: JsonObject): ReadonlySet<string> {
  const values = isJsonObject(alias) ? alias.values : undefined;
  return new Set(isJsonObject(values) ? Object.keys(values) : []);
}

/** The first of the characters that nobody writes; they stand for expressions while a file is read. */
const firstMark = 0xe000;
const maxExpressions = 6000;

/** A file read, masked and written again. Comments are gone then: nobody knows what they tell. */
function rewritten(encoded: string, masked: (text: string) => JsonObject): string {
  if (encoded === '') return '';
  const expressions: string[] = [];
  try {
    const file = masked(withMarks(fromBase64(encoded), expressions));
    const lines = Object.entries(file).map(([name, value]) => `${nameText(name)}: ${JSON.stringify(value)}\n`);
    const text = lines
      .join('')
      .replace(/[\ue000-\uf8ff]/g, (mark) => expressions[mark.charCodeAt(0) - firstMark] ?? '');
    return toBase64(text);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return toBase64(mask);
  }
}

/** The text with a character for each `{{expression}}`; those that trim the text around them have done so. */
function withMarks(text: string, expressions: string[]): string {
  const trimmed = text.replace(/\s*\{\{-(?=\s)/g, '{{').replace(/(?<=\s)-\}\}\s*/g, '}}');
  return trimmed.replace(/\{\{[\s\S]*?\}\}/g, (expression) => {
    if (expressions.length >= maxExpressions) throw new NotUnderstood();
    return String.fromCharCode(firstMark + expressions.push(expression) - 1);
  });
}

function nameText(name: string): string {
  return /^\w+$/.test(name) ? name : JSON.stringify(name);
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

type Hide = (secret: string) => string;

function maskedObject(object: JsonObject, hide: Hide): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]): [string, Json] => [
      name,
      name === 'env' ? maskedVariables(value, hide) : maskedJson(value, hide, secretVariable.test(name)),
    ]),
  );
}

/** `NAME=value`: what is in variables is nobody else's business, whatever they are called. */
function maskedVariables(list: Json, hide: Hide): Json {
  if (!isJsonArray(list)) return maskedJson(list, hide, false);
  return list.map((item) => {
    const [, name, value] = typeof item === 'string' ? (/^([^=]*)=([\s\S]*)$/.exec(item) ?? []) : [];
    return name === undefined || value === undefined ? maskedJson(item, hide, true) : `${name}=${hidden(value, hide)}`;
  });
}

function maskedJson(json: Json, hide: Hide, isSecret: boolean): Json {
  if (typeof json === 'string') return isSecret ? hidden(json, hide) : maskedText(json, hide);
  if (isJsonArray(json)) return json.map((item) => maskedJson(item, hide, false));
  return isJsonObject(json) ? maskedObject(json, hide) : json;
}

function hidden(text: string, hide: Hide): string {
  return text === '' ? '' : hide(text);
}
