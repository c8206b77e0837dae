/**
 * Jobs and their timelines. Promise: whatever order the events come in, and however often, a job ends up in the same state
 * with the same timeline; a state is only ever left for one that {@link io.stickermill.history.job.JobState} allows.
 */
@NullMarked
package io.stickermill.history.job;

import org.jspecify.annotations.NullMarked;
