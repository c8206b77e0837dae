-- What is over its lifetime is found by its age. Each sweep read them all, of all runs.
create index unknown_objects_by_age on unknown_objects (found_at);
