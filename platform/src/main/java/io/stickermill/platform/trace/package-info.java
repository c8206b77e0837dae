/**
 * One photo is one trace. Promise: whatever a service does for a record, or publishes meanwhile, belongs to the trace that the
 * record's {@code traceparent} (W3C Trace Context) names; what waited, in a topic or in a table, shows as a span of its own. No
 * chat, user, text or token is in a span: of ours, only the job's id.
 */
@NullMarked
package io.stickermill.platform.trace;

import org.jspecify.annotations.NullMarked;
