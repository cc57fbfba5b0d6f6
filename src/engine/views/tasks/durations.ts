// How old something must be: the durations of `acr purge --ago`.

/** The days of `30d`, `2d3h6m` or `36h`; undefined for what is written in another way. Source: Azure/acr-cli, parseDuration. */
export function agoInDays(text: string): number | undefined {
  const [, days, rest = ''] = /^(?:([+-]?\d{1,9})d)?(.*)$/s.exec(text) ?? [];
  const more = rest === '' ? 0 : goDurationInDays(rest);
  if (more === undefined || (days === undefined && rest === '')) return undefined;
  return Number(days ?? 0) + more;
}

const unitsInDays: Readonly<Record<string, number>> = {
  ns: 1 / 86_400_000_000_000,
  us: 1 / 86_400_000_000,
  µs: 1 / 86_400_000_000,
  ms: 1 / 86_400_000,
  s: 1 / 86_400,
  m: 1 / 1440,
  h: 1 / 24,
};

/** A duration of the Go language: decimal numbers, each with its unit. */
function goDurationInDays(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (match === null) return /^[+-]?0$/.test(text) ? 0 : undefined;
  let days = 0;
  for (const [, number = '', unit = ''] of (match[2] ?? '').matchAll(/(\d*\.?\d*)(ns|us|µs|ms|s|m|h)/g))
    days += Number(number) * (unitsInDays[unit] ?? 0);
  return match[1] === '-' ? -days : days;
}
