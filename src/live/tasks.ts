// What reading is made of: tasks that each give a unit of a snapshot.

import type { JsonObject } from '../values/json.ts';
import type { SnapshotHeader, Unit } from './snapshot.ts';
import type { Transport } from './transport.ts';

/** How far reading is. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly resources: number;
}

/** Where units are kept. */
export interface UnitStore {
  /** Units that were read before. */
  readonly known: readonly Unit[];
  readonly keep: (unit: Unit) => void;
}

/** What reading needs. */
export interface Reading {
  readonly transport: Transport;
  readonly header: SnapshotHeader;
  readonly store: UnitStore;
  readonly progress: (progress: Progress) => void;
}

/** Something to be read in one go. */
export interface Task {
  readonly id: string;
  readonly what: string;
  readonly read: () => Promise<TaskResult>;
}

/** What a task gives: a unit without its id. */
export type TaskResult = Omit<Unit, 'id'>;

/** The type that most is about. */
export const registryType = 'microsoft.containerregistry/registries';

/** Ids of subscriptions in which registries are, sorted. */
export function subscriptionsWithRegistries(resources: readonly JsonObject[]): readonly string[] {
  const ids = resources
    .filter(({ type }) => String(type).toLowerCase() === registryType)
    .map(({ id }) => /^\/subscriptions\/([^/]+)/i.exec(String(id))?.[1]?.toLowerCase());
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}
