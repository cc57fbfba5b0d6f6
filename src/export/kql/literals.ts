// Texts, lists and member names as KQL writes them.

/** A text in quotes. */
export function quoted(text: string): string {
  const escaped = [...text].map((symbol) =>
    "\\'".includes(symbol)
      ? `\\${symbol}`
      : symbol < ' '
        ? `\\u${symbol.charCodeAt(0).toString(16).padStart(4, '0')}`
        : symbol,
  );
  return `'${escaped.join('')}'`;
}

/** A text in which a backslash is a backslash: patterns stay readable. */
export function verbatim(text: string): string {
  return `@'${text.replaceAll("'", "''")}'`;
}

/** Several texts in parentheses. */
export function quotedList(texts: readonly string[]): string {
  return `(${texts.map(quoted).join(', ')})`;
}

/** A member of a dynamic value: `.name`, or `['a.b']` where the name is not plain. */
export function member(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

/** Whether the text can stand in a verbatim literal, which has no escapes and stays on its line. */
export function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Whether KQL compares the text without regard to case as this program does: it folds ASCII letters only. */
export function isAscii(text: string): boolean {
  return [...text].every((symbol) => symbol.charCodeAt(0) < 128);
}
