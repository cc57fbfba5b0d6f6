// A reason for which an audit cannot be made at all, as a sentence.

/** Thrown where nothing can be judged: no credentials, a scope nobody can see, a snapshot that is none. */
export class LiveError extends Error {}
