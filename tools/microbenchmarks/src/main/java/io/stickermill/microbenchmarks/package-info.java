/**
 * What is claimed of the services' plain classes, measured without a stack, in a process of its own; and generation with
 * a provider in its maker's place, for what is measured on a stack. It promises to measure the very jars that run in production.
 */
@NullMarked
package io.stickermill.microbenchmarks;

import org.jspecify.annotations.NullMarked;
