/**
 * How long generation remembers. Promise: a job that has ended is known for longer than its request can come again, and one
 * that waits is never forgotten.
 */
@NullMarked
package io.stickermill.generation.retention;

import org.jspecify.annotations.NullMarked;
