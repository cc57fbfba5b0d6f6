// The types a template declares, each lowered when it is first asked for.

import type { JsonObject } from '../../values/json.ts';

/** A class, because a type that is being lowered may ask for itself. */
export class Definitions {
  private readonly declared: ReadonlyMap<string, () => JsonObject>;
  private readonly done = new Map<string, JsonObject>();
  private readonly busy = new Set<string>();

  constructor(declared: ReadonlyMap<string, () => JsonObject>) {
    this.declared = declared;
  }

  get(name: string): JsonObject | undefined {
    const known = this.done.get(name);
    const lower = this.declared.get(name);
    if (known !== undefined || lower === undefined || this.busy.has(name)) return known;
    this.busy.add(name);
    const type = lower();
    this.busy.delete(name);
    this.done.set(name, type);
    return type;
  }
}
