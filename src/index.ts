// The library: what programs import from 'pratique'.

export type { Finding, FindingKind, Problem, Report } from './model/report.ts';
export type { Rule, Severity } from './model/rule.ts';
export { jsonReport } from './reporters/json.ts';
export { markdownReport } from './reporters/markdown.ts';
export { sarifReport } from './reporters/sarif.ts';
export { builtinRules } from './sources/builtin-rules.ts';
export { type FileSystem, memoryFileSystem, nodeFileSystem } from './sources/file-system.ts';
export { type ScanInput, scan } from './sources/scan.ts';
