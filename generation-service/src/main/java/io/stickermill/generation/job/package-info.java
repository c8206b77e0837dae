/**
 * Generation's jobs. A request is stored and acknowledged at once; stored jobs are worked on one at a time for
 * each chat, in the order in which they came, by whichever instance has room, and no chat waits for another's backlog.
 *
 * <p>Promise: every request ends in exactly one sticker-ready or generation-failed event, however often it
 * is delivered and whenever a process dies; the same request gives the same bytes.
 */
@NullMarked
package io.stickermill.generation.job;

import org.jspecify.annotations.NullMarked;
