/** Brings one file at a time back into storage. Promise: an item ends once, with a reason, and only after its events are in Kafka. */
@NullMarked
package io.stickermill.backfill.item;

import org.jspecify.annotations.NullMarked;
