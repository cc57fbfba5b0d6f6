// The part of YAML that task files are written in, read without the YAML library.
//
// Views answer at once and in every run, and the library is loaded only by runs that read rule or configuration files.
// This reads block and flow collections, quoted, plain and block scalars. Of everything else (anchors, aliases, tags,
// several documents, keys that are no plain words) it says that it does not understand: a wrong reading is worse than none.

import { type Json, setKey } from '../../../values/json.ts';
import { beginsPlain, maxDepth, plainValue, type Read, readFlow, Unfinished } from './yaml-flow.ts';
import { blockText, isIdle, NotUnderstood, withoutComment, type YamlLine, yamlLines } from './yaml-lines.ts';

/** Reads a text; undefined where it is not understood, or no YAML. Scalars stay as they are written, only null is null. */
export function readYamlSubset(text: string): Json | undefined {
  try {
    return new YamlReader(yamlLines(text)).document();
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof Unfinished) return undefined;
    throw error;
  }
}

/** Brackets and quotes that go on for more lines than this are refused. */
const maxFlowLines = 100;

/** A class because all of the grammar advances the same cursor over the lines. */
class YamlReader {
  private readonly lines: YamlLine[];
  private at = 0;
  private depth = 0;

  constructor(lines: readonly YamlLine[]) {
    this.lines = [...lines];
  }

