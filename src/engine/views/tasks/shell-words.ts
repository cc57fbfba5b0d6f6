// The words of a command, as a POSIX shell splits them.

/**
 * The words of one simple command; undefined where the shell would do more than split it: run a second command, redirect,
 * or put in the value of a variable. Wildcards stay as they are, as they do where no file has such a name.
 */
export function shellWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; ) {
    const symbol = command.charAt(at);
    if (symbol === ' ' || symbol === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    if (symbol === '#' && word === undefined) break;
    const piece = pieceAt(command, at);
    if (piece === undefined) return undefined;
    if (piece.text !== undefined) word = (word ?? '') + piece.text;
    at = piece.end;
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Piece {
  /** Undefined for the end of a line that is taken back. */
  readonly text: string | undefined;
  readonly end: number;
}

function pieceAt(command: string, at: number): Piece | undefined {
  const symbol = command.charAt(at);
  if (symbol === "'") return singleQuoted(command, at + 1);
  if (symbol === '"') return doubleQuoted(command, at + 1);
  if (symbol === '\\') {
    const next = command.charAt(at + 1);
    return { text: next === '\n' ? undefined : next, end: at + 2 };
  }
  if (/[\n;|&<>()`]/.test(symbol) || expands(command, at) || /^~(?:[/\w]|$|\s)/.test(command.slice(at, at + 2)))
    return undefined;
  return { text: symbol, end: at + 1 };
}

function singleQuoted(command: string, from: number): Piece | undefined {
  const end = command.indexOf("'", from);
  return end < 0 ? undefined : { text: command.slice(from, end), end: end + 1 };
}

function doubleQuoted(command: string, from: number): Piece | undefined {
  let text = '';
  for (let at = from; at < command.length; at++) {
    const symbol = command.charAt(at);
    if (symbol === '"') return { text, end: at + 1 };
    if (symbol === '`' || expands(command, at)) return undefined;
    if (symbol !== '\\' || !/["$`\\\n]/.test(command.charAt(at + 1))) text += symbol;
    else if (command.charAt(++at) !== '\n') text += command.charAt(at);
  }
  return undefined;
}

/** A dollar sign that stands for the value of something. */
function expands(command: string, at: number): boolean {
  return command.charAt(at) === '$' && /[\w{(@*#?!$-]/.test(command.charAt(at + 1));
}
