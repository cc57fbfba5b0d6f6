// Microsoft's own KQL parser, as plain data: syntax trees, and what it says of queries against the tables of Resource Graph.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** A node of a syntax tree. Lists, separators and punctuation without a meaning of their own are left out. */
export interface KqlNode {
  /** As the language service calls it: `FilterOperator`, `EqualTildeExpression`, `StringLiteralExpression`, … */
  readonly kind: string;
  /** The source of a leaf. */
  readonly text: string;
  /** The value of a literal or the name of an identifier. */
  readonly value: string | number | boolean | undefined;
  readonly children: readonly KqlNode[];
}

/** What the language service says of a query. */
export interface KqlAnalysis {
  /** Mistakes in syntax, names and types. */
  readonly problems: readonly string[];
  /** Columns of the result, each with its type. */
  readonly columns: readonly string[];
}

/** The parts of the language service that are used here; it has no types of its own that could be loaded. */
interface Service {
  readonly KustoCode: { Parse(query: string): Code; ParseAndAnalyze(query: string, globals: unknown): Code };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, columns: string, description: null) => unknown };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly unknown[]) => unknown };
  };
  readonly Syntax: { readonly SyntaxKind: unknown };
}

interface Code {
  readonly Syntax: SyntaxElement;
  readonly ResultType: {
    readonly Columns: BridgeList<{ readonly Name: string; readonly Type: { readonly Name: string } }>;
  } | null;
  GetDiagnostics(): BridgeList<{ readonly Code: string; readonly Message: string }>;
}

interface BridgeList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface SyntaxElement {
  readonly Kind: number;
  readonly Text?: string;
  readonly Value?: string | number | boolean | { readonly toString: () => string };
  readonly ChildCount: number;
  GetChild(index: number): SyntaxElement | null;
}

interface BridgeGlobals {
  readonly Kusto: { readonly Language: Service };
  readonly System: { readonly Enum: { toString(type: unknown, value: number): string } };
}

/** Columns of every table of the graph. `kind` is a keyword: without brackets every later column would be lost. */
const columns = `(id:string, name:string, type:string, tenantId:string, ['kind']:string, location:string,
  resourceGroup:string, subscriptionId:string, managedBy:string, sku:dynamic, plan:dynamic, properties:dynamic,
  tags:dynamic, identity:dynamic, zones:dynamic, extendedLocation:dynamic)`;

const tables = ['resources', 'authorizationresources', 'policyresources', 'securityresources'];

let loaded: BridgeGlobals | undefined;

/** The package is loaded when somebody asks it: it takes its time. */
function globals(): BridgeGlobals {
  loaded ??= loadService();
  return loaded;
}

function schema(): unknown {
  const { GlobalState, Symbols } = globals().Kusto.Language;
  return GlobalState.Default.WithDatabase(
    new Symbols.DatabaseSymbol.ctor(
      'graph',
      tables.map((name) => new Symbols.TableSymbol.$ctor7(name, columns, null)),
    ),
  );
}

/** The package is a script for browsers that fills the global scope; here it fills one of its own. */
function loadService(): BridgeGlobals {
  const folder = dirname(createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'));
  const scope = createContext({ console });
  for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js'])
    runInContext(readFileSync(join(folder, file), 'utf8'), scope, { filename: file });
  return scope as unknown as BridgeGlobals;
}

let knownSchema: unknown;

/** Loads the package and has it do something: the first time takes longer than a request of an audit may in tests. */
export function warmUpKusto(): void {
  analyzeKql("resources | where not(type =~ 'x') | summarize count() by id | order by id asc");
}

/** Checks a query against the tables of the graph. */
export function analyzeKql(query: string): KqlAnalysis {
  knownSchema ??= schema();
  const code = globals().Kusto.Language.KustoCode.ParseAndAnalyze(query, knownSchema);
  return {
    problems: items(code.GetDiagnostics()).map(({ Code, Message }) => `${Code}: ${Message}`),
    columns:
      code.ResultType === null ? [] : items(code.ResultType.Columns).map(({ Name, Type }) => `${Name}: ${Type.Name}`),
  };
}

/** The syntax tree of a query. */
export function parseKql(query: string): KqlNode {
  const [root] = nodesOf(globals().Kusto.Language.KustoCode.Parse(query).Syntax);
  if (root === undefined) throw new Error('The query is empty');
  return root;
}

function items<T>(list: BridgeList<T>): readonly T[] {
  return Array.from({ length: list.Count }, (_, i) => list.getItem(i));
}

/** The element as a node, or the nodes in it where it is nothing but a list. */
function nodesOf(element: SyntaxElement): readonly KqlNode[] {
  const children = Array.from({ length: element.ChildCount }, (_, i) => element.GetChild(i)).flatMap((child) =>
    child === null ? [] : nodesOf(child),
  );
  const kind = globals().System.Enum.toString(globals().Kusto.Language.Syntax.SyntaxKind, element.Kind);
  if (kind === 'List' || kind === 'SeparatedElement') return children;
  if (/^(Comma|Bar|Dot|Open\w+|Close\w+|EndOfText)Token$/.test(kind)) return [];
  const { Value: value } = element;
  const plain = typeof value === 'object' && value !== null ? Number(value.toString()) : value;
  return [{ kind, text: element.Text ?? '', value: plain, children }];
}
