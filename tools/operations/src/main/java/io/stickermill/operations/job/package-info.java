/**
 * Jobs as an operator sees them: where each stands, why it waits and when it goes on. Put together from the tables of history,
 * generation and delivery, from Telegram's holds and from what lies in the retry topics. Promise: it looks only, and reads a bounded
 * number of rows and records.
 */
@NullMarked
package io.stickermill.operations.job;

import org.jspecify.annotations.NullMarked;
