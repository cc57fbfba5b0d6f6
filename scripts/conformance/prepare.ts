// What both sides of a comparison are freed of before they are evaluated: what the source does not decide.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject, setKey } from '../../src/values/json.ts';
import { rewriteText } from './expressions.ts';
import { asPlainOutput, referencesToIds, withoutSplits, withoutVersion } from './references.ts';

/** A template with plain texts and plain declarations, everything nested included:. */
export function plainTemplate(template: JsonObject): JsonObject {
  return plain(template) as JsonObject;
}

/** What the version of the compiler decided that made the official template. */
export interface Era {
  /** From 0.37 on only secure outputs are read as secure ones. */
  readonly secureOutputsApart: boolean;
}

export function eraOf(official: JsonObject): Era {
  const generator = isJsonObject(official.metadata) ? official.metadata._generator : undefined;
  const [, minor] = /^0\.(\d+)\./.exec(isJsonObject(generator) ? String(generator.version) : '') ?? [];
  return { secureOutputsApart: minor === undefined || Number(minor) >= 37 };
}

/** Text without what differs between machines and versions; see the functions for their reasons. */
function plainText(text: string): string {
  return foldTypes(publishedNowhere(withoutCarriageReturns(text)));
}

/** A plain template as it is evaluated: references by symbolic name become references by id, in each template for itself. */
export function withIds(template: JsonObject, era: Era): JsonObject {
  const toId = referencesToIds(template);
  const rewritten = (text: string, isScope: boolean): string =>
    mayRefer.test(text)
      ? rewriteText(text, (one) => {
          if (one.kind === 'property') return era.secureOutputsApart ? undefined : asPlainOutput(one);
          const byId = withoutSplits(one, isScope) ?? toId(one) ?? one;
          return withoutVersion(byId) ?? byId;
        })
      : text;
  const visit = (json: Json, isScope = false): Json => {
    if (typeof json === 'string') return rewritten(json, isScope);
    if (isJsonArray(json)) return json.map((member) => visit(member));
    if (!isJsonObject(json)) return json;
    const result: Record<string, Json> = {};
    for (const [key, member] of Object.entries(json)) {
      const isTemplate = key === 'template' && isJsonObject(member) && get(member, 'resources') !== undefined;
      const isCopy = key === 'copy' && isJsonObject(member);
      const value = isTemplate ? withIds(member, era) : visit(member, key === 'scope');
      setKey(result, rewritten(key, false), isCopy ? withoutParents(value as JsonObject) : value);
    }
    return result;
  };
  return visit(template) as JsonObject;
}

const mayRefer = /^\[.*(\breference|\blist\w*|resourceId|\bsplit)\s*\(/is;

/** The same JSON with plain text and plain declarations. */
function plain(json: Json): Json {
  if (typeof json === 'string') return plainText(json);
  if (isJsonArray(json)) return json.map(plain);
  if (!isJsonObject(json)) return json;
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(withoutDerivedType(json))) setKey(result, plainText(key), plain(member));
  return result;
}

/** §4.7: what `resourceInput<'Some.Rp/type@version'>.some.property` is, only the compiler's type library knows. */
function withoutDerivedType(json: JsonObject): JsonObject {
  const { metadata, type: _, ...declaration } = json;
  if (!isJsonObject(metadata) || get(metadata, '__bicep_resource_derived_type!') === undefined) return json;
  return { ...declaration, metadata };
}

/** §4.9: the copy loop of a nested resource was called `child`, then `parent::child`. Nothing but terms says its name. */
function withoutParents(copy: JsonObject): JsonObject {
  const name = get(copy, 'name');
  return typeof name === 'string' && name.includes('::') ? { ...copy, name: name.split('::').at(-1) ?? name } : copy;
}

/** §5: a checkout on Windows has CRLF where another has LF, in text and in what `loadFileAsBase64` read. */
function withoutCarriageReturns(text: string): string {
  if (text.includes('\r')) return text.replaceAll('\r\n', '\n');
  if (text.length < 8 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  const bytes = Buffer.from(text, 'base64');
  if (!bytes.includes('\r\n') || bytes.includes(0)) return text;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1').toString('base64');
}

/** §5: when an AVM module is published, its version is patched into the name of its telemetry deployment. */
function publishedNowhere(text: string): string {
  return text.includes('46d3xbcp')
    ? text.replace(/replace\('[^']*', '\.', '-'\)/, "replace('-..--..-', '.', '-')")
    : text;
}

/** §4, §5: the compiler spells resource types as its type library does; Azure compares them without case. */
function foldTypes(text: string): string {
  if (/^microsoft\.[\w.]+(\/\w+)+$/i.test(text)) return text.toLowerCase();
  return text.startsWith('[') ? text.replace(/'microsoft\.[\w.]+(\/\w+)+'/gi, (type) => type.toLowerCase()) : text;
}
