// An answer of the double of Azure, before it is sent.

import type { Json } from '../../src/values/json.ts';

/** Status, body and headers. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure in the form of the resource manager. */
export function refusal(status: number, code: string, message: string, headers: Answer['headers'] = {}): Answer {
  return { status, body: { error: { code, message } }, headers };
}

/** A failure in the form of Resource Graph, which says what is wrong inside. */
export function graphRefusal(status: number, code: string, inner: string, headers: Answer['headers'] = {}): Answer {
  const message = 'Please provide below info when asking for support: timestamp = 2026-01-15, correlationId = 0.';
  return { status, body: { error: { code, message, details: [{ code: inner, message: inner }] } }, headers };
}

/** Ids as Azure gives them: the same resource now in one case, now in another. */
export function mixedCase(id: string, salt: number): string {
  return salt % 3 === 0 ? id.replace('/resourceGroups/', '/resourcegroups/').replace('/Platform/', '/platform/') : id;
}
