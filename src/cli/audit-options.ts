// Options of `audit` as written; what is not written is undefined.

import type { AuthKind } from '../live/credentials.ts';
import type { ScanOptions } from './arguments.ts';

/** Options of `audit` beside those of `scan`. */
export interface AuditOptions extends ScanOptions {
  readonly tenant?: string;
  readonly managementGroup?: string;
  readonly subscription?: readonly string[];
  readonly resourceGroup?: string;
  readonly resource?: string;
  readonly auth?: AuthKind;
  readonly tokenFile?: string;
  readonly cloud?: string;
  readonly save?: string;
  readonly resume?: boolean;
  readonly deadline?: number;
  readonly printRole?: boolean;
}
