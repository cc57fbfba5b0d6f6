// Options of `audit` and `drift` as written; what is not written is undefined.

import type { AuthKind } from '../live/credentials.ts';
import type { ScanOptions } from './arguments.ts';

/** Options of commands that read Azure. */
export interface AzureOptions extends ScanOptions {
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
}

/** Options of `audit`. */
export interface AuditOptions extends AzureOptions {
  readonly pushDown?: boolean;
  readonly printRole?: boolean;
}
