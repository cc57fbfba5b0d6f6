// Base 64, data URIs, URIs and JSON texts.

import { toJson } from '../../values/access.ts';
import { get, type Json, type JsonObject } from '../../values/json.ts';
import { jsonText } from '../../values/json-key.ts';
import { parseJson } from '../../values/parse-json.ts';
import { type Plain, unknown, type Value } from '../../values/value.ts';
import { resolvePath } from '../relative-path.ts';
import { TemplateError } from '../run.ts';
import { templateAddressPath, templateAddressTerm } from './context.ts';
import { objectArg, stringArg, stringFunction, type TemplateFunction, Unsettled } from './definition.ts';

export const encodingFunctions: readonly TemplateFunction[] = [
  stringFunction('base64', [1, 1], (args) => Buffer.from(stringArg(args, 0, 'base64'), 'utf8').toString('base64')),
  stringFunction('base64ToString', [1, 1], (args) =>
    fromBase64(stringArg(args, 0, 'base64ToString'), 'base64ToString'),
  ),
  {
    kind: 'pure',
    name: 'base64ToJson',
    arity: [1, 1],
    returns: undefined,
    compute: (args) => readJson(fromBase64(stringArg(args, 0, 'base64ToJson'), 'base64ToJson'), 'base64ToJson'),
  },
  {
    kind: 'pure',
    name: 'json',
    arity: [1, 1],
    returns: undefined,
    compute: (args) => json(stringArg(args, 0, 'json')),
  },
  stringFunction('dataUri', [1, 1], ([value = null]) => dataUri(value)),
  {
    kind: 'pure',
    name: 'dataUriToString',
    arity: [1, 1],
    returns: undefined,
    compute: (args) => dataUriToString(stringArg(args, 0, 'dataUriToString')),
  },
  stringFunction('uri', [2, 2], (args) => uri(stringArg(args, 0, 'uri'), stringArg(args, 1, 'uri')), {
    partial: uriPartly,
  }),
  stringFunction('uriComponent', [1, 1], (args) => uriComponent(stringArg(args, 0, 'uriComponent'))),
  stringFunction('uriComponentToString', [1, 1], (args) =>
    uriComponentToString(stringArg(args, 0, 'uriComponentToString')),
  ),
  stringFunction('buildUri', [1, 1], (args) => buildUri(objectArg(args, 0, 'buildUri'))),
  {
    kind: 'pure',
    name: 'parseUri',
    arity: [1, 1],
    returns: 'object',
    compute: (args) => parseUri(stringArg(args, 0, 'parseUri')),
  },
];

function fromBase64(text: string, name: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new TemplateError(`${name}() is given a text that is not base 64`);
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  if (decoded.includes('\ufffd')) throw new Unsettled(`how ${name}() decodes bytes that are not UTF-8`);
  return decoded;
}

function json(text: string): Json {
  if (text.trim() === '') throw new Unsettled('json() of an empty text');
  return readJson(text, 'json');
}

function readJson(text: string, name: string): Json {
  const { value, problems } = parseJson(text);
  if (value === undefined)
    throw new TemplateError(`${name}() is given a text that is not JSON: ${problems.at(-1)?.message ?? ''}`);
  return value;
}

/** The charset is written `utf-8` by the current engine; documentation and older deployments have `utf8`. */
function dataUri(value: Json): string {
  const isText = typeof value === 'string';
  const media = isText ? 'text/plain' : 'application/json';
  return `data:${media};charset=utf-8;base64,${Buffer.from(isText ? value : jsonText(value), 'utf8').toString('base64')}`;
}

const dataUriPattern = /^data:([^,;]*)((?:;[^,;]*)*),([\s\S]*)$/;

