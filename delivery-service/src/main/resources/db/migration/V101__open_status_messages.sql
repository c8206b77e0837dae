-- Albums that are finished are looked for every few seconds, among the messages that are not closed; closed ones are a month's.
create index status_messages_open on status_messages (created_at) where not closed;
