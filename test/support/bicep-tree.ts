// A Bicep tree as short text, so that tables of sources and trees can be read.

import type {
  BicepSyntax,
  Declaration,
  Decorator,
  Expression,
  ExtensionDeclaration,
  ImportDeclaration,
  Name,
  ObjectLiteral,
  ObjectTypeProperty,
  PropertyKey,
  ResourceDeclaration,
  Spread,
  StringLiteral,
  TypeExpression,
  UsingDeclaration,
} from '../../src/bicep/syntax/nodes.ts';
import { type Language, parseBicep } from '../../src/bicep/syntax/parser.ts';

/** All declarations, one to a line. */
export function treeText({ declarations }: BicepSyntax): string {
  return declarations.map(declarationText).join('\n');
}

/** The problems, each as `line:column message`. */
export function problemTexts(source: string, { problems }: Pick<BicepSyntax, 'problems'>): string[] {
  return problems.map(({ start, message }) => {
    const lines = source.slice(0, start).split(/\r\n?|\n/);
    return `${lines.length}:${(lines.at(-1) ?? '').length + 1} ${message}`;
  });
}

/** The tree of a text that must be readable without complaints. */
export function readTree(source: string, language: Language = 'bicep'): string {
  const syntax = parseBicep(source, language);
  if (syntax.problems.length > 0) throw new Error(`${source}\n${problemTexts(source, syntax).join('\n')}`);
  return treeText(syntax);
}

/** One declaration: its parts as they are in the tree, operators with parentheses, `∅` for what is missing. */
export function declarationText(declaration: Declaration): string {
  return `${decoratorTexts(declaration.decorators)}${bareDeclarationText(declaration)}`;
}

function bareDeclarationText(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'targetScope':
      return `targetScope = ${expressionText(declaration.value)}`;
    case 'metadata':
    case 'assert':
    case 'assignment':
      return `${declaration.kind} ${nameText(declaration.name)} = ${expressionText(declaration.value)}`;
    case 'parameter': {
      const { name, type, defaultValue } = declaration;
      return `param ${nameText(name)} ${typeText(type)}${defaultValue ? ` = ${expressionText(defaultValue)}` : ''}`;
    }
    case 'variable': {
      const { name, type, value } = declaration;
      return `var ${nameText(name)} ${type ? `${typeText(type)} ` : ''}= ${expressionText(value)}`;
    }
    case 'type':
      return `type ${nameText(declaration.name)} = ${typeText(declaration.type)}`;
    case 'function': {
      const parameters = declaration.parameters.map(({ name, type }) => `${nameText(name)} ${typeText(type)}`);
      const { name, returns, body } = declaration;
      return `func ${nameText(name)}(${parameters.join(', ')}) ${typeText(returns)} => ${expressionText(body)}`;
    }
    case 'resource':
      return resourceText(declaration);
    case 'module':
    case 'test':
      return `${declaration.kind} ${nameText(declaration.name)} ${stringText(declaration.path)} = ${expressionText(declaration.value)}`;
    case 'output':
      return `output ${nameText(declaration.name)} ${typeText(declaration.type)} = ${expressionText(declaration.value)}`;
    default:
      return fileText(declaration);
  }
}

function resourceText({ name, type, existing, value }: ResourceDeclaration): string {
  return `resource ${nameText(name)} ${stringText(type)}${existing ? ' existing' : ''} = ${expressionText(value)}`;
}

function fileText(
  declaration: Extract<Declaration, { kind: 'import' | 'extension' | 'using' | 'extends' | 'extensionConfig' }>,
): string {
  switch (declaration.kind) {
    case 'import':
      return importText(declaration);
    case 'extension':
      return extensionText(declaration);
    case 'using':
      return usingText(declaration);
    case 'extends':
      return `extends ${stringText(declaration.path)}`;
    case 'extensionConfig':
      return `extensionConfig ${nameText(declaration.name)}${configText(declaration.config)}`;
  }
}

function importText({ symbols, from }: ImportDeclaration): string {
  const names =
    'kind' in symbols
      ? `* as ${nameText(symbols.name)}`
      : `{${symbols.map(({ original, name }) => (original === name ? nameText(name) : `${nameText(original)} as ${nameText(name)}`)).join(', ')}}`;
  return `import ${names} from ${stringOrName(from)}`;
}

function extensionText({ specification, config, alias }: ExtensionDeclaration): string {
  return `extension ${stringOrName(specification)}${configText(config)}${alias ? ` as ${nameText(alias)}` : ''}`;
}

function usingText({ path, config }: UsingDeclaration): string {
  return `using ${path === 'none' ? path : stringText(path)}${configText(config)}`;
}

function configText(config: Expression | undefined): string {
  return config ? ` with ${expressionText(config)}` : '';
}

function stringOrName(node: StringLiteral | Name): string {
  return node.kind === 'string' ? stringText(node) : nameText(node);
}

function decoratorTexts(decorators: readonly Decorator[]): string {
  return decorators.map(({ call }) => `@${expressionText(call)} `).join('');
}

function nameText({ text }: Name): string {
  return text === '' ? '∅' : text;
}

/** Strings: texts in double quotes, holes in braces between them. */
export function stringText({ texts, holes, multiline }: StringLiteral): string {
  const parts = texts.map((text, i) => JSON.stringify(text) + (holes[i] ? `{${expressionText(holes[i])}}` : ''));
  return `${multiline ? '¶' : ''}${parts.join('')}`;
}

