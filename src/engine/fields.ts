// Paths into resources: how rules write them, and the text they are known by.

import { everyItem, type FieldPath, type FieldSegment } from '../model/condition.ts';

/** Reads `properties.networkRuleSet.ipRules[*].value` or `tags['cost.center']`; undefined when it is no path. */
export function readFieldPath(text: string): FieldPath | undefined {
  const segments: FieldSegment[] = [];
  let rest = text;
  while (rest !== '') {
    const match = segmentPattern.exec(rest);
    if (match === null) return undefined;
    const [whole, name, quoted, index] = match;
    if (name !== undefined && segments.length === 0 && whole.startsWith('.')) return undefined;
    if (name !== undefined && segments.length > 0 && !whole.startsWith('.')) return undefined;
    if (index === '*') segments.push(everyItem);
    else segments.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
    rest = rest.slice(whole.length);
  }
  return { text, segments };
}

const segmentPattern = /^(?:\.?([A-Za-z_$][\w$-]*)|\['([^']+)'\]|\[(\*|\d{1,6})\])/;
