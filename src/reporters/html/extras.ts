// What a page may tell beyond its report.

import type { ReportHistory } from '../../history/history.ts';

/** All of it may be left out; the same input gives the same page. */
export interface HtmlExtras {
  readonly title?: string | undefined;
  /** Milliseconds since 1970. */
  readonly generatedAt?: number | undefined;
  readonly history?: ReportHistory | undefined;
  /** Names of subscriptions by id, lower case. */
  readonly subscriptionNames?: ReadonlyMap<string, string> | undefined;
}
