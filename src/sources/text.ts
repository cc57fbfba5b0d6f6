// Bytes to text, and what keeps a file from being read at all.

/** Azure refuses templates of more than 4 MB; a few times that leaves room for files that are not deployed as they are. */
export const maxFileSize: number = 32 * 1024 * 1024;

export type TextResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Decodes UTF-8, with or without a byte order mark, and UTF-16 with one. */
export function decodeText(bytes: Uint8Array): TextResult {
  if (bytes.length === 0) return { kind: 'unreadable', because: 'the file is empty' };
  if (bytes.length > maxFileSize)
    return { kind: 'unreadable', because: `the file is larger than ${maxFileSize / 1024 / 1024} MB` };
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { kind: 'text', text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { kind: 'text', text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.subarray(0, 4096).includes(0)) return { kind: 'unreadable', because: 'the file is binary' };
  try {
    return { kind: 'text', text: strictUtf8.decode(bytes) };
  } catch {
    return { kind: 'unreadable', because: 'the file is not UTF-8 text' };
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
