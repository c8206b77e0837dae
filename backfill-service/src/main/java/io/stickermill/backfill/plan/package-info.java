/** Finds what is missing and publishes an item for each. Promise: flat memory, and a kill at any moment loses and doubles no item. */
@NullMarked
package io.stickermill.backfill.plan;

import org.jspecify.annotations.NullMarked;