/** One expression. */
export function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'string':
      return stringText(node);
    case 'integer':
      return typeof node.value === 'bigint' ? `${node.value}n` : String(node.value);
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'missing':
      return '∅';
    case 'variable':
      return node.name;
    case 'array':
      return `[${node.items.map(itemText).join(' ')}]`;
    case 'object':
      return `{${node.members.map(memberText).join(', ')}}`;
    case 'for': {
      const variables = node.index ? `(${nameText(node.item)}, ${nameText(node.index)})` : nameText(node.item);
      return `[for ${variables} in ${expressionText(node.items)}: ${expressionText(node.body)}]`;
    }
    case 'if':
      return `if (${expressionText(node.condition)}) ${expressionText(node.body)}`;
    default:
      return operationText(node);
  }
}

function itemText(item: Expression | Spread): string {
  return item.kind === 'spread' ? `...${expressionText(item.value)}` : expressionText(item);
}

function memberText(member: ObjectLiteral['members'][number]): string {
  if (member.kind === 'spread') return itemText(member);
  if (member.kind === 'resource') return declarationText(member);
  return `${keyText(member.key)}: ${expressionText(member.value)}`;
}

function keyText(key: PropertyKey): string {
  return key.kind === 'name' ? nameText(key) : stringText(key);
}

type Operation = Exclude<
  Expression,
  { kind: 'string' | 'integer' | 'boolean' | 'null' | 'missing' | 'variable' | 'array' | 'object' | 'for' | 'if' }
>;

function operationText(node: Operation): string {
  const list = (expressions: readonly Expression[]): string => expressions.map(expressionText).join(', ');
  switch (node.kind) {
    case 'call':
      return `${nameText(node.name)}(${list(node.args)})`;
    case 'methodCall':
      return `${expressionText(node.target)}.${nameText(node.name)}(${list(node.args)})`;
    case 'propertyAccess':
      return `${expressionText(node.target)}${node.safe ? '.?' : '.'}${nameText(node.name)}`;
    case 'indexAccess': {
      const marks = `${node.safe ? '?' : ''}${node.fromEnd ? '^' : ''}`;
      return `${expressionText(node.target)}[${marks}${expressionText(node.index)}]`;
    }
    case 'resourceAccess':
      return `${expressionText(node.target)}::${nameText(node.name)}`;
    case 'nonNull':
      return `${expressionText(node.target)}!`;
    case 'unary':
      return `(${node.operator}${expressionText(node.operand)})`;
    case 'binary':
      return `(${expressionText(node.left)} ${node.operator} ${expressionText(node.right)})`;
    case 'ternary': {
      const { condition, whenTrue, whenFalse } = node;
      return `(${expressionText(condition)} ? ${expressionText(whenTrue)} : ${expressionText(whenFalse)})`;
    }
    case 'parenthesised':
      return `‹${expressionText(node.value)}›`;
    case 'lambda':
      return `(${node.parameters.map(nameText).join(' ')} => ${expressionText(node.body)})`;
  }
}

/** One type. */
export function typeText(node: TypeExpression): string {
  switch (node.kind) {
    case 'typeName':
      return node.name;
    case 'typeLiteral':
      return expressionText(node.value);
    case 'typeMissing':
      return '∅';
    case 'typeResource':
      return node.type ? `resource ${stringText(node.type)}` : 'resource';
    case 'typeObject': {
      const additional =
        node.additional && `${decoratorTexts(node.additional.decorators)}*: ${typeText(node.additional.type)}`;
      return `{${[...node.properties.map(typePropertyText), ...(additional ? [additional] : [])].join(', ')}}`;
    }
    case 'typeTuple':
      return `[${node.items.map((item) => decoratorTexts(item.decorators) + typeText(item.type)).join(' ')}]`;
    case 'typeUnion':
      return `(${node.members.map(typeText).join(' | ')})`;
    case 'typeParenthesised':
      return `‹${typeText(node.value)}›`;
    case 'typeUnary':
      return `(${node.operator}${typeText(node.operand)})`;
    default:
      return typeAccessText(node);
  }
}

function typePropertyText({ decorators, key, type }: ObjectTypeProperty): string {
  return `${decoratorTexts(decorators)}${keyText(key)}: ${typeText(type)}`;
}

type TypeAccess = Extract<
  TypeExpression,
  {
    kind:
      | 'typeCall'
      | 'typeMember'
      | 'typeItems'
      | 'typeIndex'
      | 'typeAdditionalProperties'
      | 'typeArray'
      | 'typeNullable'
      | 'typeNonNullable';
  }
>;

function typeAccessText(node: TypeAccess): string {
  switch (node.kind) {
    case 'typeCall': {
      const target = node.target ? `${typeText(node.target)}.` : '';
      return `${target}${nameText(node.name)}<${node.args.map(typeText).join(', ')}>`;
    }
    case 'typeMember':
      return `${typeText(node.target)}.${nameText(node.name)}`;
    case 'typeItems':
      return `${typeText(node.target)}[*]`;
    case 'typeIndex':
      return `${typeText(node.target)}[${typeText(node.index)}]`;
    case 'typeAdditionalProperties':
      return `${typeText(node.target)}.*`;
    case 'typeArray':
      return `${typeText(node.item)}[]`;
    case 'typeNullable':
      return `${typeText(node.base)}?`;
    case 'typeNonNullable':
      return `${typeText(node.base)}!`;
  }
}
