-- The trace that a kept event belongs to (W3C Trace Context), for whoever publishes it from here.
alter table deliveries add column event_traceparent text;
