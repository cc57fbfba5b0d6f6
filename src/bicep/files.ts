// What the Bicep front end needs of the world outside: files to read, and how to name them. Injected, so that it never reads on its own.

/** Files as the front end sees them. Paths are absolute and use `/`. */
export interface BicepFiles {
  /** Undefined when there is no such file, or when it may not be read: modules and loaded files must not lead out of the repository. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** Entries of a folder, sorted by name; undefined when there is no such folder, or when it may not be read. */
  readonly list: (folder: string) => readonly FolderEntry[] | undefined;
  /** The path as people see it: relative to where the command runs. */
  readonly shown: (path: string) => string;
  /** Folders laid out like the local cache of the Bicep CLI (`br/<registry>/<repository>/<tag>$/main.json`), searched in order. */
  readonly moduleFolders: readonly string[];
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
}
