/**
 * Brings in the users, sessions, packs and stickers of a bot that ran before. Promises: the old database is only read; what
 * is brought in twice is there once; a run that was killed goes on where it stopped and ends as if it had not been; what
 * could not be taken is reported with its reason; memory does not grow with the number of rows.
 */
@NullMarked
package io.stickermill.operations.imports;

import org.jspecify.annotations.NullMarked;
