/**
 * What is claimed in {@code docs/}, measured on whole stacks of their own, one command each. The services are the real ones.
 * For the costs of the pipeline and of its parallel last step the making of stickers is played, by answering each photo's
 * request with a sticker that is there already. Promise: a figure is given only for work that was checked to be done.
 */
@NullMarked
package io.stickermill.benchmarks;

import org.jspecify.annotations.NullMarked;
