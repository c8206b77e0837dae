/** Runs, their states and counts, and the HTTP API of them. Promise: a run's state only moves along allowed transitions. */
@NullMarked
package io.stickermill.backfill.run;

import org.jspecify.annotations.NullMarked;
