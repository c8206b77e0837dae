-- What costs much waits for its person's word first; everything else only for credits.
alter table unpaid_orders add column agreed boolean not null default true;
