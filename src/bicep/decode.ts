// Bytes as text, in the encodings that Bicep reads.

/** The names `loadTextContent` takes (LanguageConstants.SupportedEncodings). */
export const encodings = ['us-ascii', 'iso-8859-1', 'utf-8', 'utf-16', 'utf-16BE'] as const;
export type Encoding = (typeof encodings)[number];

/** True for the name of an encoding. */
export function isEncoding(name: string): name is Encoding {
  return (encodings as readonly string[]).includes(name);
}

/** The text of a file. A byte order mark decides, whatever encoding is asked for, and is left out. */
export function decode(bytes: Uint8Array, encoding: Encoding = 'utf-8'): string {
  switch (markedEncoding(bytes) ?? encoding) {
    case 'utf-8':
      return new TextDecoder('utf-8').decode(bytes);
    case 'utf-16':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'utf-16BE':
      return new TextDecoder('utf-16be').decode(bytes);
    case 'iso-8859-1':
      return fromCharacters(bytes, (byte) => byte);
    case 'us-ascii':
      return fromCharacters(bytes, (byte) => (byte < 128 ? byte : questionMark));
  }
}

const questionMark = 63;

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16';
  if (first === 0xfe && second === 0xff) return 'utf-16BE';
  return undefined;
}

function fromCharacters(bytes: Uint8Array, character: (byte: number) => number): string {
  const chunk = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...Array.from(bytes.subarray(at, at + chunk), character));
  return text;
}

/** Bytes in base64, as `loadFileAsBase64` gives them. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(fromCharacters(bytes, (byte) => byte));
}
