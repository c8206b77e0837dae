/**
 * What a person has had made. Promise: jobs that failed stay counted when their timelines are gone.
 */
@NullMarked
package io.stickermill.history.statistics;

import org.jspecify.annotations.NullMarked;