  document(): Json {
    const first = this.peek();
    if (first?.indent === 0 && /^---(?:\s+#.*|\s*)$/.test(first.text)) this.at++;
    if (this.lines.slice(this.at).some(isMarker)) throw new NotUnderstood();
    const value = this.block(0);
    if (this.peek() !== undefined) throw new NotUnderstood();
    return value;
  }

  /** The next line that says something. */
  private peek(): YamlLine | undefined {
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[++this.at])
      if (!isIdle(line)) return line;
    return undefined;
  }

  /** What stands on the next lines, as far as they are indented that much; null where they are not. */
  private block(least: number): Json {
    const line = this.peek();
    if (line === undefined || line.indent < least) return null;
    if (++this.depth > maxDepth) throw new NotUnderstood();
    const value = isItem(line.text)
      ? this.sequence(line.indent)
      : keyOf(line.text) === undefined
        ? this.scalar(line, least - 1)
        : this.mapping(line.indent);
    this.depth--;
    return value;
  }

  private scalar(line: YamlLine, around: number): Json {
    this.at++;
    return this.inline(line.text, around);
  }

  private sequence(indent: number): Json {
    const items: Json[] = [];
    for (let line = this.peek(); line?.indent === indent && isItem(line.text); line = this.peek()) {
      const rest = line.text.slice(1).trimStart();
      if (/^-[ ]*\t/.test(line.text)) throw new NotUnderstood();
      const at = indent + line.text.length - rest.length;
      items.push(this.item(rest, indent, at));
    }
    if ((this.peek()?.indent ?? 0) > indent) throw new NotUnderstood();
    return items;
  }

  /** What stands behind a dash: a collection that begins on its line, or a value. */
  private item(rest: string, indent: number, at: number): Json {
    if (rest === '' || rest.startsWith('#')) {
      this.at++;
      return this.block(indent + 1);
    }
    if (!isItem(rest) && keyOf(rest) === undefined) {
      this.at++;
      return this.inline(rest, indent);
    }
    this.lines[this.at] = { indent: at, text: rest };
    return this.block(at);
  }

  private mapping(indent: number): Json {
    const object: Record<string, Json> = {};
    for (let line = this.peek(); line?.indent === indent && !isItem(line.text); line = this.peek()) {
      const key = keyOf(line.text);
      if (key === undefined || Object.hasOwn(object, key.name)) throw new NotUnderstood();
      this.at++;
      setKey(object, key.name, this.member(key.rest, indent));
    }
    if ((this.peek()?.indent ?? 0) > indent) throw new NotUnderstood();
    return object;
  }

  private member(rest: string, indent: number): Json {
    if (rest !== '' && !rest.startsWith('#')) return this.inline(rest, indent);
    const next = this.peek();
    // The items of a list may stand right below its key.
    return next?.indent === indent && isItem(next.text) ? this.sequence(indent) : this.block(indent + 1);
  }

  /** A value that begins on a line of which the rest is given; the lines that belong to it are indented further. */
  private inline(rest: string, around: number): Json {
    const style = /^([|>]-?)(?:\s+#.*|\s*)$/.exec(rest)?.[1];
    if (style !== undefined) return this.blockScalar(style, around);
    return /^["'[{]/.test(rest) ? this.flow(rest, around) : this.plain(rest, around);
  }

  private flow(rest: string, around: number): Json {
    let text = rest;
    for (let taken = 0; taken < maxFlowLines; taken++) {
      const read = readUnlessUnfinished(text);
      if (read !== undefined) {
        if (!/^(?:\s*|\s+#.*)$/.test(text.slice(read.end))) throw new NotUnderstood();
        return read.value;
      }
      const line = this.lines[this.at++];
      if (line === undefined || isIdle(line) || line.indent <= around || /\\\s*$/.test(text)) throw new NotUnderstood();
      text = `${text.trimEnd()} ${line.text}`;
    }
    throw new NotUnderstood();
  }

  private plain(rest: string, around: number): Json {
    let text = withoutComment(rest);
    if (!beginsPlain(text) || isPair(text)) throw new NotUnderstood();
    let mayGoOn = text === rest.trimEnd();
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[this.at]) {
      if (isIdle(line)) break;
      if (line.indent <= around) return plainValue(text);
      const more = withoutComment(line.text);
      if (!mayGoOn || !beginsPlain(more) || isPair(more)) throw new NotUnderstood();
      text += ` ${more}`;
      mayGoOn = more === line.text.trimEnd();
      this.at++;
    }
    if ((this.peek()?.indent ?? -1) > around) throw new NotUnderstood();
    return plainValue(text);
  }

  private blockScalar(style: string, around: number): Json {
    const lines: string[] = [];
    let indent: number | undefined;
    let longestBlank = 0;
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[++this.at]) {
      if (line.text === '') {
        longestBlank = Math.max(longestBlank, line.indent);
        lines.push('');
        continue;
      }
      if (line.indent <= around) break;
      indent ??= line.indent;
      if (line.indent < indent) throw new NotUnderstood();
      lines.push(`${' '.repeat(line.indent - indent)}${line.text}`);
    }
    // Spaces that reach past the indentation are part of the text, or an error; no task needs them.
    if (longestBlank > (indent ?? around + 1)) throw new NotUnderstood();
    const text = blockText(style, lines);
    return style.endsWith('-') || text.trim() === '' ? text : `${text}\n`;
  }
}

function readUnlessUnfinished(text: string): Read | undefined {
  try {
    return readFlow(text);
  } catch (error) {
    if (error instanceof Unfinished) return undefined;
    throw error;
  }
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** Where a document begins or ends, or a directive stands. */
function isMarker({ indent, text }: YamlLine): boolean {
  return indent === 0 && /^(?:---|\.\.\.)(?:\s|$)|^%/.test(text);
}

/** Text with a colon that would make it a key. */
function isPair(text: string): boolean {
  return /:(?:\s|$)/.test(text);
}

/** The key that a line begins with; undefined where it begins with none. */
function keyOf(text: string): { readonly name: string; readonly rest: string } | undefined {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')\s*:(?:\s+(.*))?$/.exec(text);
  const [, name = quoted?.[2], , rest = ''] = quoted ?? [];
  if (name !== undefined) return { name, rest };
  const plain = /^([A-Za-z0-9_](?:[\w ./-]*[\w./-])?)\s*:(?:\s+(.*))?$/.exec(text);
  return plain?.[1] === undefined ? undefined : { name: plain[1], rest: plain[2] ?? '' };
}
