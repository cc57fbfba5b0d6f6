// Colours and symbols of the terminal report: words carry the meaning, these only help the eye.

/** How text is painted; the identity where colour is off. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly path: (text: string) => string;
  /** The mark under the characters that matter most, and the others. */
  readonly strong: (text: string) => string;
  readonly weak: (text: string) => string;
  readonly symbols: Symbols;
}

export interface Symbols {
  readonly frameTop: string;
  readonly frameMiddle: string;
  readonly frameSide: string;
  readonly frameBottom: string;
  readonly strongMark: string;
  readonly weakMark: string;
  readonly check: string;
}

const unicode: Symbols = {
  frameTop: '╭─',
  frameMiddle: '├─',
  frameSide: '│',
  frameBottom: '╰',
  strongMark: '━',
  weakMark: '─',
  check: '✓',
};
const ascii: Symbols = {
  frameTop: '+-',
  frameMiddle: '|-',
  frameSide: '|',
  frameBottom: '`',
  strongMark: '^',
  weakMark: '-',
  check: 'ok',
};

/** A style for a terminal that can show colours, and more than ASCII, or not. */
export function styleFor({ color, unicode: wide }: { readonly color: boolean; readonly unicode: boolean }): Style {
  const paint =
    (...codes: readonly number[]) =>
    (text: string): string =>
      color && text !== '' ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  return {
    error: paint(1, 31),
    warning: paint(1, 33),
    note: paint(1, 36),
    good: paint(32),
    bold: paint(1),
    dim: paint(2),
    path: paint(36),
    strong: paint(1, 31),
    weak: paint(34),
    symbols: wide ? unicode : ascii,
  };
}

/**
 * Text from files must not steer a terminal: control characters, and those that turn the direction of text, are
 * replaced one for one. Tabs stay.
 */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** Columns a text takes: wide characters take two, combining ones none. */
export function displayWidth(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (/^\p{Mark}$/u.test(character) || (code >= 0x200b && code <= 0x200f)) continue;
    width += isWide(code) ? 2 : 1;
  }
  return width;
}

/** East Asian wide and emoji, by the blocks that hold nearly all of them. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

/** Breaks a paragraph into lines of at most so many columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
