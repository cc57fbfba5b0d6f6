// Which of millions of ids were seen, in some bytes for each: their hashes are kept, not the ids.

/** Slots that a table begins with; a power of two. */
const firstSlots = 1 << 12;

/** Ids, each with a small number. */
export class IdTable {
  private size = 0;
  private slots = firstSlots;
  private high = new Uint32Array(firstSlots);
  private low = new Uint32Array(firstSlots);
  /** The number and one; zero where a slot is empty. */
  private numbers = new Uint16Array(firstSlots);
  private readonly seeds: readonly [number, number];

  /** Where nobody can tell the seeds, nobody can make up two ids that pass for one. */
  constructor(random: () => number = Math.random) {
    this.seeds = [Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32)];
  }

  /** The number of an id that was seen before; otherwise undefined, and from now on it has this one. */
  seen(id: string, number: number): number | undefined {
    if (this.size * 2 >= this.slots) this.grow();
    const [high, low] = hash(id, this.seeds);
    const at = this.slotOf(high, low);
    const known = this.numbers[at] ?? 0;
    if (known > 0) return known - 1;
    this.put(at, high, low, number + 1);
    this.size++;
    return undefined;
  }

  private slotOf(high: number, low: number): number {
    const mask = this.slots - 1;
    let at = low & mask;
    while (this.numbers[at] !== 0 && (this.low[at] !== low || this.high[at] !== high)) at = (at + 1) & mask;
    return at;
  }

  private put(at: number, high: number, low: number, number: number): void {
    this.high[at] = high;
    this.low[at] = low;
    this.numbers[at] = number;
  }

  private grow(): void {
    const { high, low, numbers, slots } = this;
    this.slots = slots * 2;
    this.high = new Uint32Array(this.slots);
    this.low = new Uint32Array(this.slots);
    this.numbers = new Uint16Array(this.slots);
    for (let i = 0; i < slots; i++) {
      const number = numbers[i] ?? 0;
      if (number > 0) this.put(this.slotOf(high[i] ?? 0, low[i] ?? 0), high[i] ?? 0, low[i] ?? 0, number);
    }
  }
}

/** Two lanes of 32 bits, two characters at a time. */
function hash(text: string, [first, second]: readonly [number, number]): readonly [number, number] {
  let a = first;
  let b = second;
  for (let i = 0; i < text.length; i += 2) {
    // Behind the end there is nothing, which counts as zero.
    const codes = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    a = Math.imul(a ^ codes, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul((b << 5) ^ (b >>> 27) ^ codes, 0x85ebca77);
  }
  return [mixed(a ^ Math.imul(b, 0xc2b2ae3d)), mixed(b ^ text.length)];
}

function mixed(lane: number): number {
  let mix = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  mix = Math.imul(mix ^ (mix >>> 15), 0x846ca68b);
  return (mix ^ (mix >>> 16)) >>> 0;
}
