// Takes secrets out of what a report says: messages of failing expressions and addresses of linked templates repeat values.

import type { Report } from '../model/report.ts';
import type { Because } from '../values/because.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** Shorter texts would hide half of every message, and are no secrets worth the name. */
const leastLength = 4;

const mask = '•••';

/** The report without the secret texts. Names and values of resources are kept secret where they are labelled. */
export function concealSecrets(report: Report, secrets: readonly string[]): Report {
  const texts = [...new Set(secrets)].filter(({ length }) => length >= leastLength).sort((a, b) => b.length - a.length);
  if (texts.length === 0) return report;
  const conceal = (text: string): string => texts.reduce(without, text);
  return {
    ...report,
    problems: report.problems.map((problem) => ({ ...problem, message: conceal(problem.message) })),
    coverage: {
      ...report.coverage,
      notCovered: report.coverage.notCovered.map((one) => ({ ...one, because: conceal(one.because) })),
    },
    findings: report.findings.map((finding) => ({
      ...finding,
      because: finding.because.map((reason) => concealReason(reason, conceal)),
      witness: finding.witness && concealMembers(finding.witness, conceal),
    })),
  };
}

/** Long messages are cut, so the beginning of a secret in front of a quote or the end hides too. */
function without(text: string, secret: string): string {
  const start = secret.slice(0, leastLength);
  let result = '';
  let rest = text;
  for (let at = rest.indexOf(start); at >= 0; at = rest.indexOf(start)) {
    const length = commonLength(rest.slice(at), secret);
    const isHidden = length === secret.length || /^(?:['"…]|$)/.test(rest.slice(at + length));
    result += rest.slice(0, at) + (isHidden ? mask : rest.slice(at, at + length));
    rest = rest.slice(at + length);
  }
  return result + rest;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function concealMembers(object: JsonObject, conceal: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, concealJson(value, conceal)]));
}

function concealJson(json: Json, conceal: (text: string) => string): Json {
  if (typeof json === 'string') return conceal(json);
  if (isJsonArray(json)) return json.map((item) => concealJson(item, conceal));
  return isJsonObject(json) ? concealMembers(json, conceal) : json;
}

function concealReason(reason: Because, conceal: (text: string) => string): Because {
  return 'name' in reason ? { ...reason, name: conceal(reason.name) } : { ...reason, what: conceal(reason.what) };
}
