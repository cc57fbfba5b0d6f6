// Resolves the names in expressions and types to what they stand for, innermost scope first.

import type { Document } from '../values/document.ts';
import { decoratedParts } from './check-decorators.ts';
import type { DeclaredFile } from './declare.ts';
import { didYouMean } from './did-you-mean.ts';
import { specificationOf } from './extensions.ts';
import type { Problems } from './problems.ts';
import type { BicepSymbol, FileSymbol, LocalSymbol, LoopSymbols, ResourceSymbol } from './symbols.ts';
import type {
  Declaration,
  Decorator,
  Expression,
  ForLoop,
  Lambda,
  Name,
  Node,
  ObjectLiteral,
  ResourceAccess,
  ResourceDeclaration,
  TypeExpression,
  Variable,
} from './syntax/nodes.ts';
import { partsOf, typePartsOf } from './walk.ts';

/** Names around a place, innermost first. */
interface Scope {
  readonly find: (name: string) => BicepSymbol | undefined;
  readonly outer: Scope | undefined;
}

/** Types that need no declaration. */
export const ambientTypes: ReadonlySet<string> = new Set(['string', 'int', 'bool', 'object', 'array', 'any']);

const derivedTypes: ReadonlySet<string> = new Set(['resource', 'resourceInput', 'resourceOutput']);

/** Goes once through everything a file says; a class because every step adds to what it found. */
export class NameResolver {
  readonly uses: Map<Node, BicepSymbol> = new Map();
  readonly loops: Map<ForLoop, LoopSymbols> = new Map();
  readonly lambdas: Map<Node, readonly LocalSymbol[]> = new Map();
  private readonly symbols: ReadonlyMap<string, FileSymbol>;
  private readonly document: Document;
  private readonly problems: Problems;

  constructor(symbols: ReadonlyMap<string, FileSymbol>, document: Document, problems: Problems) {
    this.symbols = symbols;
    this.document = document;
    this.problems = problems;
  }

  resolveDeclaration(declaration: Declaration, declared: DeclaredFile): void {
    this.decorators(declaration.decorators);
    switch (declaration.kind) {
      case 'resource': {
        const symbol = declared.symbols.get(declaration.name.text);
        this.resource(declaration, symbol?.kind === 'resource' ? symbol : undefined, undefined);
        return;
      }
      case 'function': {
        const symbol = declared.symbols.get(declaration.name.text);
        for (const parameter of declaration.parameters) this.type(parameter.type);
        this.type(declaration.returns);
        this.expression(declaration.body, localScope(symbol?.kind === 'function' ? symbol.parameters : []));
        return;
      }
      case 'parameter':
        this.type(declaration.type);
        this.maybe(declaration.defaultValue);
        return;
      case 'variable':
        if (declaration.type !== undefined) this.type(declaration.type);
        this.maybe(declaration.value);
        return;
      case 'output':
        this.type(declaration.type);
        this.maybe(declaration.value);
        return;
      case 'type':
        this.type(declaration.type);
        return;
      case 'extension':
      case 'extensionConfig':
        this.maybe(declaration.config);
        return;
      case 'module':
      case 'metadata':
      case 'assert':
      case 'test':
      case 'assignment':
        this.maybe(declaration.value);
        return;
      default:
    }
  }

  private maybe(node: Expression | undefined): void {
    if (node !== undefined) this.expression(node, undefined);
  }

  private resource(
    declaration: ResourceDeclaration,
    symbol: ResourceSymbol | undefined,
    scope: Scope | undefined,
  ): void {
    const inner: Scope =
      symbol === undefined
        ? { find: () => undefined, outer: scope }
        : { find: (name) => (name === 'this' ? thisNamespace : symbol.nested.get(name)), outer: scope };
    this.expression(declaration.value, inner, symbol);
  }

  /** `resource` is the one whose value this is: its object may hold nested ones. */
  private expression(node: Expression, scope: Scope | undefined, resource?: ResourceSymbol): void {
    switch (node.kind) {
      case 'variable':
        this.variable(node, scope);
        return;
      case 'call':
        this.call(node, node.name, scope);
        for (const arg of node.args) this.argument(arg, node, scope);
        return;
      case 'methodCall':
        this.expression(node.target, scope);
        for (const arg of node.args) this.argument(arg, node, scope);
        return;
      case 'object':
        this.object(node, scope, resource);
        return;
      case 'for':
        this.loop(node, scope, resource);
        return;
      case 'if':
        this.expression(node.condition, scope);
        this.expression(node.body, scope, resource);
        return;
      case 'lambda':
        this.lambda(node, undefined, scope);
        return;
      case 'resourceAccess':
        this.expression(node.target, scope);
        this.resourceAccess(node);
        return;
      default:
        for (const part of partsOf(node)) this.expression(part, scope);
    }
  }

