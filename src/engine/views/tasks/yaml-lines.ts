// The lines of a YAML text: what YAML makes of indentation, comments and folded text.

/** A line without its indentation. */
export interface YamlLine {
  readonly indent: number;
  /** What stands behind the indentation. */
  readonly text: string;
}

/** Raised where a text uses more of YAML than this program reads by itself. */
export class NotUnderstood extends Error {}

/** The lines of a text; refuses tabs that could be meant as indentation, and characters that no YAML has. */
export function yamlLines(text: string): readonly YamlLine[] {
  for (let i = 0; i < text.length; i++) if (isRefused(text.charCodeAt(i))) throw new NotUnderstood();
  return text.split(/\r\n|[\n\r]/).map((line) => {
    const indent = line.search(/[^ ]/);
    if (indent < 0) return { indent: line.length, text: '' };
    const rest = line.slice(indent);
    if (rest.startsWith('\t')) throw new NotUnderstood();
    return { indent, text: rest };
  });
}

/** Control characters, and what only some versions of YAML take for the end of a line. */
function isRefused(code: number): boolean {
  return (
    (code < 32 && code !== 9 && code !== 10 && code !== 13) ||
    code === 0x7f ||
    code === 0x85 ||
    code === 0x2028 ||
    code === 0x2029
  );
}

/** True for a line that says nothing: blank, or a comment alone. */
export function isIdle({ text }: YamlLine): boolean {
  return text === '' || text.startsWith('#');
}

/** Without the comment at its end. */
export function withoutComment(text: string): string {
  const at = text.search(/\s#/);
  return (at < 0 ? text : text.slice(0, at)).trimEnd();
}

/** The text of a block scalar (`|`, `>`) from its lines, which are cut at its indentation; blank ones are empty. */
export function blockText(style: string, lines: readonly string[]): string {
  const end = lines.findLastIndex((line) => line !== '') + 1;
  const body = lines.slice(0, end);
  return style.startsWith('|') ? body.join('\n') : folded(body);
}

/** Lines that follow each other become one, blank lines line breaks; lines that are indented further keep theirs. */
function folded(lines: readonly string[]): string {
  let text = '';
  let blanks = 0;
  let previous: string | undefined;
  for (const line of lines) {
    if (line === '') {
      blanks++;
      continue;
    }
    if (previous === undefined) text = '\n'.repeat(blanks);
    else if (isIndented(previous) || isIndented(line)) text += '\n'.repeat(blanks + 1);
    else text += blanks === 0 ? ' ' : '\n'.repeat(blanks);
    text += line;
    blanks = 0;
    previous = line;
  }
  return text;
}

function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}
