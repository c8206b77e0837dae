/** Reading topics from outside the services. */
@NullMarked
package io.stickermill.operations.topic;

import org.jspecify.annotations.NullMarked;
