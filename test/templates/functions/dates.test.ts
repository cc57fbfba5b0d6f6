// Dates: what is certain is computed, what is not is unknown, what is no date fails.

import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('dates', () => {
  it.each([
    ["dateTimeAdd('2023-01-31T00:00:00Z', 'P1D')", '"2023-02-01T00:00:00Z"'],
    ["dateTimeAdd('2023-01-31T00:00:00Z', '-PT1S')", '"2023-01-30T23:59:59Z"'],
    ["dateTimeAdd('2023-01-01T00:00:00Z', 'P2W')", '"2023-01-15T00:00:00Z"'],
    ["dateTimeAdd('2020-02-28T12:00:00Z', 'P1DT12H')", '"2020-03-01T00:00:00Z"'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'PT10H')", '"4/8/2020 12:53:14 AM"'],
    ["dateTimeAdd('20200407T145314Z', 'PT1H')", '"2020-04-07T15:53:14Z"'],
    ["dateTimeAdd('2023-01-02T03:04:05Z', 'P0D', 'yyyyMMddTHHmmssZ')", '"20230102T030405Z"'],
    ["dateTimeAdd('2023-01-02T03:04:05Z', 'P0D', 'yyyy-M-d H:mm')", '"2023-1-2 3:04"'],
    [`dateTimeAdd('2023-01-02T03:04:05Z', 'P0D', 'yyyy ''at'' HH')`, '"2023 at 03"'],
    ["dateTimeAdd('2023-01-02T03:04:05Z', 'P0D', 'u')", '"2023-01-02 03:04:05Z"'],
    ["dateTimeAdd('2023-01-02T03:04:05Z', 'P0D', 's')", '"2023-01-02T03:04:05"'],
    ["dateTimeToEpoch('1970-01-02T00:00:00Z')", '86400'],
    ['dateTimeFromEpoch(0)', '"1970-01-01T00:00:00Z"'],
    ['dateTimeFromEpoch(-1)', '"1969-12-31T23:59:59Z"'],
    ["dateTimeAdd(utcNow(), 'P1D')", '<string>'],
    ["dateTimeToEpoch(parameters('s'))", '<int>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it.each([
    ["dateTimeAdd('2020-01-31T00:00:00Z', 'P1M')", 'how dateTimeAdd() counts years and months'],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1Y')", 'how dateTimeAdd() counts years and months'],
    ["dateTimeAdd('2020-01-01', 'P1D')", 'how dateTimeAdd() reads a date without zone or with fractions'],
    ["dateTimeAdd('2020-01-01T00:00:00.5Z', 'P1D')", 'how dateTimeAdd() reads a date without zone or with fractions'],
    ["dateTimeAdd('2020-01-01T00:00:00+02:00', 'P1D')", 'how dateTimeAdd() writes a date with the offset +02:00'],
    ["dateTimeAdd('1 January 2020', 'P1D')", "how dateTimeAdd() reads the date '1 January 2020'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'dddd')", "the date format 'dddd'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'MMM d')", "the date format 'MMM d'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'hh:mm tt')", "the date format 'hh:mm tt'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'R')", "the date format 'R'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', '%d')", "the date format '%d'"],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'yyyy\\d')", "the date format 'yyyy\\d'"],
    [`dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', '"d" d')`, `the date format '"d" d'`],
    [`dateTimeAdd('2020-01-01T00:00:00Z', 'P1D', 'yyyy ''open')`, `the date format 'yyyy 'open'`],
  ])('%s is settled by no source', (expression, because) => {
    expect(reasons(`[${expression}]`)).toEqual([`unsupported: no source settles ${because}`]);
  });

  it.each([
    [
      "dateTimeAdd('2020-01-01T00:00:00Z', 'one day')",
      "dateTimeAdd() is given 'one day', which is not an ISO 8601 duration",
    ],
    ["dateTimeAdd('2020-01-01T00:00:00Z', 'P')", "dateTimeAdd() is given 'P', which is not an ISO 8601 duration"],
    [
      "dateTimeAdd('2020-13-01T00:00:00Z', 'P1D')",
      "dateTimeAdd() is given '2020-13-01T00:00:00Z', which is not a date",
    ],
    [
      "dateTimeAdd('2023-02-30T00:00:00Z', 'P1D')",
      "dateTimeAdd() is given '2023-02-30T00:00:00Z', which is not a date",
    ],
    [
      "dateTimeAdd('2023-01-01T24:00:00Z', 'P1D')",
      "dateTimeAdd() is given '2023-01-01T24:00:00Z', which is not a date",
    ],
    ["dateTimeToEpoch('20209901T000000Z')", "dateTimeToEpoch() is given '20209901T000000Z', which is not a date"],
    ["dateTimeAdd('20209901T000000Z', 'P1D')", "dateTimeAdd() is given '20209901T000000Z', which is not a date"],
    ["dateTimeAdd('9999-12-31T23:59:59Z', 'PT1S')", 'dateTimeAdd() leaves the range of dates'],
    ["dateTimeAdd('2020-01-01T00:00:00Z', '-P99999999D')", 'dateTimeAdd() leaves the range of dates'],
    ['dateTimeFromEpoch(9007199254740991)', 'The date is out of range'],
    ['dateTimeAdd(5, 6)', 'dateTimeAdd() expects a string as argument 1 but gets an integer'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
