// Lines of places, for messages that speak of another place than their own.

import { char, isLineEnd } from './characters.ts';

/** Tells the line of a place, beginning with 1. Fast when the places come in the order of the text, as problems do. */
export function lineCounter(text: string): (offset: number) => number {
  let counted = 0;
  let line = 1;
  return (offset) => {
    if (offset < counted) {
      counted = 0;
      line = 1;
    }
    for (; counted < offset; counted++) {
      const code = text.charCodeAt(counted);
      const isPair = code === char.carriageReturn && text.charCodeAt(counted + 1) === char.lineFeed;
      if (isLineEnd(code) && !isPair) line++;
    }
    return line;
  };
}
