// What a history needs of a disk: files that are read and replaced as a whole, and files that only one can create.

/** Paths are absolute. What fails, throws, except where it says otherwise. */
export interface HistoryFiles {
  /** Undefined where there is no such file. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** Puts a new file in the place of another one, in one step: readers see the one or the other. */
  readonly replace: (path: string, bytes: Uint8Array) => void;
  /** Creates a file; false where there is one already. */
  readonly create: (path: string, text: string) => boolean;
  readonly remove: (path: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly owner: Owner;
  /** Whether a process of this machine is there. */
  readonly isRunning: (pid: number) => boolean;
}

/** A process, told from those of other machines. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}
