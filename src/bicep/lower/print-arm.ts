// Expressions as the strings that stand in templates.

import type { Arm } from './arm.ts';

/** The value of a property whose value is an expression: literals stand for themselves. */
export function printValue(arm: Arm): string | number | bigint {
  if (arm.kind === 'number') return arm.value;
  return printString(arm);
}

/** The expression as a string of a template: `[…]`, or a text that does not look like one. */
export function printString(arm: Arm): string {
  return arm.kind === 'string' ? escapeText(arm.value) : `[${print(arm)}]`;
}

/** A text in a template: one that begins and ends like an expression gets its bracket doubled. */
export function escapeText(value: string): string {
  return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
}

function print(arm: Arm): string {
  switch (arm.kind) {
    case 'string':
      return `'${arm.value.replaceAll("'", "''")}'`;
    case 'number':
      return String(arm.value);
    case 'call':
      return `${arm.name}(${arm.args.map(print).join(', ')})`;
    case 'access':
      return `${print(arm.target)}${arm.key.kind === 'string' && identifier.test(arm.key.value) ? `.${arm.key.value}` : `[${print(arm.key)}]`}`;
  }
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
