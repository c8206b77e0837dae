/**
 * Which statements read more when the tables are larger. It promises to know none of the services' statements: it asks the
 * services, and reads from PostgreSQL's log what they had to read for the answer.
 */
@NullMarked
package io.stickermill.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
