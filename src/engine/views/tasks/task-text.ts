// What the text of a task file stands for before it is YAML: base 64, then aliases, then a Go template.
//
// Source: Azure/acr-builder, cmd/acb/commands/exec, graph/preprocessor.go and templating. What a run supplies and what
// nobody knows becomes a mark: one character that nobody writes, so that it stays in its word and in its scalar.

import { aliasesOf, expandAliases, separateAliases, supportsAliases } from './aliases.ts';
import { NotUnderstood } from './yaml-lines.ts';

/** What a mark stands for. */
export type Mark =
  /** A variable of the run: `ID`, `Registry`. */
  | { readonly kind: 'run'; readonly name: string }
  /** Something that is not known, by the expression that gives it. */
  | { readonly kind: 'hole'; readonly expression: string };

/** A task file, ready to be read as YAML. */
export interface TaskText {
  readonly text: string;
  readonly marks: ReadonlyMap<string, Mark>;
  /** What the first word of a command may stand for. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** What `{{.Values.a.b}}` is: a text, `hole` where it is not known; undefined where there is no such value. */
export type ValueOf = (path: readonly string[]) => string | { readonly kind: 'hole' } | undefined;

/** Larger files are not read: a task has a few lines. */
export const maxTaskSize: number = 64 * 1024;

/** Longer actions stand in no task. */
const maxActionLength = 500;

/** The text that a base 64 text stands for; refuses what Go's decoder refuses, and what is no UTF-8. */
export function fromBase64(encoded: string): string {
  const packed = encoded.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) throw new NotUnderstood();
  const text = Buffer.from(packed, 'base64').toString('utf8');
  if (text.includes('\ufffd') || /[\ue000-\uf8ff]/.test(text)) throw new NotUnderstood();
  return text.replace(/^\ufeff/, '');
}

/** Puts in aliases and renders the template. */
export function taskText(source: string, given: ValueOf): TaskText {
  const template = new Template(given);
  if (!supportsAliases(source)) return { text: template.render(source), marks: template.marks, aliases: new Map() };
  const { aliasPart, rest } = separateAliases(source);
  const { aliases, directive } = aliasesOf(template.render(aliasPart));
  const text = template.render(expandAliases(rest, aliases, directive));
  return { text, marks: template.marks, aliases };
}

const firstMark = 0xe000;
const lastMark = 0xf8ff;

const runVariables: ReadonlySet<string> = new Set([
  'ID',
  'Commit',
  'Repository',
  'Branch',
  'GitTag',
  'TriggeredBy',
  'Registry',
  'RegistryName',
  'Date',
  'SharedVolume',
  'OS',
  'OSVersion',
  'Architecture',
  'TaskName',
]);

/** A class because marks are made while parts of one file are rendered, and the same expression keeps its mark. */
class Template {
  readonly marks = new Map<string, Mark>();
  private readonly byExpression = new Map<string, string>();
  private readonly given: ValueOf;

  constructor(given: ValueOf) {
    this.given = given;
  }

  render(source: string): string {
    let text = '';
    let at = 0;
    for (let open = source.indexOf('{{'); open >= 0; open = source.indexOf('{{', at)) {
      const close = source.indexOf('}}', open);
      if (close < 0 || close - open > maxActionLength) throw new NotUnderstood();
      const [, trimsLeft, action = '', trimsRight] =
        /^(-(?=\s))?\s*([\s\S]*?)\s*((?<=\s)-)?$/.exec(source.slice(open + 2, close)) ?? [];
      const before = source.slice(at, open);
      text += (trimsLeft === undefined ? before : before.trimEnd()) + this.valueOfAction(action);
      at = close + 2;
      if (trimsRight !== undefined) while (/\s/.test(source.charAt(at))) at++;
      if (text.length > 4 * maxTaskSize) throw new NotUnderstood();
    }
    return text + source.slice(at);
  }

  /** What is put in for an action; refuses those that decide about the text around them. */
  private valueOfAction(action: string): string {
    if (/^\/\*[\s\S]*\*\/$/.test(action)) return '';
    if (/^(?:if|else|end|range|with|define|template|block|break|continue)\b|:=|["`].*[\n{}]/.test(action))
      throw new NotUnderstood();
    const [, root, path = ''] = /^\.(Run|Build|Values)((?:\.\w+)+)$/.exec(action) ?? [];
    const names = path.split('.').slice(1);
    if (root === undefined) return this.mark(action, { kind: 'hole', expression: action });
    if (root !== 'Values') return this.variable(root, names.join('.'));
    const value = this.given(names);
    if (typeof value === 'object') return this.mark(action, { kind: 'hole', expression: action });
    if (value !== undefined && /[\ue000-\uf8ff]/.test(value)) throw new NotUnderstood();
    return value ?? '';
  }

  /** Run variables have no value before the run; others are empty in every run. */
  private variable(root: string, name: string): string {
    if (root === 'Build' ? name !== 'ID' : !runVariables.has(name)) return '';
    return this.mark(`.Run.${name}`, { kind: 'run', name });
  }

  private mark(expression: string, mark: Mark): string {
    const known = this.byExpression.get(expression);
    if (known !== undefined) return known;
    const code = firstMark + this.marks.size;
    if (code > lastMark) throw new NotUnderstood();
    const symbol = String.fromCharCode(code);
    this.byExpression.set(expression, symbol);
    this.marks.set(symbol, mark);
    return symbol;
  }
}

/** True for a text that holds a mark. */
export function isMarked(text: string): boolean {
  return /[\ue000-\uf8ff]/.test(text);
}

/** The text with every mark as the expression it stands for. */
export function asWritten(text: string, marks: ReadonlyMap<string, Mark>): string {
  return text.replace(/[\ue000-\uf8ff]/g, (symbol) => {
    const mark = marks.get(symbol);
    return mark === undefined ? symbol : `{{${mark.kind === 'run' ? `.Run.${mark.name}` : mark.expression}}}`;
  });
}
