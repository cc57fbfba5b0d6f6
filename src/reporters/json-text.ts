// JSON as text for people and programs: indented, and without characters that could steer a terminal.

/** The value as JSON text, ending in a line break. Integers beyond 2^53 become texts: readers parse numbers as doubles. */
export function printedJson(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member), 2);
  // JSON escapes the other control characters by itself.
  const escaped = text.replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}
