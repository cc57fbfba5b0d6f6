// Moments and durations as people write them; always UTC, so that a report reads the same everywhere.

import { daysBetween } from '../../history/history.ts';

/** `2026-01-15` */
export function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `2026-01-15 09:30 UTC` */
export function momentText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `today`, `1 day`, `12 days` */
export function ageText(from: number, to: number): string {
  const days = daysBetween(from, to);
  return days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'}`;
}
