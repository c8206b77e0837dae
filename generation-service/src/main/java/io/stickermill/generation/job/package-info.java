/**
 * Generation's jobs. Promise: every request ends in exactly one sticker-ready or generation-failed event, however often it
 * is delivered and whenever a process dies; the same request gives the same bytes.
 */
@NullMarked
package io.stickermill.generation.job;

import org.jspecify.annotations.NullMarked;
