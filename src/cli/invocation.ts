// What a command line asks for: the command, what it is about, and its options.

import type { ScanOptions } from './arguments.ts';
import type { AuditOptions, AzureOptions } from './audit-options.ts';
import type { ExportInvocation } from './rule-commands.ts';

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'scan'; readonly paths: readonly string[]; readonly options: ScanOptions }
  | { readonly kind: 'audit'; readonly target: string | undefined; readonly options: AuditOptions }
  | {
      readonly kind: 'drift';
      readonly template: string;
      readonly target: string | undefined;
      readonly options: AzureOptions;
    }
  | { readonly kind: 'history'; readonly file: string; readonly options: ScanOptions }
  | { readonly kind: 'rules'; readonly options: ScanOptions }
  | { readonly kind: 'explain'; readonly rule: string; readonly options: ScanOptions }
  | { readonly kind: 'build'; readonly file: string; readonly options: ScanOptions }
  | ExportInvocation
  | { readonly kind: 'test'; readonly folders: readonly string[]; readonly options: ScanOptions }
  | {
      readonly kind: 'new-rule';
      readonly id: string;
      readonly folder: string | undefined;
      readonly options: ScanOptions;
    }
  /** Help or version: printed already. */
  | { readonly kind: 'done' }
  /** A mistake: told already. */
  | { readonly kind: 'mistake' };
