/**
 * Brings the ledger of sends level with the topics, after the database was restored from a copy that is older than they
 * are. Promise: nothing that the topics know as sent is sent again.
 */
@NullMarked
package io.stickermill.delivery.recovery;

import org.jspecify.annotations.NullMarked;
