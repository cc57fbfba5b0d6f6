// The tables of a history. Every finding has one row for all of its life, every run one row of numbers.

/** Marks the file as ours: `PRTQ`. */
export const applicationId = 0x50525451;

/** Raised with every change of the tables; files of a later version are not touched. */
export const schemaVersion = 1;

/** What makes an empty database a history of {@link schemaVersion}. */
export const schema: string = `
create table scope (
  id integer primary key,
  name text not null unique
) strict;

create table run (
  id integer primary key,
  scope integer not null references scope (id),
  at integer not null,
  tool_version text not null,
  complete integer not null check (complete in (0, 1)),
  resources integer not null,
  passed integer not null,
  critical integer not null,
  high integer not null,
  medium integer not null,
  low integer not null,
  info integer not null,
  fails_when integer not null,
  unknown integer not null,
  new integer not null,
  persisting integer not null,
  reopened integer not null,
  resolved integer not null,
  unconfirmed integer not null
) strict;

create index run_by_scope on run (scope, id);

create table finding (
  id integer primary key,
  scope integer not null references scope (id),
  fingerprint text not null,
  decided integer not null check (decided in (0, 1)),
  state text not null check (state in ('open', 'unconfirmed', 'resolved')),
  verdict text not null check (verdict in ('fail', 'fails-when', 'unknown')),
  rule text not null,
  severity text not null check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  title text not null,
  resource text not null,
  file text not null,
  first_seen integer not null,
  since integer not null,
  last_seen integer not null,
  resolved_at integer,
  times_reopened integer not null,
  unique (scope, fingerprint, decided)
) strict;

pragma application_id = ${applicationId};
pragma user_version = ${schemaVersion};
`;
