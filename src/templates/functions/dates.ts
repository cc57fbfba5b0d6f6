// Dates: ISO 8601 in and out, and the .NET formats whose result is certain.

import type { Json } from '../../values/json.ts';
import { TemplateError } from '../run.ts';
import { countArg, intFunction, stringArg, stringFunction, type TemplateFunction, Unsettled } from './definition.ts';

export const dateFunctions: readonly TemplateFunction[] = [
  stringFunction('dateTimeAdd', [2, 3], dateTimeAdd),
  intFunction('dateTimeToEpoch', [1, 1], (args) =>
    Math.floor(readDate(stringArg(args, 0, 'dateTimeToEpoch'), 'dateTimeToEpoch').time / 1000),
  ),
  stringFunction('dateTimeFromEpoch', [1, 1], (args) => isoDate(countArg(args, 0, 'dateTimeFromEpoch') * 1000)),
];

function dateTimeAdd(args: readonly Json[]): string {
  const base = readDate(stringArg(args, 0, 'dateTimeAdd'), 'dateTimeAdd');
  const time = addDuration(base.time, stringArg(args, 1, 'dateTimeAdd'));
  if (args.length > 2) return formatDate(time, stringArg(args, 2, 'dateTimeAdd'));
  return base.style === 'iso' ? isoDate(time) : generalDate(time);
}

interface ReadDate {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** Which form the text had: the result has the same. */
  readonly style: 'iso' | 'universal';
}

const datePattern = /^(\d{4}-\d{2}-\d{2})(?:([T ])(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?(Z|[+-]\d{2}:\d{2})?$/;

function readDate(text: string, name: string): ReadDate {
  const expanded = text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z');
  const match = datePattern.exec(expanded);
  if (match === null) throw new Unsettled(`how ${name}() reads the date '${text.slice(0, 40)}'`);
  const [, day = '', separator, minute = '00:00', second = '00', fraction, zone] = match;
  if (zone === undefined || fraction !== undefined)
    throw new Unsettled(`how ${name}() reads a date without zone or with fractions`);
  const written = `${day}T${minute}:${second}`;
  const time = Date.parse(`${written}Z`);
  // JavaScript takes the 30th of February for a day in March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(written))
    throw new TemplateError(`${name}() is given '${text}', which is not a date`);
  if (zone !== 'Z') throw new Unsettled(`how ${name}() writes a date with the offset ${zone}`);
  return { time, style: separator === ' ' ? 'universal' : 'iso' };
}

const durationPattern = /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Adds an ISO 8601 duration. Whether a year is a calendar year or .NET's 365 days, and a month a calendar month or 30 days,
 * no source says: where the two differ, the result is undecided.
 */
function addDuration(time: number, duration: string): number {
  const match = durationPattern.exec(duration);
  if (match === null || /^[+-]?PT?$/.test(duration))
    throw new TemplateError(`dateTimeAdd() is given '${duration}', which is not an ISO 8601 duration`);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  const sign = match[1] === '-' ? -1 : 1;
  const fixed = sign * 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * (days + 7 * weeks))));
  const calendar = new Date(time);
  calendar.setUTCFullYear(calendar.getUTCFullYear() + sign * years, calendar.getUTCMonth() + sign * months);
  const counted = time + sign * 86_400_000 * (365 * years + 30 * months);
  if (calendar.getTime() !== counted) throw new Unsettled('how dateTimeAdd() counts years and months');
  if (!isInRange(counted + fixed)) throw new TemplateError('dateTimeAdd() leaves the range of dates');
  return counted + fixed;
}

/** .NET's dates end with the year 9999. */
function isInRange(time: number): boolean {
  return time >= Date.parse('0001-01-01T00:00:00Z') && time <= Date.parse('9999-12-31T23:59:59.999Z');
}

/** `2023-04-01T01:00:38Z` */
function isoDate(time: number): string {
  if (!isInRange(time)) throw new TemplateError('The date is out of range');
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** `4/7/2023 2:53:14 PM`, as the documentation shows it for a base in the form `2020-04-07 14:53:14Z`. */
function generalDate(time: number): string {
  const date = new Date(time);
  const hours = date.getUTCHours();
  const half = hours < 12 ? 'AM' : 'PM';
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${clock} ${half}`;
}

const standardFormats: Readonly<Record<string, string | undefined>> = {
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  s: 'yyyy-MM-ddTHH:mm:ss',
  d: 'MM/dd/yyyy',
};

/** A .NET format string of date parts that are written in digits; anything else is undecided. */
function formatDate(time: number, format: string): string {
  const custom = format.length === 1 ? standardFormats[format] : format;
  if (custom === undefined) throw new Unsettled(`the date format '${format}'`);
  const date = new Date(time);
  return custom.replace(/'([^']*)'|([A-Za-z])\2*|./g, (token: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted;
    if (`"'%\\`.includes(token)) throw new Unsettled(`the date format '${format}'`);
    if (!/^[A-Za-z]/.test(token) || token === 'T' || token === 'Z') return token;
    const part = dateParts[token];
    if (part === undefined) throw new Unsettled(`the date format '${format}'`);
    return part(date);
  });
}

const dateParts: Readonly<Record<string, ((date: Date) => string) | undefined>> = {
  yyyy: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  yy: (date) => two(date.getUTCFullYear() % 100),
  MM: (date) => two(date.getUTCMonth() + 1),
  dd: (date) => two(date.getUTCDate()),
  HH: (date) => two(date.getUTCHours()),
  mm: (date) => two(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
  M: (date) => String(date.getUTCMonth() + 1),
  d: (date) => String(date.getUTCDate()),
  H: (date) => String(date.getUTCHours()),
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}
