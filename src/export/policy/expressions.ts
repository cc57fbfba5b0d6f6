// Texts that would be read as expressions.

/** The text as a literal. Only what begins and ends with a bracket is an expression; one bracket more makes it a text. */
export function literalText(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}
