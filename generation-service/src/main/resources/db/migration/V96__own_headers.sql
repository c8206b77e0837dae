-- The headers of the record that a job came from, each as it was: [[name, base64 or null], ..], repeated ones too. They go
-- onto its dead letter. Of type json, which keeps what jsonb refuses. Null for a row of the version before.
alter table generations add column record_own_headers json;
