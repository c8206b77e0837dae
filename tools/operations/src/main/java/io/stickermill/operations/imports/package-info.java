/**
 * Brings in the users, sessions, packs and stickers of a bot that ran before. The old database is only read. What
 * is brought in twice is there once; a run that was killed goes on where it stopped and ends as if it had not been. What
 * could not be taken is reported with its reason, and memory does not grow with the number of rows.
 */
@NullMarked
package io.stickermill.operations.imports;

import org.jspecify.annotations.NullMarked;
