/**
 * What the services measure. Promise: every meter of ours is declared in {@link io.stickermill.platform.metric.Metric}, with its
 * labels and the values that each may have; what is not declared is not measured, so that no label grows without bound.
 */
@NullMarked
package io.stickermill.platform.metric;

import org.jspecify.annotations.NullMarked;
