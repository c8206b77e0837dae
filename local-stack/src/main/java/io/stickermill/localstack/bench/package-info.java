/**
 * What the pipeline costs and what its parallel last step is worth, measured beside the alternatives in the same run. The
 * services are the real ones, on a stack of their own; only the making of stickers is played, by answering each photo's
 * request with a sticker that is there already. Promise: a figure is given only for work that was checked to be done, each
 * photo once.
 */
@NullMarked
package io.stickermill.localstack.bench;

import org.jspecify.annotations.NullMarked;
