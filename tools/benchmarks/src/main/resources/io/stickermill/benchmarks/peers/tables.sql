create table if not exists stickers (
  chat bigint,
  "user" bigint not null,
  message int,
  path text not null,
  delivered_at timestamptz not null default now(),
  primary key (chat, message)
);

-- The queue of the peer that polls.
create table if not exists jobs (
  id bigserial primary key,
  chat bigint not null,
  "user" bigint not null,
  message int not null,
  file text not null,
  state text not null default 'waiting',
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  taken_at timestamptz,
  unique (chat, message)
);

create index if not exists jobs_waiting on jobs (id) where state = 'waiting';
