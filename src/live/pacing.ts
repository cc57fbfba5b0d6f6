// When the next request may leave: how many at a time, how many in a while, and not before Azure wants one again.

/** The clock that requests wait by. Injected, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits; no longer than until the signal, where there is one. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** A bucket of requests that fills steadily, as Azure counts them. */
export interface Budget {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** A queue of requests to one service: a few at a time, each within the budget of what it is counted for. */
export class Lane {
  private readonly clock: Clock;
  private readonly budget: Budget | undefined;
  private free: number;
  private readonly waiting: (() => void)[] = [];
  private readonly buckets = new Map<string, Bucket>();
  private closedUntil = 0;

  constructor(clock: Clock, width: number, budget?: Budget) {
    this.clock = clock;
    this.free = width;
    this.budget = budget;
  }

  /** Nothing leaves before this long from now. */
  pause(milliseconds: number): void {
    this.closedUntil = Math.max(this.closedUntil, this.clock.now() + milliseconds);
  }

  /** Runs a request when it is its turn; `key` names what it is counted for. */
  async run<T>(key: string, request: () => Promise<T>): Promise<T> {
    if (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.free--;
    try {
      for (let wait = this.waitFor(key); wait > 0; wait = this.waitFor(key)) await this.clock.sleep(wait);
      return await request();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }

  /** Milliseconds until a request may leave; where it is none, the request is counted. */
  private waitFor(key: string): number {
    const now = this.clock.now();
    if (now < this.closedUntil) return this.closedUntil - now;
    if (this.budget === undefined) return 0;
    const { burst, perSecond } = this.budget;
    const before = this.buckets.get(key) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) / 1000) * perSecond);
    if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1000);
    this.buckets.set(key, { left: left - 1, at: now });
    return 0;
  }
}

/** Milliseconds in `hh:mm:ss`; undefined for anything else. */
export function readTimeSpan(text: string | null): number | undefined {
  const match = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  return (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000;
}

/** Milliseconds that a `Retry-After` asks for: seconds, or a date. */
export function readRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
