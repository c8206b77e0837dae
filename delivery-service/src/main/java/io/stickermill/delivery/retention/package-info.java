/**
 * How long delivery remembers. Promise: what was sent or uploaded is known for longer than any record can ask for it again.
 */
@NullMarked
package io.stickermill.delivery.retention;

import org.jspecify.annotations.NullMarked;
