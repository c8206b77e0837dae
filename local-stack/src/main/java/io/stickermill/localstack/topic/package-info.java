/** Reading topics from outside the services. */
@NullMarked
package io.stickermill.localstack.topic;

import org.jspecify.annotations.NullMarked;