/** A data URI with a JSON media type gives the JSON value, any other its text (recorded from live deployments). */
function dataUriToString(text: string): Json {
  const match = dataUriPattern.exec(text);
  if (match === null) throw new TemplateError('dataUriToString() is given a text that is not a data URI');
  const [, media = '', list = '', data = ''] = match;
  const parameters = list.split(';').slice(1);
  for (const parameter of parameters) checkDataUriParameter(parameter, media);
  const content = parameters.includes('base64')
    ? fromBase64(data, 'dataUriToString')
    : decodePercent(data, 'dataUriToString');
  return media === 'application/json' ? readJson(content, 'dataUriToString') : content;
}

/** Live deployments refused `utf8` with a JSON media type and unknown parameters without one; documentation shows `utf8` with text. */
function checkDataUriParameter(parameter: string, media: string): void {
  const [name = '', value = ''] = parameter.toLowerCase().split('=');
  if (name === 'base64') return;
  if (name === 'charset' && value === 'utf8' && media === 'application/json')
    throw new TemplateError("dataUriToString() does not know the character set 'utf8'");
  if (name !== 'charset' && media === '')
    throw new TemplateError(`dataUriToString() does not know the parameter '${name}'`);
  if (name === 'charset' && !['utf-8', 'utf8', 'us-ascii'].includes(value))
    throw new Unsettled(`dataUriToString() with the character set '${value}'`);
}

/** RFC 3986 resolution. Escaped and unusual characters are written differently by different libraries. */
function uri(base: string, relative: string): string {
  if (!plainUri.test(base) || !plainUri.test(relative) || relative.startsWith('//'))
    throw new Unsettled('uri() with characters that need escaping');
  try {
    return new URL(relative, base).href;
  } catch {
    throw new TemplateError(`uri() cannot resolve '${relative.slice(0, 80)}' against '${base.slice(0, 80)}'`);
  }
}

const plainUri = /^[A-Za-z0-9:/?#&=._~+,;@!$()*-]*$/;

/** Relative to the template's own address, the result is the address of a template beside it: linked templates are found on disk so. */
function uriPartly(args: readonly Plain[]): Value | undefined {
  const [base, relative] = args;
  const path = relative === undefined ? undefined : toJson(relative);
  if (base?.kind !== 'unknown' || typeof path !== 'string') return undefined;
  const from = templateAddressPath(base.term);
  if (from === undefined || /^[a-z][a-z0-9+.-]*:|^\//i.test(path)) return undefined;
  return unknown(base.because, templateAddressTerm(resolvePath(from, path)), { type: 'string', secret: base.secret });
}

/** Percent-encodes everything but letters, digits and `-_.~`, in upper-case hexadecimal. */
function uriComponent(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Unsettled('uriComponent() of half a character');
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (symbol) => `%${symbol.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function uriComponentToString(text: string): string {
  return decodePercent(text, 'uriComponentToString');
}

/** Decodes what is well formed and leaves the rest, as .NET does: `% ` stays. */
function decodePercent(text: string, name: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      throw new Unsettled(`how ${name}() decodes bytes that are not UTF-8`);
    }
  });
}

function buildUri(parts: JsonObject): string {
  const [scheme, host, port, path, query] = ['scheme', 'host', 'port', 'path', 'query'].map((key) => get(parts, key));
  if (typeof scheme !== 'string' || typeof host !== 'string')
    throw new TemplateError('buildUri() expects an object with scheme and host');
  const authority = port === undefined || port === null ? host : `${host}:${String(port)}`;
  return `${scheme}://${authority}${typeof path === 'string' && path !== '' ? path : '/'}${typeof query === 'string' ? query : ''}`;
}

function parseUri(text: string): Json {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TemplateError(`parseUri() is given '${text.slice(0, 80)}', which is not a URI`);
  }
  const parts: Record<string, Json> = { scheme: url.protocol.slice(0, -1), host: url.hostname };
  if (url.port !== '') parts.port = Number(url.port);
  if (url.pathname.includes('%')) throw new Unsettled('parseUri() of an escaped path');
  if (url.pathname !== '/' && url.pathname !== '') parts.path = url.pathname;
  if (url.search !== '') parts.query = url.search;
  return parts;
}