  private object(node: ObjectLiteral, scope: Scope | undefined, resource: ResourceSymbol | undefined): void {
    for (const member of node.members) {
      if (member.kind === 'resource') {
        this.decorators(member.decorators);
        this.resource(member, resource?.nested.get(member.name.text), scope);
        continue;
      }
      if (member.kind === 'property' && member.key.kind === 'string') this.expression(member.key, scope);
      this.expression(member.value, scope);
    }
  }

  private loop(node: ForLoop, scope: Scope | undefined, resource: ResourceSymbol | undefined): void {
    this.expression(node.items, scope);
    const item: LocalSymbol = { kind: 'local', name: node.item.text, role: 'item', at: node.item, items: node.items };
    const index: LocalSymbol | undefined = node.index && {
      kind: 'local',
      name: node.index.text,
      role: 'index',
      at: node.index,
      items: undefined,
    };
    this.loops.set(node, { item, index });
    this.expression(node.body, localScope(index === undefined ? [item] : [item, index], scope), resource);
  }

  private argument(
    node: Expression,
    call: Expression & { readonly args: readonly Expression[] },
    scope: Scope | undefined,
  ): void {
    if (node.kind === 'lambda') this.lambda(node, call.args[0], scope);
    else this.expression(node, scope);
  }

  private lambda(node: Lambda, items: Expression | undefined, scope: Scope | undefined): void {
    const locals = node.parameters.map(
      (name): LocalSymbol => ({ kind: 'local', name: name.text, role: 'lambda', at: name, items }),
    );
    this.lambdas.set(node, locals);
    this.expression(node.body, localScope(locals, scope));
  }

  private variable(node: Variable, scope: Scope | undefined): void {
    const symbol = asNamespace(this.lookUp(node.name, scope)) ?? namespaces.get(node.name);
    if (symbol !== undefined) this.uses.set(node, symbol);
    else if (node.name !== '') this.missing(node.name, node, scope);
  }

  private missing(name: string, at: Node, scope: Scope | undefined): void {
    const names: string[] = [...this.symbols.keys()];
    for (let around = scope; around !== undefined; around = around.outer) if (around.find(name)) names.push(name);
    this.problems.report(`The name '${name}' is not declared${didYouMean(name, names)}`, this.document, at);
  }

  /** A function that the file declares or imports; any other name is one of the language's functions. */
  private call(node: Node, name: Name, scope: Scope | undefined): void {
    const symbol = this.lookUp(name.text, scope);
    if (symbol?.kind === 'function' || symbol?.kind === 'imported') this.uses.set(node, symbol);
  }

  private lookUp(name: string, scope: Scope | undefined): BicepSymbol | undefined {
    for (let around = scope; around !== undefined; around = around.outer) {
      const found = around.find(name);
      if (found !== undefined) return found;
    }
    return this.symbols.get(name);
  }

  /** `resource::nested` */
  private resourceAccess(node: ResourceAccess): void {
    const outer = this.uses.get(node.target);
    const found = outer?.kind === 'resource' ? outer.nested.get(node.name.text) : undefined;
    if (found !== undefined) this.uses.set(node, found);
    else if (outer !== undefined && node.name.text !== '')
      this.problems.report(`There is no nested resource '${node.name.text}' here`, this.document, node.name);
  }

  private type(node: TypeExpression): void {
    if (node.kind === 'typeName') {
      const symbol = asNamespace(this.symbols.get(node.name)) ?? namespaces.get(node.name);
      if (symbol !== undefined) this.uses.set(node, symbol);
      else if (!ambientTypes.has(node.name) && node.name !== '')
        this.problems.report(
          `The type '${node.name}' is not declared${didYouMean(node.name, this.typeNames())}`,
          this.document,
          node,
        );
      return;
    }
    if (node.kind === 'typeCall' && !derivedTypes.has(node.name.text))
      this.problems.report(`There is no type '${node.name.text}<…>'`, this.document, node.name);
    for (const part of typePartsOf(node)) this.type(part);
    for (const decorated of decoratedParts(node)) this.decorators(decorated.decorators);
  }

  private typeNames(): readonly string[] {
    const declared = [...this.symbols.values()].filter(({ kind }) => kind === 'type' || kind === 'imported');
    return [...ambientTypes, ...declared.map(({ name }) => name)];
  }

  private decorators(decorators: readonly Decorator[]): void {
    for (const { call } of decorators)
      if (call.kind === 'call' || call.kind === 'methodCall')
        for (const arg of call.args) this.argument(arg, call, undefined);
  }
}

const namespaces: ReadonlyMap<string, BicepSymbol> = new Map(
  ['sys', 'az'].map((name) => [name, { kind: 'namespace', name }]),
);

/** `extension az as name` declares another name for a namespace that every file has. */
function asNamespace(symbol: BicepSymbol | undefined): BicepSymbol | undefined {
  return symbol?.kind === 'extension' ? (namespaces.get(specificationOf(symbol)) ?? symbol) : symbol;
}

const thisNamespace: BicepSymbol = { kind: 'namespace', name: 'this' };

function localScope(locals: readonly LocalSymbol[], outer?: Scope): Scope {
  return { find: (name) => locals.find((local) => local.name === name), outer };
}
